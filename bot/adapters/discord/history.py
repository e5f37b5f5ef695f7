"""What was said in the threads of open rounds while nobody listened."""

from __future__ import annotations

from collections.abc import Sequence

import discord
import structlog

from bot.adapters.discord.hearing import said
from bot.adapters.discord.standing import Spot, server_of
from bot.practice.contract import OpenThread
from bot.practice.requests import Said

log = structlog.get_logger(__name__)


async def missed(client: discord.Client, threads: Sequence[OpenThread]) -> list[Said]:
    """Read these threads from their round's beginning; one that can't be read keeps its answers for later."""
    found: list[Said] = []
    for thread in threads:
        try:
            found.extend(await _read(client, thread))
        except discord.HTTPException as error:
            log.warning("thread not read", place=thread.place, code=error.code)
    return found


async def _read(client: discord.Client, thread: OpenThread) -> list[Said]:
    channel = client.get_partial_messageable(int(thread.thread), guild_id=server_of(thread.space))
    where = Spot(thread.space, thread.place, thread.thread)
    return [
        said(message, where)
        async for message in channel.history(after=thread.since, oldest_first=True, limit=None)
        if not message.author.bot
        and message.webhook_id is None
        and message.type in {discord.MessageType.default, discord.MessageType.reply}
    ]
