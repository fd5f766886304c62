"""What follows from the facts, without database and without pages."""
