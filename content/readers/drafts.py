"""A question as a reader found it, before it has an id; and how drafts become questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from content.model import Kind, Level, Option, Question, Source
from content.readers.labels import asks_for_a_story
from content.readers.page.contents import key
from content.readers.reading import LeftOut, Reading
from content.readers.topics import bank_of, slug

MOST_OPTIONS = 40
"""Of one question, whatever a quiz holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question without its id."""

    prompt: str
    line: int
    answer: str | None = None
    options: tuple[Option, ...] = ()
    kind: Kind | None = None
    """None: to be seen from its prompt and options."""
    level: Level | None = None
    topics: tuple[str, ...] = ()
    hint: str = ""
    mistakes: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    listen_for: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a reader found in one file."""

    drafts: tuple[Draft, ...] = ()
    left_out: tuple[tuple[int, str], ...] = ()
    """Line numbers and reasons."""


def settle(found: Found, path: PurePath, bank: str = "", taken: set[str] | None = None) -> Reading:
    """Give drafts their ids, once each; what was asked before is left out and said.

    `taken` holds the ids that are gone; the new ones are added to it.
    """
    bank = bank or bank_of(path)
    left = [LeftOut(Source(str(path), line), why) for line, why in found.left_out]
    kept, again = _once(found.drafts)
    left += [LeftOut(Source(str(path), line), f"asked before, in line {first}") for line, first in again]
    taken = set() if taken is None else taken
    questions = tuple(_question(draft, bank, path, taken) for draft in kept)
    left.sort(key=lambda out: out.source.line)
    return Reading(questions, tuple(left))


def _once(drafts: Sequence[Draft]) -> tuple[list[Draft], list[tuple[int, int]]]:
    """Keep every question once: the one with an answer, where only one has it."""
    places: dict[str, int] = {}
    kept: list[Draft] = []
    again: list[tuple[int, int]] = []
    for draft in drafts:
        same = sameness(draft.prompt, draft.options)
        if same not in places:
            places[same] = len(kept)
            kept.append(draft)
            continue
        first = kept[places[same]]
        if draft.answer and not first.answer:
            kept[places[same]] = replace(draft, line=first.line)
        again.append((draft.line, first.line))
    return kept, again


def sameness(prompt: str, options: Iterable[Option]) -> str:
    """Reduce a question to what makes it the same question: the words of its prompt and options."""
    return (
        key(prompt) + "|" + "|".join(sorted(key(option.text) for option in options))
        if options
        else (key(prompt) or prompt)
    )


def _question(draft: Draft, bank: str, path: PurePath, taken: set[str]) -> Question:
    kind = draft.kind or (
        Kind.CHOICE if draft.options else Kind.BEHAVIORAL if asks_for_a_story(draft.prompt) else Kind.KNOWLEDGE
    )
    return Question(
        id=fresh_id(bank, draft.prompt, draft.options, taken),
        bank=bank,
        prompt=draft.prompt,
        kind=kind,
        level=draft.level or Level.MID,
        topics=draft.topics or (bank,),
        answer=draft.answer or _right(draft.options),
        options=draft.options,
        hint=draft.hint,
        mistakes=draft.mistakes,
        follow_ups=draft.follow_ups,
        listen_for=draft.listen_for,
        red_flags=draft.red_flags,
        source=Source(str(path), draft.line),
    )


def _right(options: Sequence[Option]) -> str | None:
    """Say the right options, where nothing explains them."""
    return "\n".join(option.text for option in options if option.correct) or None


def fresh_id(bank: str, prompt: str, options: Iterable[Option], taken: set[str]) -> str:
    """Derive an id from the prompt, the same each time it is read; a short digest parts those alike."""
    words = slug(prompt.split("\n", maxsplit=1)[0], 7)
    stem = f"{bank}-{words}" if words else bank
    digest = hashlib.sha256(sameness(prompt, options).encode()).hexdigest()
    found = stem if words and stem not in taken else f"{stem}-{digest[:6]}"
    while found in taken:
        digest = hashlib.sha256(digest.encode()).hexdigest()
        found = f"{stem}-{digest[:6]}"
    taken.add(found)
    return found
