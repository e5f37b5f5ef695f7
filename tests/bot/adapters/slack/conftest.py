"""A workspace of a test's own: the bot, Slack, and people in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.adapters.slack.served import Served
from tests.scenarios.slack_stage import SlackStage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[SlackStage]:
    """Give the scenarios' Slack: the first question is up in `daily`."""
    found = SlackStage(tmp_path)
    await found.start()
    yield found
    await found.stop()


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """Give the bot over HTTP, installed nowhere."""
    found = Served(tmp_path)
    await found.start()
    yield found
    await found.stop()
    await found.slack.stop()
