"""What was said in the threads of open rounds while nobody listened, and what was deleted."""

from __future__ import annotations

import asyncio

import discord
import structlog

from bot.adapters.discord.failures import PASSING, STRANGE, UNREACHABLE, failure
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.permissions import allowed_in
from bot.adapters.discord.standing import server_of
from bot.practice.contract import OpenThread

log = structlog.get_logger(__name__)

PAGE = 100
"""Messages Discord gives at once."""
AGAIN = (1.0, 5.0, 15.0)
LONGEST_WAIT = 60.0
"""Seconds before a thread is read again: what nobody reads now is lost."""


async def read(client: discord.Client, pace: Pace, thread: OpenThread) -> tuple[list[discord.Message], bool]:
    """Read a thread from its question on, the oldest first; say whether to its end: else the rest is for later."""
    channel = client.get_partial_messageable(int(thread.thread or thread.place), guild_id=server_of(thread.space))
    found: list[discord.Message] = []
    for wait in (*AGAIN, None):
        try:
            while True:
                await pace.turn()
                # After the question itself: our clock and Discord's need not agree.
                since = found[-1] if found else discord.Object(int(thread.message))
                page = [message async for message in channel.history(after=since, oldest_first=True, limit=PAGE)]
                found += page
                if len(page) < PAGE:
                    break
        except (*UNREACHABLE, *STRANGE) as error:
            log.warning("thread not read", place=thread.place, reason=repr(error))
            failed = None if isinstance(error, STRANGE) else failure(error)
            if wait is None or failed is None or failed.reason not in PASSING:
                return found, False
            await asyncio.sleep(max(wait, min(failed.retry_after or 0.0, LONGEST_WAIT)))
        else:
            break
    return found, _shows_everything(client, thread)


def _shows_everything(client: discord.Client, thread: OpenThread) -> bool:
    """Say whether what is not in a history is not there: who may not read it is given an empty one, and no error."""
    if server_of(thread.space) is None:
        return True
    place = client.get_channel(int(thread.place))
    ruling = place.parent if isinstance(place, discord.Thread) else place
    if not isinstance(ruling, discord.abc.GuildChannel):
        return False
    allowed = allowed_in(ruling)
    return allowed is not None and allowed.read_message_history
