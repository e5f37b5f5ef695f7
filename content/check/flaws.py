"""What a rule finds wrong, and in which line of a bank that stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from content.model import Question, Source

_MARKS = re.compile(r"^\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?(?:(?:or|not|why):\s+)?")
_ENOUGH = 30
"""So many letters tell one line of a question from its others; a paragraph may go on in the next line."""


class Flaw(NamedTuple):
    """Something wrong with a question."""

    what: str
    said: str
    """The text of the question it is found in; empty where it is the question as a whole."""


class Places:
    """Finds the lines of faults in the files the questions were read from; a file that is gone tells none."""

    def __init__(self, questions: Iterable[Question]) -> None:
        starts: dict[str, list[int]] = {}
        for question in questions:
            if question.source:
                starts.setdefault(question.source.path, []).append(question.source.line)
        self._starts = {path: sorted(lines) for path, lines in starts.items()}
        self._lines = {path: _lines(path) for path in starts}

    def of(self, question: Question, said: str) -> Source:
        """Name the line a text of a question begins in, else the line of the question."""
        if question.source is None or not said.strip():
            return question.found_at
        path, start = question.source.path, question.source.line
        starts, lines = self._starts[path], self._lines[path]
        following = bisect_right(starts, start)
        end = starts[following] if following < len(starts) else len(lines) + 1
        wanted = _bare(said.strip().split("\n")[0])[:_ENOUGH]
        seen = {line: _bare(_MARKS.sub("", lines[line - 1])) for line in range(start, min(end, len(lines) + 1))}
        begun = (line for line, text in seen.items() if text.startswith(wanted))
        held = (line for line, text in seen.items() if wanted in text)  # a claim stands behind its cue
        return Source(path, next(begun, next(held, start)))


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def _bare(text: str) -> str:
    """Reduce a line to what a fold of it keeps."""
    return " ".join(text.replace("**", "").split())
