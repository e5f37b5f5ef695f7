"""Markdown and what is written like it: questions in headings, items, bold lines, summaries, marked lines."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from content.model import Kind, Level
from content.readers.bodies import Body, take_apart
from content.readers.candidates import Candidate, candidates
from content.readers.contents import contents
from content.readers.drafts import Draft, Found
from content.readers.grids import drafts_in_grid
from content.readers.keys import key_heading, unlocked
from content.readers.labels import asks_for_a_story, is_for_the_interviewer
from content.readers.layout import Block, layout
from content.readers.levels import legend, level_named
from content.readers.likeness import ASKS, likeness
from content.readers.noise import Noise, is_only_a_picture
from content.readers.outline import Heading, Place, places
from content.readers.prompts import ask, inline_parser, polish, rough
from content.readers.remains import remains
from content.readers.spans import spans
from content.readers.subjects import counterpart, named_in, own_name, split_arrow, with_subject
from content.readers.topics import tags, topic_of
from content.readers.unwrapping import Page, unwrap
from content.readers.voting import elect

_SAYS_BANK = re.compile(
    r"interview|question|quiz|trivia|q ?& ?a|faq|flash ?cards?|exam|mcq|preguntas|fragen|вопрос|面试|题",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}\s+[^\W\d_]")
_MATTER_TOPICS = ("tags", "topics", "topic", "category", "categories")


def read_markdown(text: str, path: PurePath, *, is_html: bool = False) -> Found:
    """Read the questions of one page."""
    return _Reader(unwrap(text, is_html=is_html), path).found()


class _Reader:
    def __init__(self, page: Page, path: PurePath) -> None:
        self._page = page
        self._path = path
        self._blocks = _headed(layout(page))
        self._key = self._take_off_key()
        self._inline = inline_parser()
        self._left: list[tuple[int, str]] = []
        self._grids: set[int] = set()  # the tables whose rows are questions
        title = next((b.text for b in self._blocks if b.kind in ("heading", "underlined")), "")
        self._is_bank = bool(_SAYS_BANK.search(f"{title} {path} {page.matter.get('title', '')}"))
        self._is_reverse = is_for_the_interviewer(title)
        self._elect()

    def _take_off_key(self) -> list[Block]:
        """Take a key of answers off the end of the page."""
        at = key_heading(self._blocks)
        if at is None:
            return []
        key, self._blocks = self._blocks[at + 1 :], self._blocks[:at]
        self._page = replace(
            self._page,
            lines=self._page.lines[: self._blocks[-1].end],
            numbers=self._page.numbers[: self._blocks[-1].end],
        )
        return key

    def _elect(self) -> None:
        short = (b.text for b in self._blocks if b.text and len(b.text) < 400)
        self._toc = contents(self._blocks, self._page.lines)
        running = candidates(self._blocks, legend(short), bare_numbers=self._counts_barely())
        running = [c for c in running if c.at not in self._toc]
        self._election = elect(self._blocks, running, is_bank=self._is_bank)
        chosen = self._election.chosen
        self._spans = spans(
            self._blocks, chosen, self._election.sections, len(self._page.lines), self._election.interrupted
        )
        self._places = places(self._blocks, chosen)
        self._arrows = sum(bool(split_arrow(c.asked.raw)[1]) for c in chosen) > 1

    def _counts_barely(self) -> bool:
        """Say whether headings are numbered without a dot: `3 What is …`."""
        heads = [b.text for b in self._blocks if b.kind == "heading"]
        bare = sum(bool(_BARE_NUMBER.match(text)) for text in heads)
        return bare > 2 and bare >= 0.2 * len(heads)

    def found(self) -> Found:
        chosen = self._election.chosen
        if (title := self._title_that_asks()) and not self._has_several():
            return Found((self._whole(title),) if self._blocks else ())
        bodies = [take_apart(self._body(c), c.asked.text) for c in chosen]
        drafted = [(c, self._draft(c, body)) for c, body in zip(chosen, bodies, strict=True)]
        kept = [(c, draft) for c, draft in drafted if draft]
        drafts = self._placed(kept)
        if self._key:
            drafts = unlocked(drafts, [c.asked.number for c, _ in kept], self._key)
        drafts += self._gridded()
        for c in self._election.passed_over:
            self._leave(c.start, f"looks like a question, but stands where this page has none: {c.asked.text[:80]}")
        self._left += remains(self._page, self._blocks, self._spans, self._toc, self._grids)
        return Found(tuple(sorted(drafts, key=lambda draft: draft.line)), tuple(self._left))

    def _title_that_asks(self) -> str:
        """Take the question from the front matter or the name of the file, where a file is one question."""
        title = str(self._page.matter.get("title") or self._page.matter.get("question") or "")
        if likeness(rough(title)) >= ASKS:
            return title
        name = re.sub(r"[-_]+", " ", self._path.stem).strip()
        return name if not self._election.chosen and " " in name and likeness(name) > ASKS else ""

    def _has_several(self) -> bool:
        """Say whether the page holds questions of its own below its title."""
        chosen = self._election.chosen
        return len(chosen) > 2 or any(c.asked.marked or c.asked.number for c in chosen)

    def _whole(self, title: str) -> Draft:
        """Read the whole page as the answer to its title."""
        start = next((b.end for b in self._blocks[:1] if b.kind == "heading"), 0)
        page = Page(self._page.lines[start:], self._page.numbers[start:], {}, self._page.ends)
        asked = ask(title, {})
        body = take_apart(page, asked.text)
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
        for at, block in enumerate(self._blocks):
            if block.kind == "table" and at not in self._toc and self._spans.owners[at] is None:
                found = drafts_in_grid(self._page, block)
                self._grids.update([at] if found else [])
                drafts += found
        return drafts

    def _body(self, c: Candidate) -> Page:
        """Cut out what belongs to a question, without the indentation of the item it stands in."""
        end = self._spans.ends.get(c.start, len(self._page.lines))
        lines = [_outdent(line, c.indent) for line in self._page.lines[c.body : end]]
        numbers = list(self._page.numbers[c.body : end])
        if c.rest.strip():
            rest = c.rest.split("\n")
            lines = [*rest, "", *lines]
            numbers = [self._page.numbers[c.start]] * (len(rest) + 1) + numbers
        return Page(tuple(lines), tuple(numbers), {}, self._page.ends)

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
        place = self._places[c.start]
        prompt, answer = self._worded(c, place, prompt, body.answer)
        return Draft(
            prompt="\n\n".join(filter(None, (prompt, body.prompt))),
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
        return polish(ask(first, {}).raw, self._inline)

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
        if self._is_reverse or any(is_for_the_interviewer(h.text) for h in place.headings):
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
            for heading in self._places[c.start].headings:
                stories[heading.line].append(draft.kind is Kind.BEHAVIORAL)
        drafts = []
        for c, draft in drafted:
            headings = reversed(self._places[c.start].headings)
            if draft.kind is Kind.BEHAVIORAL:
                headings = (h for h in headings if sum(stories[h.line]) * 2 >= len(stories[h.line]))
            named = [topic for h in headings if (topic := topic_of(h.text))]
            if not named and draft.kind is Kind.BEHAVIORAL:
                named = ["experience"]
            drafts.append(replace(draft, topics=tuple(dict.fromkeys((*named, *draft.topics)))))
        return drafts

    def _leave(self, start: int, why: str) -> None:
        self._left.append((self._page.numbers[start], why))


def _headed(blocks: list[Block]) -> list[Block]:
    """Take underlined lines for headings like others, where a page has no others."""
    if any(block.kind == "heading" and not block.depth for block in blocks):
        return blocks
    return [replace(block, kind="heading") if block.kind == "underlined" else block for block in blocks]


def _asking_on(below: str) -> tuple[str, str]:
    """Split what goes on asking below `Given these steps:` from the answer: up to its last question mark."""
    asked, mark, answer = below.rpartition("?")
    return (asked + mark, answer.strip()) if mark and len(asked) < 1500 else ("", below)


def _outdent(line: str, indent: int) -> str:
    """Take up to so many columns of indentation off a line."""
    if not indent:
        return line
    expanded = line.expandtabs(4) if "\t" in line[:indent] else line
    return expanded[min(indent, len(expanded) - len(expanded.lstrip(" "))) :]
