"""Every kind of message as it is really sent: kept in golden files, within the limits, and with nobody called.

A sentence that changed is kept anew with `python -m tests.bot.adapters.slack.scenes`.
"""

from __future__ import annotations

import asyncio
import json

import pytest

from tests.bot.adapters.slack.scenes import FOLDER, scenes
from tests.emulators.slack import reading
from tests.emulators.slack.rules import message_error, message_faults, view_faults
from tests.emulators.slack.world import Json

KEPT = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture(scope="module")
def album() -> dict[str, list[Json]]:
    """Play the day once."""
    return asyncio.run(scenes())


def test_every_scene_is_kept_and_every_kept_scene_is_played(album: dict[str, list[Json]]) -> None:
    assert sorted(album) == KEPT


@pytest.mark.parametrize("name", KEPT)
def test_a_scene_looks_as_it_is_kept(album: dict[str, list[Json]], name: str) -> None:
    assert album[name] == json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", KEPT)
def test_a_scene_is_within_slacks_limits_and_calls_nobody(album: dict[str, list[Json]], name: str) -> None:
    assert album[name], "nothing became visible"
    for shown in album[name]:
        if "view" in shown:
            assert not view_faults(shown["view"])
        elif "files" not in shown:
            assert not message_faults(shown["blocks"])
            assert not message_error(shown["text"], shown["blocks"])
        assert not reading.mentions(json.dumps(shown, ensure_ascii=False))
