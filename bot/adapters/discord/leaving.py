"""Leaving: what was begun is finished before the connection goes, so that nobody waits for a reply that never comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

LONGEST_GOODBYE = 3.0
"""Seconds that what is under way has to finish; Discord waits no longer for a reply."""

P = ParamSpec("P")


class Busy(Protocol):
    """Who knows what they are doing."""

    under_way: set[asyncio.Task[Any]]


B = TypeVar("B", bound=Busy)


def finished(
    work: Callable[Concatenate[B, P], Coroutine[Any, Any, None]],
) -> Callable[Concatenate[B, P], Coroutine[Any, Any, None]]:
    """Let something that is heard be finished before we leave."""

    @wraps(work)
    async def known(self: B, /, *args: P.args, **kwargs: P.kwargs) -> None:
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self.under_way.add(task)
        try:
            await work(self, *args, **kwargs)
        finally:
            self.under_way.discard(task)

    return known


async def finish(busy: Busy) -> None:
    """Wait for what is under way, but not for ever."""
    others = busy.under_way - {asyncio.current_task()}
    if others:
        await asyncio.wait(others, timeout=LONGEST_GOODBYE)
