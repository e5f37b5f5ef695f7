"""Words in common: how far each part of an answer has the words of each point, and says the same with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.judge.asked import Asked
from content.judge.contrast import BOTH, NEITHER, ONE, OTHER
from content.judge.reading import Clause, Match, Sentence, Unit, units

_SIBLING = (0.5, 0.85)
"""Shares of the best sibling's recall that are taken off: what counts for a sibling hardly counts here too."""
_TELLING = 0.04  # a term that weighs less is no match worth counting
_SURE = 0.6
_DENIALS = 2
_CARRIED = 0.5  # what counts of a side that only the clauses before name
_FAINT = 0.1


@dataclass(frozen=True, slots=True, eq=False)
class Against:
    """How a unit speaks against a point, seen from the clause of the point it has most of."""

    recall: float
    """Share of that clause it has, the other way round or not."""
    share: float
    """Share of what it has that is said the other way round."""
    opposed: float
    """Words that mean the opposite, two at most, each as far as the rest of the clause is there."""
    misbound: float
    """Share of what it has that it says of one thing while the point says it of the other."""
    crossed: float
    """1 if it speaks only of the other thing than the point does; half of that if only the context says so."""


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The part of the answer that speaks most for a point by its words, and how."""

    unit: Unit | None
    margins: tuple[float, ...]
    """Recall less a share of the best sibling's, one for each of `_SIBLING`."""
    recall: float
    terms: int
    """Terms of the point it has, three at most."""
    precision: float
    """Share of its own terms that are the point's."""
    against: Against


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Of one unit, for each point: the best wording and how it fares."""

    recall: list[float]
    wording: list[int]
    matches: dict[tuple[int, int], Match]
    terms: list[int]
    precision: list[float]


def overlap(asked: Asked, read: Sequence[Sentence]) -> tuple[list[Unit], list[Shares]]:
    """Compare every unit of an answer with every point."""
    all_units = list(units(read))
    return all_units, [_shares(asked, read, unit) for unit in all_units]


def best_by_words(asked: Asked, read: Sequence[Sentence], all_units: list[Unit], shares: list[Shares]) -> list[Best]:
    """Pick for each point the unit that speaks most for it."""
    count = len(asked.points)
    found: list[tuple[int, list[float]]] = [(-1, [0.0] * len(_SIBLING)) for _ in range(count)]
    for u, share in enumerate(shares):
        first, second = _two_highest(share.recall)
        for p, recall in enumerate(share.recall):
            if not recall:
                continue
            sibling = second if share.recall[p] == first else first
            at, margins = found[p]
            now = [recall - part * sibling for part in _SIBLING]
            if now[0] > margins[0]:
                at = u
            found[p] = (at, [max(a, b) for a, b in zip(now, margins, strict=True)])
    return [_best(asked, read, p, at, margins, all_units, shares) for p, (at, margins) in enumerate(found)]


def against(asked: Asked, read: Sequence[Sentence], point: int, unit: Unit, shares: Shares) -> Against:
    """Say how a unit speaks against a point."""
    w = shares.wording[point]
    if w < 0:
        w = next(i for i, wording in enumerate(asked.wordings) if wording.point == point)
    wording = asked.wordings[w]
    if not wording.said:
        return Against(0.0, 0.0, 0.0, 0.0, 0.0)
    whole: dict[int, float] = {}
    for part, weight in zip(wording.parts, wording.weights, strict=True):
        whole[part] = whole.get(part, 0.0) + weight
    have, turned, opposed = dict.fromkeys(whole, 0.0), dict.fromkeys(whole, 0.0), dict.fromkeys(whole, 0)
    matches = {t: match for t in range(len(wording.parts)) if (match := shares.matches.get((w, t)))}
    # "Readers keep it" is what "readers do not delete it" says: where an opposite word agrees, the clause does.
    settled = {wording.parts[t] for t, match in matches.items() if match.opposite and not match.against}
    for t, match in matches.items():
        part, found = wording.parts[t], wording.weights[t] * match.likeness
        have[part] += found
        turned[part] += found * (match.against and part not in settled)
        opposed[part] += match.opposite and match.against
    part = max(have, key=lambda i: have[i])
    recall = have[part] / (whole[part] + 0.05)
    share = turned[part] / (have[part] + 0.1 * whole[part] + 0.02)
    return Against(
        recall, share, min(2, opposed[part]) * recall, _misbound(asked, read, w, unit), _crossed(asked, read, w, unit)
    )


def _misbound(asked: Asked, read: Sequence[Sentence], w: int, unit: Unit) -> float:
    """Say which share of what a unit has of a wording it says of the other side of a contrast."""
    wording = asked.wordings[w]
    clauses = read[unit.sentence].clauses
    most = 0.0
    for i, sides in enumerate(wording.sides):
        same = other = 0.0
        for clause in clauses[unit.first : unit.last]:
            named, about = clause.sides[i]
            if about not in {ONE, OTHER}:
                continue
            for (of, t), match in clause.matches.items():
                if of == w and sides[t] in {ONE, OTHER}:
                    worth = wording.weights[t] * match.likeness * (1.0 if named else _CARRIED)
                    if (sides[t] == about) != (match.opposite and match.against):
                        same += worth
                    else:
                        other += worth
        most = max(most, other / (same + other + _FAINT))
    return most


def _crossed(asked: Asked, read: Sequence[Sentence], w: int, unit: Unit) -> float:
    """Return 1 if a unit names only one side of a contrast and the point is of the other, half if the context does."""
    clauses = read[unit.sentence].clauses[unit.first : unit.last]
    most = 0.0
    for i, sides in enumerate(asked.wordings[w].sides):
        of_point = set(sides) & {ONE, OTHER}
        if len(of_point) != 1:
            continue
        named = {clause.sides[i][0] for clause in clauses} - {NEITHER}
        about = clauses[0].sides[i][1]
        if named:
            most = max(most, float(BOTH not in named and not named & of_point))
        elif about in {ONE, OTHER} and about not in of_point:
            most = max(most, _CARRIED)
    return most


def denials(read: Sequence[Sentence], unit: Unit) -> int:
    """Count the clauses of a unit that deny something, two at most."""
    parts = read[unit.sentence].clauses[unit.first : unit.last]
    return min(_DENIALS, sum(any(said.denied for said in clause.said) for clause in parts))


def _best(
    asked: Asked,
    read: Sequence[Sentence],
    point: int,
    at: int,
    margins: list[float],
    all_units: list[Unit],
    shares: list[Shares],
) -> Best:
    if at < 0:
        return Best(None, tuple(margins), 0.0, 0, 0.0, Against(0.0, 0.0, 0.0, 0.0, 0.0))
    mine = shares[at]
    return Best(
        unit=all_units[at],
        margins=tuple(margins),
        recall=mine.recall[point],
        terms=min(3, mine.terms[point]),
        precision=mine.precision[point],
        against=against(asked, read, point, all_units[at], mine),
    )


def _shares(asked: Asked, read: Sequence[Sentence], unit: Unit) -> Shares:
    parts = read[unit.sentence].clauses[unit.first : unit.last]
    merged = _merged(parts)
    recall: dict[int, float] = {}
    terms: dict[int, int] = {}
    for (w, t), match in merged.items():
        weight = asked.wordings[w].weights[t]
        worth = weight * match.likeness
        recall[w] = recall.get(w, 0.0) + worth
        if match.likeness > _SURE and weight > _TELLING:
            terms[w] = terms.get(w, 0) + 1
    count = len(asked.points)
    best, wording = [0.0] * count, [-1] * count
    for w, value in recall.items():
        p = asked.wordings[w].point
        if value > best[p]:
            best[p], wording[p] = value, w
    total = sum(clause.weight for clause in parts)
    matched: dict[int, float] = {}
    for clause in parts:
        for w, weight in clause.matched.items():
            matched[w] = matched.get(w, 0.0) + weight
    return Shares(
        recall=best,
        wording=wording,
        matches=merged,
        terms=[terms.get(w, 0) for w in wording],
        precision=[matched.get(w, 0.0) / (total + 0.7) for w in wording],
    )


def _merged(parts: Sequence[Clause]) -> dict[tuple[int, int], Match]:
    """Take of every term of the points the best match in any of the clauses."""
    if len(parts) == 1:
        return parts[0].matches
    merged: dict[tuple[int, int], Match] = {}
    for clause in parts:
        for at, match in clause.matches.items():
            if at not in merged or match.likeness > merged[at].likeness:
                merged[at] = match
    return merged


def _two_highest(values: list[float]) -> tuple[float, float]:
    first = second = 0.0
    for value in values:
        if value > first:
            first, second = value, first
        elif value > second:
            second = value
    return first, second
