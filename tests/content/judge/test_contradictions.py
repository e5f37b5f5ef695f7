"""What is said the other way round: not credited, named with the words that say it, and rarely seen where it is not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from content.judge import Engine, NoteKind, judge
from content.judge.contrast import contrasts
from content.judge.polarity import polar_terms
from content.judge.words import stem
from content.library import OURS, read_file
from content.model import Question

WRONG = {NoteKind.CONTRADICTS, NoteKind.SWAPPED}


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Records are written to a log on disk. They do not stay for the retention time once they were read.", 1),
        ("Producers append records to a log. Order does not hold within a partition.", 3),
        ("Records stay for the retention time. Consumers cannot read the same records independently.", 2),
    ],
)
def test_a_denied_point_is_not_credited_and_said(text: str, point: int, kafka: Question, engine: Engine) -> None:
    verdict = judge(kafka, text, engine)
    assert point not in verdict.covered
    (said,) = {note.said for note in verdict.notes if note.kind in WRONG and note.point == point}
    assert said in text
    assert not any(note.kind in WRONG and note.point != point for note in verdict.notes)


def test_points_said_of_the_wrong_thing_are_not_all_credited(locking: Question, engine: Engine) -> None:
    right = "Pessimistic locking locks the row and others wait. Optimistic locking compares a version number on write."
    wrong = "Optimistic locking locks the row and others wait. Pessimistic locking compares a version number on write."
    assert set(judge(locking, right, engine).covered) >= {0, 1}
    verdict = judge(locking, wrong, engine)
    assert verdict.score <= judge(locking, right, engine).score - 15
    assert not {0, 1} <= set(verdict.covered)


@pytest.mark.parametrize(
    "text",
    [
        "order holds within a partition, not across the topic",
        "not only one but many consumers read the same records independently",
        "records stay for the retention time and nothing is lost by reading",
        "producers append records to a log on disk without knowing who reads",
    ],
)
def test_a_right_answer_with_a_denial_in_it_is_told_of_none(text: str, kafka: Question, engine: Engine) -> None:
    verdict = judge(kafka, text, engine)
    assert not [note for note in verdict.notes if note.kind in WRONG]


@pytest.mark.parametrize(
    "text",
    [
        (
            "Kafka is an append-only log: producers append records, brokers keep them on disk, and every application "
            "reads at its own pace."
        ),
        (
            "Order only holds within a partition. Records stay for the retention time, read or not, so a new consumer "
            "can start from the oldest."
        ),
        (
            "Producers append records to a log on disk, and many consumers read the same records on their own. Order "
            "holds within a partition."
        ),
        (
            "Picture a logbook that is never rewritten. You can read it twice; it is kept for a week no matter who has "
            "read it, and order is only per partition."
        ),
    ],
)
def test_right_answers_to_a_question_of_our_bank_are_told_of_no_contradiction(text: str, engine: Engine) -> None:
    bank, _ = read_file(OURS / "kafka.md")
    assert bank
    (question,) = (q for q in bank.questions if q.id == "kafka-what-is-it")
    verdict = judge(question, text, engine)
    assert verdict.score >= 25
    assert not [note for note in verdict.notes if note.kind in WRONG]


@pytest.mark.parametrize(
    ("clause", "affirmed", "denied"),
    [
        ("it does not keep messages", set(), {"keep", "messag"}),
        ("use the logical date not the clock", {"logic", "date"}, {"clock"}),
        ("birthdays have no zone", {"birthday"}, {"zone"}),
        ("threads share nothing", set(), {"thread", "share"}),
        ("it is not without risk", {"risk"}, set()),
    ],
)
def test_a_denial_reaches_as_far_as_it_is_meant(clause: str, affirmed: set[str], denied: set[str]) -> None:
    found = polar_terms(clause)
    assert affirmed <= {" ".join(one.term.stems) for one in found if not one.denied}
    assert denied <= {" ".join(one.term.stems) for one in found if one.denied}


def test_what_a_question_sets_against_each_other_is_found() -> None:
    claims = ["Consistency means every read returns the latest write", "Availability means every node answers"]
    (pair,) = contrasts("What does the CAP theorem say?", claims, [])
    assert [name.lower() for name in pair.names] == ["consistency", "availability"]
    assert contrasts("What is a page, and how do you index it?", ["A page is a block", "An index is a tree"], []) == []


def test_threads_stem_alike() -> None:
    """A stemmer works on a state of its own, so it cannot be shared."""
    made = [
        f"{root}{end}"
        for root in ("partition", "replicat", "normaliz", "serializ")
        for end in ("ing", "ed", "ion", "er")
    ]
    alone = [stem.__wrapped__(word) for word in made]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda _: [stem.__wrapped__(word) for word in made], range(64)))
    assert all(found == alone for found in together)
