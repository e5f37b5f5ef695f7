"""Choice questions: every right option and no other."""

from __future__ import annotations

import time

import pytest

from content.judge import is_choice, judge, judge_choice, options_meant
from content.model import Kind, Option, Question

ONE = Question(
    id="idle",
    bank="kafka",
    prompt="Six partitions, eight consumers in a group. What happens?",
    kind=Kind.CHOICE,
    options=(
        Option("All eight get a share", correct=False, why="a partition has one owner"),
        Option("Two consumers wait as spares", correct=True),
        Option("Two consumers share a partition", correct=False, why="inside a group it has one owner"),
        Option("The surplus consumers are refused", correct=False, why="they join normally"),
    ),
)
TWO = Question(
    id="ddl",
    bank="sql",
    prompt="Which belong to DDL?",
    kind=Kind.CHOICE,
    options=(
        Option("CREATE", correct=True),
        Option("INSERT", correct=False),
        Option("SELECT", correct=False),
        Option("ALTER", correct=True),
    ),
)


def test_all_and_only_the_right_ones_must_be_chosen() -> None:
    assert judge_choice(ONE, frozenset({1})).score == 100
    assert judge_choice(ONE, frozenset({0})).score == 0
    assert judge_choice(TWO, frozenset({0, 3})).score == 100
    assert judge_choice(TWO, frozenset({0})).score == 0
    assert judge_choice(TWO, frozenset({0, 1, 3})).score == 0
    assert judge_choice(TWO, frozenset()).score == 0


def test_a_verdict_names_the_wrong_option_and_never_the_one_left_out() -> None:
    verdict = judge_choice(TWO, frozenset({0, 1}))
    assert [(note.kind, note.point) for note in verdict.notes] == [
        ("wrong_option", 1),
        ("option_left_out", None),
    ]
    assert [note.kind for note in judge_choice(ONE, frozenset({0})).notes] == ["wrong_option"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("b", {1}),
        ("B)", {1}),
        ("2", {1}),
        ("answer: B", {1}),
        ("the answer is (b).", {1}),
        ("b) two consumers wait", {1}),
        ("Two consumers wait as spares", {1}),
        ("i think two consumers wait as spares", {1}),
        ("two consumer waits as a spare", {1}),
        ("A and C", {0, 2}),
        ("a, c", {0, 2}),
        ("1 3", {0, 2}),
        ("B & D", {1, 3}),
        ("BD", {1, 3}),
        ("- a\n- c", {0, 2}),
        ("both B and D", {1, 3}),
        ("B and D are both right", {1, 3}),
        ("the second", {1}),
        ("the 2nd option", {1}),
        ("first and third", {0, 2}),
        ("the first and the last", {0, 3}),
        ("option two", {1}),
        ("all of them", {0, 1, 2, 3}),
        ("I'd go with b", {1}),
        ("it's b because the group hands out whole partitions", {1}),
        ("B - they wait", {1}),
        ("A partition is the smallest unit", set()),
        ("a consumer waits", set()),
        ("A is wrong, B is right", set()),
        ("so I think that a group is cool", set()),
        ("z", set()),
        ("9", set()),
        ("no idea", set()),
        ("I would say it depends", set()),
    ],
)
def test_a_typed_choice_is_understood(said: str, meant: set[int]) -> None:
    assert options_meant(ONE.options, said) == meant


def test_an_option_that_is_a_number_is_meant_by_it_and_a_letter_is_a_letter() -> None:
    numbers = tuple(Option(text, correct=text == "4") for text in ("2", "4", "8"))
    assert options_meant(numbers, "2") == {0}
    assert options_meant(numbers, "B") == {1}
    languages = tuple(Option(text, correct=text == "C") for text in ("C", "Java", "B"))
    assert [options_meant(languages, letter) for letter in ("A", "B", "C", "A, C")] == [{0}, {1}, {2}, {0, 2}]


def test_a_long_text_of_marks_takes_no_time() -> None:
    for text in ("a " * 3000 + "zzz", "the answer " * 500 + "zz", "i think " * 700 + "x y z"):
        taken = -time.perf_counter()
        options_meant(ONE.options, text)
        assert taken + time.perf_counter() < 2


def test_several_options_by_their_words() -> None:
    assert judge(TWO, "create and alter").score == 100
    assert judge(TWO, "ALTER, CREATE, INSERT").score == 0


def test_text_that_names_no_option_says_so() -> None:
    verdict = judge(ONE, "it depends")
    assert verdict.score == 0
    assert [note.kind for note in verdict.notes] == ["no_option"]


@pytest.mark.parametrize(
    "text",
    ["B", "b)", "I think C.", "A, D", "B because one has to wait", "two consumers wait as spares", "it's: the INSERT!"],
)
def test_a_message_that_is_nothing_but_a_choice_is_known(text: str) -> None:
    assert is_choice(ONE.options if "INSERT" not in text else TWO.options, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "First!",
        "all of them",
        "bad",
        "B?",
        "is it A or C?",
        "A good one",
        "+1",
        "E",
        "I",
        "Z",
        "nice SELECT there",
        "lol",
    ],
)
def test_talk_that_only_looks_like_a_choice_is_none(text: str) -> None:
    assert not is_choice(ONE.options, text)
    assert not is_choice(TWO.options, text)
