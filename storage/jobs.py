"""Work that waits for the writer, and telling those who wait for it."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

from storage.transaction import Tx

T = TypeVar("T")
Work = Callable[[Tx], T]


@dataclass(slots=True)
class Job:
    """A piece of work, who waits for it, and how it went."""

    work: Work[Any]
    waiting: Future[Any] | asyncio.Future[Any]
    settled: bool = False
    result: Any = None
    error: BaseException | None = None

    def starts(self) -> bool:
        """Say whether somebody still waits for it; from now on it cannot be called off."""
        if isinstance(self.waiting, Future):
            return self.waiting.set_running_or_notify_cancel()
        return not self.waiting.cancelled()

    def settle(self, result: object = None, error: BaseException | None = None) -> None:
        """Note how it went."""
        if isinstance(error, StopIteration):
            stopped = error  # an event loop's future takes anything but this, and who waits would wait for ever
            error = RuntimeError("the work stopped an iteration that was not its own")
            error.__cause__ = stopped
        self.settled, self.result, self.error = True, result, error

    def tell(self) -> None:
        """Tell who waits; on an event loop, only from its own thread."""
        if isinstance(self.waiting, asyncio.Future) and self.waiting.done():
            return  # called off meanwhile
        if self.error is not None:
            self.waiting.set_exception(self.error)
        else:
            self.waiting.set_result(self.result)


def tell(jobs: Iterable[Job]) -> None:
    """Tell all who wait. An event loop is woken once for all of its own: waking it costs more than many a job."""
    on_loops: dict[asyncio.AbstractEventLoop, list[Job]] = defaultdict(list)
    for job in jobs:
        if isinstance(job.waiting, asyncio.Future):
            on_loops[job.waiting.get_loop()].append(job)
        else:
            job.tell()
    for loop, theirs in on_loops.items():
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(_tell_each, theirs)


def _tell_each(jobs: Iterable[Job]) -> None:
    for job in jobs:
        job.tell()
