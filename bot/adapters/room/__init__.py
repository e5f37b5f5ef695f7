"""The room: the bot in a browser page, with no token and no account."""
