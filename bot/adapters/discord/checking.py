"""A look at Discord before a start: the token, the intents, and every channel that has a daily question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from bot.adapters.discord.adapter import Connection, reach
from bot.adapters.discord.failures import STRANGE, UNREACHABLE, not_started
from bot.adapters.discord.permissions import lacking, needed_in
from bot.adapters.discord.standing import server_of


@dataclass(frozen=True, slots=True)
class Check:
    """What one look found."""

    of: str
    says: str
    """What is there; or what is wrong and what to do about it."""
    well: bool


async def application_id(connection: Connection) -> int:
    """Ask Discord for the application a token belongs to.

    Raises:
        DiscordStartError: the token is refused, or Discord cannot be reached.
    """
    try:
        async with _asking(connection) as client:
            return (await client.application_info()).id
    except (discord.LoginFailure, *UNREACHABLE, *STRANGE) as error:
        raise not_started(error) from error


async def checks(connection: Connection, places: Sequence[tuple[str, str]]) -> list[Check]:
    """Look at the token, the intents, and each place (space, place) that has a schedule."""
    try:
        async with _asking(connection) as client:
            found = [_who(client), await _content(client, connection)]
            for space, place in places:
                server = server_of(space)
                if server is not None:
                    found.append(await _channel(client, server, int(place)))
            return found
    except (discord.LoginFailure, *UNREACHABLE, *STRANGE) as error:
        return [Check("discord", str(not_started(error)), well=False)]


class _asking:  # noqa: N801 - used like a function
    """A client that is logged in and listens to nothing."""

    def __init__(self, connection: Connection) -> None:
        reach(connection)
        self._token = connection.token
        self._client = discord.Client(intents=discord.Intents.none())

    async def __aenter__(self) -> discord.Client:
        try:
            await self._client.login(self._token)
        except BaseException:
            await self._client.close()
            raise
        return self._client

    async def __aexit__(self, *exception: object) -> None:
        await self._client.close()


def _who(client: discord.Client) -> Check:
    return Check("discord", f"The token is {client.user}'s.", well=True)


async def _content(client: discord.Client, connection: Connection) -> Check:
    of = "discord intents"
    if not connection.reads_threads:
        return Check(of, "MESSAGE CONTENT is not asked for; answers come through the form.", well=True)
    flags = (await client.application_info()).flags
    if flags.gateway_message_content or flags.gateway_message_content_limited:
        return Check(of, "MESSAGE CONTENT is granted.", well=True)
    says = (
        "MESSAGE CONTENT is not granted, so answers in threads cannot be read. Switch it on in the developer portal, "
        "Bot, or set discord.message_content = false."
    )
    return Check(of, says, well=False)


async def _channel(client: discord.Client, server: int, channel: int) -> Check:
    of = f"discord channel {channel}"
    try:
        guild = await client.fetch_guild(server, with_counts=False)
        channels = {found.id: found for found in await guild.fetch_channels()}
        found = channels.get(channel) or await client.fetch_channel(channel)
        # What is allowed in a thread is its channel's to say.
        ruling = channels.get(found.parent_id) if isinstance(found, discord.Thread) else found
        if client.user is None or not isinstance(ruling, discord.abc.GuildChannel):
            return Check(of, "It is no channel of that server.", well=False)
        me = await guild.fetch_member(client.user.id)
    except discord.NotFound:
        return Check(of, "It is gone, or Hotseat was removed from its server.", well=False)
    except discord.Forbidden:
        return Check(of, "Hotseat cannot see it. Allow View Channel there.", well=False)
    named = f"discord #{found} ({guild.name})"
    missing = lacking(ruling.permissions_for(me), needed_in(ruling))
    if missing:
        return Check(named, f"Not allowed there: {', '.join(missing)}. Allow it in the channel's settings.", well=False)
    return Check(named, "Everything needed is allowed.", well=True)
