"""What is remembered: every statement against SQLite and PostgreSQL."""
