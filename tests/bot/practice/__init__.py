"""The practice core."""
