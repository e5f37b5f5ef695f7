"""What a question of each kind has, and how long it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from content.model import KeyPoint, Option, Question
from tests.content.check.examples import (
    ASK,
    CHOICE,
    KNOWLEDGE,
    STORY,
    changed,
    faults,
    options,
    points,
    rules,
)

TEN_WORDS = "Every word of this made up sentence counts as one. "


def test_the_example_questions_pass() -> None:
    assert faults(KNOWLEDGE, CHOICE, STORY, ASK, strict=True) == []


def test_a_fault_names_file_line_and_rule() -> None:
    assert faults(changed(CHOICE, hint="")) == ["kafka.md:50: missing-part: a choice question needs ### Hint"]


@pytest.mark.parametrize(
    ("question", "field", "part"),
    [
        (KNOWLEDGE, "answer", "Answer"),
        (KNOWLEDGE, "points", "Key points"),
        (KNOWLEDGE, "mistakes", "Mistakes"),
        (CHOICE, "answer", "Answer"),
        (CHOICE, "follow_ups", "Follow-ups"),
        (STORY, "listen_for", "Listen for"),
        (ASK, "answer", "Why ask"),
        (ASK, "red_flags", "Red flags"),
    ],
)
def test_a_missing_part_is_found(question: Question, field: str, part: str) -> None:
    nothing = None if field == "answer" else ()
    (fault,) = faults(changed(question, **{field: nothing}))
    assert fault.endswith(f": missing-part: a {question.kind} question needs ### {part}")


def test_a_reverse_question_needs_no_mistakes_but_may_have_them() -> None:
    assert ASK.mistakes == ()
    assert faults(changed(ASK, mistakes=("Asking it in the first minute.",))) == []


@pytest.mark.parametrize(
    ("question", "words", "right"),
    [
        (KNOWLEDGE, 30, False), (KNOWLEDGE, 40, True), (KNOWLEDGE, 160, True), (KNOWLEDGE, 170, False),
        (CHOICE, 20, False), (CHOICE, 30, True), (CHOICE, 80, True), (CHOICE, 90, False),
    ],
)  # fmt: skip
def test_an_answer_has_its_length(question: Question, words: int, right: bool) -> None:
    broken = changed(question, answer=TEN_WORDS * (words // 10))
    assert rules(broken) == ([] if right else ["answer-length"])


def test_code_and_signs_are_no_words() -> None:
    code = "```python\n" + TEN_WORDS * 20 + "\n```\n"
    assert rules(changed(KNOWLEDGE, answer=TEN_WORDS * 16 + "– & …\n\n" + code)) == []


@pytest.mark.parametrize(("count", "right"), [(2, False), (3, True), (6, True), (7, False)])
def test_there_are_three_to_six_key_points(count: int, right: bool) -> None:
    many = points(*(f"Claim {n} of a made-up kind" for n in range(count)))
    assert rules(changed(KNOWLEDGE, points=many)) == ([] if right else ["point-count"])


@pytest.mark.parametrize(
    ("cue", "claim", "broken"),
    [
        ("Two words", "One owner reads it", []),
        ("Six words are still a cue", "One owner reads it", []),
        ("Owner", "One partition has one reader", ["cue-length"]),
        ("Seven words are more than a cue", "One owner reads it", ["cue-length"]),
        ("Two words", "One two three four five six seven eight nine ten eleven twelve thirteen fourteen", []),
        ("Two words", "A 2 3 4 5 6 7 8 9 10 11 12 13 14 15", ["claim-length"]),
    ],
)
def test_a_cue_and_a_claim_have_their_lengths(cue: str, claim: str, broken: list[str]) -> None:
    changed_first = (KeyPoint(cue, claim), *KNOWLEDGE.points[1:])
    assert rules(changed(KNOWLEDGE, points=changed_first)) == broken


def test_two_points_with_one_cue_are_found() -> None:
    again = replace(KNOWLEDGE.points[3], claim="Offsets belong to the group", also=(), wrong=(), cue="several GROUPS")
    assert rules(changed(KNOWLEDGE, points=(*KNOWLEDGE.points, again))) == ["same-cue"]
    near = replace(again, cue="Several group")
    assert rules(changed(KNOWLEDGE, points=(*KNOWLEDGE.points, near))) == []


def test_each_point_of_ours_has_another_wording_unless_it_only_adds() -> None:
    bare = replace(KNOWLEDGE.points[0], also=())
    assert rules(changed(KNOWLEDGE, points=(bare, *KNOWLEDGE.points[1:])), strict=True) == ["no-wording"]
    assert rules(changed(KNOWLEDGE, points=(bare, *KNOWLEDGE.points[1:]))) == []
    extra = replace(bare, weight=0)
    assert rules(changed(KNOWLEDGE, points=(extra, *KNOWLEDGE.points[1:])), strict=True) == []


def test_three_mistakes_are_too_many() -> None:
    assert rules(changed(KNOWLEDGE, mistakes=("One.", "Two.", "Three."))) == ["too-many"]


def test_a_story_says_that_it_is_invented() -> None:
    assert STORY.answer is not None
    plain = STORY.answer.replace("*An invented example; tell your own.* ", "")
    assert rules(changed(STORY, answer=plain)) == ["not-marked"]


@pytest.mark.parametrize(
    ("wrong", "broken"),
    [
        (options("Two wait"), ["option-count", "no-wrong-option"]),
        (options("Two wait", "Two wait"), ["same-option"]),
        ((Option("Two wait", correct=True, why="so"), *options("x", "Two fail")[1:]), ["why-right"]),
        ((Option("Two wait", correct=True), Option("Two fail", correct=False)), ["why-missing"]),
        (options("x", "Two wait", "Two fail")[1:], ["no-right-option"]),
    ],
)
def test_options_offer_a_choice_and_explain_themselves(wrong: tuple[Option, ...], broken: list[str]) -> None:
    assert rules(changed(CHOICE, options=wrong)) == broken
