"""A page looked over: which of its blocks are questions, how far they reach, where they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import PurePath

from content.readers.labels import Part, is_for_the_interviewer, lists_questions, part_named
from content.readers.levels import legend, names_only_a_level
from content.readers.page.candidates import Candidate, candidates
from content.readers.page.contents import contents
from content.readers.page.keys import Key, keys
from content.readers.page.languages import said_again, without_tag
from content.readers.page.layout import Block, layout
from content.readers.page.outline import Place, places
from content.readers.page.prompts import rough
from content.readers.page.spans import Spans, spans
from content.readers.page.voting import elect
from content.readers.rewriting.unwrapping import Page

_SAYS_BANK = re.compile(
    r"interview|question|quiz|trivia|q ?& ?a|faq|flash ?cards?|exam|mcq|preguntas|perguntas|questões|fragen|"
    r"вопрос|面试|题|면접|질문|문제|phỏng vấn|entrevista",
    re.IGNORECASE,
)
_LOWEST = 6  # of the ranks of headings
_LONGEST_TITLE = 80  # characters of a first line that may be one
_FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
_QUESTION = re.compile(r"\W*(?:interview )?question\W*", re.IGNORECASE)
_COUNTED = re.compile(r"\W*question\s+#?\d", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,3}\s+[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Survey:
    """What a page is made of."""

    page: Page
    blocks: Sequence[Block]
    toc: frozenset[int]
    """Blocks that belong to tables of contents."""
    chosen: tuple[Candidate, ...]
    passed_over: tuple[Candidate, ...]
    """What looks like a question and stands where the page has none."""
    spans: Spans
    places: dict[int, Place]
    """Where each question stands, by the index of its first line."""
    keys: Sequence[Key]
    """The keys of answers; their blocks and lines are taken off the page."""
    is_reverse: bool
    """Whether the page holds questions for an interviewer."""
    left: tuple[tuple[int, str], ...]
    """What is not looked at, with its line and why."""

    def below(self, c: Candidate, end: int) -> list[Block]:
        """Take the blocks of a question's body, their lines counted from its first."""
        last = bisect_left(self.blocks, end, key=lambda block: block.start)
        return [self.blocks[at].moved(-c.body) for at in range(c.at + 1, last)]

    def open_fences(self, c: Candidate, end: int) -> list[tuple[int, str]]:
        """Find the code in a question's body that only the end of its list closes: the line after it, its mark."""
        code = self._code(c, end)
        return [(b.end, b.mark) for b in code if b.mark and not b.is_closed(self.page.lines) and b.end <= end]

    def stray_fences(self, c: Candidate, end: int) -> list[int]:
        """Find the lines that would open a block of code without end, once their indentation is taken off."""
        found = []
        for block in self._code(c, end):
            lines = range(block.start, min(block.end, end)) if not block.mark else ()
            fences = [at for at in lines if _FENCE.match(self.page.lines[at])]
            found += fences[-1:] if len(fences) % 2 else []
        return found

    def _code(self, c: Candidate, end: int) -> list[Block]:
        if not c.indent:
            return []
        last = bisect_left(self.blocks, end, key=lambda block: block.start)
        return [self.blocks[at] for at in range(c.at + 1, last) if self.blocks[at].kind == "code"]


def survey(page: Page, path: PurePath) -> Survey:
    """Look a page over; `path` may tell that it is a bank."""
    blocks = _headed(layout(page))
    again = said_again(blocks)
    left = tuple((page.numbers[blocks[start].start], f"said in another language, {code}") for start, _, code in again)
    page, blocks = _without(page, blocks, [(start, end) for start, end, _ in again])
    blocks = _paired(blocks)
    found = keys(blocks)
    page, blocks = _without(page, blocks, [(key.start, key.end) for key in found])
    title = _title(blocks)
    named = str(page.matter.get("title", ""))
    is_bank = bool(_SAYS_BANK.search(f"{title} {path} {named}"))
    is_list = lists_questions(title) or lists_questions(named)
    toc = contents(blocks, page.lines)
    election = elect(blocks, _running(blocks, toc, is_bank=is_bank), is_bank=is_bank, is_list=is_list)
    chosen = election.chosen
    held = spans(blocks, chosen, election.sections, len(page.lines), election.interrupted)
    return Survey(
        page=page,
        blocks=blocks,
        toc=toc,
        chosen=chosen,
        passed_over=election.passed_over,
        spans=held,
        places=places(blocks, chosen),
        keys=found,
        is_reverse=is_for_the_interviewer(title),
        left=left,
    )


def _title(blocks: Sequence[Block]) -> str:
    """Take the first heading, or the first line of a page without one."""
    headings = (block.text for block in blocks if block.kind in ("heading", "underlined"))
    first = blocks[0].text if blocks and blocks[0].kind == "paragraph" and len(blocks[0].text) < _LONGEST_TITLE else ""
    return next(headings, first)


def _running(blocks: Sequence[Block], toc: frozenset[int], *, is_bank: bool) -> list[Candidate]:
    """Find the candidates; where headings ask plainly, what stands below them is not looked at."""
    signs = legend(block.text for block in blocks if block.text and len(block.text) < 400)
    bare = _count_barely(blocks)
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading" and not block.depth]
    asked = [c for c in candidates(blocks, signs, headings, bare_numbers=bare, is_bank=is_bank) if c.at not in toc]
    others: Sequence[int] = range(len(blocks))
    if _ask_plainly(asked):
        election = elect(blocks, asked, is_bank=is_bank)
        held = spans(blocks, election.chosen, election.sections, blocks[-1].end).owners
        others = [at for at in others if held[at] is None]
    looked_at = set(headings)
    rest = candidates(blocks, signs, [at for at in others if at not in looked_at], bare_numbers=bare, is_bank=is_bank)
    return sorted([*asked, *(c for c in rest if c.at not in toc)], key=lambda c: (c.at, c.start))


def _ask_plainly(asked: Sequence[Candidate]) -> bool:
    """Say whether a rank of headings is full of questions."""
    by_rank: dict[str, list[bool]] = defaultdict(list)
    for c in asked:
        by_rank[c.carrier].append(c.asked.asks)
    return any(len(votes) > 9 and sum(votes) >= 0.8 * len(votes) for votes in by_rank.values())


def _count_barely(blocks: Sequence[Block]) -> bool:
    """Say whether headings are numbered without a dot: `3 What is …`."""
    heads = [block.text for block in blocks if block.kind == "heading"]
    bare = sum(bool(_BARE_NUMBER.match(text)) for text in heads)
    return bare > 2 and bare >= 0.2 * len(heads)


def _without(page: Page, blocks: list[Block], found: Sequence[tuple[int, int]]) -> tuple[Page, list[Block]]:
    """Take runs of blocks off a page; its other lines keep their places."""
    if not found:
        return page, blocks
    lines = list(page.lines)
    gone: set[int] = set()
    for start, end in found:
        last = blocks[end - 1].end if end <= len(blocks) else len(lines)
        lines[blocks[start].start : last] = [""] * (last - blocks[start].start)
        gone.update(range(start, end))
    kept = [block for at, block in enumerate(blocks) if at not in gone]
    return replace(page, lines=tuple(lines)), kept


def _paired(blocks: list[Block]) -> list[Block]:
    """Mark headings that only say `Question`, each before one no larger that says `Answer`.

    They rise by a rank where it is free: headings of an answer may be as large as they are.
    """
    heads = [at for at, block in enumerate(blocks) if block.kind == "heading" and not block.depth]
    asking = [
        at
        for at, following in pairwise(heads)
        if blocks[at].rank <= blocks[following].rank
        and _QUESTION.fullmatch(without_tag(blocks[at].text))
        and part_named(blocks[following].text) is Part.ANSWER
    ]
    asking = [at for at in asking if not _COUNTED.match(_above(blocks, heads, at))]
    if heads and asking == heads[:1]:  # the page is one question, and all its other headings stand in the answer
        blocks = [replace(b, kind="underlined") if at in heads[2:] else b for at, b in enumerate(blocks)]
    above = {blocks[at].rank for at in heads if asking and at > asking[0]}
    for at in asking:
        rank = blocks[at].rank
        risen = rank - 1 if rank > 1 and rank - 1 not in above else rank
        blocks[at] = replace(blocks[at], text="Question:", rank=risen)
    return blocks


def _above(blocks: Sequence[Block], heads: Sequence[int], at: int) -> str:
    """Take the text of the heading a heading stands below."""
    larger = (blocks[head].text for head in reversed(heads) if head < at and blocks[head].rank < blocks[at].rank)
    return next(larger, "")


def _headed(blocks: list[Block]) -> list[Block]:
    """Take a line that names a level for a heading, and underlined lines where a page has no others."""
    blocks = [replace(block, kind="heading", rank=_LOWEST) if _names_level(block) else block for block in blocks]
    if any(block.kind == "heading" and not block.depth and block.rank < _LOWEST for block in blocks):
        return blocks
    return [replace(block, kind="heading") if block.kind == "underlined" else block for block in blocks]


def _names_level(block: Block) -> bool:
    """Say whether a paragraph says for whom the questions below it are: `Beginner-level questions`."""
    lone = block.kind == "paragraph" and not block.depth and not block.quoted and len(block.text) < _LONGEST_TITLE
    return lone and names_only_a_level(rough(block.text))
