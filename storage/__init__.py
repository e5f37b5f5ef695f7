"""What is remembered: SQLite by default, frozen records in and out."""
