"""The web server, inside the bot's own loop: it starts, says where it is, and stops when told."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import uvicorn

from bot.adapters.room.listening import RoomStartError

if TYPE_CHECKING:
    from starlette.types import ASGIApp

PATIENCE = 1
"""Seconds that requests under way get when the server stops."""


class Server(uvicorn.Server):
    """A server that leaves the signals to the bot, and says when it is up."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what to serve."""
        super().__init__(
            uvicorn.Config(
                app,
                log_config=None,
                log_level="warning",
                access_log=False,
                server_header=False,
                ws="websockets-sansio",
                ws_max_size=2**20,
                proxy_headers=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self._up = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the bot."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start listening, and say so."""
        await super().startup(sockets)
        self._up.set()

    async def open(self, taken: socket.socket) -> None:
        """Serve on a socket; return once pages are answered."""
        self._serving = asyncio.create_task(self.serve([taken]), name="room server")
        up = asyncio.create_task(self._up.wait())
        await asyncio.wait({self._serving, up}, return_when=asyncio.FIRST_COMPLETED)
        if not self.started:
            up.cancel()
            await self._serving
            msg = "The room's page could not start. The log says why."
            raise RoomStartError(msg)

    async def close(self) -> None:
        """Stop, and wait until every connection is gone."""
        self.should_exit = True
        if self._serving is not None:
            await self._serving
