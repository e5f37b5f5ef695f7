"""What we need to be allowed, no more: in the link that invites us, and in every channel with a daily question."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import discord

from bot.adapters.discord.standing import Spot, server_of
from bot.practice.messages import Group, Sentence, Where, Word, say

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "create_public_threads": "Create Public Threads",
    "send_messages_in_threads": "Send Messages in Threads",
    "read_message_history": "Read Message History",
    "add_reactions": "Add Reactions",
}
"""Each as Discord's own settings call it: to post, to hang a thread on it, to read it after a pause, to set 📥."""
NEEDED_IN_VOICE = NEEDED.keys() - {"create_public_threads", "send_messages_in_threads", "add_reactions"} | {"connect"}
"""In a voice channel's chat, which shows itself only to who may join the voice, and knows no threads."""
_NAMES = NEEDED | {"connect": "Connect"}
_TO_POST = frozenset({"view_channel", "send_messages", "connect"})
_TO_POST_IN_THREAD = frozenset({"view_channel", "send_messages_in_threads"})
"""What one message alone needs."""
_NOT_IN_THREAD = frozenset({"send_messages", "create_public_threads"})
VOICE = (discord.VoiceChannel, discord.StageChannel)
"""Channels whose messages no thread can hang on."""
_SCOPES = "bot applications.commands"
_INVITE = "https://discord.com/oauth2/authorize"


def needed() -> discord.Permissions:
    """Give the least permissions."""
    return discord.Permissions(**dict.fromkeys(NEEDED, True))


def invite(application: int) -> str:
    """Give the link that adds us to a server."""
    asked = {"client_id": application, "scope": _SCOPES, "permissions": needed().value}
    return f"{_INVITE}?{urlencode(asked)}"


def lacking(given: discord.Permissions, names: Iterable[str]) -> list[str]:
    """Name which of these is not allowed, as Discord's settings call it."""
    return [_NAMES[name] for name in names if not getattr(given, name)]


def needed_in(channel: object) -> list[str]:
    """Give what a channel's daily question needs."""
    return [name for name in _NAMES if name in (NEEDED_IN_VOICE if isinstance(channel, VOICE) else NEEDED)]


def channel_here(interaction: discord.Interaction, place: str) -> discord.abc.GuildChannel | discord.Thread | None:
    """Give a channel or thread of the server somebody presses or types in."""
    channel = interaction.client.get_channel(int(place))
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return None
    return channel if channel.guild.id == interaction.guild_id else None


def barred(
    interaction: discord.Interaction, where: Spot, chosen: str | None, *, hangs: bool = False
) -> Sentence | None:
    """Say what we lack to post here, or in a chosen channel; `hangs`: also to hang threads on it, and read them."""
    if server_of(where.space) is None:
        return None
    in_question = where.thread is not None and where.thread != where.place
    if chosen is None and in_question:
        return None  # it is posted in the channel, of which this thread says nothing
    channel = channel_here(interaction, chosen or where.place)
    thread = isinstance(channel, discord.Thread) if chosen is not None else where.thread is not None
    given = allowed_in(channel)
    if chosen is None and interaction.app_permissions.value:
        given = interaction.app_permissions  # what Discord says itself
    if given is None:
        given = discord.Permissions.none() if channel is None else discord.Permissions.all()
    needed = [name for name in needed_in(channel) if not (thread and name in _NOT_IN_THREAD)]
    if not hangs:
        needed = [name for name in needed if name in (_TO_POST_IN_THREAD if thread else _TO_POST)]
    missing = lacking(given, needed)
    if not missing:
        return None
    return say("refused.lacking", place=Where(chosen or where.place, ""), names=tuple(Word(name) for name in missing))


def allowed_in(channel: discord.abc.GuildChannel | discord.Thread | None) -> discord.Permissions | None:
    """Give what we are allowed in a channel; None if the library cannot tell."""
    return None if channel is None or channel.guild.me is None else channel.permissions_for(channel.guild.me)


def may_not_ping(interaction: discord.Interaction, place: str, role: int) -> Sentence | None:
    """Say why a role would not be called in a place: it is everyone, or Discord would not let us."""
    guild, channel = interaction.guild, channel_here(interaction, place)
    if guild is None or role == guild.id:
        return say("refused.ping_everyone")
    chosen = guild.get_role(role)
    if chosen is None or chosen.mentionable:
        return None
    allowed = allowed_in(channel)
    if allowed is not None and allowed.mention_everyone:
        return None
    return say("refused.may_not_ping", group=Group(str(role)), place=Where(place, ""))
