"""The vocabulary of the Command Center and its only doors to PostgreSQL."""
