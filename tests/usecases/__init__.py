"""What can be done: whole transactions against SQLite and PostgreSQL."""
