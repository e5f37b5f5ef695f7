"""Fifty requests a second is what Discord takes of one bot; we stay below, so that it never has to say so."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable

A_SECOND = 48
_SECOND = 1.02
"""A little longer than Discord's: what went evenly may arrive less so."""
_CATCHING_UP = 4
"""Steps that were missed, while nothing could go, and are made up for at once."""


class Pace:
    """Lets requests go at even steps in the order of asking, and so many in any second, also after a pause."""

    def __init__(
        self,
        a_second: int = A_SECOND,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Take how many go in a second, and a clock and a sleep in seconds."""
        self._step = 1 / a_second
        self._gone: deque[float] = deque([clock() - _SECOND] * a_second, a_second)
        """When each of the last ones went."""
        self._next = 0.0
        self._clock = clock
        self._sleep = sleep
        self._gate = asyncio.Lock()

    async def turn(self) -> None:
        """Wait for a turn."""
        async with self._gate:
            wait = max(self._next, self._gone[0] + _SECOND) - self._clock()
            if wait > 0:
                await self._sleep(wait)
            now = self._clock()
            self._next = max(self._next, now - _CATCHING_UP * self._step) + self._step
            self._gone.append(now)
