"""Sentences into spans: an adapter renders each span, and decides how a value looks on its platform."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias
from zoneinfo import ZoneInfo

from bot.practice.english import ENGLISH, Template
from bot.practice.english_appeals import ENGLISH_APPEALS
from bot.practice.english_commands import ENGLISH_COMMANDS
from bot.practice.english_daily import ENGLISH_DAILY
from bot.practice.english_installing import ENGLISH_INSTALLING
from bot.practice.english_room import ENGLISH_ROOM
from bot.practice.english_verdicts import ENGLISH_VERDICTS
from bot.practice.messages import Day, Group, Instant, Link, Sentence, Slash, Value, Where, Word
from content.typed import Literal

LOCALES: Mapping[str, Mapping[str, Template]] = {
    "en": {
        **ENGLISH,
        **ENGLISH_DAILY,
        **ENGLISH_VERDICTS,
        **ENGLISH_COMMANDS,
        **ENGLISH_APPEALS,
        **ENGLISH_ROOM,
        **ENGLISH_INSTALLING,
    }
}
_PIECE = re.compile(r"\*(?P<word>[^*]+)\*|\{(?P<name>\w+)\}")


@dataclass(frozen=True, slots=True)
class Plain:
    """Words of ours, without markup."""

    text: str


Span: TypeAlias = Plain | Word | Literal | Instant | Day | Where | Group | Link


@cache
def _pieces(template: str) -> tuple[Plain | Word | str, ...]:
    """Cut a template into plain words, words set off, and the names of values."""
    found: list[Plain | Word | str] = []
    end = 0
    for match in _PIECE.finditer(template):
        if match.start() > end:
            found.append(Plain(template[end : match.start()]))
        found.append(_set_off(match["word"]) if match["word"] else match["name"])
        end = match.end()
    if end < len(template):
        found.append(Plain(template[end:]))
    return tuple(found)


def _set_off(words: str) -> Word:
    return Slash(words) if words.startswith("/") else Word(words)


def spans(sentence: Sentence, locale: str = "en") -> tuple[Span, ...]:
    """Give a sentence as spans in a locale; an unknown locale reads English."""
    template = LOCALES.get(locale, LOCALES["en"])[sentence.key]
    values = dict(sentence.values)
    if not isinstance(template, str):
        count = values.get("count", values.get("hours"))
        template = template[0] if count == 1 else template[1]
    found: list[Span] = []
    for piece in _pieces(template):
        if isinstance(piece, str):
            value = _value(values[piece.lower()], locale)
            found.extend(value if piece.islower() else _begun(value))
        else:
            found.append(piece)
    return tuple(found)


def _begun(value: tuple[Span, ...]) -> tuple[Span, ...]:
    """Begin a sentence with a value: plain words of ours get a capital."""
    match value:
        case (Plain(text=words), *rest):
            return Plain(words[:1].upper() + words[1:]), *rest
    return value


def _value(value: Value, locale: str) -> tuple[Span, ...]:
    if isinstance(value, Sentence):
        return spans(value, locale)
    if isinstance(value, tuple):
        listed: list[Span] = []
        for i, part in enumerate(value):
            listed.extend((Plain(", "),) if i else ())
            listed.extend(_value(part, locale))
        return tuple(listed)
    if isinstance(value, str | int):
        return (Plain(str(value)),)
    return (value,)


def text(sentence: Sentence, show: Callable[[Span], str] | None = None, locale: str = "en") -> str:
    """Write a sentence as one string, each span as `show` shows it; without it, as plain text."""
    return "".join((show or plain)(span) for span in spans(sentence, locale))


def plain(span: Span) -> str:
    """Show a span as plain text, times in the zone they name."""
    match span:
        case Plain(text=words) | Word(text=words) | Literal(text=words):
            return words
        case Instant():
            return local_time(span)
        case Day():
            return day_text(span)
        case Where():
            return f"#{span.name}"
        case Group():
            return f"@{span.group}"
        case Link():
            return text(span.words)


def local_time(instant: Instant) -> str:
    """Write an instant on its zone's clock: Mon 23 Nov 09:00."""
    return instant.at.astimezone(ZoneInfo(instant.zone)).strftime("%a %-d %b %H:%M")


def day_text(day: Day) -> str:
    """Write a date or a run of dates: 13–19 Oct, 28 Dec – 3 Jan."""
    if day.last is None:
        return f"{day.first.day} {day.first:%b}"
    if (day.first.year, day.first.month) == (day.last.year, day.last.month):
        return f"{day.first.day}–{day.last.day} {day.last:%b}"
    return f"{day.first.day} {day.first:%b} – {day.last.day} {day.last:%b}"
