"""What reading a bank gives: its questions, what was left out, and what is wrong, each with file and line."""

from __future__ import annotations

from dataclasses import dataclass

from content.model import Question, Source


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something a reader saw and did not take for a question."""

    source: Source
    why: str

    def __str__(self) -> str:
        return f"{self.source}: {self.why}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file or folder held."""

    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a bank, to be mended by its author."""

    source: Source
    what: str
    question: str | None = None
    """The id of the question it is found in, None where it belongs to no one question."""

    def __str__(self) -> str:
        return f"{self.source}: {self.what}"
