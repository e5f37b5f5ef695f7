"""What was said in the threads of open rounds while nobody listened, and what was deleted."""

from __future__ import annotations

import discord
import structlog

from bot.adapters.discord.failures import UNREACHABLE
from bot.adapters.discord.standing import server_of
from bot.practice.contract import OpenThread

log = structlog.get_logger(__name__)


async def read(client: discord.Client, thread: OpenThread) -> tuple[list[discord.Message], bool]:
    """Read a thread from its question on, the oldest first; say whether to its end: else the rest is for later."""
    channel = client.get_partial_messageable(int(thread.thread or thread.place), guild_id=server_of(thread.space))
    found: list[discord.Message] = []
    try:
        # After the question itself: our clock and Discord's need not agree.
        question = discord.Object(int(thread.message))
        async for message in channel.history(after=question, oldest_first=True, limit=None):
            found.append(message)  # noqa: PERF401 - what was read is kept where the rest fails
    except UNREACHABLE as error:
        log.warning("thread not read", place=thread.place, reason=repr(error))
        return found, False
    return found, _shows_everything(client, thread)


def _shows_everything(client: discord.Client, thread: OpenThread) -> bool:
    """Say whether what is not in a history is not there: who may not read it is given an empty one, and no error."""
    if server_of(thread.space) is None:
        return True
    place = client.get_channel(int(thread.place))
    ruling = place.parent if isinstance(place, discord.Thread) else place
    if not isinstance(ruling, discord.abc.GuildChannel):
        return False
    return ruling.permissions_for(ruling.guild.me).read_message_history
