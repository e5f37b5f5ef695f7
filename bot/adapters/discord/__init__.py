"""Discord: servers and direct messages, over discord.py."""
