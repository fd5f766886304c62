"""What is remembered: tables, one module per aggregate, beside each the only functions on it."""
