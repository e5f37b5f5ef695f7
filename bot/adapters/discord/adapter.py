"""Discord as a platform of Hotseat."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
import structlog

from bot.adapters.discord.client import Client, ShardedClient, options
from bot.adapters.discord.failures import UNREACHABLE, failure, not_started
from bot.adapters.discord.guarding import quieten
from bot.adapters.discord.hearing import deleted
from bot.adapters.discord.history import read
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.sending import Post
from bot.adapters.discord.standing import PLATFORM, Spot, server_of
from bot.adapters.discord.starting import DiscordStartError, DiscordUnreachedError
from bot.practice.contract import Capabilities, Desk, MessageRef, OpenThread, Parcel
from bot.practice.requests import Deleted, Said

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0
"""Seconds before we connect anew where the gateway was given up or not reached; each wait is twice the last."""
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
        self._staying: asyncio.Task[None] | None = None
        self._signing: asyncio.Task[None] | None = None
        reach(connection)
        self._use(reads=connection.reads_threads)

    def _use(self, *, reads: bool) -> None:
        made = ShardedClient if self._connection.sharded else Client
        patience: dict[str, Any] = {
            "guild_ready_timeout": self._connection.last_server,
            "heartbeat_timeout": self._connection.silence,
        }
        self.client = made(self._desk, self._pace, self._back, **patience, **options(reads=reads))
        self._post = Post(self.client, self._pace)
        self.capabilities = Capabilities(private_in_thread=False, reads_threads=reads, direct_in_space=False)

    async def connect(self) -> None:
        """Log in, and return once the servers are known; from then on we stay.

        Where Discord cannot be reached this waits until it can, for what starts us may do so before there is a network.

        Raises:
            DiscordStartError: the token is refused.
        """
        wait = FIRST_WAIT
        while True:
            try:
                await self._connect()
                break
            except DiscordUnreachedError as error:
                log.warning("discord cannot be reached, trying again", reason=str(error), seconds=wait)
            await self._begin_anew(wait)
            wait = min(wait * 2, LONGEST_WAIT)
        self._staying = asyncio.create_task(self._stay(), name="discord stay")

    async def _connect(self) -> None:
        try:
            await self._begin()
        except discord.PrivilegedIntentsRequired:
            await self.client.close()
            self._use(reads=False)
            await self._begin()
        if not self.capabilities.reads_threads:
            log.warning("no message content intent: answers in threads cannot be read, the form can")

    async def _begin(self) -> None:
        try:
            await self.client.login(self._connection.token)
            self._running = asyncio.create_task(self.client.connect(), name="discord gateway")
            ready = asyncio.create_task(self.client.back.wait(), name="discord ready")
            await asyncio.wait({self._running, ready}, return_when=asyncio.FIRST_COMPLETED)
            if self._running.done():
                ready.cancel()
                await self._running
        except discord.PrivilegedIntentsRequired:
            raise
        except Exception as error:
            raise not_started(error) from error

    async def _stay(self) -> None:
        """Begin anew when the library gives up: it reconnects by itself from nearly all."""
        loop, wait = asyncio.get_running_loop(), FIRST_WAIT
        while self._running is not None:
            since = loop.time()
            await asyncio.wait({self._running})
            if self._running.cancelled() or (lost := self._running.exception()) is None:
                return  # we left ourselves
            if loop.time() - since > LONGEST_WAIT:
                wait = FIRST_WAIT
            log.error("the gateway is lost, connecting anew", reason=repr(lost))
            self._desk.deaf(PLATFORM)
            while not await self._connected_again(wait):
                wait = min(wait * 2, LONGEST_WAIT)
            wait = min(wait * 2, LONGEST_WAIT)

    async def _connected_again(self, wait: float) -> bool:
        """Connect a new client, after so many seconds; deliveries wait for it."""
        await self._begin_anew(wait)
        try:
            await self._connect()
            await self._back()
        except (DiscordStartError, *UNREACHABLE) as error:
            log.warning("not connected", reason=str(error))
            return False
        return True

    async def _begin_anew(self, wait: float) -> None:
        """Put a new client in the place of one that failed, and wait so many seconds."""
        await self.client.close()
        self._use(reads=self._connection.reads_threads)
        await asyncio.sleep(wait)

    async def _back(self) -> None:
        """Take in what was said while the gateway was lost for longer than it remembers."""
        await self._desk.catch_up([self])

    async def close(self) -> None:
        """Leave the gateway."""
        for task in (self._staying, self._signing):
            if task is not None:
                task.cancel()
        await self.client.close()
        tasks = [task for task in (self._staying, self._signing, self._running) if task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a message, or edit one; raise SendFailedError otherwise."""
        try:
            async with asyncio.timeout(LONGEST_SEND):
                await self.client.back.wait()
                return await self._post.send(parcel)
        except Exception as error:
            raise failure(error) from error

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Give the address of a message in a server's thread, or of the thread that hangs on it."""
        channel = message.thread or message.place
        # A thread that was made of a message goes by the message's id.
        there = channel if message.message == channel else f"{channel}/{message.message}"
        return f"https://discord.com/channels/{server_of(space)}/{there}"

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message that may have been sent: the platform is asked before it is sent again."""
        try:
            async with asyncio.timeout(LONGEST_SEND):
                await self.client.back.wait()
                return await self._post.find(parcel)
        except Exception as error:
            raise failure(error) from error

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said | Deleted]:
        """Hear what was said in these threads as it would have been heard then; what was deleted is left to be told.

        Servers are read side by side, at our pace: one that has to be waited for holds up no other.
        """
        spaces: dict[str, list[OpenThread]] = {}
        for thread in threads:
            spaces.setdefault(thread.space, []).append(thread)
        received: list[discord.Message] = []
        gone = await asyncio.gather(*(self._missed_in(own, received) for own in spaces.values()))
        # Discord takes four signs a second in a channel; what is due waits for none of them.
        self._signing = asyncio.create_task(self._sign(received), name="discord signs")
        return [request for requests in gone for request in requests]

    async def _missed_in(self, threads: Sequence[OpenThread], received: list[discord.Message]) -> list[Deleted]:
        """Hear the threads of one server; give what was deleted, and add what was received."""
        gone: list[Deleted] = []
        for thread in threads:
            there = Spot(thread.space, thread.place, thread.thread, direct=thread.thread is None)
            messages, whole = await read(self.client, self._pace, thread)
            received += [message for message in messages if await self.client.ears.takes(message, there)]
            if whole:
                gone += [deleted(there, one) for one in thread.heard - {str(message.id) for message in messages}]
        return gone

    async def _sign(self, received: Sequence[discord.Message]) -> None:
        for message in received:
            await self.client.ears.show_received(message)


def reach(connection: Connection) -> None:
    """Ready the library; point it elsewhere than Discord's own addresses, where the settings say so."""
    quieten()
    if connection.api_url is not None:
        discord.http.Route.BASE = connection.api_url.rstrip("/")
    if connection.gateway_url is not None:
        import yarl  # noqa: PLC0415 - only then

        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(connection.gateway_url)
