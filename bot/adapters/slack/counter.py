"""Where Slack's requests meet the desk: asked no longer than Slack waits, and nothing posted where we are not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from bot.adapters.slack.asking import Asks
from bot.adapters.slack.installs import Install
from bot.practice.contract import Desk, Outcome
from bot.practice.requests import Asking

T = TypeVar("T")
STORING = 2.5
"""Seconds an acknowledgement waits for the store; Slack gives up after 3."""


class Counter:
    """Asks the desk on Slack's terms."""

    def __init__(self, desk: Desk, asks: Asks) -> None:
        """Take the desk, and who knows where we are."""
        self._desk = desk
        self._asks = asks

    async def ask(self, install: Install, request: Asking) -> Outcome | None:
        """Ask the desk; None if that takes longer than Slack waits. What would be posted where we are not, is not."""
        refused = await self._asks.not_there(install, request)
        if refused is not None:
            return Outcome(reply=refused)
        return await self.soon(self._desk.ask(request))

    async def soon(self, work: Awaitable[T]) -> T | None:
        """Wait for the store as long as Slack waits for us; the work goes on beyond that."""
        task = asyncio.ensure_future(work)
        done, _ = await asyncio.wait({task}, timeout=STORING)
        return task.result() if done else None
