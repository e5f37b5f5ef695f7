"""Wake the due work; the heartbeat owns no truth, so missing a beat loses nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = structlog.get_logger(__name__)

BEAT = 5
"""Seconds."""


class Heartbeat:
    """Calls what is due every few seconds, never twice at once."""

    def __init__(self, due: Callable[[], Awaitable[None]]) -> None:
        """Take what to call."""
        self._due = due
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(self._beat, "interval", seconds=BEAT, max_instances=1, coalesce=True)

    async def _beat(self) -> None:
        try:
            await self._due()
        except Exception:  # one bad beat must not be the last
            log.exception("a heartbeat failed")

    def start(self) -> None:
        """Begin to beat."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop beating, if it had begun."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
