"""How far each question reaches: one sweep over the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.readers.candidates import Candidate
from content.readers.labels import split_label
from content.readers.layout import Block


@dataclass(frozen=True, slots=True)
class Spans:
    """Which question each block belongs to."""

    owners: tuple[Candidate | None, ...]
    """Of each block the question it stands in; a question stands in itself."""
    ends: dict[int, int]
    """By `start` of a question: index of the line after its last."""

    def hold(self, candidate: Candidate) -> bool:
        """Say whether a candidate stands in a question, or is one."""
        return self.owners[candidate.at] is not None


def spans(
    blocks: Sequence[Block],
    chosen: Sequence[Candidate],
    sections: int,
    lines: int,
    lonely: frozenset[str] = frozenset(),
) -> Spans:
    """Sweep a page; `sections`: the lowest rank of heading that ends a question carried by no heading.

    `lonely` names the carriers of items which own what follows their list.
    """
    starting: dict[int, list[Candidate]] = {}
    for candidate in sorted(chosen, key=lambda c: c.start):
        starting.setdefault(candidate.at, []).append(candidate)
    owners: list[Candidate | None] = []
    ends: dict[int, int] = {}
    now: Candidate | None = None
    inside = 0
    for at, block in enumerate(blocks):
        inside = max(0, inside + (block.kind == "open") - (block.kind == "close"))
        begun = starting.get(at, ())
        if now and (begun or _ends(now, block, inside, sections, lonely)):
            ends[now.start] = min(block.start, now.close or block.start) if now.carrier not in lonely else block.start
            now = None
        for i, candidate in enumerate(begun):
            if now:
                ends[now.start] = candidate.start
            now = candidate
            if i + 1 < len(begun):
                ends[now.start] = begun[i + 1].start
        owners.append(now)
    if now:
        ends[now.start] = now.close if now.close and now.carrier not in lonely else lines
    return Spans(tuple(owners), ends)


def _ends(question: Candidate, block: Block, inside: int, sections: int, lonely: frozenset[str]) -> bool:
    if block.kind == "close" and inside < question.inside:
        return True
    if question.close and question.carrier not in lonely and block.start >= question.close:
        return True
    if block.kind == "underlined" and question.carrier.startswith("u"):
        return block.rank <= question.rank
    if block.kind != "heading" or block.depth:
        return False
    reach = question.rank if question.is_heading else sections
    return block.rank <= reach and split_label(block.text)[0] is None
