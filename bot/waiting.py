"""What is on its way: senders wait for something to be owed, requests for a delivery to be known to be there."""

from __future__ import annotations

import asyncio


class InFlight:
    """Wakes who waits; it knows nothing that is not in the store, so losing it loses nothing."""

    def __init__(self) -> None:
        self._owed: list[asyncio.Event] = []
        self._settled: dict[str, asyncio.Event] = {}

    def listener(self) -> asyncio.Event:
        """Give an event that is set whenever something may be owed."""
        event = asyncio.Event()
        event.set()
        self._owed.append(event)
        return event

    def owed(self) -> None:
        """Say that something may be owed."""
        for event in self._owed:
            event.set()

    def settle(self, key: str) -> None:
        """Say that a delivery is known to be there, or known to have failed."""
        event = self._settled.pop(key, None)
        if event is not None:
            event.set()

    async def settled(self, key: str, seconds: float = 30) -> bool:
        """Wait until a delivery is settled; False if that takes too long."""
        event = self._settled.setdefault(key, asyncio.Event())
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            return False
        return True
