"""Who asks, and where they stand: Discord's servers, channels and threads in our words.

A server is a space, and so is every member's direct conversation. A thread that hangs on our message belongs to the
channel it hangs in; any other thread is a place of its own, and its newest question is answered right there.
"""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.practice.requests import Asker

PLATFORM = "discord"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something happens."""

    space: str
    place: str
    thread: str | None = None
    direct: bool = False
    """Whether it is a direct conversation with us."""
    alone: bool = False
    """Whether we are only in one person's pocket there: they installed us, the place did not."""


def server_space(server: int) -> str:
    """Name the space of a server."""
    return f"{PLATFORM}-{server}"


def server_of(space: str) -> int | None:
    """Give the server of a space; None for a direct conversation."""
    number = space.removeprefix(f"{PLATFORM}-")
    return int(number) if number.isdecimal() else None


def own_space(user: int) -> str:
    """Name the space of one person's direct conversation."""
    return f"{PLATFORM}-dm-{user}"


def spot(client: discord.Client, channel: discord.abc.Snowflake, server: int, us: int) -> Spot:
    """Give the spot of a channel or thread of a server."""
    space = server_space(server)
    if not isinstance(channel, discord.Thread):
        return Spot(space, str(channel.id))
    parent = channel.parent or client.get_channel(channel.parent_id)
    if channel.owner_id == us or isinstance(parent, discord.ForumChannel):
        return Spot(space, str(channel.parent_id), str(channel.id))
    return Spot(space, str(channel.id), str(channel.id))


def spot_of_interaction(interaction: discord.Interaction, us: int) -> Spot:
    """Give the spot somebody presses or types a command in."""
    client, server, channel = interaction.client, interaction.guild_id, str(interaction.channel_id or "")
    if server is None:
        private = interaction.context.private_channel and not interaction.context.dm_channel
        return Spot(own_space(interaction.user.id), channel, direct=not private, alone=bool(private))
    if client.get_guild(server) is None and not interaction.is_guild_integration():
        return Spot(own_space(interaction.user.id), channel, alone=True)
    return spot(client, interaction.channel or discord.Object(interaction.channel_id or 0), server, us)


def asker_of_interaction(interaction: discord.Interaction, where: Spot) -> Asker:
    """Give who presses or types a command; managing the server makes an admin."""
    rights = interaction.permissions
    return Asker(
        space=where.space,
        place=where.place,
        member=str(interaction.user.id),
        name=interaction.user.display_name,
        event=f"interaction:{interaction.id}",
        platform_admin=not where.alone and (rights.manage_guild or rights.administrator),
        direct=where.direct,
        locale=str(interaction.locale),
    )


def asker_of_message(message: discord.Message, where: Spot, revision: str) -> Asker:
    """Give who wrote a message; each of its edits is an event of its own."""
    return Asker(
        space=where.space,
        place=where.place,
        member=str(message.author.id),
        name=message.author.display_name,
        event=f"said:{message.id}:{revision}",
        direct=where.direct,
    )


def revision_of(message: discord.Message) -> str:
    """Give the order of a message's edits, as text that sorts: empty for the original."""
    return "" if message.edited_at is None else f"{int(message.edited_at.timestamp() * 1_000_000):020d}"
