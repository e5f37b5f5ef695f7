"""What an engine is: it sees how surely each point stands in an answer; the rest of a verdict is common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from content.model import Question


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one point in an answer."""

    sure: float
    """0 to 1."""
    said: str
    """The part of the answer that speaks for it."""


class Engine(Protocol):
    """One way to compare an answer with the points of its question."""

    @property
    def name(self) -> str:
        """`lexical` or `semantic`: what the setting says and the verdict stores."""

    @property
    def version(self) -> str:
        """Changes whenever the same answer may get another verdict."""

    def evidence(self, question: Question, text: str) -> list[Evidence]:
        """Say how surely each of `points_of(question)` is in a plain text, and where."""


class EngineMissingError(Exception):
    """The engine asked for is not installed; the sentence says how to install it."""
