"""Markdown that would not show as it was meant, dead references, figures without a source, telling options."""

from __future__ import annotations

import pytest

from content.check import check
from content.model import Bank
from content.readers.native.bank import read_bank
from tests.content.check.examples import CHOICE, KNOWLEDGE, STORY, changed, faults, lenient_judge, options, rules


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("What is `this?", "left-over"),
        ("What is **this?", "left-over"),
        ("What is [this](that?", "left-over"),
        ("What is [this]()?", "empty-link"),
        ("What is [](https://example.org)?", "empty-link"),
        ("What is [this](other.md)?", "dead-link"),
        ("What is [this](#that)?", "dead-link"),
        ("What is [this](https://)?", "dead-link"),
        ("What is ![this](image.png)?", "dead-link"),
        ("What is <b>this</b>?", "html"),
        ("What?\n\n<div>\nthis\n</div>", "html"),
        ("What?\n\n```python\nthis", "open-fence"),
        ("What? See `kafka-gone`.", "dead-id"),
        ("What? See above.", "dead-reference"),
        ("What is the difference to the previous question?", "dead-reference"),
        ("What, in the terms of question 3?", "dead-reference"),
    ],
)
@pytest.mark.parametrize("part", ["hint", "mistakes"])
def test_broken_markdown_and_dead_references_are_found(text: str, rule: str, part: str) -> None:
    value = text if part == "hint" else (text,)
    assert set(rules(changed(KNOWLEDGE, **{part: value}))) == {rule}


@pytest.mark.parametrize(
    "text",
    [
        "What is `List<String>` and `**kwargs`?",
        "What is *this*, and **that**, and 2 * 3?",
        "What is [this](https://example.org/#top)? Or <https://example.org>?",
        "What?\n\n```html\n<b>\n```",
        "What?\n\n> ```\n> x\n> ```",
        "What? See `kafka-idle-consumers`, or `kafka-console-consumer`.",
        "What lies above the limit, and who asks the next question?",
        "What?\n\n```sql\n-- as above\n```",
    ],
)
def test_sound_markdown_is_left_alone(text: str) -> None:
    assert faults(changed(KNOWLEDGE, hint=text), CHOICE) == []


def test_an_answer_may_point_at_its_own_code_but_not_at_another_question() -> None:
    code = "\n\n```sql\nSELECT 1\n```"
    assert rules(changed(KNOWLEDGE, answer=f"{KNOWLEDGE.answer} As shown below, it is short.{code}")) == []
    assert rules(changed(KNOWLEDGE, answer=f"{KNOWLEDGE.answer} It is as in question 46.{code}")) == ["dead-reference"]


def test_a_former_id_may_be_referred_to() -> None:
    assert faults(changed(KNOWLEDGE, hint="See `old-id`."), changed(CHOICE, formerly=("old-id",))) == []


@pytest.mark.parametrize(
    "figure",
    ["It costs $5.", "Up to 2 TiB fit.", "The limit is 15 minutes.", "Kept 7 days by default.", "A 64 MB block."],
)
def test_a_figure_needs_a_source_in_our_own_banks(figure: str) -> None:
    answer = f"{KNOWLEDGE.answer} {figure}"
    bare = changed(KNOWLEDGE, answer=answer, cited=())
    assert rules(bare, strict=True) == ["no-source"]
    assert rules(bare) == []
    assert rules(changed(bare, cited=("the manual (2026-11-20)",)), strict=True) == []


@pytest.mark.parametrize("source", ["https://example.org/limits", "https://example.org (last week)", "2026-11-20"])
def test_a_source_of_ours_says_when_it_was_read(source: str) -> None:
    assert rules(changed(KNOWLEDGE, cited=(source,)), strict=True) == ["no-date"]
    assert rules(changed(KNOWLEDGE, cited=(source,))) == []


def test_other_numbers_and_invented_stories_need_none() -> None:
    answer = f"{KNOWLEDGE.answer} With 12 partitions and a pause of 15 minutes."
    assert rules(changed(KNOWLEDGE, answer=answer, cited=()), strict=True) == []
    assert rules(changed(STORY, answer=f"{STORY.answer} It cost $5."), strict=True) == []


def test_a_figure_given_by_the_prompt_needs_none() -> None:
    asked = changed(KNOWLEDGE, prompt="How do you read a file of 40 GB?", cited=())
    assert rules(changed(asked, answer=f"{KNOWLEDGE.answer} 40 GB do not fit."), strict=True) == []
    assert rules(changed(asked, answer=f"{KNOWLEDGE.answer} 50 GB do not fit."), strict=True) == ["no-source"]


def test_our_own_banks_say_what_they_are_about() -> None:
    bank = Bank("kafka", "Kafka", "", (KNOWLEDGE,))
    assert [str(fault) for fault in check([bank], judge=lenient_judge, strict=True)] == [
        "kafka.md:1: no-about: no paragraph below the title says what the bank is about"
    ]
    assert check([bank], judge=lenient_judge) == ()


def test_a_file_is_named_like_the_topic_it_becomes() -> None:
    def found(name: str) -> list[str]:
        return [fault.what for fault in check([Bank(name, "Kafka", "", (KNOWLEDGE,))], judge=lenient_judge)]

    assert found("apache-kafka") == []
    assert found("Apache Kafka") == ["file-name: 'Apache Kafka' becomes a topic: lower-case words joined by hyphens"]


def test_a_right_option_much_longer_than_the_others_is_found() -> None:
    long = "Two consumers get no partition, and they wait as spares until another one fails"
    assert rules(changed(CHOICE, options=options(long, "They share", "They are refused"))) == ["long-right"]
    assert rules(changed(CHOICE, options=options("Two wait", "All wait", "None"))) == []


@pytest.mark.parametrize(
    ("longest_is_right", "of", "found"), [(6, 8, ["6 of 8"]), (8, 8, ["8 of 8"]), (4, 8, []), (3, 3, [])]
)
def test_a_bank_whose_longest_option_is_nearly_always_right_is_found(
    longest_is_right: int, of: int, found: list[str]
) -> None:
    telling = changed(CHOICE, options=options("Two consumers wait", "All fail"))
    fair = changed(CHOICE, options=options("Two consumers wait", "All eight of them get a share"))
    bank = (telling,) * longest_is_right + (fair,) * (of - longest_is_right)
    habits = [fault for fault in faults(*bank) if fault.startswith("kafka.md:1: always-longest: ")]
    assert [habit.split()[3:6] for habit in habits] == [words.split() for words in found]


def test_two_questions_of_one_id_are_found_in_any_banks() -> None:
    one, _ = read_bank("# One\n\n## What is A?\n\n`a` · mid\n", "one.md")
    two, _ = read_bank("# Two\n\n## How does B work?\n\n`a` · mid\n", "two.md")
    assert one is not None
    assert two is not None
    found = [str(fault) for fault in check([one, two], judge=lenient_judge) if "missing-part" not in fault.what]
    assert found == ["two.md:3: same-id: the id `a` is taken by the question at one.md:3"]
