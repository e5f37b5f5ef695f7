"""What was read, as plain data: a record for a line of JSON, a row for a table, a sentence for a person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from content.model import Kind, Question
from content.readers.reading import Reading

COLUMNS = ("line", "level", "kind", "answer", "topic", "question")
"""The head of the table `as_row` writes rows of."""
_WIDEST = (6, 6, 10, 8, 14)  # characters of a cell; the question takes what is left


def as_record(question: Question) -> dict[str, object]:
    """Write a question as a JSON object; what it does not have is null or empty.

    `options` are texts in their order, `correct` those of them that are right, `source` is file:line.
    """
    return {
        "id": question.id,
        "topic": question.topics[0] if question.topics else question.bank,
        "question": question.prompt,
        "answer": _told(question),
        "kind": question.kind.value,
        "level": question.level.value,
        "options": [option.text for option in question.options],
        "correct": [option.text for option in question.options if option.correct],
        "tags": list(question.topics),
        "hint": question.hint or None,
        "follow_ups": list(question.follow_ups),
        "source": str(question.source) if question.source else None,
    }


def _told(question: Question) -> str | None:
    """Say the answer; of a question to the interviewer all of its coaching."""
    if question.kind is not Kind.REVERSE:
        return question.answer
    parts = [question.answer or ""]
    parts += [_listed("Listen for", question.listen_for), _listed("Red flags", question.red_flags)]
    return "\n\n".join(filter(None, parts)) or None


def _listed(name: str, items: Sequence[str]) -> str:
    return f"{name}:\n\n" + "\n".join(f"- {item}" for item in items) if items else ""


def as_row(question: Question) -> tuple[str, ...]:
    """Write a question as a row under `COLUMNS`; its prompt is one line."""
    answered = "yes" if _told(question) else "no"
    if question.options:
        right = len(question.correct_options)
        answered = f"{right} of {len(question.options)}" if right else "no"
    return (
        str(question.source.line if question.source else ""),
        question.level.value,
        question.kind.value,
        answered,
        question.topics[0] if question.topics else question.bank,
        " ".join(question.prompt.split()),
    )


def table(questions: Sequence[Question], width: int | None) -> list[str]:
    """Write questions as lines of a table below the name of their file, cut to so many characters; None: whole."""
    rows = [as_row(question) for question in questions]
    widths = [min(most, max(len(row[i]) for row in (COLUMNS, *rows))) for i, most in enumerate(_WIDEST)]
    lines: list[str] = []
    for path, asked in groupby(questions, key=lambda question: question.source.path if question.source else ""):
        lines += ["", path] if lines else [path]
        lines += [_line(row, widths, width) for row in (COLUMNS, *map(as_row, asked))]
    return lines


def _line(row: Sequence[str], widths: Sequence[int], width: int | None) -> str:
    number, *cells = (_cut(cell, most) for cell, most in zip(row, widths, strict=False))
    said = "  ".join((f"{number:>{widths[0]}}", *(f"{c:<{most}}" for c, most in zip(cells, widths[1:], strict=True))))
    return f"{said}  {row[-1] if width is None else _cut(row[-1], max(width - len(said) - 2, 20))}"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def summary(reading: Reading) -> str:
    """Say in one line how much was read and how much was left out."""
    count = len(reading.questions)
    unanswered = sum(_told(question) is None for question in reading.questions)
    choices = sum(bool(question.options) for question in reading.questions)
    said = [f"Read {count} question{'' if count == 1 else 's'}"]
    if choices:
        said.append(f"{choices} of them with options")
    if unanswered:
        said.append(f"{unanswered} without an answer")
    left = len(reading.left_out)
    noun = "place" if left == 1 else "places"
    return ", ".join(said) + (f"; left out something in {left} {noun}." if left else "; left nothing out.")
