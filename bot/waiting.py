"""What is on its way: senders wait for something to be owed, requests for a delivery to be known to be there."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from weakref import WeakValueDictionary


class Listener:
    """One sender's ear: something may be owed, or it found nothing more to send."""

    def __init__(self) -> None:
        self._owed = asyncio.Event()
        self._idle = asyncio.Event()
        self.wake()

    def wake(self) -> None:
        """Say that something may be owed."""
        self._owed.set()
        self._idle.clear()

    def listen(self) -> None:
        """Begin to look: what is owed from here on wakes again."""
        self._owed.clear()

    async def rest(self, seconds: float, *, sending: bool = False) -> None:
        """Wait until woken, or for so long: deliveries that were put off come due; `sending`: some are on their way."""
        if not self._owed.is_set() and not sending:
            self._idle.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._owed.wait()
        self._idle.clear()

    async def idle(self) -> None:
        """Wait until nothing more is to be sent now."""
        await self._idle.wait()


class InFlight:
    """Wakes who waits; it knows nothing that is not in the store, so losing it loses nothing."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._settled: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        """Each only while somebody holds it: what they watch may have been settled before."""

    def listener(self) -> Listener:
        """Give a sender its ear."""
        listener = Listener()
        self._listeners.append(listener)
        return listener

    def owed(self) -> None:
        """Say that something may be owed."""
        for listener in self._listeners:
            listener.wake()

    async def idle(self) -> None:
        """Wait until no sender has anything to send now."""
        for listener in self._listeners:
            await listener.idle()

    def settle(self, key: str) -> None:
        """Say that a delivery is known to be there, or known to have failed."""
        event = self._settled.pop(key, None)
        if event is not None:
            event.set()

    def watch(self, key: str) -> asyncio.Event:
        """Give an event that is set once a delivery is settled."""
        return self._settled.setdefault(key, asyncio.Event())
