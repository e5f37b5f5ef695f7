"""No two questions are the same, in any bank."""

from __future__ import annotations

import pytest

from content.check.twins import twins
from content.model import Kind, Question
from content.readers.native.bank import read_bank
from tests.content.check.examples import ASK, CHOICE, KNOWLEDGE, STORY, changed, options
from tests.content.generated import bank as generated


def found(*questions: Question) -> list[tuple[str, str]]:
    return [(question.id, what) for question, what in twins(questions)]


def other(prompt: str, **fields: object) -> Question:
    empty: dict[str, object] = {"id": "other", "prompt": prompt, "answer": None, "points": (), "options": ()}
    return changed(KNOWLEDGE, **empty | fields)


@pytest.mark.parametrize(
    "prompt",
    [
        KNOWLEDGE.prompt,
        "How do Kafka's consumer groups share a topic's work?",
        "How is the work of a Kafka topic shared by consumers in groups?",
    ],
)
def test_a_question_asked_again_in_nearly_the_same_words_is_found(prompt: str) -> None:
    ((id_, what),) = found(KNOWLEDGE, CHOICE, STORY, ASK, other(prompt))
    assert id_ == "other"
    assert what == "twin: asks nearly the same as `kafka-consumer-groups` at kafka.md:5"


IN_OTHER_WORDS = (
    "Members with one group id share a topic by partitions. A partition has exactly one consumer of the group as its "
    "reader, so order is kept, and with more consumers than partitions some sit idle. If one dies, its partitions go "
    "to the others in a rebalance, which go on from the committed offsets. A second group reads everything again."
)
ON_SOMETHING_ELSE = (
    "The group coordinator is a broker. Members send it heartbeats; the leader among them computes the assignment by "
    "a strategy such as range or sticky, and hands it back. A static membership id spares a restart that dance."
)


def test_prompts_alike_are_one_question_if_their_answers_are_about_the_same() -> None:
    prompt = "How is the work of a Kafka topic assigned in consumer groups?"
    assert [id_ for id_, _ in found(KNOWLEDGE, CHOICE, other(prompt, answer=IN_OTHER_WORDS))] == ["other"]
    assert found(KNOWLEDGE, CHOICE, other(prompt, answer=ON_SOMETHING_ELSE)) == []
    assert [id_ for id_, _ in found(KNOWLEDGE, CHOICE, other(KNOWLEDGE.prompt, answer=ON_SOMETHING_ELSE))] == ["other"]


def test_a_question_asked_differently_with_nearly_the_same_answer_is_found() -> None:
    again = other("Explain parallel reading.", answer=KNOWLEDGE.answer, points=KNOWLEDGE.points[:4])
    ((id_, what),) = found(CHOICE, STORY, ASK, KNOWLEDGE, again)
    assert (id_, what.split(" at ")[0]) == ("other", "twin: says nearly the same as `kafka-consumer-groups`")


def test_questions_on_one_subject_are_not_the_same() -> None:
    assert found(KNOWLEDGE, CHOICE, STORY, ASK, other("How would you find the lag of a Kafka consumer group?")) == []


def test_the_same_words_about_other_code_or_options_are_another_question() -> None:
    first = other("What is printed?\n\n```python\nprint([1] * 3)\n```", id="one")
    second = other("What is printed?\n\n```python\nd = dict(a=None); d.pop('a', 5)\n```", id="two")
    assert found(first, second) == []
    true = options("Snapshots expire", "Files are locked")
    false = options("Brokers elect leaders", "Offsets are random")
    which = other("Which statement is true?", kind=Kind.CHOICE)
    assert found(changed(which, id="one", options=true), changed(which, id="two", options=false)) == []


def test_every_pair_of_three_twins_is_named_with_its_earlier_one() -> None:
    same = [other("What is a broadcast join?", id=id_) for id_ in ("one", "two", "three")]
    assert [(id_, what.split("`")[1]) for id_, what in found(*same)] == [
        ("two", "one"), ("three", "one"), ("three", "two"),
    ]  # fmt: skip


def test_a_common_prompt_is_still_found_among_many() -> None:
    bank, _ = read_bank(generated("many", 300), "many.md")
    assert bank is not None
    again = changed(bank.questions[7], id="again")
    assert [what.split("`")[1] for _, what in found(*bank.questions, again)] == ["many-7"]


def test_a_question_known_already_is_the_earlier_one_and_is_not_reported_itself() -> None:
    again = other(KNOWLEDGE.prompt)
    assert [(q.id, what.split("`")[1]) for q, what in twins([again], [KNOWLEDGE, other("What is lag?", id="lag")])] == [
        ("other", "kafka-consumer-groups")
    ]
    assert list(twins([STORY], [KNOWLEDGE, again])) == []
