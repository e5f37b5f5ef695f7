"""What gives an answer away, and answers that do not make their own points."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.check import check
from content.judge import judge
from content.model import Bank, KeyPoint, Question
from tests.content.check.examples import CHOICE, KNOWLEDGE, STORY, changed, literal_judge, options, points, rules


def judged(question: Question) -> list[str]:
    bank = Bank("kafka", "Kafka", "", (question,))
    return [fault.what for fault in check([bank], judge=literal_judge)]


def answered_by_its_points(*claims: str, answer: str) -> Question:
    return changed(KNOWLEDGE, points=points(*claims), answer=answer + " and so on" * 15)


def test_a_claim_that_repeats_the_question_is_found() -> None:
    claim = "Consumer groups share the work of a Kafka topic"
    broken = changed(KNOWLEDGE, points=(KeyPoint("The cue", claim), *KNOWLEDGE.points[1:]))
    assert rules(broken) == ["restates"]


def test_a_hint_that_contains_a_claim_or_another_wording_is_found() -> None:
    assert rules(changed(KNOWLEDGE, hint="Is a partition read by exactly one of them?")) == ["hint-tells"]
    assert rules(changed(KNOWLEDGE, hint="More pods than partitions is useless: why?")) == ["hint-tells"]


def test_a_hint_that_repeats_the_question_tells_nothing() -> None:
    assert rules(changed(KNOWLEDGE, hint=f"Think: {KNOWLEDGE.prompt}")) == []


def test_a_hint_that_names_the_right_option_is_found() -> None:
    assert rules(changed(CHOICE, hint="Can a consumer wait as a spare, with no partition?")) == ["hint-tells"]
    assert rules(changed(CHOICE, options=options("`DENSE_RANK`", "`RANK`"), hint="Is it dense?")) == ["hint-tells"]


def test_a_hint_that_fits_right_and_wrong_options_tells_nothing() -> None:
    chosen = options("Two consumers wait", "Two consumers fail")
    assert rules(changed(CHOICE, options=chosen, hint="What about two consumers?")) == []


def test_a_cue_that_covers_a_point_is_found() -> None:
    telling = replace(KNOWLEDGE.points[0], cue="One reader each", claim="one reader")
    broken = changed(KNOWLEDGE, points=(telling,), answer="one reader " * 30)
    assert "cue-tells: the cue 'One reader each' alone covers the point 'one reader'" in judged(broken)


@pytest.mark.parametrize(
    ("also", "wrong", "found"),
    [
        (("one owner",), ("no owner",), []),
        (("One reader, always.",), (), ["said-again"]),
        (("one owner", "One owner!"), (), ["said-again"]),
        (("one owner",), ("one owner",), ["said-again"]),
        (("idle spares",), (), ["said-again"]),
        (("spares that idle",), (), []),
    ],
)
def test_a_wording_that_stands_there_twice_is_found(
    also: tuple[str, ...], wrong: tuple[str, ...], found: list[str]
) -> None:
    first = KeyPoint("The cue", "One reader always", also, wrong)
    others = (KeyPoint("Other cue", "Idle spares"), KeyPoint("Third cue", "Own offsets"))
    assert rules(changed(KNOWLEDGE, points=(first, *others))) == found


def test_an_answer_that_misses_its_own_points_is_found() -> None:
    question = answered_by_its_points("one owner", "idle spares", "own offsets", answer="One owner, idle spares")
    assert judged(question) == [
        "thin-answer: the answer makes 2 of 3 points; not in full: 'Cue of 2'",
    ]


def test_an_extra_point_may_be_missing_from_the_answer() -> None:
    question = answered_by_its_points("one owner", "idle spares", "own offsets", answer="One owner, idle spares")
    extra = (*question.points[:2], replace(question.points[2], weight=0))
    assert judged(changed(question, points=extra)) == []


def test_a_heavy_point_weighs_in_the_answer_as_it_does_in_a_verdict() -> None:
    claims = ("one owner", "idle spares", "own offsets", "lag", "rebalance")
    question = answered_by_its_points(*claims, answer="One owner, idle spares, own offsets, lag")
    assert judged(question) == []
    heavy = (*question.points[:4], replace(question.points[4], weight=3))
    (fault,) = judged(changed(question, points=heavy))
    assert fault.startswith("thin-answer: the answer makes 4 of 7 points")


@pytest.mark.parametrize("answer", ["Nothing to the point is said here, only pleasant words about the weather."])
def test_our_own_judge_finds_an_answer_that_is_none_and_takes_one_that_is(answer: str) -> None:
    def whats(question: Question) -> list[str]:
        faults = check([Bank("kafka", "Kafka", "", (question,))], judge=judge)
        return [fault.what for fault in faults if fault.what.startswith("thin-answer")]

    assert whats(KNOWLEDGE) == []
    assert len(whats(changed(KNOWLEDGE, answer=answer))) == 1


def test_a_sample_story_without_a_result_is_found_by_our_own_judge() -> None:
    def whats(story: Question) -> list[str]:
        return [fault.what for fault in check([Bank("teamwork", "Teamwork", "", (story,))], judge=judge)]

    assert whats(STORY) == []
    told = "*An invented example.* There was a conflict with a colleague. We talked, and it was resolved."
    (fault,) = whats(changed(STORY, answer=told))
    assert fault.startswith("thin-story: our judge finds no ")
    assert "measure" in fault
