"""The native bank format: one Markdown file a topic, written by hand, parsed without doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import PurePath
from typing import Any, TypeVar

from content.model import Bank, Kind, Level, Question
from content.readers.native.parts import Page, Section
from content.readers.page.blocks import Block, blocks
from content.readers.reading import Fault

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_Word = TypeVar("_Word", bound=StrEnum)
_PARTS = {
    Kind.KNOWLEDGE: ("Answer", "Key points", "Hint", "Mistakes", "Follow-ups"),
    Kind.CHOICE: ("Options", "Answer", "Hint", "Mistakes", "Follow-ups"),
    Kind.BEHAVIORAL: ("Answer", "Listen for", "Red flags", "Hint", "Mistakes", "Follow-ups"),
    Kind.REVERSE: ("Why ask", "Listen for", "Red flags", "Hint", "Mistakes", "Follow-ups"),
}
_HEADINGS = tuple(dict.fromkeys(heading for parts in _PARTS.values() for heading in parts))
_BETWEEN = re.compile(r"\s+[-–—|/•,;]+\s+")
"""What people put between the parts of a meta line where `·` belongs."""


def read_bank(text: str, path: str | PurePath) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Read one bank, and everything that is wrong with how it is written.

    A question is in the bank if its prompt and some id could be read, whatever else is wrong with it: so all
    its faults show at once, and the library leaves it out. Without a `#` title there is no bank.
    """
    page = Page(text, PurePath(path))
    body = blocks(page.text)
    head, chapters = page.split(body, 2, page.end)
    page.look_over(head)
    title, about = _opening(page, head)
    questions = tuple(question for chapter in chapters if (question := _question(page, chapter)))
    if not chapters:
        page.fault(1, "no question: each starts with a ## heading")
    bank = Bank(page.bank, title, about, questions) if title else None
    return bank, tuple(sorted(page.faults, key=lambda fault: fault.source.line))


def _opening(page: Page, head: Sequence[Block]) -> tuple[str, str]:
    """Read the bank's title and what it says about itself."""
    title, about = "", []
    for block in head:
        if block.kind == "heading" and block.mark in ("#", "=") and not title:
            title = block.text
        elif block.kind == "paragraph" and title:
            about.append(block.folded)
        elif not block.is_comment:
            page.fault(block.line, f"{block.name} has no place before the first question")
    if not title:
        page.fault(1, "no title: a bank starts with a # heading and a paragraph about it")
    return title, "\n\n".join(about)


@dataclass(frozen=True, slots=True)
class _Meta:
    """The line below a prompt, as far as it could be read."""

    id: str
    level: Level | None = None
    kind: Kind | None = None
    topics: tuple[str, ...] = ()


def _question(page: Page, chapter: Section) -> Question | None:
    """Read one question; None where it has no prompt or nothing that is meant as its id."""
    head, sections = page.split(chapter.body, 3, chapter.end)
    line = next((b for b in head if b.kind == "paragraph" and (b.text.startswith("`") or " · " in b.text)), None)
    page.asked = line.folded.partition("·")[0].strip("` ").partition("`")[0] or None if line else None
    prompt = [chapter.heading.text.strip()]
    if not prompt[0]:
        page.fault(chapter.heading.line, "a ## heading without a prompt")
    for block in head:
        if block.kind in ("fence", "code_block"):
            prompt.append(page.source_of(block.start, block.end))
        elif block is not line and not block.is_comment:
            what = f"{block.name} has no place between a prompt and its first ### heading"
            page.fault(block.line, f"{what}; an answer stands below ### Answer")
    if line is None:
        page.fault(chapter.heading.line, "no meta line: below the prompt stands `id` · level · topics")
    meta = _meta(page, line) if line else _Meta("")
    page.look_over(chapter.body)
    parts = _parts(page, sections, meta.kind)
    source = page.at(chapter.heading.line)
    page.asked = None
    if not (prompt[0] and meta.id):
        return None
    return Question(
        id=meta.id,
        bank=page.bank,
        prompt="\n\n".join(prompt),
        kind=meta.kind or Kind.KNOWLEDGE,
        level=meta.level or Level.MID,
        topics=tuple(dict.fromkeys((page.bank, *meta.topics))),
        formerly=tuple(old.strip() for note in chapter.notes("was") for old in note.split(",")),
        cited=chapter.notes("source"),
        source=source,
        **parts,
    )


def _meta(page: Page, block: Block) -> _Meta:
    """Read `id` · level [· kind] · topics."""
    text = block.folded
    if "·" not in text and (other := _BETWEEN.search(text)):
        page.fault(block.line, f"'{other[0].strip()}' stands where · belongs: `id` · level · topics")
        text = _BETWEEN.sub(" · ", text)
    fields = [part.strip() for part in text.split("·")]
    id_ = fields[0].strip("`")
    if not SLUG.fullmatch(id_) or fields[0] != f"`{id_}`":
        page.fault(block.line, f"no id in {fields[0]}: it is lower-case words joined by hyphens, in backticks")
    if len(fields) == 1:
        page.fault(block.line, "no level: junior, mid or senior")
        return _Meta(page.asked or "")
    level = _word(page, block, Level, fields[1])
    kind: Kind | None = Kind.KNOWLEDGE
    rest = fields[2:]
    if len(rest) > 1 or (rest and rest[0] in tuple(Kind)):
        kind = _word(page, block, Kind, rest.pop(0))
    if len(rest) > 1:
        page.fault(block.line, f"'{rest[1]}' is one part too many: `id` · level · kind · topics")
    topics = tuple(topic.strip() for topic in rest[0].split(",")) if rest else ()
    for topic in topics:
        if not SLUG.fullmatch(topic):
            page.fault(block.line, f"'{topic}' is no topic: lower-case words joined by hyphens, with commas between")
    return _Meta(page.asked or "", level, kind, tuple(t for t in topics if SLUG.fullmatch(t)))


def _word(page: Page, block: Block, words: type[_Word], said: str) -> _Word | None:
    """Read a word out of a closed list; of one that is not there, the one that was meant."""
    known = [word.value for word in words]
    if said not in known:
        page.fault(block.line, f"unknown {words.__name__.lower()} '{said}'; known: {', '.join(known)}")
    meant = get_close_matches(said, known, 1)
    return words(meant[0]) if meant else None


def _parts(page: Page, sections: Sequence[Section], kind: Kind | None) -> dict[str, Any]:
    """Read what stands below the ### headings, as fields of a question."""
    found: dict[str, Section] = {}
    for section in sections:
        name, line = section.heading.text.strip(), section.heading.line
        if name not in _HEADINGS:
            close = get_close_matches(name.capitalize(), _HEADINGS, 1)
            known = f"did you mean {close[0]}?" if close else f"known: {', '.join(_HEADINGS)}"
            page.fault(line, f"unknown heading '### {name}'; {known}")
            name = close[0] if close else ""
        if not name:
            continue
        if name in found:
            page.fault(line, f"a second '### {name}' in one question")
        elif section.is_empty:
            page.fault(line, f"nothing below '### {name}'")
        else:
            found[name] = section
            if kind and name not in _PARTS[kind]:
                page.fault(line, f"'### {name}' has no place in a {kind} question")
    texts = {"Answer": "answer", "Why ask": "answer", "Hint": "hint"}
    lists = {
        "Listen for": "listen_for",
        "Red flags": "red_flags",
        "Mistakes": "mistakes",
        "Follow-ups": "follow_ups",
    }
    parts: dict[str, Any] = {texts[name]: page.markdown(found[name]) for name in texts if name in found}
    parts |= {lists[name]: page.items(found[name]) for name in lists if name in found}
    if "Key points" in found:
        parts["points"] = page.points(found["Key points"])
    if "Options" in found:
        parts["options"] = page.options(found["Options"])
    return parts
