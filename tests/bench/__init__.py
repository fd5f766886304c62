"""What the program costs, as figures to compare: CPU per request and SQL statements."""
