"""Discord as a platform of Hotseat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
import structlog

from bot.adapters.discord.client import Client, ShardedClient, options
from bot.adapters.discord.failures import failure
from bot.adapters.discord.history import missed
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.rendering import LONGEST
from bot.adapters.discord.sending import Post
from bot.adapters.discord.standing import PLATFORM, Spot
from bot.practice.contract import Capabilities, Desk, MessageRef, OpenThread, Parcel
from bot.practice.requests import Said

log = structlog.get_logger(__name__)

LONGEST_SEND = 50.0
"""Seconds; less than a delivery's lease, so that nobody else takes one that is being sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How Discord is reached."""

    token: str
    api_url: str | None = None
    gateway_url: str | None = None
    sharded: bool = False
    reads_threads: bool = True
    """Whether the MESSAGE CONTENT intent is asked for; without it everything goes through the form."""
    last_server: float = 2.0
    """Seconds without another server after which all are known at start."""
    silence: float = 60.0
    """Seconds without a word from the gateway after which a connection is taken for dead."""


class DiscordAdapter:
    """The bot's side of Discord."""

    platform = PLATFORM

    def __init__(self, desk: Desk, connection: Connection) -> None:
        """Take the desk, and how Discord is reached."""
        self._desk = desk
        self._connection = connection
        self._pace = Pace()
        self._running: asyncio.Task[None] | None = None
        self._use(reads=connection.reads_threads)

    def _use(self, *, reads: bool) -> None:
        made = ShardedClient if self._connection.sharded else Client
        patience: dict[str, Any] = {
            "guild_ready_timeout": self._connection.last_server,
            "heartbeat_timeout": self._connection.silence,
        }
        self.client = made(self._desk, self._back, **patience, **options(reads=reads))
        self._post = Post(self.client, self._pace)
        self.capabilities = Capabilities(max_text=LONGEST, private_in_thread=False, reads_threads=reads)

    async def connect(self) -> None:
        """Log in, and return once the servers are known."""
        reach(self._connection)
        try:
            await self._connect()
        except discord.PrivilegedIntentsRequired:
            log.warning("no message content intent: answers in threads cannot be read, the form can")
            await self.client.close()
            self._use(reads=False)
            await self._connect()

    async def _connect(self) -> None:
        await self.client.login(self._connection.token)
        self._running = asyncio.create_task(self.client.connect(), name="discord gateway")
        self._running.add_done_callback(_tell_if_lost)
        ready = asyncio.create_task(self.client.back.wait(), name="discord ready")
        await asyncio.wait({self._running, ready}, return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            ready.cancel()
            await self._running

    async def _back(self) -> None:
        """Take in what was said while the gateway was lost for longer than it remembers."""
        await self._desk.catch_up([self])

    async def close(self) -> None:
        """Leave the gateway."""
        await self.client.close()
        if self._running is not None:
            await asyncio.gather(self._running, return_exceptions=True)

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a message, or edit one; raise SendFailedError otherwise."""
        try:
            async with asyncio.timeout(LONGEST_SEND):
                return await self._post.send(parcel)
        except Exception as error:
            raise failure(error) from error

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message that may have been sent: the platform is asked before it is sent again."""
        try:
            async with asyncio.timeout(LONGEST_SEND):
                return await self._post.find(parcel)
        except Exception as error:
            raise failure(error) from error

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said]:
        """Hear what was said in these threads as it would have been heard then; nothing is left to be asked."""
        async for thread, message in missed(self.client, threads):
            await self.client.ears.said(message, Spot(thread.space, thread.place, thread.thread))
        return ()


def _tell_if_lost(running: asyncio.Task[None]) -> None:
    """Say that the gateway is lost for good: the library reconnects by itself from all that passes."""
    if not running.cancelled() and running.exception() is not None:
        log.error("the gateway is lost; restart Hotseat", reason=repr(running.exception()))


def reach(connection: Connection) -> None:
    """Point the library elsewhere than Discord's own addresses, where the settings say so."""
    if connection.api_url is not None:
        discord.http.Route.BASE = connection.api_url.rstrip("/")
    if connection.gateway_url is not None:
        import yarl  # noqa: PLC0415 - only then

        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(connection.gateway_url)
