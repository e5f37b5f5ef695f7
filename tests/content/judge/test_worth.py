"""How a score follows when points are judged anew, and which part of an answer a claim is nearest to."""

from __future__ import annotations

from itertools import permutations

import pytest

from content.judge import Covered, Note, NoteKind, PointVerdict, Verdict, nearest, regraded
from content.model import KeyPoint, Question

YES, PARTLY, NO = Covered.YES, Covered.PARTLY, Covered.NO


def question(*weights: int) -> Question:
    points = tuple(KeyPoint(cue=f"point {i}", claim=f"claim {i}", weight=w) for i, w in enumerate(weights))
    return Question(id="q", bank="b", prompt="Why?", points=points)


def verdict(score: int, *states: Covered, notes: tuple[Note, ...] = ()) -> Verdict:
    return Verdict(score, tuple(PointVerdict(s) for s in states), notes, 0.5, "lexical", "1")


@pytest.mark.parametrize(
    ("weights", "score", "before", "index", "after", "expected"),
    [
        ((1, 1, 1, 1), 50, NO, 2, YES, 75),
        ((1, 1, 1, 1), 50, PARTLY, 2, YES, 62),
        ((1, 1, 1, 1), 50, NO, 2, PARTLY, 62),
        ((2, 1, 1, 0), 40, NO, 0, YES, 90),
        ((2, 1, 1, 0), 40, NO, 3, YES, 52),
        ((0, 0, 0, 0), 10, NO, 1, YES, 35),
        ((1, 1, 1, 1), 90, NO, 2, YES, 100),
        ((1, 1, 1, 1), 10, YES, 2, NO, 0),
        ((1, 1, 1, 1), 55, YES, 2, PARTLY, 42),
    ],
)
def test_the_score_moves_by_what_the_point_is_worth(
    weights: tuple[int, ...], score: int, before: Covered, index: int, after: Covered, expected: int
) -> None:
    given = verdict(score, *(before if i == index else NO for i in range(len(weights))))
    anew = regraded(question(*weights), given, {index: PointVerdict(after, "said")})
    assert anew.score == expected
    assert anew.points[index] == PointVerdict(after, "said")
    assert [p for i, p in enumerate(anew.points) if i != index] == [p for i, p in enumerate(given.points) if i != index]


def test_several_appeals_give_the_same_in_any_order_but_for_rounding() -> None:
    asked = question(1, 1, 2)
    scores = []
    for order in permutations(range(3)):
        given = verdict(0, NO, NO, NO)
        for i in order:
            given = regraded(asked, given, {i: PointVerdict(YES)})
        scores.append(given.score)
    assert scores == [100] * 6


def test_a_covered_point_is_no_longer_said_to_be_contradicted() -> None:
    against = Note(NoteKind.CONTRADICTS, "the other way round", 1)
    other = Note(NoteKind.SWAPPED, "this too", 0)
    given = verdict(20, NO, NO, notes=(against, other))
    assert regraded(question(1, 1), given, {1: PointVerdict(YES)}).notes == (other,)
    assert regraded(question(1, 1), given, {1: PointVerdict(PARTLY)}).notes == (against, other)


def test_the_part_nearest_to_a_claim_is_verbatim() -> None:
    text = "I cover trunks with jute. Mulch goes around roots, and **apples in the cellar** get a look each Monday."
    assert nearest(text, "Stored apples are checked weekly") in text
    assert "cellar" in nearest(text, "Stored apples are checked weekly for rotten ones")


def test_where_nothing_is_shared_it_is_what_made_no_other_point() -> None:
    text = "Wrap the young trunks in jute against the frost. A look into the cellar every Monday."
    taken = ("Wrap the young trunks in jute against the frost.",)
    assert nearest(text, "Stored fruit is inspected", taken) == "A look into the cellar every Monday."
    assert nearest("", "Stored fruit is inspected") == ""
