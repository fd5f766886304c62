"""Whether PDF files keep the standards they claim."""
