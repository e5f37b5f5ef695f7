"""What an engine is: it sees what of the points stands in an answer; the rest of a verdict is common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from content.judge.asked import Asked
from content.judge.reading import Sentence


@dataclass(frozen=True, slots=True)
class Sight:
    """What an engine sees of one point in an answer."""

    made: float
    """0 to 1: how surely the answer makes the point, if it is one to this question at all."""
    against: float
    """0 to 1: how surely what it says of the point is the opposite."""
    swapped: bool
    """Whether, if so, by saying of one thing what is true of another."""
    said: str
    """The part of the answer that speaks of it."""


@dataclass(frozen=True, slots=True)
class View:
    """What an engine sees in an answer."""

    points: tuple[Sight, ...]
    on_topic: float
    """0 to 1: how surely the answer is one to this question."""


class Engine(Protocol):
    """One way to compare an answer with the points of its question."""

    @property
    def name(self) -> str:
        """`lexical` or `semantic`: what the setting says and the verdict stores."""

    @property
    def version(self) -> str:
        """Changes whenever the same answer may get another verdict."""

    def look(self, asked: Asked, read: Sequence[Sentence]) -> View:
        """See what of the points stands in an answer of one sentence or more."""

    def likeness(self, asked: Asked, read: Sequence[Sentence]) -> float:
        """Say how far an answer as a whole tells what the model answer tells, 0 to 1; for want of points."""


class EngineMissingError(Exception):
    """The engine asked for is not installed; the sentence says how to install it."""
