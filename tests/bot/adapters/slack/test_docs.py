"""docs/slack.md says what the code does: every error code has its row, and every row its code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.adapters.slack.errors import LEFT, NOTHING_TO_CHANGE, REASONS
from bot.practice.contract import Reason
from bot.practice.deliveries import CONSEQUENCES

DOCS = (Path(__file__).parents[4] / "docs" / "slack.md").read_text(encoding="utf-8")
ERRORS = DOCS.split("### Errors")[1].split("## Limits")[0]
ROWS = {
    found[1]: tuple(cell.strip() for cell in found[2].strip("| ").split("|"))
    for found in re.finditer(r"^\| `(\w+)` \|(.*)\|$", ERRORS, re.MULTILINE)
}


def test_every_code_has_one_row() -> None:
    assert list(ROWS) == list(REASONS)


@pytest.mark.parametrize("code", ROWS)
def test_a_row_says_what_follows(code: str) -> None:
    stored, said, schedule = ROWS[code]
    consequence = CONSEQUENCES[REASONS[code]]
    assert ("again" in stored and "not again" not in stored) is consequence.again
    assert (schedule == "stops") is consequence.pauses
    assert said.startswith("the owner") is (consequence.pauses and code not in LEFT)
    if REASONS[code] is Reason.UNKNOWN_OUTCOME:
        assert "looked for" in stored


def test_what_is_no_trouble_at_the_close_is_named() -> None:
    assert all(f"`{code}`" in DOCS for code in NOTHING_TO_CHANGE)
