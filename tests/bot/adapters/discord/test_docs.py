"""The table in docs/discord.md: every row has its test, every error the adapter knows has its row."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter

import pytest

import tests.bot.adapters.discord as here
from bot.adapters.discord.failures import REASONS
from bot.adapters.discord.permissions import NEEDED
from bot.adapters.discord.replying import TOO_LATE
from bot.practice.deliveries import CONSEQUENCES
from tests.bot.adapters.discord.rows import DOCS, Row, table

ROWS = table()


_OF_OTHERS = ("no thread", "📥")
"""How the rows begin that are about requests beside a message."""


def _of(code: int) -> list[Row]:
    """Give the rows that name a code of a message or a reply."""
    named = [row for row in ROWS if re.search(rf"\b{code}\b", row.event)]
    return [row for row in named if not row.event.startswith(_OF_OTHERS)]


def test_every_row_has_its_test() -> None:
    modules = [
        importlib.import_module(f"{here.__name__}.{found.name}") for found in pkgutil.iter_modules(here.__path__)
    ]
    held = Counter(row for module in modules for test in vars(module).values() for row in getattr(test, "holds", ()))
    assert set(held) == {row.event for row in ROWS}
    assert len({row.event for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("code", sorted(REASONS))
def test_every_error_of_a_message_has_its_row_with_its_consequence(code: int) -> None:
    rows = _of(code)
    assert len(rows) == 1, rows
    if not rows[0].event.startswith("a message"):  # only a question that failed stops its schedule
        assert (rows[0].schedule == "pauses") == CONSEQUENCES[REASONS[code]].pauses


@pytest.mark.parametrize("code", sorted(TOO_LATE))
def test_every_error_of_a_reply_has_its_row(code: int) -> None:
    assert len(_of(code)) == 1


def test_the_invitation_is_told_as_it_is() -> None:
    assert all(name in " ".join(DOCS.split()) for name in NEEDED.values())
