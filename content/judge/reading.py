"""An answer as it was read: sentences, clauses, and what each clause says of the points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from content.judge.asked import LONG, Asked
from content.judge.clauses import clause_spans, sentences
from content.judge.contrast import BOTH, NEITHER, side
from content.judge.polarity import Said, polar_clauses
from content.judge.terms import SYNONYM, Term

MOST_CLAUSES = 160
"""Clauses that are looked at; a text with more is read up to there."""
_TYPO = 0.8  # how far a mistyped word counts as the right one
_SURE = 0.7
_REMEMBERED = 8_192  # words of answers with what they mean to their question: those of a few hundred answers
_GOES_ON = re.compile(
    r"(?:and |but |so |there,? |here,? )?(?:it|its|it's|they|their|they're|this|that|these|those)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """How a term of a point was found."""

    likeness: float
    against: bool
    """Whether the clause says the opposite of it."""
    opposite: bool = False
    """Whether it was found by a word that means the opposite."""


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """A clause with what it says."""

    start: int
    end: int
    """Where it stands in its sentence."""
    said: tuple[Said, ...]
    matches: dict[tuple[int, int], Match]
    """(wording, term) → how it was found."""
    matched: dict[int, float]
    """Wording → weight of the clause's terms that belong to it."""
    weight: float
    """Weight of the clause's terms that are not the question's."""
    sides: tuple[tuple[str, str], ...]
    """Of each contrast: the side it names, and the side it is about if it names none itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence in its clauses."""

    text: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What may make a point: a clause, two neighbours, or a whole sentence."""

    sentence: int
    first: int
    last: int
    """Indices of its clauses; `last` is one past the end."""


def read(asked: Asked, text: str) -> tuple[Sentence, ...]:
    """Read a plain text as an answer to a question."""
    found = []
    about = [NEITHER] * len(asked.contrasts)
    left = MOST_CLAUSES
    for sentence in sentences(text):
        if not _GOES_ON.match(sentence):
            about = [NEITHER] * len(asked.contrasts)
        spans = clause_spans(sentence)[:left]
        left -= len(spans)
        if spans:
            said = polar_clauses([sentence[start:end] for start, end in spans], asked.always)
            parts = (_clause(asked, start, end, of, about) for (start, end), of in zip(spans, said, strict=True))
            found.append(Sentence(sentence, tuple(parts)))
        if left <= 0:
            break
    return tuple(found)


def units(read_: Sequence[Sentence]) -> Iterator[Unit]:
    """Give every clause, every two neighbours, and every sentence of three clauses or more."""
    for i, sentence in enumerate(read_):
        count = len(sentence.clauses)
        yield from (Unit(i, first, first + 1) for first in range(count))
        yield from (Unit(i, first, first + 2) for first in range(count - 1))
        if count > 2:
            yield Unit(i, 0, count)


def text_of(read_: Sequence[Sentence], unit: Unit) -> str:
    """Return the words of a unit as they stand in the answer."""
    sentence = read_[unit.sentence]
    return sentence.text[sentence.clauses[unit.first].start : sentence.clauses[unit.last - 1].end]


def _clause(asked: Asked, start: int, end: int, said: tuple[Said, ...], about: list[str]) -> Clause:
    matches: dict[tuple[int, int], Match] = {}
    matched: dict[int, float] = {}
    weight = 0.0
    for one in said:
        hit = _match(asked, one, matches)
        if " ".join(one.term.stems) not in asked.keys:
            weight += one.term.weight
            for wording in hit:
                matched[wording] = matched.get(wording, 0.0) + one.term.weight
    sides = []
    for i, contrast in enumerate(asked.contrasts):
        named = side(contrast, (one.term for one in said))
        if named not in {NEITHER, BOTH}:
            about[i] = named
        sides.append((named, named or about[i]))
    return Clause(start, end, said, matches, matched, weight, tuple(sides))


def _match(asked: Asked, said: Said, matches: dict[tuple[int, int], Match]) -> set[int]:
    """Enter which terms of the points a term matches; return the wordings it surely belongs to."""
    sure = set()
    meant, opposed = _found(asked, said.term)
    for at, found in meant:
        w, t = at
        if found >= _SURE:
            sure.add(w)
        earlier = matches.get(at)
        if earlier is None or found > earlier.likeness:
            matches[at] = Match(found, said.denied != asked.wordings[w].said[t].denied)
    for at in opposed:
        w, t = at
        earlier = matches.get(at)
        if earlier is None or earlier.likeness < _SURE:
            against = said.denied == asked.wordings[w].said[t].denied
            matches[at] = Match(_SURE - 0.01, against, opposite=True)
    return sure


@lru_cache(maxsize=_REMEMBERED)
def _found(asked: Asked, term: Term) -> tuple[tuple[tuple[tuple[int, int], float], ...], tuple[tuple[int, int], ...]]:
    """Find which terms of the points a term means, each with how far it does, and of which it says the opposite."""
    meant = [
        ((w, t), min(value, likeness))
        for key, value in _keys(asked, term).items()
        for w, t, likeness in asked.finds.get(key, ())
    ]
    opposed = [at for key, value in term.keys.items() if value >= SYNONYM for at in asked.opposed.get(key, ())]
    return tuple(meant), tuple(opposed)


def _keys(asked: Asked, term: Term) -> dict[str, float]:
    """Return what a term is recognised by; a long unknown word may be a mistyped word of the points."""
    stem = term.stems[0]
    if len(term.stems) > 1 or len(stem) < LONG or stem in asked.known or len(term.keys) > 1:
        return term.keys
    near = process.extractOne(stem, asked.long_words, scorer=DamerauLevenshtein.distance, score_cutoff=1)
    return {near[0]: _TYPO} if near and near[0][0] == stem[0] else term.keys
