"""What was said in the threads of open rounds while nobody listened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

import discord
import structlog

from bot.adapters.discord.failures import UNREACHABLE
from bot.adapters.discord.standing import server_of
from bot.practice.contract import OpenThread

log = structlog.get_logger(__name__)


async def missed(
    client: discord.Client, threads: Sequence[OpenThread]
) -> AsyncIterator[tuple[OpenThread, discord.Message]]:
    """Read these threads from their round's beginning; one that can't be read keeps its answers for later."""
    for thread in threads:
        channel = client.get_partial_messageable(int(thread.thread or thread.place), guild_id=server_of(thread.space))
        try:
            # After the question itself: our clock and Discord's need not agree.
            question = discord.Object(int(thread.message))
            async for message in channel.history(after=question, oldest_first=True, limit=None):
                yield thread, message
        except UNREACHABLE as error:
            log.warning("thread not read", place=thread.place, reason=repr(error))
