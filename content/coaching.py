"""Coaching cards: how a story is told and what to ask back; shown where they help, never asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from content.model import Kind

_FILE = Path(__file__).parent / "coaching.md"


@cache
def coaching(kind: Kind) -> str:
    """Give the Markdown of the card for a kind; empty for kinds that need none."""
    for section in ("\n" + _FILE.read_text(encoding="utf-8")).split("\n## ")[1:]:
        name, _, text = section.partition("\n")
        if name.strip() == kind:
            return text.strip()
    return ""
