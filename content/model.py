"""What a question is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a question wants to be answered, and so how an answer is judged."""

    KNOWLEDGE = "knowledge"  # facts, judged on key points
    CHOICE = "choice"  # options, judged exactly
    BEHAVIORAL = "behavioral"  # a story of one's own, judged on structure
    REVERSE = "reverse"  # a question to ask the interviewer


class Level(StrEnum):
    """For whom a question is meant."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One claim of a good answer, which an answer covers or misses."""

    cue: str
    """2-6 words that name the subject without telling it; shown for a missed point, never judged."""
    claim: str
    also: tuple[str, ...] = ()
    """Other accepted wordings (`or:`)."""
    wrong: tuple[str, ...] = ()
    """The usual wrong claims (`not:`)."""
    weight: int = 1
    """How much the point counts; an extra point has 0: it only adds."""

    @property
    def extra(self) -> bool:
        """Whether the point only adds: nobody loses by missing it."""
        return self.weight == 0


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a choice question."""

    text: str
    correct: bool
    why: str = ""
    """Why a wrong option is wrong; empty for a right one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a question was read, for reports: a path as given and a line, counted from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to be asked. Every text is Markdown of the bank's author."""

    id: str
    """Unique in a library and stable: written by hand, or derived by an importer once."""
    bank: str
    prompt: str
    """Can be asked alone; a code block that belongs to it is part of it."""
    kind: Kind = Kind.KNOWLEDGE
    level: Level = Level.MID
    topics: tuple[str, ...] = ()
    answer: str | None = None
    """The model answer, None where the source has none. Of a `reverse` question: why to ask it."""
    points: tuple[KeyPoint, ...] = ()
    options: tuple[Option, ...] = ()
    listen_for: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    hint: str = ""
    mistakes: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    """Ids this question had before a rename."""
    cited: tuple[str, ...] = ()
    """Where its figures were read, as its author noted it (`source:` comments); never shown as the answer."""
    source: Source | None = None

    @property
    def found_at(self) -> Source:
        """Where to look for it: where it was read, else the first line of its bank."""
        return self.source or Source(self.bank, 1)

    @property
    def correct_options(self) -> frozenset[int]:
        """The indices of the right options."""
        return frozenset(i for i, option in enumerate(self.options) if option.correct)


@dataclass(frozen=True, slots=True)
class Bank:
    """A file of questions on one topic."""

    name: str
    """The file's stem, and the first topic of each of its questions."""
    title: str
    about: str
    """One or two sentences, shown in `/topics`."""
    questions: tuple[Question, ...]
