"""What may carry a question on a page: headings, items, bold lines, summaries, marked lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from content.readers.labels import Part, split_label
from content.readers.levels import Signs
from content.readers.likeness import ASKS, likeness
from content.readers.page.answered import ANSWER_LINE, BOX, answered
from content.readers.page.layout import Block
from content.readers.page.leads import BOLD_LEAD, split_lead
from content.readers.page.prompts import Asked, ask, rough, without_tags

_MARKED_LINE = re.compile(
    r"^\s{0,40}(?:[-*+]\s{1,8})?(?:[^\w\s\[(<`#]|_){0,4}\s{0,8}(?:interview |sample |practice )?"
    r"(?:(?:q|que|ques|question|pregunta|frage|вопрос|pergunta|câu hỏi|hỏi|câu|问题|问|"
    r"interviewer|recruiter|hiring manager)(?![^\W\d_])\s*\.?\s*#?\d*(?:\.\d+)*\s*(?:\*\*|__)?\s*[.:：)](?!\w)|q\d+\s)",
    re.IGNORECASE,
)
_ANSWER_INSIDE = re.compile(r"(?<=[?？.*_])\s+(?:\*\*|__)?(?:ans|answer|a\d{0,3})\s?(?:\*\*|__)?[:：]", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*[(\[]?\d{1,4}(?:\.\d{1,2})?(?:[.):\]]+\s*|\s[-–—]\s)(?=\S)")
_LONGEST = 6_000  # characters: no heading or paragraph beyond is a question
_LONGEST_HEADING = 1_000
_BOLD_TAG = re.compile(r"</?(?:b|strong)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be a question, and where."""

    at: int
    """Index of its block."""
    carrier: str
    """Its structure: `h3`, `h@item`, `u2`, `summary`, `bold`, `quote`, `item1o`, `line` …"""
    asked: Asked
    start: int
    """Index of the line it begins in."""
    body: int
    """Index of the line its body begins in."""
    rest: str = ""
    """What follows the prompt in its own paragraph: the beginning of the body."""
    more: str = ""
    """What belongs to the prompt below its first line: the code inside a `<summary>`."""
    inside: int = 0
    """How many `<details>` it stands in."""
    close: int = 0
    """Of an item: index of the line after everything in it; else 0."""
    run: int = -1
    """Of an item: its list."""
    indent: int = 0
    folded: bool = False
    """Whether what stands right below it answers it: folded away, ticked, or with a label."""

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading of the page itself."""
        return self.carrier[0] in "hu" and self.carrier[1:].isdigit()

    @property
    def is_loose(self) -> bool:
        """Whether lists and sentences of any kind look like it."""
        return self.carrier.startswith(("item", "sentence", "bold", "numbered", "quote"))

    @property
    def rank(self) -> int:
        """Of a heading 1 to 6; of everything else 7: it stands below every heading."""
        return int(self.carrier[1:]) if self.is_heading else 7


def candidates(
    blocks: Sequence[Block], signs: Signs, among: Sequence[int], *, bare_numbers: bool = False, is_bank: bool = False
) -> list[Candidate]:
    """Find what may carry a question among some blocks of a page, in order; `is_bank`: it says it holds some."""
    found: list[Candidate] = []
    inside = 0
    depths = []
    folds = answered(blocks, is_bank=is_bank)
    for block in blocks:
        inside = max(0, inside + (block.kind == "open") - (block.kind == "close"))
        depths.append(inside)
    for at in among:
        block = blocks[at]
        if not block.text or (len(block.text) > _LONGEST and not _has_marked_lines(block.text)):
            continue
        before = blocks[at - 1] if at else None
        made = _Finder(at, block, before, depths[at], signs, bare_numbers, at in folds).candidates()
        found += (replace(c, folded=True) for c in made) if at in folds else made
    return found


@dataclass(frozen=True, slots=True)
class _Finder:
    at: int
    block: Block
    before: Block | None
    inside: int
    signs: Signs
    bare_numbers: bool
    folded: bool

    def candidates(self) -> Iterator[Candidate]:
        kind = self.block.kind
        if self.block.quoted:
            yield from self._quote()
        elif kind in ("heading", "underlined"):
            yield from self._heading()
        elif kind == "summary":
            first, _, more = self.block.text.partition("\n")
            yield replace(self._make("summary", first), more=more.strip("\n"))
        elif kind == "item":
            yield from self._lines() if _has_marked_lines(self.block.text) else self._item()
        elif kind == "paragraph":
            yield from self._lines() if _has_marked_lines(self.block.text) else self._paragraph()

    def _heading(self) -> Iterator[Candidate]:
        block, before = self.block, self.before
        if len(block.text) > _LONGEST_HEADING:
            return
        if block.depth == 0:
            yield self._make(("h" if block.kind == "heading" else "u") + str(block.rank), block.text)
        elif before is not None and before.kind == "item" and not before.text and before.start == block.start:
            number = f"{before.number}. " if before.number is not None else ""
            yield self._make("h@item", number + block.text, indent=block.indent, run=before.run, close=0)

    def _item(self) -> Iterator[Candidate]:
        block = self.block
        text = BOX.sub("", block.text, count=1) if BOX.match(block.text) and block.number is None else block.text
        lead, rest = split_lead(text)
        if len(lead) > _LONGEST_HEADING:
            return
        ordered = "o" if block.number is not None else "u"
        bold = "b" if BOLD_LEAD.match(text) else ""
        number = f"{block.number}. " if block.number is not None else ""
        yield self._make(
            f"item{block.depth}{ordered}{bold}",
            number + lead,
            rest=rest,
            run=block.run,
            close=block.close,
            indent=block.indent,
        )

    def _paragraph(self) -> Iterator[Candidate]:
        block = self.block
        if block.depth:
            return
        text = _BOLD_TAG.sub("**", block.text) if _BOLD_TAG.match(block.text) else block.text
        lead, rest = split_lead(text)
        bold = BOLD_LEAD.match(without_tags(text))
        if bold and len(lead) < 400 and not _names_speaker(bold):
            yield self._make("bold", lead, rest=rest)
        elif _NUMBERED.match(block.text):
            yield self._make("numbered", lead, rest=rest)
        elif len(lead) < 300:
            yield from self._sentence(lead, rest)

    def _quote(self) -> Iterator[Candidate]:
        """Take the first words of a quotation: what stands below it may answer them."""
        block, before = self.block, self.before
        if block.kind == "paragraph" and not block.depth and not (before and before.quoted):
            lead, rest = split_lead(block.text)
            yield self._make("quote", lead, rest=rest)

    def _sentence(self, lead: str, rest: str) -> Iterator[Candidate]:
        """Take a short paragraph that asks; a first line that only names a section may stand above it."""
        if self.folded or (likeness(rough(lead)) >= ASKS and "\n" not in lead):
            yield self._make("sentence", lead, rest=rest)
            return
        above, newline, below = self.block.text.partition("\n")
        if newline and len(above) < 80 and likeness(rough(above)) < ASKS <= likeness(rough(below.split("\n")[0])):
            below, rest = split_lead(below)
            made = self._make("sentence", below, rest=rest)
            yield replace(made, start=made.start + 1)

    def _lines(self) -> Iterator[Candidate]:
        """Find the marked lines of a paragraph: `Q: …`, each up to its `A: …` or the next."""
        lines = self.block.text.split("\n")
        begins = [i for i, line in enumerate(lines) if _MARKED_LINE.match(line)]
        for begin, following in zip(begins, [*begins[1:], len(lines)], strict=True):
            said = lines[begin:following]
            answers = [i for i, line in enumerate(said) if i and ANSWER_LINE.match(line)]
            upto = answers[0] if answers else _prompt_lines(said)
            prompt, told = _told_at_once(" ".join(said[:upto]))
            asked = ask(without_tags(prompt), self.signs)
            yield Candidate(
                self.at,
                "line",
                asked,
                self.block.start + begin,
                self.block.start + begin + upto,
                told,
                inside=self.inside,
                indent=self.block.indent,
            )

    def _make(
        self, carrier: str, text: str, *, rest: str = "", run: int = -1, close: int = 0, indent: int = 0
    ) -> Candidate:
        asked = ask(text, self.signs, bare_numbers=self.bare_numbers)
        block = self.block
        return Candidate(
            self.at,
            carrier,
            asked,
            block.start,
            block.end,
            rest,
            inside=self.inside,
            close=close,
            run=run,
            indent=indent or block.indent,
        )


def _told_at_once(line: str) -> tuple[str, str]:
    """Split `**Q1. What …?** **Ans:** …` where the answer begins."""
    found = _ANSWER_INSIDE.search(line)
    return (line[: found.start()], line[found.start() :].strip()) if found else (line, "")


def _names_speaker(bold: re.Match[str]) -> bool:
    """Say whether a bold lead only names who speaks: `**Ana:** When …`."""
    said = bold["bold"].strip()
    return said.endswith((":", "：")) and bold["before"] == "" and said[:1].isupper() and said.count(" ") < 2


def _has_marked_lines(text: str) -> bool:
    return any(_MARKED_LINE.match(line) for line in text.split("\n"))


def _prompt_lines(lines: Sequence[str]) -> int:
    """Say how many lines of a marked paragraph ask: up to the question mark, if there is one."""
    for i, line in enumerate(lines):
        if line.rstrip(" *_\\").endswith(("?", "？")):
            return i + 1
    first = _MARKED_LINE.sub("", lines[0]).strip(" *_")
    return len(lines) if not first or not lines[0].rstrip().endswith((".", "!", ":", "**")) else 1


def is_label(candidate: Candidate) -> bool:
    """Say whether it only names a part of an answer."""
    part, rest = split_label(candidate.asked.text)
    if part is None or (part is Part.PROMPT and (candidate.asked.number or rest)):
        return False
    if part is Part.BODY and candidate.asked.number:  # `4. Service types` may be the fourth question
        return False
    return not rest or part in (Part.ANSWER, Part.HINT, Part.LEVEL, Part.TOPICS, Part.META) or not candidate.asked.asks
