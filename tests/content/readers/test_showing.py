"""What was read, as records, rows and a sentence."""

from __future__ import annotations

import json
from pathlib import Path

from content.readers import read
from content.readers.showing import COLUMNS, as_record, as_row, summary, table

SHAPES = Path(__file__).parent / "shapes"


def test_a_record_carries_everything_and_is_json() -> None:
    (first, second) = read(SHAPES / "multiple.yml").questions
    record = json.loads(json.dumps(as_record(first)))
    assert record == {
        "id": "multiple-what-is-the-deepest-trench",
        "topic": "multiple",
        "question": "What is the deepest trench?",
        "answer": "Mariana",
        "kind": "choice",
        "level": "mid",
        "options": ["Java", "Mariana", "Tonga"],
        "correct": ["Mariana"],
        "tags": ["multiple"],
        "hint": None,
        "follow_ups": [],
        "source": f"{SHAPES / 'multiple.yml'}:4",
    }
    assert as_record(second)["correct"] == ["False"]


def test_no_answer_is_null() -> None:
    records = [as_record(question) for question in read(SHAPES / "stubs.md").questions]
    assert [record["answer"] is None for record in records] == [False, True, False]


def test_the_answer_of_a_question_to_ask_is_its_coaching() -> None:
    record = as_record(read(SHAPES / "coaching.md").questions[3])
    assert record["kind"] == "reverse"
    assert record["answer"] == (
        "Growth and turnover look alike from outside.\n\n"
        "Listen for:\n\n- A plain reason\n- A name\n- They tell it unasked.\n\n"
        "Red flags:\n\n- A long silence."
    )


def test_a_row_has_a_cell_for_every_column_and_no_line_end() -> None:
    for name in ("task-list-quiz.md", "bold-questions.md", "reverse.md"):
        for question in read(SHAPES / name).questions:
            row = as_row(question)
            assert len(row) == len(COLUMNS)
            assert not any("\n" in cell for cell in row)
    answers = [as_row(question)[COLUMNS.index("answer")] for question in read(SHAPES / "task-list-quiz.md").questions]
    assert answers == ["1 of 3", "2 of 4", "1 of 3"]


def test_a_table_names_each_file_once_and_cuts_only_to_a_width() -> None:
    questions = (*read(SHAPES / "setext.md").questions, *read(SHAPES / "h3-plain.md").questions)
    whole = table(questions, None)
    assert [line for line in whole if line.endswith(".md")] == [str(SHAPES / "setext.md"), str(SHAPES / "h3-plain.md")]
    prompts = [" ".join(question.prompt.split()) for question in questions]
    assert [prompt for prompt in prompts if any(line.endswith(f"  {prompt}") for line in whole)] == prompts
    assert all(len(line) <= 80 for line in table(questions, 80) if not line.endswith(".md"))


def test_the_summary_counts() -> None:
    assert (
        summary(read(SHAPES / "stubs.md")) == "Read 3 questions, 1 without an answer; left out something in 3 places."
    )
    assert summary(read(SHAPES / "setext.md")) == "Read 3 questions; left nothing out."
    assert summary(read(SHAPES / "options.csv")) == "Read 2 questions, 2 of them with options; left nothing out."
    assert summary(read(SHAPES / "ragged.csv")) == "Read 0 questions; left out something in 1 place."
