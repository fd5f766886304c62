"""What tests build with: catalogues, facts, people, databases."""
