"""Banks as their authors wrote them, where they are at hand: counts a careful person makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.model import Kind, Level
from content.readers import Reading, read
from content.readers.native.bank import read_bank
from content.readers.native.importing import write_native

BANKS = Path(__file__).parents[4] / "shared" / "banks"
pytestmark = pytest.mark.skipif(not BANKS.is_dir(), reason="needs ../shared/banks")

# folder: questions, of them without an answer, options
COUNTS = {
    "reactjs": (416, 1, 0),
    "javascript-output": (155, 0, 609),
    "data-science-theory": (166, 14, 0),
    "sysadmin-details": (271, 48, 0),
    "trivia-json": (214, 0, 0),
    "trivia-yaml": (4, 0, 12),
    "one-question-a-file": (103, 0, 0),
}


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {name: read(BANKS / name) for name in COUNTS}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_every_question_is_read_once_and_those_without_an_answer_say_so(
    name: str, readings: dict[str, Reading]
) -> None:
    asked = readings[name].questions
    unanswered = sum(q.answer is None for q in asked)
    assert (len(asked), unanswered, sum(len(q.options) for q in asked)) == COUNTS[name]
    assert len({q.id for q in asked}) == len(asked)


def test_every_choice_has_one_right_option(readings: dict[str, Reading]) -> None:
    for question in (*readings["javascript-output"].questions, *readings["trivia-yaml"].questions):
        assert question.kind is Kind.CHOICE
        assert len(question.correct_options) == 1, question.source


def test_each_question_stands_where_its_source_says(readings: dict[str, Reading]) -> None:
    for name in ("reactjs", "javascript-output", "data-science-theory"):
        for question in readings[name].questions:
            assert question.source is not None
            line = Path(question.source.path).read_text(encoding="utf-8").splitlines()[question.source.line - 1]
            word = max(question.prompt.split("\n")[0].split(), key=len)
            assert word.strip("`*\"'()?.,") in line, (question.source, line)


def test_navigation_is_nowhere(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        for question in reading.questions:
            shown = f"{question.prompt}\n{question.answer or ''}".lower()
            assert "back to top" not in shown, question.source
            assert "to be completed" not in shown, question.source
            assert "answer here" not in shown, question.source
            assert "<summary" not in shown.replace("`<summary", ""), question.source


def test_levels_are_those_the_authors_mark(readings: dict[str, Reading]) -> None:
    theory = [q.level for q in readings["data-science-theory"].questions]
    assert theory.count(Level.JUNIOR) == 40
    assert theory.count(Level.SENIOR) == 12
    by_level = {q.level for q in readings["sysadmin-details"].questions}
    assert by_level == set(Level)


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_an_import_is_read_back_whole_and_without_a_fault(
    name: str, readings: dict[str, Reading], tmp_path: Path
) -> None:
    asked = readings[name].questions
    written = write_native(asked, "imported", tmp_path)
    bank, faults = read_bank(written.path.read_text(encoding="utf-8"), written.path)
    assert bank is not None
    assert faults == ()
    assert [(q.kind, q.level, len(q.options), q.correct_options) for q in bank.questions] == [
        (q.kind, q.level, len(q.options), q.correct_options) for q in asked
    ]
    assert [q.answer is None for q in bank.questions] == [q.answer is None for q in asked]
