"""Texts that are no answer: empty, noise, "idk", the question again, keywords, talk to the judge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.judge.clauses import sentences
from content.judge.notes import NoteKind
from content.judge.phrases import phrase
from content.judge.verdict import Note
from content.judge.words import is_grammar, stem, words
from content.model import Question

_LEAD_IN = re.compile(r"^(?:(?:sorry|hmm*|well|honestly|umm?|uh|ok|to be honest|tbh)\W+)*", re.IGNORECASE)
_FUNCTION_SHARE = 0.12
_SOUP_WORDS = 6


@dataclass(frozen=True, slots=True)
class Screened:
    """What is left of a text once talk that is no answer is taken out."""

    text: str
    notes: tuple[Note, ...]
    cap: float = 1.0
    """At most this share of the score can be earned."""


def screen(question: Question, text: str) -> Screened:
    """Find what is no answer in a plain text, and return the rest."""
    said = words(text)
    if not said:
        return Screened("", (Note(NoteKind.EMPTY if not text.strip() else NoteKind.NOISE, text.strip()),), 0.0)
    if len(said) <= 12 and phrase("dont_know").match(_LEAD_IN.sub("", text.strip())):
        return Screened("", (Note(NoteKind.DONT_KNOW, text.strip()),), 0.0)
    notes: list[Note] = []
    asked = {stem(word) for word in words(question.prompt)}
    kept: list[str] = []
    seen: set[str] = set()
    copied = repeated = 0
    for sentence in sentences(text):
        stems = [stem(word) for word in words(sentence)]
        if phrase("instruction").search(sentence):
            notes.append(Note(NoteKind.INSTRUCTION, sentence))
            continue
        if len(stems) > 3 and sum(s in asked for s in stems) > 0.75 * len(stems):
            copied += 1
            continue
        key = " ".join(stems)
        if len(stems) > 3 and key in seen:
            repeated += 1
            if repeated == 2:
                notes.append(Note(NoteKind.REPEATED, sentence))
            continue
        seen.add(key)
        kept.append(sentence)
    if copied and not kept:
        notes.append(Note(NoteKind.QUESTION_COPIED))
    cap = 1.0
    grammar = sum(is_grammar(word) for word in said)
    if len(said) >= _SOUP_WORDS and grammar < _FUNCTION_SHARE * len(said):
        notes.append(Note(NoteKind.SOUP))
        cap = 0.3
    return Screened("\n".join(kept), tuple(notes), cap)
