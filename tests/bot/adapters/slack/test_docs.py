"""docs/slack.md says what the code does: every row has its test, every event, subtype and code has its row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from bot.adapters.slack.errors import LEFT, NO_MODAL, NOTHING_TO_CHANGE, REASONS
from bot.adapters.slack.hearing import SAID
from bot.adapters.slack.manifest import EVENTS
from bot.practice.contract import Reason
from bot.practice.deliveries import CONSEQUENCES
from tests.bot.adapters.slack import (
    test_bad_input,
    test_doing,
    test_events,
    test_faults,
    test_home,
    test_http,
    test_installing,
    test_redelivery,
    test_shared,
    test_starting,
)

MODULES = (
    test_bad_input,
    test_doing,
    test_events,
    test_faults,
    test_home,
    test_http,
    test_installing,
    test_redelivery,
    test_shared,
    test_starting,
)
DOCS = (Path(__file__).parents[4] / "docs" / "slack.md").read_text(encoding="utf-8")
TABLES = DOCS.split("## What happens when")[1].split("## Limits")[0]
ROWS = [
    tuple(cell.strip() for cell in line.strip("| ").split(" | "))
    for line in TABLES.splitlines()
    if line.startswith("| ") and not line.startswith(("| event |", "| done |", "| error |"))
]
CODES = {row[0].strip("`"): row[1:] for row in ROWS if re.fullmatch(r"`[a-z_]+`", row[0])}
EVENT_ROWS = TABLES.split("### Events")[1].split("### What people do")[0]


def rows_of(module: ModuleType) -> Iterator[str]:
    """Give the rows that the tests of a module stand for."""
    for name, test in vars(module).items():
        if not name.startswith("test_"):
            continue
        for mark in getattr(test, "pytestmark", ()):
            if mark.name == "row":
                yield mark.args[0]
            if mark.name == "parametrize":
                cases = (case for case in mark.args[1] if hasattr(case, "marks"))
                yield from (of.args[0] for case in cases for of in case.marks if of.name == "row")


def test_every_row_has_one_test_and_every_test_of_a_row_its_row() -> None:
    tested = Counter(row for module in MODULES for row in rows_of(module))
    assert tested == Counter(row[0] for row in ROWS)


def test_every_row_says_what_is_stored_said_and_of_the_schedule() -> None:
    assert {len(row) for row in ROWS} == {4}


def test_every_event_we_ask_for_and_every_subtype_we_know_has_a_row() -> None:
    events = {event.split(".")[0] for event in EVENTS}
    subtypes = (SAID - {""}) | {"message_changed", "message_deleted", "bot_message", "channel_join"}
    assert not [name for name in sorted(events | subtypes) if f"`{name}`" not in EVENT_ROWS]


def test_every_code_has_one_row_and_every_row_its_code() -> None:
    # What an event's row names alone is an event or a subtype, and no code.
    events = {event.split(".")[0] for event in EVENTS} | SAID | {"message_changed", "message_deleted", "bot_message"}
    assert CODES.keys() - events == REASONS.keys() | NOTHING_TO_CHANGE | NO_MODAL


@pytest.mark.parametrize("code", REASONS)
def test_a_row_says_what_follows(code: str) -> None:
    stored, said, schedule = CODES[code]
    consequence = CONSEQUENCES[REASONS[code]]
    assert ("again" in stored and "not again" not in stored) is consequence.again
    assert (schedule == "stops") is consequence.pauses
    assert said.startswith("the owner") is (consequence.pauses and code not in LEFT)
    if REASONS[code] is Reason.UNKNOWN_OUTCOME:
        assert "looked for" in stored
