"""What follows from the facts: pure, fast, many properties."""
