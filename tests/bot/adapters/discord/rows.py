"""The table of docs/discord.md, and the tests that hold it: each names the rows it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T", bound=Callable[..., Any])
DOCS = (Path(__file__).parents[4] / "docs" / "discord.md").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what happens, and what follows."""

    event: str
    stored: str
    said: str
    schedule: str


def table() -> list[Row]:
    """Read the table."""
    lines = [line for line in DOCS.splitlines() if line.startswith("| ") and line.count("|") == 5]
    return [Row(*(cell.strip() for cell in line.strip("|").split("|"))) for line in lines[1:]]


def holds(*events: str) -> Callable[[T], T]:
    """Mark a test as the one that holds these rows."""

    def mark(test: T) -> T:
        test.holds = events  # type: ignore[attr-defined] # functions take it
        return test

    return mark
