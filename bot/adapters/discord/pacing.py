"""Fifty requests a second is what Discord takes of one bot; we stay below, so that it never has to say so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

A_SECOND = 48


class Pace:
    """Lets requests go at even steps."""

    def __init__(self, a_second: float = A_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        """Take how many go in a second, and a clock in seconds."""
        self._step = 1 / a_second
        self._clock = clock
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for a turn; none is lost by who gives up waiting."""
        now = self._clock()
        mine = max(now, self._next)
        self._next = mine + self._step
        if mine > now:
            await asyncio.sleep(mine - now)
