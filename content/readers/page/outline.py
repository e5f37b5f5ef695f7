"""Where on a page a question stands: the headings above it, the question it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.readers.labels import split_label
from content.readers.page.candidates import Candidate
from content.readers.page.layout import Block
from content.readers.page.prompts import rough, without_tags


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that is no question and no part of one."""

    line: int
    """Index of its line."""
    rank: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands."""

    headings: tuple[Heading, ...]
    """The nearest last."""
    parent: Candidate | None
    """The question it is a part of: the one whose number it continues, or the heading it stands below."""


def places(blocks: Sequence[Block], chosen: Sequence[Candidate]) -> dict[int, Place]:
    """Place each question, by the index of its first line."""
    starting: dict[int, list[Candidate]] = {}
    for candidate in chosen:
        starting.setdefault(candidate.at, []).append(candidate)
    placed: dict[int, Place] = {}
    above: list[Heading] = []
    asked: list[Candidate] = []
    for at, block in enumerate(blocks):
        for c in starting.get(at, ()):
            asked = [q for q in asked if q.rank < c.rank or _continues(c, q)]
            headings = tuple(h for h in above if h.rank < c.rank)
            placed[c.start] = Place(headings, asked[-1] if asked and c.rank < 7 else None)
            asked.append(c)
        if block.kind == "heading" and not block.depth and at not in starting and split_label(block.text)[0] is None:
            above = [h for h in above if h.rank < block.rank]
            above.append(Heading(block.start, block.rank, rough(without_tags(block.text))))
            asked = [q for q in asked if q.rank < block.rank]
    return placed


def _continues(c: Candidate, q: Candidate) -> bool:
    """Say whether one number continues another: 8.1 continues 8."""
    return len(c.asked.number) > len(q.asked.number) > 0 and c.asked.number[: len(q.asked.number)] == q.asked.number
