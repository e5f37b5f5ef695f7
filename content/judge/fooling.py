"""Texts that are no answer: empty, noise, "idk", the question again, keywords, talk to the judge."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain

from content.judge.asked import Asked
from content.judge.clauses import sentences
from content.judge.notes import NoteKind
from content.judge.phrases import phrase
from content.judge.soup import soup
from content.judge.terms import Term, terms
from content.judge.verdict import Note
from content.judge.words import stem, words

_LEAD_IN = re.compile(
    r"^(?:(?:sorry|hmm*|well|honestly|umm?|uh|ok|to be honest|tbh|lol|good question|great question)\W+)*", re.IGNORECASE
)
_SHORT = 12  # words within which "I don't know" is all that is said
_COPIED = 0.7  # share of the question's telling words that a copy has
_SOUP = 0.5
_SOUP_TAKES = 0.8


@dataclass(frozen=True, slots=True)
class Screened:
    """What is left of a text once talk that is no answer is taken out."""

    text: str
    notes: tuple[Note, ...]
    cap: float = 1.0
    """Share of the score that can be earned; below 1 no point is covered in full."""


def screen(asked: Asked, text: str) -> Screened:
    """Find what is no answer in a plain text, and return the rest."""
    said = words(text)
    if not any(any(letter.isalpha() for letter in word) for word in said):
        kind = NoteKind.NOISE if text.strip() else NoteKind.EMPTY
        return Screened("", (Note(kind, text.strip()),), 0.0)
    if len(said) <= _SHORT and phrase("dont_know").match(_LEAD_IN.sub("", text.strip())):
        return Screened("", (Note(NoteKind.DONT_KNOW, text.strip()),), 0.0)
    kept, notes = _kept(text)
    by_sentence = [terms(sentence) for sentence in kept]
    if _is_question(asked, list(chain(*by_sentence))):
        return Screened("", (*notes, Note(NoteKind.QUESTION_COPIED)), 0.0)
    kept = [sentence for sentence, said in zip(kept, by_sentence, strict=True) if not _is_question(asked, said)]
    bare = soup("\n".join(kept)) if kept else 0.0
    if bare > _SOUP:
        notes.append(Note(NoteKind.SOUP))
    if not kept and not notes:
        notes.append(Note(NoteKind.NOISE, text.strip()))
    return Screened("\n".join(kept), tuple(notes), 1.0 - _SOUP_TAKES * bare if kept else 0.0)


def _kept(text: str) -> tuple[list[str], list[Note]]:
    """Drop what speaks to the judge and what was said before."""
    notes: list[Note] = []
    kept: list[str] = []
    seen: dict[str, int] = {}
    for sentence in sentences(text):
        if phrase("instruction").search(sentence):
            notes.append(Note(NoteKind.INSTRUCTION, sentence))
            continue
        stems = [stem(word) for word in words(sentence)]
        key = " ".join(stems)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1 and len(stems) > 3:
            if seen[key] == 3:
                notes.append(Note(NoteKind.REPEATED, sentence))
            continue
        kept.append(sentence)
    return kept, notes


def _is_question(asked: Asked, said: list[Term]) -> bool:
    """Tell whether a text is the question over again: most of its telling words, and no other."""
    if not said or any(t.weight >= 1 and len(t.stems[0]) > 1 and not _of(t, asked.stems) for t in said):
        return False
    stems = {s for t in said for s in t.stems}
    theirs = [t for t in asked.terms if t.weight >= 1] or list(asked.terms)
    return sum(_of(t, stems) for t in theirs) >= _COPIED * len(theirs)


def _of(term: Term, stems: AbstractSet[str]) -> bool:
    return all(s in stems for s in term.stems)
