"""The seed, where it is at hand: it must read right."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.model import Kind, Question
from content.readers import Reading, read

SEED = Path(__file__).parents[4] / "shared" / "seed" / "seed-questions.md"
pytestmark = pytest.mark.skipif(not SEED.is_file(), reason="needs ../shared/seed")


@pytest.fixture(scope="module")
def seed() -> Reading:
    return read(SEED)


def named(seed: Reading, words: str) -> Question:
    (found,) = [q for q in seed.questions if words in q.prompt]
    return found


def projects(seed: Reading) -> list[Question]:
    return [q for q in seed.questions if q.prompt.startswith("Walk me through")]


def test_it_holds_questions_projects_and_questions_to_ask(seed: Reading) -> None:
    to_ask = [q for q in seed.questions if q.kind is Kind.REVERSE]
    assert len(projects(seed)) == 5
    assert len(to_ask) == 10
    assert 61 <= len(seed.questions) - 15 <= 67
    assert all(q.answer for q in seed.questions)


def test_its_broken_letters_are_mended(seed: Reading) -> None:
    assert "don’t have to declare" in (named(seed, "What is python").answer or "")
    assert "──" in (projects(seed)[0].answer or "")


def test_tips_are_never_asked(seed: Reading) -> None:
    prompts = " ".join(q.prompt for q in seed.questions)
    assert "How to Present" not in prompts
    assert "Pro Tips" not in prompts
    assert any("How to Present" in out.why for out in seed.left_out)


def test_an_underlined_line_is_never_a_question(seed: Reading) -> None:
    prompts = {q.prompt for q in seed.questions}
    assert not prompts & {"Why is Spark popular?", "What can you run on Cloud Run?", "Examples:", "Examples"}


def test_both_halves_of_an_answer_stay_one(seed: Reading) -> None:
    answer = named(seed, "difference between DDL").answer or ""
    assert "TRUNCATE" in answer
    assert "DELETE" in answer


def test_what_stands_after_an_arrow_is_told_and_not_asked(seed: Reading) -> None:
    store = named(seed, "what Cloud Storage does")
    assert "S3" not in store.prompt
    assert (store.answer or "").startswith("**Amazon S3**")
    assert not any("→" in q.prompt for q in seed.questions)


def test_a_lost_subject_is_given_back(seed: Reading) -> None:
    assert named(seed, "Kafka work").prompt == "How does Apache Kafka work?"
    assert named(seed, "What is Dataproc").prompt == "What is Dataproc?"


def test_asked_on_the_other_side_it_is_the_question_of_that_side(seed: Reading) -> None:
    assert named(seed, "What is BigQuery").topics[0] == "gcp"
    assert named(seed, "what BigQuery does?").prompt == "What on AWS does what BigQuery does?"
    assert named(seed, "what BigQuery does?").topics[0] == "aws"


def test_questions_on_experience_are_not_tagged_with_the_heading_above_them(seed: Reading) -> None:
    for words in ("on-premise servers in Spark", "enterprise databases", "serverless functions", "orchestration tools"):
        asked = named(seed, words)
        assert asked.kind is Kind.BEHAVIORAL
        assert "aws" not in asked.topics


def test_code_is_never_a_heading(seed: Reading) -> None:
    governance = next(q for q in projects(seed) if "Governance" in q.prompt)
    assert "# GitHub Actions workflow" in (governance.answer or "")
    assert "CI/CD Integration" in (governance.answer or "")
    assert not any("GitHub Actions" in q.prompt for q in seed.questions)


def test_a_question_to_ask_says_why_what_to_hear_and_what_to_fear(seed: Reading) -> None:
    asked = named(seed, "Why is this position open")
    assert asked.answer
    assert len(asked.listen_for) >= 3
    assert len(asked.red_flags) == 1
