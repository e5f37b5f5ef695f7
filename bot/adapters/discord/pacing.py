"""Fifty requests a second is what Discord takes of one bot; we stay below, so that it never has to say so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

A_SECOND = 47
_CATCHING_UP = 2
"""Steps that were missed and may be made up for: more of them would meet in one second with those that follow."""


class Pace:
    """Lets requests go at even steps, also after a pause in which none could."""

    def __init__(
        self,
        a_second: float = A_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take how many go in a second, and a clock and a sleep in seconds."""
        self._step = 1 / a_second
        self._clock = clock
        self._sleep = sleep
        self._next = 0.0
        self._gate = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a turn, in the order of asking."""
        async with self._gate:
            now = self._clock()
            if now < self._next:
                await self._sleep(self._next - now)
                now = self._clock()
            self._next = max(self._next, now - _CATCHING_UP * self._step) + self._step
