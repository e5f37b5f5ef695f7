"""The table in docs/discord.md names every error the adapter knows, and the consequences it draws."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.adapters.discord.failures import REASONS
from bot.adapters.discord.permissions import NEEDED
from bot.practice.deliveries import CONSEQUENCES

DOCS = (Path(__file__).parents[4] / "docs" / "discord.md").read_text(encoding="utf-8")
ROWS = [line for line in DOCS.splitlines() if line.startswith("| ") and line.count("|") == 5]
_ELSEWHERE = {"direct message", "question was deleted", "(too late)", "acknowledged already"}
"""Rows about what stops no schedule, because it is no question that failed."""


@pytest.mark.parametrize("code", sorted(REASONS.keys() - {160006}))  # its row is about threads
def test_every_error_has_its_row_with_its_consequence(code: int) -> None:
    rows = [row for row in ROWS if re.search(rf"\b{code}\b", row) and "no thread may be made" not in row]
    assert len(rows) == 1, rows
    if not any(part in rows[0] for part in _ELSEWHERE):
        assert ("pauses" in rows[0]) == CONSEQUENCES[REASONS[code]].pauses


def test_the_invitation_is_told_as_it_is() -> None:
    assert all(name in " ".join(DOCS.split()) for name in NEEDED.values())
