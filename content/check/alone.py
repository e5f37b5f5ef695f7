"""The rule that a prompt in a channel, and a claim in a verdict, says by itself what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.check.flaws import Flaw
from content.judge.words import is_grammar, stem, weight, words
from content.model import KeyPoint, Kind, Question
from content.text import plain

_FOR_A_NAME = frozenset({"it", "its", "they", "them", "their"})
_POINTING = frozenset({"this", "that", "these", "those"})
_ASKING_WORDS = (
    "advantage disadvantage benefit drawback strength weakness pro con purpose role feature component limitation "
    "limit risk price cost handle explain describe define compare implement improve optimise avoid prevent solve "
    "fix test choose fast slow"
)
_ASKING = frozenset(map(stem, _ASKING_WORDS.split()))
"""Words that ask something of a subject and are none themselves; everyday words are not either."""
_NUMBERED = re.compile(r"Q?\d+[.):]\s+|Q[.:]\s+", re.IGNORECASE)
_NAMELESS = re.compile(r"(?:It|Its|They|Their|This|These|He|She)\b")
_TWO_SENTENCES = re.compile(r"(?<!\betc)(?<=[a-z]{3})[.!?]\s+[A-Z]")


def alone(question: Question) -> Iterator[Flaw]:
    """Find a prompt that names no subject or counts itself, and claims that name none or are two claims."""
    if number := _NUMBERED.match(question.prompt):
        yield Flaw(
            f"numbered: the prompt starts with '{number[0].strip()}'; in a channel it is asked alone", question.prompt
        )
    if nameless := _nameless(question):
        yield Flaw(f"not-alone: the prompt says '{nameless}' and names nothing it could stand for", question.prompt)
    for point in question.points:
        yield from _claim(point)


def _nameless(question: Question) -> str | None:
    """Return a pronoun of a prompt without a word for what it stands for; code or options may be what it means."""
    shown = "```" in question.prompt or question.kind is Kind.CHOICE
    asked = words(plain(question.prompt))
    if any(not is_grammar(word) and weight(stem(word)) == 1 and stem(word) not in _ASKING for word in asked):
        return None
    return next((word for word in asked if word in _FOR_A_NAME or (word in _POINTING and not shown)), None)


def _claim(point: KeyPoint) -> Iterator[Flaw]:
    if found := _NAMELESS.match(plain(point.claim)):
        yield Flaw(
            f"no-subject: the claim of '{point.cue}' starts with '{found[0]}'; name what it is about", point.claim
        )
    if _TWO_SENTENCES.search(plain(point.claim)):
        yield Flaw(f"two-claims: the claim of '{point.cue}' is two sentences; make it two points", point.claim)
