"""What counts as a question, and as a copy."""

from __future__ import annotations

import pytest

from content.judge import is_question, nearly_equals_one_of

ANSWER = (
    "Consumers of one group divide the partitions between them, so each partition is read by exactly one of "
    "them at a time and the order inside a partition is kept."
)


@pytest.mark.parametrize(
    "text",
    [
        "what is a partition?",
        "how does that work with two groups",
        "Can someone explain what the offset is for?",
        "anyone got a link?",
        "hey, is this about kafka or pulsar?",
        "Hmm. What do you mean by group?",
    ],
)
def test_it_asks(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        ANSWER,
        "each partition has one reader in the group, right?",
        "Why do they share? Because the partition count limits how many can read, the rest of them sit idle.",
        "what limits it is the partition count",
        "",
        "idk",
    ],
)
def test_it_does_not_ask(text: str) -> None:
    assert not is_question(text)


def test_a_copy_is_known_in_any_dress() -> None:
    assert nearly_equals_one_of(ANSWER, [ANSWER.upper()])
    assert nearly_equals_one_of(ANSWER, ["* " + ANSWER.replace("exactly one", "just one").replace(", so", ";")])
    assert nearly_equals_one_of(ANSWER, [ANSWER.replace("e", "\u200be").replace("a", "\u0430")])
    first, second = ANSWER.split(", so ")
    assert nearly_equals_one_of(ANSWER, [f"{second} {first}."])


def test_another_answer_is_no_copy() -> None:
    other = (
        "Every partition belongs to one member of the group, and members beyond the number of partitions get "
        "nothing to read until somebody leaves."
    )
    assert not nearly_equals_one_of(ANSWER, [other])
    assert not nearly_equals_one_of(ANSWER, [ANSWER + " " + other])
    assert not nearly_equals_one_of(ANSWER, [""])
