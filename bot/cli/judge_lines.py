"""A question with a submission as one line of JSON, and its verdict as another: what `hotseat judge` reads and writes.

docs/judging.md says which fields there are; others are not looked at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any, TypeAlias

from bot.practice.notes import note_sentence
from bot.practice.sentences import text
from content.judge import Engine, Verdict, judge, options_meant
from content.model import KeyPoint, Kind, Option, Question

LONGEST_LINE = 1_000_000
"""Bytes."""
LONGEST_TEXT = 20_000
"""Characters of a question, a model answer or a part of them; of a submission the judge reads its own share."""
MOST = 100
"""Entries of a list, and what a key point may weigh."""
_LISTED = re.compile(r"(?<!\S)(?:- )?\(?([A-Z]|\d{1,2})[.):]\s+(?=\S)")

Record: TypeAlias = Mapping[str, Any]


class LineError(Exception):
    """A line that cannot be judged; its text says what is wrong with it."""


def judged_line(line: bytes, engine: Engine) -> str:
    """Judge the submission on a line, and write its verdict as one.

    Raises:
        LineError: the line holds no submission that can be judged.
    """
    record = _record(line)
    question = _question(record)
    submission = _text(record, "submission", LONGEST_LINE)
    return json.dumps(_written(question, submission, judge(question, submission, engine)), ensure_ascii=False)


def _written(question: Question, submission: str, verdict: Verdict) -> dict[str, object]:
    covered, missed = list(verdict.covered), list(verdict.missed)
    if question.kind is Kind.CHOICE:  # its points are the right options
        chosen = options_meant(question.options, submission)
        covered, missed = sorted(question.correct_options & chosen), sorted(question.correct_options - chosen)
    return {
        "score": verdict.score,
        "covered": covered,
        "missed": missed,
        "notes": [text(note_sentence(note, question)) for note in verdict.notes],
        "confidence": verdict.confidence,
        "engine": verdict.engine,
    }


# --- the question ---------------------------------------------------------------------------------------------------


def _record(line: bytes) -> Record:
    if len(line) > LONGEST_LINE:
        raise LineError(f"longer than {LONGEST_LINE:,} bytes")
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise LineError("not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise LineError(f"no JSON: {error}" if line.strip() else "empty") from None
    if not isinstance(record, dict):
        raise LineError("no JSON object")
    return record


def _question(record: Record) -> Question:
    kind, prompt = _kind(record), _text(record, "question")
    answer = _text(record, "model_answer", needed=False)
    points = tuple(_point(value, f"key_points[{i}]") for i, value in enumerate(_list(record, "key_points")))
    listen_for = _texts(record, "listen_for")
    if kind is Kind.REVERSE and not listen_for:
        listen_for, points = tuple(point.claim for point in points), ()
    if kind in {Kind.KNOWLEDGE, Kind.REVERSE} and not (answer or points or listen_for):
        raise LineError('no "key_points", and no "model_answer" to read them from')
    return Question(
        id="",
        bank="",
        prompt=prompt,
        kind=kind,
        answer=answer or None,
        points=points,
        options=_options(record, prompt, answer) if kind is Kind.CHOICE else (),
        listen_for=listen_for,
        red_flags=_texts(record, "red_flags"),
    )


def _kind(record: Record) -> Kind:
    kind = record.get("kind")
    if kind is None:
        return Kind.KNOWLEDGE
    if kind not in list(Kind):
        raise LineError(f'"kind" must be one of {", ".join(Kind)}')
    return Kind(kind)


def _point(value: object, where: str) -> KeyPoint:
    if not isinstance(value, dict):
        claim = _checked(value, where)
        return KeyPoint(cue=claim, claim=claim)
    name = next((name for name in ("text", "claim", "point") if value.get(name) is not None), "text")
    claim = _text(value, name, where=where)
    weight = 0 if value.get("extra") is True else value.get("weight", 1)
    if isinstance(weight, bool) or not isinstance(weight, int | float) or weight not in range(MOST + 1):
        raise LineError(f'"weight" of {where} must be a whole number from 0 to {MOST}')
    return KeyPoint(
        cue=_text(value, "cue", where=where, needed=False) or claim,
        claim=claim,
        also=tuple(also for name in ("or", "also", "accepted") for also in _texts(value, name, where)),
        wrong=tuple(wrong for name in ("not", "wrong") for wrong in _texts(value, name, where)),
        weight=int(weight),
    )


# --- options --------------------------------------------------------------------------------------------------------


def _options(record: Record, prompt: str, answer: str) -> tuple[Option, ...]:
    """Read the options, from the prompt where the record does not list them.

    Where there are none, the model answer is the one right option, or names their letters.
    """
    lettered = record.get("options")
    if isinstance(lettered, dict):  # {"A": …, "B": …}
        record = {**record, "options": list(lettered.values())}
    listed = _list(record, "options") or _listed(prompt)
    if not listed and answer:
        unwritten = (Option("", correct=False),) * len(ascii_uppercase)
        meant = options_meant(unwritten, answer)
        return (
            tuple(Option("", i in meant) for i in range(len(unwritten))) if meant else (Option(answer, correct=True),)
        )
    options = tuple(_option(value, f"options[{i}]") for i, value in enumerate(listed))
    right = frozenset(i for i, option in enumerate(options) if option.correct) or _right(record, options, answer)
    if not right:
        raise LineError('nothing says which option is right: neither "correct" nor "model_answer"')
    return tuple(Option(option.text, i in right) for i, option in enumerate(options))


def _option(value: object, where: str) -> Option:
    if not isinstance(value, dict):
        return Option(_checked(value, where), correct=False)
    return Option(_text(value, "text", where=where), correct=value.get("correct") is True)


def _right(record: Record, options: tuple[Option, ...], answer: str) -> frozenset[int]:
    """Find the right options: by index, letter or words."""
    named = record.get("correct")
    if named is None:
        return options_meant(options, answer)
    right: set[int] = set()
    for one in named if isinstance(named, list) else [named]:
        if isinstance(one, str):
            right |= options_meant(options, one)
        elif one in range(len(options)):
            right.add(int(one))
        else:
            raise LineError(f'"correct" names no option: {one!r:.40}')
    return frozenset(right)


def _listed(prompt: str) -> list[str]:
    """Find options in a prompt: A) …, B) …, in order; or 1. …, 2. …."""
    marks = list(_LISTED.finditer(prompt))
    for first in ("A", "1"):
        start = next((i for i, mark in enumerate(marks) if mark[1] == first), None)
        if start is None:
            continue
        ours = [mark for i, mark in enumerate(marks[start:]) if mark[1] in {ascii_uppercase[i % 26], str(i + 1)}]
        ends = [mark.start() for mark in ours[1:]] + [len(prompt)]
        if len(ours) > 1:
            return [prompt[mark.end() : end].strip() for mark, end in zip(ours, ends, strict=True)]
    return []


# --- values ---------------------------------------------------------------------------------------------------------


def _text(record: Record, name: str, longest: int = LONGEST_TEXT, *, where: str = "", needed: bool = True) -> str:
    value, of = record.get(name), f'"{name}"' + (f" of {where}" if where else "")
    if value is None and not needed:
        return ""
    if value is None:
        raise LineError(f"no {of}")
    if needed and name != "submission":
        return _checked(value, of, longest)
    return _checked(value, of, longest, blank=True)


def _checked(value: object, of: str, longest: int = LONGEST_TEXT, *, blank: bool = False) -> str:
    if not isinstance(value, str):
        raise LineError(f"{of} is no text")
    if len(value) > longest:
        raise LineError(f"{of} is longer than {longest:,} characters")
    if not blank and not value.strip():
        raise LineError(f"{of} is empty")
    return value


def _list(record: Record, name: str, where: str = "") -> Sequence[object]:
    value, of = record.get(name), f'"{name}"' + (f" of {where}" if where else "")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise LineError(f"{of} is no list")
    if len(value) > MOST:
        raise LineError(f"{of} has more than {MOST} entries")
    return value


def _texts(record: Record, name: str, where: str = "") -> tuple[str, ...]:
    """Give a list of texts; one alone may stand without its list."""
    if isinstance(record.get(name), str):
        return (_text(record, name, where=where),)
    return tuple(_checked(value, f"{where}{name}[{i}]") for i, value in enumerate(_list(record, name, where)))
