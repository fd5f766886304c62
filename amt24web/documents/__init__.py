"""What is printed: builders turn plain facts into outlines; Word, PDF and plain text ink them."""
