"""The bot, killed at any moment."""
