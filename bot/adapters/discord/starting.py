"""What keeps us from starting, in sentences for the operator; it needs none of the library."""

from __future__ import annotations

from bot.practice.contract import StartError

REFUSED = "Discord refuses the token. Copy it anew from the developer portal, Bot, Reset Token."
UNREACHED = "Discord cannot be reached ({why}). Look at the network."


class DiscordStartError(StartError):
    """Discord cannot be served; the message says what to do."""


class DiscordUnreachedError(DiscordStartError):
    """Discord cannot be reached, which passes."""
