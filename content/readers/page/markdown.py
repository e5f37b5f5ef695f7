"""Markdown and what is written like it: questions in headings, items, bold lines, summaries, marked lines."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from content.model import Kind, Level
from content.readers.drafts import Draft, Found
from content.readers.labels import asks_for_a_story, is_for_the_interviewer, stands_aside
from content.readers.levels import level_named, names_only_a_level
from content.readers.likeness import ASKS, likeness
from content.readers.noise import Noise, is_only_a_picture
from content.readers.page.bodies import Body, take_apart
from content.readers.page.candidates import Candidate
from content.readers.page.grids import drafts_in_grid
from content.readers.page.keys import unlocked
from content.readers.page.layout import Block
from content.readers.page.options import named_in_prompt
from content.readers.page.outline import Heading, Place
from content.readers.page.prompts import ask, inline_parser, polish, rough
from content.readers.page.remains import remains
from content.readers.page.sheets import Sheet
from content.readers.page.subjects import counterpart, named_in, own_name, split_arrow, with_subject
from content.readers.page.survey import survey
from content.readers.rewriting.unwrapping import Page, block_parser, unwrap
from content.readers.topics import tags, topic_of

_CODE_ALONE = re.compile(r"(`{3,}|~{3,})(?:(?!\n\1).)*\n\1\s*", re.DOTALL)
_HEADED = re.compile(r"^#{1,6}\s+")
_LOOSE = 3  # columns an answer may be indented more than its item wants; four more are code
_MATTER_TOPICS = ("tags", "topics", "topic", "category", "categories")


def read_markdown(text: str, path: PurePath, *, is_html: bool = False) -> Found:
    """Read the questions of one page."""
    return _Reader(unwrap(text, is_html=is_html), path).found()


class _Reader:
    def __init__(self, page: Page, path: PurePath) -> None:
        self._survey = survey(page, path)
        self._page = self._survey.page
        self._path = path
        self._parser = block_parser()
        self._inline = inline_parser()
        self._left: list[tuple[int, str]] = list(self._survey.left)
        self._grids: set[int] = set()  # the tables whose rows are questions
        self._arrows = sum(bool(split_arrow(c.asked.raw)[1]) for c in self._survey.chosen) > 1

    def found(self) -> Found:
        survey = self._survey
        chosen = survey.chosen
        if (title := self._title_that_asks()) and not self._has_several():
            return Found((self._whole(title),) if survey.blocks else ())
        bodies = [
            take_apart(Sheet(*self._body(c), self._parser), "" if c.more else c.asked.text, asks_below=not c.asked.text)
            for c in chosen
        ]
        drafted = [(c, self._draft(c, body)) for c, body in zip(chosen, bodies, strict=True)]
        kept = _with_code([(c, draft) for c, draft in drafted if draft])
        drafts = self._placed(kept)
        for key in survey.keys:
            answered = [i for i, (c, _) in enumerate(kept) if key.run is None or c.run == key.run]
            numbers = [kept[i][0].asked.number for i in answered]
            for i, draft in zip(answered, unlocked([drafts[i] for i in answered], numbers, key.blocks), strict=True):
                drafts[i] = draft
        drafts += self._gridded()
        for c in survey.passed_over:
            self._leave(c.start, f"looks like a question, but stands where this page has none: {c.asked.text[:80]}")
        self._left += remains(self._page, survey.blocks, survey.spans, survey.toc, self._grids)
        return Found(tuple(sorted(drafts, key=lambda draft: draft.line)), tuple(self._left))

    def _title_that_asks(self) -> str:
        """Take the question from the front matter or the name of the file, where a file is one question."""
        title = str(self._page.matter.get("title") or self._page.matter.get("question") or "")
        if likeness(rough(title)) >= ASKS:
            return title
        name = re.sub(r"[-_]+", " ", self._path.stem).strip()
        return name if not self._survey.chosen and " " in name and likeness(name) > ASKS else ""

    def _has_several(self) -> bool:
        """Say whether the page holds questions of its own below its title."""
        chosen = self._survey.chosen
        return len(chosen) > 2 or any(c.asked.marked or c.asked.number for c in chosen)

    def _whole(self, title: str) -> Draft:
        """Read the whole page as the answer to its title."""
        start = next((b.end for b in self._survey.blocks[:1] if b.kind == "heading"), 0)
        beside = _beside(self._survey.blocks)
        kept = [at for at in range(start, len(self._page.lines)) if at not in beside]
        lines, numbers = tuple(self._page.lines[at] for at in kept), tuple(self._page.numbers[at] for at in kept)
        page = Page(lines, numbers, {}, self._page.ends)
        asked = ask(title, {})
        body = take_apart(Sheet(page, None, self._parser), asked.text)
        matter = self._page.matter
        return Draft(
            prompt="\n\n".join(filter(None, (polish(asked.raw, self._inline), body.prompt))),
            line=1,
            answer=body.answer or None,
            options=body.options,
            kind=Kind.CHOICE if body.options else None,
            level=asked.level or body.level or self._level(()),
            topics=tags(body.topics, *(matter.get(k) for k in _MATTER_TOPICS)),
            hint=body.hint,
            mistakes=body.mistakes,
            follow_ups=body.follow_ups,
        )

    def _gridded(self) -> list[Draft]:
        """Read the tables of questions that stand outside of any question."""
        drafts: list[Draft] = []
        survey = self._survey
        level: Level | None = None
        for at, block in enumerate(survey.blocks):
            if block.kind == "heading" and not block.depth:
                level = level_named(block.text) if names_only_a_level(rough(block.text)) else None
            if block.kind == "table" and at not in survey.toc and survey.spans.owners[at] is None:
                found = drafts_in_grid(self._page, block)
                self._grids.update([at] if found else [])
                drafts += [replace(draft, level=draft.level or level) for draft in found]
        return drafts

    def _body(self, c: Candidate) -> tuple[Page, list[Block] | None]:
        """Cut out what belongs to a question, without the indentation of the item it stands in.

        Its blocks come along where they need not be parsed again.
        """
        survey = self._survey
        end = survey.spans.ends.get(c.start, len(self._page.lines))
        lines = _outdented(self._page.lines[c.body : end], c.indent)
        numbers = list(self._page.numbers[c.body : end])
        if not c.asked.text:  # a quotation below `Question 3` asks
            lines = _unquoted(lines)
        for at in survey.stray_fences(c, end):
            lines[at - c.body] = ""
        for at, mark in reversed(survey.open_fences(c, end)):  # the item that held them ended, and so did they
            lines.insert(at - c.body, mark)
            numbers.insert(at - c.body, self._page.numbers[at - 1])
        if not c.rest.strip():
            blocks = (
                survey.below(c, end)
                if not c.indent and c.asked.text and (c.is_heading or c.carrier in ("summary", "bold"))
                else None
            )
            return Page(tuple(lines), tuple(numbers), {}, self._page.ends), blocks
        rest = c.rest.split("\n")
        lines = [*rest, "", *lines]
        numbers = [self._page.numbers[c.start]] * (len(rest) + 1) + numbers
        return Page(tuple(lines), tuple(numbers), {}, self._page.ends), None

    def _draft(self, c: Candidate, body: Body) -> Draft | None:
        if is_only_a_picture(c.asked.raw):
            self._leave(c.start, "the question is a picture")
            return None
        prompt = polish(c.asked.raw, self._inline) or self._prompt_below(body)
        if not prompt:
            self._leave(c.start, "a question without words")
            return None
        self._left += [(number, str(kind)) for kind, number in body.noises if kind in (Noise.STUB, Noise.ADVERTISEMENT)]
        if prompt.endswith(":") and not (body.options or body.prompt or body.labelled or "?" in prompt):
            body.prompt, body.answer = _asking_on(body.answer)
        prompt, body.options = named_in_prompt(prompt, body.options)
        place = self._survey.places[c.start]
        prompt, answer = self._worded(c, place, prompt, body.answer)
        return Draft(
            prompt="\n\n".join(filter(None, (prompt, c.more, body.prompt))),
            line=self._page.numbers[c.start],
            answer=answer or None,
            options=body.options,
            kind=self._kind(c, place, prompt, body),
            level=c.asked.level or body.level or self._level(place.headings),
            topics=tags(c.asked.subject, body.topics, *(self._page.matter.get(k) for k in _MATTER_TOPICS)),
            hint=body.hint,
            mistakes=body.mistakes,
            follow_ups=body.follow_ups,
            listen_for=body.listen_for,
            red_flags=body.red_flags,
        )

    def _prompt_below(self, body: Body) -> str:
        """Take the first paragraph as the prompt, where the heading only counts: `Question 3`."""
        if body.prompt:
            first, _, body.prompt = body.prompt.partition("\n\n")
        else:
            first, _, body.answer = body.answer.partition("\n\n")
        return polish(ask(_HEADED.sub("", first), {}).raw, self._inline).strip('"“”')

    def _worded(self, c: Candidate, place: Place, prompt: str, answer: str) -> tuple[str, str]:
        """Make a prompt one that can be asked alone, and keep the answer out of it."""
        if c.asked.project:
            return f"Walk me through this project: {polish(c.asked.project, self._inline)}", answer
        asked, told = split_arrow(prompt) if self._arrows else (prompt, "")
        if told:
            there = next((name for h in reversed(place.headings) if (name := own_name(h.text))), "")
            return counterpart(asked, there), f"{told}\n\n{answer}".strip()
        if place.parent is None:
            return prompt, answer
        parent = polish(place.parent.asked.raw, self._inline)
        worded = with_subject(prompt, parent)
        return (worded if c.asked.asks else named_in(worded, parent)), answer

    def _kind(self, c: Candidate, place: Place, prompt: str, body: Body) -> Kind:
        if body.options:
            return Kind.CHOICE
        if self._survey.is_reverse or any(is_for_the_interviewer(h.text) for h in place.headings):
            return Kind.REVERSE
        return Kind.BEHAVIORAL if c.asked.project or asks_for_a_story(prompt) else Kind.KNOWLEDGE

    def _level(self, headings: Sequence[Heading]) -> Level | None:
        named = (level_named(h.text) for h in reversed(headings))
        matter = str(self._page.matter.get("level") or self._page.matter.get("difficulty") or "")
        return next((level for level in named if level), None) or level_named(matter)

    def _placed(self, drafted: Sequence[tuple[Candidate, Draft]]) -> list[Draft]:
        """Give questions the topics of their headings.

        A story of one's own asked among questions of fact is not about their subject, only beside it.
        """
        stories: dict[int, list[bool]] = defaultdict(list)
        for c, draft in drafted:
            for heading in self._survey.places[c.start].headings:
                stories[heading.line].append(draft.kind is Kind.BEHAVIORAL)
        drafts = []
        for c, draft in drafted:
            headings = reversed(self._survey.places[c.start].headings)
            if draft.kind is Kind.BEHAVIORAL:
                headings = (h for h in headings if sum(stories[h.line]) * 2 >= len(stories[h.line]))
            named = [topic for h in headings if (topic := topic_of(h.text))]
            if not named and draft.kind is Kind.BEHAVIORAL:
                named = ["experience"]
            drafts.append(replace(draft, topics=tuple(dict.fromkeys((*named, *draft.topics)))))
        return drafts

    def _leave(self, start: int, why: str) -> None:
        self._left.append((self._page.numbers[start], why))


def _beside(blocks: Sequence[Block]) -> frozenset[int]:
    """Find the lines below headings of what is no part of an answer: links, further reading."""
    lines: set[int] = set()
    rank = 0
    for block in blocks:
        if block.kind == "heading" and not block.depth and (not rank or block.rank <= rank):
            rank = block.rank if stands_aside(block.text) else 0
        if rank:
            lines.update(range(block.start, block.end))
    return frozenset(lines)


def _with_code(drafted: list[tuple[Candidate, Draft]]) -> list[tuple[Candidate, Draft]]:
    """Give code alone below a question to the question, where most others have nothing below them."""
    bare = Counter(c.carrier for c, draft in drafted if not draft.answer)
    size = Counter(c.carrier for c, _ in drafted)
    return [
        (c, replace(draft, prompt=f"{draft.prompt}\n\n{draft.answer}", answer=None))
        if 2 * bare[c.carrier] > size[c.carrier] and _CODE_ALONE.fullmatch(draft.answer or "")
        else (c, draft)
        for c, draft in drafted
    ]


def _unquoted(lines: list[str]) -> list[str]:
    """Take the marks off the quotation some lines begin with."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    last = next((at for at in range(first, len(lines)) if not lines[at].startswith(">")), len(lines))
    return [re.sub(r"^>\s?", "", line) if first <= at < last else line for at, line in enumerate(lines)]


def _asking_on(below: str) -> tuple[str, str]:
    """Split what goes on asking below `Given these steps:` from the answer: up to its last question mark."""
    asked, mark, answer = below.rpartition("?")
    return (asked + mark, answer.strip()) if mark and len(asked) < 1500 else ("", below)


def _outdented(lines: Sequence[str], indent: int) -> list[str]:
    """Take the indentation of an item off what stands in it, and a little more where all of it has more."""
    all_have = min((_indent(line) for line in lines if line.strip()), default=0) if indent else 0
    return [_outdent(line, max(indent, min(all_have, indent + _LOOSE))) for line in lines]


def _indent(line: str) -> int:
    expanded = line.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _outdent(line: str, indent: int) -> str:
    """Take up to so many columns of indentation off a line."""
    if not indent:
        return line
    expanded = line.expandtabs(4) if "\t" in line[:indent] else line
    return expanded[min(indent, len(expanded) - len(expanded.lstrip(" "))) :]
