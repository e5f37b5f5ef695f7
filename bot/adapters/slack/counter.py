"""Where Slack's requests meet the desk: asked no longer than Slack waits, and nothing posted where we are not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import structlog

from bot.adapters.slack.asking import Asks
from bot.adapters.slack.installs import Install
from bot.practice.contract import Desk, Outcome
from bot.practice.requests import Asking

log = structlog.get_logger(__name__)

T = TypeVar("T")
PATIENCE = 2.5
"""Seconds an acknowledgement waits for what must be stored first; Slack gives up after 3."""


class Counter:
    """Asks the desk on Slack's terms."""

    def __init__(self, desk: Desk, asks: Asks) -> None:
        """Take the desk, and who knows where we are."""
        self._desk = desk
        self._asks = asks

    async def ask(self, install: Install, request: Asking) -> Outcome:
        """Ask the desk. What would be posted where we are not, is not."""
        refused = await self._asks.not_there(install, request)
        return Outcome(reply=refused) if refused is not None else await self._desk.ask(request)

    async def soon(self, work: Awaitable[T]) -> T | None:
        """Wait for work as long as Slack waits for us, None if that is not enough; the work goes on beyond that."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if done:
            return task.result()
        task.add_done_callback(_say_what_failed)
        return None


def _say_what_failed(task: asyncio.Future[T]) -> None:
    """Log what nobody waits for any more."""
    if not task.cancelled() and task.exception() is not None:
        log.error("what was not acknowledged failed", exc_info=task.exception())
