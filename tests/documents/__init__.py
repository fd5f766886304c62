"""What is printed: outlines, their two inks, and the process that draws them."""
