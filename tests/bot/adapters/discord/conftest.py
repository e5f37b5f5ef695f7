"""A stand-in and a bot on it for every test that asks for one; every request must have had the right shape."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.adapters.discord.play import Play
from tests.emulators.discord.platform import Discord


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    """Give a Discord on loopback."""
    running = Discord()
    await running.start()
    yield running
    await running.stop()
    assert running.rest.wrong == []
    assert running.world.pinged == []


@pytest.fixture
async def play(discord: Discord, tmp_path: Path) -> AsyncIterator[Play]:
    """Give a bot whose first question is up."""
    made = Play(tmp_path, discord)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def quiet(discord: Discord, tmp_path: Path) -> AsyncIterator[Play]:
    """Give a bot that nobody has set up yet."""
    made = Play(tmp_path, discord)
    await made.start(daily=False)
    yield made
    await made.stop()
