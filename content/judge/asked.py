"""A question made ready to hold answers against; kept, so that the next answer to it costs nothing."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from content.judge.clauses import clauses, sentences
from content.judge.contrast import NEITHER, Contrast, contrasts, side
from content.judge.normal import plain
from content.judge.points import points_of
from content.judge.polarity import Said, opposites, polar_clauses
from content.judge.terms import SYNONYM, Term, term, terms
from content.judge.words import stem, words
from content.model import KeyPoint, Question

KEPT = 512
"""Questions kept ready."""
LONG = 6
"""Letters from which on a stem may be mistyped in one letter and is still known."""
_ASKED = 0.3  # what a word of the question still weighs in a point
_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """One accepted wording of a point."""

    point: int
    text: str
    said: tuple[Said, ...]
    parts: tuple[int, ...]
    """Of each term, the clause it stands in."""
    weights: tuple[float, ...]
    """One for each term, summing to one."""
    sides: tuple[tuple[str, ...], ...]
    """Of each contrast of the question, the side that each term is said of."""


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question with its points cut into terms."""

    prompt: str
    answer: str
    points: tuple[KeyPoint, ...]
    told: tuple[tuple[Term, float], ...]
    """The terms of the model answer, each once, with what it weighs; what the question says weighs less."""
    wordings: tuple[Wording, ...]
    wrong: tuple[tuple[int, str], ...]
    """The usual wrong claims, each with the index of its point."""
    contrasts: tuple[Contrast, ...]
    always: frozenset[str]
    """Words that are never grammar here: those the question writes in capitals, such as WHERE."""
    terms: tuple[Term, ...]
    """The terms of the prompt."""
    stems: frozenset[str]
    """Every stem of the prompt."""
    keys: frozenset[str]
    """What the terms of the prompt are recognised by."""
    known: dict[str, float]
    """What the terms of prompt, points and model answer are recognised by."""
    long_words: tuple[str, ...]
    """Stems of the points that are long enough to be mistyped and still known."""
    finds: dict[str, tuple[tuple[int, int, float], ...]]
    """Key → the wordings, terms and likeness it stands for."""
    opposed: dict[str, tuple[tuple[int, int], ...]]
    """Key → the terms it is the opposite of."""


@lru_cache(maxsize=KEPT)
def asked(question: Question) -> Asked:
    """Make a question ready."""
    prompt, answer = plain(question.prompt), plain(question.answer or "")
    points = points_of(question)
    always = frozenset(word.lower() for word in _CAPITALS.findall(prompt))
    prompt_terms, answer_terms = terms(prompt), terms(answer)
    keys = frozenset(key for t in prompt_terms for key, value in t.keys.items() if value >= SYNONYM)
    pairs = contrasts(prompt, [plain(point.claim) for point in points], answer_terms)
    wordings = _wordings(points, always, keys, pairs)
    known: dict[str, float] = {}
    for t in (*prompt_terms, *answer_terms, *(said.term for wording in wordings for said in wording.said)):
        for key, value in t.keys.items():
            known[key] = max(value, known.get(key, 0.0))
    return Asked(
        prompt=prompt,
        answer=answer,
        points=points,
        told=_told(answer_terms, keys),
        wordings=wordings,
        wrong=tuple((i, plain(wrong)) for i, point in enumerate(points) for wrong in point.wrong),
        contrasts=tuple(pairs),
        always=always,
        terms=tuple(prompt_terms),
        stems=frozenset(stem(word) for word in words(prompt)),
        keys=keys,
        known=known,
        long_words=tuple({s for w in wordings for said in w.said for s in said.term.stems if len(s) >= LONG}),
        finds=_finds(wordings),
        opposed=_opposed(wordings),
    )


def _told(said: list[Term], keys: frozenset[str]) -> tuple[tuple[Term, float], ...]:
    once = {t.stems: t for t in said}
    return tuple((t, t.weight * (_ASKED if " ".join(t.stems) in keys else 1.0)) for t in once.values())


def _wordings(
    points: tuple[KeyPoint, ...], always: frozenset[str], keys: frozenset[str], pairs: list[Contrast]
) -> tuple[Wording, ...]:
    raw = [
        (i, text, cut)
        for i, point in enumerate(points)
        for text in map(plain, (point.claim, *point.also))
        if (cut := _cut(text, always)) or text == plain(point.claim)  # without words it still has a meaning
    ]
    claims = Counter(
        " ".join(said.term.stems)
        for i, text, cut in raw
        if text == plain(points[i].claim)
        for part in cut
        for said in part
    )
    made = []
    for i, text, cut in raw:
        everything = tuple(said for part in cut for said in part)
        weights = []
        for said in everything:
            name = " ".join(said.term.stems)
            # what the question says already tells little, and so does what several points say
            weights.append(said.term.weight * (_ASKED if name in keys else 1.0) / max(1, claims[name]))
        total = sum(weights) or 1.0
        made.append(
            Wording(
                point=i,
                text=text,
                said=everything,
                parts=tuple(n for n, part in enumerate(cut) for _ in part),
                weights=tuple(w / total for w in weights),
                sides=tuple(_sides(pair, cut) for pair in pairs),
            )
        )
    return tuple(made)


def _sides(pair: Contrast, cut: list[tuple[Said, ...]]) -> tuple[str, ...]:
    """Return for each term of a wording the side its clause speaks of; the name of a side is said of neither."""
    sides: list[str] = []
    about = NEITHER
    for part in cut:
        named = side(pair, (said.term for said in part))
        about = named or about
        sides += [NEITHER if side(pair, (said.term,)) else about for said in part]
    return tuple(sides)


def _cut(text: str, always: frozenset[str]) -> list[tuple[Said, ...]]:
    return [part for sentence in sentences(text) for part in polar_clauses(clauses(sentence), always) if part]


def _finds(wordings: tuple[Wording, ...]) -> dict[str, tuple[tuple[int, int, float], ...]]:
    finds: dict[str, list[tuple[int, int, float]]] = {}
    for w, wording in enumerate(wordings):
        for t, said in enumerate(wording.said):
            for key, value in said.term.keys.items():
                finds.setdefault(key, []).append((w, t, value))
    return {key: tuple(found) for key, found in finds.items()}


def _opposed(wordings: tuple[Wording, ...]) -> dict[str, tuple[tuple[int, int], ...]]:
    opposed: dict[str, set[tuple[int, int]]] = {}
    for w, wording in enumerate(wordings):
        for t, said in enumerate(wording.said):
            for opposite in opposites().get(" ".join(said.term.stems), ()):
                for key, value in term(opposite).keys.items():
                    if value >= SYNONYM:
                        opposed.setdefault(key, set()).add((w, t))
    return {key: tuple(sorted(found)) for key, found in opposed.items()}
