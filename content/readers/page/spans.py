"""How far each question reaches: one sweep over the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from content.readers.labels import names_no_question, split_label
from content.readers.noise import noise
from content.readers.page.candidates import Candidate
from content.readers.page.contents import key
from content.readers.page.layout import Block

_QUESTIONS = re.compile(
    r"\bquestions\b|\bquestion list\b|질문|问题|вопросы|preguntas|perguntas|questões", re.IGNORECASE
)
_SOLID = ("paragraph", "item", "code", "table", "html")


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

    So does one as large as the heading it stands below.
    `lonely` names the carriers of items which own what follows their list.
    """
    starting: dict[int, list[Candidate]] = {}
    for candidate in sorted(chosen, key=lambda c: c.start):
        starting.setdefault(candidate.at, []).append(candidate)
    owners: list[Candidate | None] = []
    ends: dict[int, int] = {}
    now: Candidate | None = None
    inside = section = 0  # the rank of the heading the question under way stands below
    seen = False  # the first heading is the title: what stands below it is no section
    steps = _steps(blocks, starting)
    for at, block in enumerate(blocks):
        inside = max(0, inside + (block.kind == "open") - (block.kind == "close"))
        begun = starting.get(at, ())
        if now and (begun or (at not in steps and _ends(now, block, inside, max(sections, section), lonely))):
            ends[now.start] = min(block.start, now.close or block.start) if now.carrier not in lonely else block.start
            now = None
        if not now and block.kind == "heading" and not block.depth and not begun:
            section = block.rank if section or seen else 0
            seen = True
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
    if split_label(block.text)[0] is not None:
        return False
    return block.rank <= (question.rank if question.is_heading else sections) or announces(block)


def announces(block: Block) -> bool:
    """Say whether a heading says that questions follow."""
    return bool(_QUESTIONS.search(block.text))


def has_body(blocks: Sequence[Block], at: int) -> bool:
    """Say whether a block has words of its own before the next heading that is no part of an answer."""
    for following in range(at + 1, len(blocks)):
        block = blocks[following]
        if block.kind in ("heading", "underlined") and block.depth == 0:
            return False
        if block.kind in _SOLID and not (block.text and noise(block.text)):
            return True
    return False


def hollow(blocks: Sequence[Block]) -> frozenset[str]:
    """Find the headings that return again and again with nothing below them: `Have doubts?`."""
    bodies: dict[str, list[bool]] = {}
    for at, block in enumerate(blocks):
        if block.kind == "heading" and not block.depth:
            bodies.setdefault(key(block.text), []).append(has_body(blocks, at))
    return frozenset(text for text, has in bodies.items() if len(has) > 2 and 2 * sum(has) < len(has))


def _steps(blocks: Sequence[Block], starting: Mapping[int, Sequence[Candidate]]) -> frozenset[int]:
    """Find the headings that part an answer though they are as large as its question.

    They have no number and stand between question 6 and question 7.
    """
    steps: set[int] = set()
    between: list[int] = []
    last: Candidate | None = None
    empty: frozenset[str] | None = None
    for at, block in enumerate(blocks):
        if begun := starting.get(at):
            if last and _follows(begun[0], last):
                steps.update(between)
            last, between = begun[-1], []
        elif last and block.kind == "heading" and not block.depth and block.rank == last.rank:
            empty = hollow(blocks) if empty is None else empty
            if key(block.text) in empty or names_no_question(block.text):
                last = None
            elif has_body(blocks, at):
                between.append(at)
    return frozenset(steps)


def _follows(c: Candidate, last: Candidate) -> bool:
    number, before = c.asked.number, last.asked.number
    return bool(number and before) and number == (*before[:-1], before[-1] + 1)
