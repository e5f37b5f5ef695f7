"""What a page that calls itself a list of questions names without asking: `Closures`, with its answer below."""

from __future__ import annotations

from collections.abc import Sequence

from content.readers.levels import level_named
from content.readers.page.candidates import Candidate
from content.readers.page.layout import Block
from content.readers.page.spans import has_body

_FEWEST = 3


def named(blocks: Sequence[Block], groups: Sequence[Sequence[Candidate]]) -> list[Candidate]:
    """Take the headings of a rank, or the items of a making, of which most are told about."""
    best: list[Candidate] = []
    for group in groups:
        if group[0].is_heading or group[0].carrier.startswith("item"):
            told = [c for c in group if is_told(blocks, c) and _is_explained(blocks, c)]
            if len(told) >= max(_FEWEST, len(best) + 1) and 4 * len(told) >= 3 * len(group):
                best = told
    return best


def is_told(blocks: Sequence[Block], c: Candidate) -> bool:
    """Say whether an answer stands below a heading or in a numbered item."""
    if c.asked.text.endswith((":", "：")):
        return False
    return has_body(blocks, c.at) if c.is_heading else bool(c.asked.number) and c.close > c.body


def _is_explained(blocks: Sequence[Block], c: Candidate) -> bool:
    """Say whether more than a list stands below a heading: an index only lists, by subject or by level."""
    if not c.is_heading:
        return True
    if level_named(c.asked.text):
        return False
    for at in range(c.at + 1, len(blocks)):
        block = blocks[at]
        if block.kind == "heading" and not block.depth:
            return False
        if block.kind in ("paragraph", "code", "table"):
            return True
    return False
