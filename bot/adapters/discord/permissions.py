"""What we need to be allowed, no more: in the link that invites us, and in every channel with a daily question."""

from __future__ import annotations

from urllib.parse import urlencode

import discord

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "add_reactions": "Add Reactions",
}
"""Each as Discord's own settings call it: to post, to hang a thread on it, to read it after a pause, to set 📥."""
_SCOPES = "bot applications.commands"
_INVITE = "https://discord.com/oauth2/authorize"


def needed() -> discord.Permissions:
    """Give the least permissions."""
    return discord.Permissions(**dict.fromkeys(NEEDED, True))


def invite(application: int) -> str:
    """Give the link that adds us to a server."""
    asked = {"client_id": application, "scope": _SCOPES, "permissions": needed().value}
    return f"{_INVITE}?{urlencode(asked)}"


def lacking(given: discord.Permissions) -> list[str]:
    """Name what is not allowed, as Discord's settings call it."""
    return [shown for name, shown in NEEDED.items() if not getattr(given, name)]
