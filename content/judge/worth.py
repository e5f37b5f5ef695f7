"""What a point is worth, and how a score follows when single points are judged anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from content.judge.notes import NoteKind
from content.judge.points import points_of
from content.judge.verdict import Covered, PointVerdict, Verdict
from content.model import KeyPoint, Question

CREDIT: Mapping[Covered, float] = {Covered.YES: 1.0, Covered.PARTLY: 0.5, Covered.NO: 0.0}
"""What of a point's worth an answer earns."""
EXTRA = 0.5
"""What an extra point adds, of the worth of a plain one."""
_AGAINST = {NoteKind.CONTRADICTS, NoteKind.SWAPPED, NoteKind.WRONG_CLAIM}


def worth(points: tuple[KeyPoint, ...], index: int) -> float:
    """Return a point's share of the whole score, 0 to 1; where every point is extra they count alike."""
    total = sum(point.weight for point in points)
    return (points[index].weight or EXTRA) / total if total else 1 / len(points)


def regraded(question: Question, verdict: Verdict, anew: Mapping[int, PointVerdict]) -> Verdict:
    """Return a `knowledge` verdict with some of its points, by index, judged anew.

    The score moves by what each of them is worth, times the change of what was earned of it, and stays within 0 to
    100. Notes that speak against a point go once it is covered. Engine and version stay: they judged the rest.
    """
    points = points_of(question)
    moved = sum(worth(points, i) * (CREDIT[new.covered] - CREDIT[verdict.points[i].covered]) for i, new in anew.items())
    made = {i for i, new in anew.items() if new.covered is Covered.YES}
    return replace(
        verdict,
        score=min(100, max(0, round(verdict.score + 100 * moved))),
        points=tuple(anew.get(i, point) for i, point in enumerate(verdict.points)),
        notes=tuple(note for note in verdict.notes if note.kind not in _AGAINST or note.point not in made),
    )
