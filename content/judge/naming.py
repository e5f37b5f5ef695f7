"""Points that a few words name and say nothing of: "mutex, deadlock"."""

from __future__ import annotations

from collections.abc import Sequence

from content.judge.asked import Asked
from content.judge.reading import Clause, Sentence

_WORDS = 6  # an answer of more can say what it means
_NAMED = 2  # a single word may as well be the subject
_SURE = 0.7
_RIVAL = 0.67  # share of what a word says of its point from which on it may as well mean another


def named(asked: Asked, read: Sequence[Sentence]) -> frozenset[int]:
    """Return the points, by index, that an answer of a few words names, two at least.

    A clause with a word that is of no point names none.
    """
    if sum(len(sentence.text.split()) for sentence in read) > _WORDS:
        return frozenset()
    meant = set()
    for clause in (clause for sentence in read for clause in sentence.clauses):
        telling = [said.term for said in clause.said if said.term.weight >= 1 or said.term.technical]
        own = [term for term in telling if " ".join(term.stems) not in asked.keys]
        if own and all(any(key in asked.finds for key in term.keys) for term in own):
            meant |= _meant(asked, clause)
    return frozenset(meant) if len(meant) >= _NAMED else frozenset()


def _meant(asked: Asked, clause: Clause) -> set[int]:
    by_wording: dict[int, float] = {}
    for (w, t), match in clause.matches.items():
        if match.likeness >= _SURE and not match.against:
            by_wording[w] = by_wording.get(w, 0.0) + asked.wordings[w].weights[t] * match.likeness
    by_point: dict[int, float] = {}
    for w, share in by_wording.items():
        p = asked.wordings[w].point
        by_point[p] = max(share, by_point.get(p, 0.0))
    first, *others = sorted(by_point, key=lambda p: by_point[p], reverse=True) or [-1]
    if first < 0 or (others and by_point[others[0]] >= _RIVAL * by_point[first]):
        return set()
    return {first}
