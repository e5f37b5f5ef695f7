"""The conversation, and what starts it."""
