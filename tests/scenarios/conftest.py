"""Every scenario takes a `stage`, and runs once on each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Protocol

import pytest

from tests.scenarios.discord_stage import DiscordStage
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.room_stage import RoomStage
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.stage import Stage


class Runnable(Stage, Protocol):
    """A stage that can be started and stopped."""

    async def start(self) -> None:
        """Start the bot on the data that is there."""

    async def stop(self) -> None:
        """Stop it."""


STAGES: Mapping[str, Callable[[pytest.FixtureRequest, Path], Runnable]] = {
    "practice": lambda _, folder: PracticeStage(folder),
    "room": lambda request, folder: RoomStage(folder, request.getfixturevalue("browser")),
    "slack": lambda _, folder: SlackStage(folder),
    "discord": lambda _, folder: DiscordStage(folder),
}


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stage]:
    """Give a stage whose first question is up: `orchard-winter`, in `daily`."""
    needs = {mark.args[0] for mark in request.node.iter_markers("needs")}
    found = STAGES[request.param](request, tmp_path)
    lacking = needs & found.missing
    if lacking:
        pytest.skip(f"{request.param} has no {', '.join(sorted(lacking))}")
    await found.start()
    yield found
    await found.stop()
