"""What we want shown: meaning, never markup. Each adapter renders these in its platform's manner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from content.typed import Literal


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time, shown on the reader's own clock where the platform can."""

    at: datetime
    zone: str = "UTC"
    """The zone to write it in where it can't."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or a date with what follows it in the same period."""

    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A name of ours set off from the sentence around it: a topic, a button."""

    text: str


@dataclass(frozen=True, slots=True)
class Slash(Word):
    """A command of ours as it is typed, with its slash; where it goes by another name, that is shown."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place, shown as the platform's own link to it."""

    place: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of a platform's members, shown as the platform's own link to it; being named calls nobody."""

    group: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words of ours that lead to an address."""

    words: Sentence
    address: str


Value: TypeAlias = (
    "str | int | Instant | Day | Word | Where | Group | Link | Literal | Sentence"
    " | tuple[Sentence | Word | Literal, ...]"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One entry of `sentences.LOCALES`, with the values it names."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()


def say(key: str, /, **values: Value) -> Sentence:
    """Make a sentence from its key and the values it names."""
    return Sentence(key, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text of a bank's author: prompts, model answers, hints."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """What a person typed, shown as theirs."""

    text: Literal


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that belong together."""

    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RankLine:
    """A member's line on a leaderboard."""

    rank: int
    name: Literal
    points: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The first lines of a leaderboard, in order."""

    lines: tuple[RankLine, ...]


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep: text under a file name."""

    name: str
    text: str


Block: TypeAlias = Sentence | Markdown | Quote | Listing | Ranking | File


class Style(StrEnum):
    """How much a button asks to be pressed."""

    PRIMARY = "primary"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press; what it does is all in `action`, so it works for ever."""

    action: str
    """`verb:argument:…`, as `actions.pressed` reads it; 100 characters at most (Discord's limit)."""
    label: Sentence
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A message: a title, what it says, small print, buttons."""

    title: Sentence | None = None
    blocks: tuple[Block, ...] = ()
    notes: tuple[Sentence, ...] = ()
    """Small print below."""
    ping: str = ""
    """The one group of members it calls, by the platform's id; all else that looks like a call calls nobody."""
    buttons: tuple[Button, ...] = ()
    below: tuple[Card, ...] = ()
    """More cards, on a page that shows several."""
    place: str = ""
    """Set on such a page: where this card's buttons do what they do."""

    @property
    def fallback(self) -> Sentence:
        """The one line for a notification or a reader that shows nothing else."""
        if self.title is not None:
            return self.title
        first = next((block for block in self.blocks if isinstance(block, Sentence)), None)
        return first if first is not None else say("app.name")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """A box to type in."""

    name: str
    label: Sentence
    value: str = ""
    max_length: int = 4000
    multiline: bool = True
    required: bool = True
    kind: str = ""
    """What is typed there, where a platform may have a menu for it: `zone`, `topics`, `days`, `time`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TickField:
    """Something to tick."""

    name: str
    label: Sentence
    value: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField:
    """A menu of named values."""

    name: str
    label: Sentence
    options: tuple[tuple[str, Sentence], ...]
    value: str = ""


Field: TypeAlias = TextField | TickField | ChoiceField


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Something to fill in; submitting sends `action` with the fields' values."""

    action: str
    title: Sentence
    blocks: tuple[Block, ...] = ()
    fields: tuple[Field, ...]
    submit: Sentence
    of_place: bool = False
    """Whether it sets something of the place it is opened in, so that a platform may let another be chosen."""


Message: TypeAlias = Card | Form


def notice(
    sentence: Sentence, *more: Block, buttons: tuple[Button, ...] = (), notes: tuple[Sentence, ...] = ()
) -> Card:
    """Make a card without a title."""
    return Card(blocks=(sentence, *more), buttons=buttons, notes=notes)
