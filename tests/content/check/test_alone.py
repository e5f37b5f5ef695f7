"""A prompt is read alone in a channel, a claim alone in a verdict: each says what it is about."""

from __future__ import annotations

import pytest

from tests.content.check.examples import CHOICE, KNOWLEDGE, STORY, changed, points, rules


@pytest.mark.parametrize(
    "prompt",
    [
        "How does it work?",
        "What are its main advantages?",
        "Why is this important?",
        "And when would you use them?",
        "What is the price of that?",
        "What makes it fast?",
    ],
)
def test_a_prompt_that_lost_its_subject_is_found(prompt: str) -> None:
    assert rules(changed(KNOWLEDGE, prompt=prompt)) == ["not-alone"]


@pytest.mark.parametrize(
    "prompt",
    [
        "What is Spark, and what makes it fast?",
        "How does Kafka work?",
        "Is it true that Kafka keeps all messages in order?",
        "How long does it take a new replica to catch up?",
        "What does this print?\n\n```python\nprint(1)\n```",
        "What is idempotence?",
        "These days most platforms run on object storage. Why?",
    ],
)
def test_a_prompt_with_a_subject_may_have_pronouns(prompt: str) -> None:
    assert rules(changed(KNOWLEDGE, prompt=prompt)) == []


@pytest.mark.parametrize(
    ("prompt", "broken"),
    [
        ("1. What is Kafka?", ["numbered"]),
        ("12) What is Kafka?", ["numbered"]),
        ("Q3: What is Kafka?", ["numbered"]),
        ("3 brokers hold a topic. How many may fail?", []),
        ("3.9 million rows arrive in Kafka. What now?", []),
        ("Quorum or majority: what does Kafka ask for?", []),
    ],
)
def test_a_prompt_that_counts_itself_is_found(prompt: str, broken: list[str]) -> None:
    assert rules(changed(KNOWLEDGE, prompt=prompt)) == broken


def test_the_options_of_a_choice_are_these() -> None:
    assert rules(changed(CHOICE, prompt="Which of these is faster?")) == []
    assert rules(changed(CHOICE, prompt="Is it fast?")) == ["not-alone"]


def test_a_story_is_asked_for_alone_as_well() -> None:
    assert rules(changed(STORY, prompt="And how did you handle it?")) == ["not-alone"]


@pytest.mark.parametrize(
    ("claim", "broken"),
    [
        ("It reads each partition exactly once", ["no-subject"]),
        ("They wait as spares", ["no-subject"]),
        ("This makes retries safe", ["no-subject"]),
        ("IT departments wait as spares", []),
        ("Items wait as spares", []),
        ("Both brokers keep a copy", []),
        ("The leader appends. Followers copy it", ["two-claims"]),
        ("Take a stable id, e.g. Kafka's offset", []),
        ("Parquet, ORC, etc. All are columnar", []),
        ("Version 4.1 Kafka has share groups", []),
    ],
)
def test_a_claim_names_its_subject_and_is_one(claim: str, broken: list[str]) -> None:
    claims = points(claim, "Offsets belong to a group", "Rebalances move partitions")
    assert rules(changed(KNOWLEDGE, points=claims)) == broken
