"""Blocks that ask by what stands below them: an answer folded away or labelled, options of which some are ticked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from content.readers.labels import Part, hides_answer, part_named, split_label
from content.readers.page.layout import Block

ANSWER_LINE = re.compile(
    r"^\s{0,40}(?:[-*+>]\s{1,8})?(?:[^\w\s\[(<`#]|_){0,4}\s{0,8}(?:\*\*|__)?(?:a\s*\d*\s*(?:\*\*|__)?\s*[:：]|(?:ans|answer|sol|solution|"
    r"respuesta|antwort|ответ|trả lời|đáp án|答案?|candidate|interviewee|applicant)\s*\d*\s*(?:\*\*|__)?\s*[.:：)\-–])",
    re.IGNORECASE,
)
"""A line that is labelled as an answer."""
BOX = re.compile(r"\[[ xX]?\]\s+")
"""The box of a task list."""


def answered(blocks: Sequence[Block], *, is_bank: bool) -> frozenset[int]:
    """Find the blocks an answer stands right below; `is_bank`: the page says it holds questions."""
    return _folds(blocks) | (_ticked(blocks) | _labelled(blocks) if is_bank else frozenset())


def _folds(blocks: Sequence[Block]) -> frozenset[int]:
    """Find the blocks with an answer folded away below them: `<details><summary>show</summary>`, a heading, a label."""
    folded = (
        at - 2
        for at, block in enumerate(blocks)
        if block.kind == "summary" and at > 1 and blocks[at - 1].kind == "open" and hides_answer(block.text)
    )
    headed = (
        at
        for at, (block, below) in enumerate(pairwise(blocks))
        if (block.kind == "paragraph" and below.kind == "heading" and part_named(below.text) is Part.ANSWER)
        or (
            block.kind == "heading" and not block.depth and below.kind in ("paragraph", "item") and _answers(below.text)
        )
    )
    return frozenset((*folded, *headed))


def _ticked(blocks: Sequence[Block]) -> frozenset[int]:
    """Find the paragraphs right above a list of boxes of which some are ticked: in a quiz they ask."""
    ticks: dict[int, set[bool]] = defaultdict(set)
    for block in blocks:
        if block.kind == "item" and (box := BOX.match(block.text)):
            ticks[block.run].add("x" in box[0].lower())
    return frozenset(
        at
        for at, (block, below) in enumerate(pairwise(blocks))
        if block.kind == "paragraph" and not block.depth and below.depth == 1 and True in ticks.get(below.run, ())
    )


def _labelled(blocks: Sequence[Block]) -> frozenset[int]:
    """Find the headings that a labelled task and a labelled answer stand below: `Prompt: …`, `Answer: …`."""
    found: set[int] = set()
    head, asks = -1, False
    for at, block in enumerate(blocks):
        if block.depth or block.kind not in ("heading", "paragraph"):
            continue
        named, rest = split_label(block.text.split("\n", maxsplit=1)[0])
        if block.kind == "heading" and (named is None or rest or "question" in block.text.lower()):
            head, asks = at if named is None else -1, False  # what is called a question is one by itself
        elif head >= 0 and asks and (named is Part.ANSWER or _answers(block.text)):
            found.add(head)
        asks = asks or named is Part.PROMPT
    return frozenset(found)


def _answers(text: str) -> bool:
    """Say whether a paragraph or item is labelled as an answer."""
    return bool(ANSWER_LINE.match(text)) or part_named(text.split("\n", maxsplit=1)[0]) is Part.ANSWER
