"""The parameters that say when: a time of day, hours, a time zone, weekdays, a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from bot.practice import messages
from bot.practice.calendar import WEEKDAYS, zone_named, zone_names
from bot.practice.messages import Sentence, say
from bot.practice.parameters import Parameter, beginning
from content.library import Library

_LONG_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})")
_HOURS = re.compile(r"(\d{1,3})h")
LONGEST_OPEN = 24 * 31
"""Hours a daily round may stay open."""


@dataclass(frozen=True, slots=True)
class Time(Parameter):
    """A time of day, HH:MM."""

    def read(self, word: str, library: Library) -> str | None:
        """Read 9:00, 09.00 or 09h00."""
        match = _TIME.fullmatch(word)
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            return None
        return f"{int(match[1]):02}:{match[2]}"

    def looks_like(self, word: str) -> bool:
        """Say whether a word begins like a time."""
        return bool(re.match(r"\d{1,2}([:.]|$|am|pm)", word))

    def wrong(self, word: str, library: Library) -> Sentence:
        """Say how a time is written."""
        return say("wrong.time", word=messages.Word(word))

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give a few usual times."""
        return (
            beginning(("09:00", "08:30", "10:00", "13:00", "17:00"), start) if start[:1].isdigit() or not start else ()
        )


@dataclass(frozen=True, slots=True)
class Hours(Parameter):
    """How many hours something stays open: 24h."""

    def read(self, word: str, library: Library) -> int | None:
        """Read 24h; 0h means until the next question."""
        match = _HOURS.fullmatch(word.lower())
        return int(match[1]) if match and int(match[1]) <= LONGEST_OPEN else None

    def looks_like(self, word: str) -> bool:
        """Say whether a word is a number with an h."""
        return bool(re.fullmatch(r"\d+h(ours?)?", word.lower()))

    def wrong(self, word: str, library: Library) -> Sentence:
        """Say how hours are written."""
        return say("wrong.hours", word=messages.Word(word), most=LONGEST_OPEN)


@dataclass(frozen=True, slots=True)
class Zone(Parameter):
    """An IANA time zone."""

    def read(self, word: str, library: Library) -> str | None:
        """Read a zone as people and machines write it."""
        return zone_named(word)

    def looks_like(self, word: str) -> bool:
        """Say whether a word is written like a zone."""
        return "/" in word or word.upper() in {
            "CET",
            "EST",
            "PST",
            "GMT",
            "IST",
            "BST",
            "MST",
            "CST",
            "EDT",
            "PDT",
        }

    def wrong(self, word: str, library: Library) -> Sentence:
        """Name zones like it."""
        close = process.extract(word, zone_names(), scorer=fuzz.WRatio, limit=3, score_cutoff=60)
        near = tuple(messages.Word(zone) for zone, *_ in close)
        return say("wrong.zone_close" if near else "wrong.zone", word=messages.Word(word), close=near)

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give zones that hold what was typed."""
        return beginning(zone_names(), start)[:8] if start else ("Europe/Berlin", "UTC")


def _weekday(word: str) -> int | None:
    low = word.lower()
    if low in WEEKDAYS:
        return WEEKDAYS.index(low)
    return _LONG_WEEKDAYS.index(low) if low in _LONG_WEEKDAYS else None


def written(days: Sequence[str]) -> str:
    """Write days as one may type them: mon-fri, mon,wed,fri."""
    numbers = [WEEKDAYS.index(day) for day in days]
    if len(days) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"{days[0]}-{days[-1]}"
    return ",".join(days)


def weekdays(text: str) -> tuple[str, ...] | None:
    """Read days and ranges of days joined by commas, in the order of the week; a range may run over the weekend."""
    if text.lower() in {"daily", "everyday"}:
        return WEEKDAYS
    days: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.partition("-")
        start, end = _weekday(first), _weekday(last) if dash else _weekday(first)
        if start is None or end is None:
            return None
        days.update((start + i) % 7 for i in range((end - start) % 7 + 1))
    return tuple(WEEKDAYS[day] for day in sorted(days))


@dataclass(frozen=True, slots=True)
class Weekday(Parameter):
    """A weekday."""

    def read(self, word: str, library: Library) -> str | None:
        """Read mon or Monday."""
        index = _weekday(word)
        return None if index is None else WEEKDAYS[index]

    def wrong(self, word: str, library: Library) -> Sentence:
        """Name the weekdays."""
        return say("wrong.weekday", word=messages.Word(word), values=tuple(messages.Word(day) for day in WEEKDAYS))

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give the weekdays that begin so."""
        return beginning(WEEKDAYS, start)


@dataclass(frozen=True, slots=True)
class Weekdays(Parameter):
    """Weekdays: mon-fri, mon,wed, sun-thu, daily."""

    def read(self, word: str, library: Library) -> tuple[str, ...] | None:
        """Read days and ranges of days joined by commas; a range may run over the weekend."""
        return weekdays(word)

    def looks_like(self, word: str) -> bool:
        """Say whether a part of a word is a weekday."""
        return any(_weekday(part) is not None for part in re.split("[-,]", word))

    def wrong(self, word: str, library: Library) -> Sentence:
        """Say how days are written."""
        return say("wrong.weekdays", word=messages.Word(word))

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give a few usual weeks."""
        return beginning(("mon-fri", "mon,wed,fri", "sun-thu", "daily"), start)


@dataclass(frozen=True, slots=True)
class Date(Parameter):
    """A date, YYYY-MM-DD."""

    @property
    def shown(self) -> str:
        """How it stands in the usage line."""
        return "YYYY-MM-DD"

    @property
    def open_ended(self) -> bool:
        """Whatever stands there was meant as a date."""
        return True

    def read(self, word: str, library: Library) -> str | None:
        """Read an ISO date."""
        try:
            return date.fromisoformat(word).isoformat()
        except ValueError:
            return None

    def wrong(self, word: str, library: Library) -> Sentence:
        """Say how a date is written."""
        return say("wrong.date", word=messages.Word(word))
