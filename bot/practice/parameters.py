"""What may stand behind a command: each kind reads its own words, and says what would be right."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.practice import messages
from bot.practice.messages import Sentence, say
from content.library import Library
from content.model import Level as QuestionLevel


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `read` gives None for a word that is none of its values."""

    name: str
    required: bool = False
    ignored: bool = False
    """A word that may stand there for the reader's sake: `until`."""

    @property
    def shown(self) -> str:
        """How it stands in the usage line."""
        return self.name

    @property
    def open_ended(self) -> bool:
        """Whether nobody can tell by its look what is no value of it, so that it takes the blame."""
        return False

    def read(self, word: str, library: Library) -> object | None:
        """Read a word as one of this parameter's values."""
        raise NotImplementedError

    def looks_like(self, word: str) -> bool:
        """Say whether a word that cannot be read was probably meant for this parameter."""
        return False

    def wrong(self, word: str, library: Library) -> Sentence:
        """Say what would be right in place of a word."""
        raise NotImplementedError

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give values that may complete what was typed so far."""
        return ()


def beginning(values: tuple[str, ...], start: str) -> tuple[str, ...]:
    """Rank values by what was typed: those that begin with it, then those that hold it."""
    low = start.lower()
    first = [v for v in values if v.lower().startswith(low)]
    return (*first, *(v for v in values if low in v.lower() and v not in first))


@dataclass(frozen=True, slots=True)
class OneOf(Parameter):
    """One of a few words."""

    values: tuple[str, ...] = ()

    def __init__(self, name: str, values: tuple[str, ...], *, required: bool = False) -> None:
        """Take the words."""
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "required", required)
        object.__setattr__(self, "ignored", False)

    @property
    def shown(self) -> str:
        """How it stands in the usage line."""
        return "|".join(self.values)

    def read(self, word: str, library: Library) -> str | None:
        """Read one of the words, in any case."""
        return word.lower() if word.lower() in self.values else None

    def looks_like(self, word: str) -> bool:
        """Say whether a word is nearly one of ours."""
        return process.extractOne(word.lower(), self.values, scorer=fuzz.ratio, score_cutoff=70) is not None

    def wrong(self, word: str, library: Library) -> Sentence:
        """Name the words."""
        return say("wrong.one_of", word=messages.Word(word), values=tuple(messages.Word(v) for v in self.values))

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give the words that begin so."""
        return beginning(self.values, start)


@dataclass(frozen=True, slots=True)
class Flag(Parameter):
    """A word that switches something on by standing there."""

    def read(self, word: str, library: Library) -> bool | None:
        """Read its own name; a platform with real switches sends `yes` or `true`."""
        return True if word.lower() in {self.name, "yes", "true"} else None

    def looks_like(self, word: str) -> bool:
        """Say whether a word is nearly its name."""
        return fuzz.ratio(word.lower(), self.name) >= 75

    def wrong(self, word: str, library: Library) -> Sentence:
        """Name the word."""
        return say("wrong.one_of", word=messages.Word(word), values=(messages.Word(self.name),))

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give its name."""
        return beginning((self.name,), start)


@dataclass(frozen=True, slots=True)
class Word(Parameter):
    """A word of the sentence that carries nothing."""

    def read(self, word: str, library: Library) -> str | None:
        """Read the word itself."""
        return self.name if word.lower() == self.name else None

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give the word."""
        return beginning((self.name,), start)


@dataclass(frozen=True, slots=True)
class Level(Parameter):
    """A level of questions."""

    every: bool = False
    """Whether `any` may be said, to go back to every level."""

    def read(self, word: str, library: Library) -> str | None:
        """Read a level."""
        low = word.lower()
        if self.every and low == "any":
            return ""
        return low if low in tuple(QuestionLevel) else None

    def looks_like(self, word: str) -> bool:
        """Say whether a word is nearly a level."""
        return process.extractOne(word.lower(), list(QuestionLevel), scorer=fuzz.ratio, score_cutoff=75) is not None

    def wrong(self, word: str, library: Library) -> Sentence:
        """Name the levels."""
        levels = tuple(messages.Word(level) for level in QuestionLevel)
        return say("wrong.level", word=messages.Word(word), values=levels)

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give the levels that begin so."""
        return beginning((*QuestionLevel, *(("any",) if self.every else ())), start)


@dataclass(frozen=True, slots=True)
class Topic(Parameter):
    """A topic of the library."""

    @property
    def open_ended(self) -> bool:
        """Any word may be meant as a topic."""
        return True

    def read(self, word: str, library: Library) -> str | None:
        """Read a topic as people write it."""
        return library.topic(word)

    def wrong(self, word: str, library: Library) -> Sentence:
        """Name the close ones."""
        close = tuple(messages.Word(topic) for topic in library.close_topics(word))
        key = "wrong.topic_close" if close else "wrong.topic"
        return say(key, word=messages.Word(word), close=close, topics=messages.Slash("/topics"))

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Give the topics that begin so, banks first."""
        return beginning(tuple(topic.name for topic in library.topics()), start)


@dataclass(frozen=True, slots=True)
class Topics(Topic):
    """Topics joined by commas, or `all`."""

    def read(self, word: str, library: Library) -> tuple[str, ...] | None:  # type: ignore[override]  # several for one
        """Read topics, each as people write it; `all` is every topic."""
        if word.lower() == "all":
            return ()
        found = [library.topic(part) for part in word.split(",") if part]
        known = tuple(dict.fromkeys(topic for topic in found if topic is not None))
        return known if known and len(found) == len([t for t in found if t]) else None

    def wrong(self, word: str, library: Library) -> Sentence:
        """Complain of the first topic that is none."""
        bad = next((part for part in word.split(",") if part and library.topic(part) is None), word)
        return Topic(self.name).wrong(bad, library)

    def suggest(self, start: str, library: Library) -> tuple[str, ...]:
        """Complete the topic after the last comma."""
        head, comma, last = start.rpartition(",")
        word = last.lstrip()
        before = head + comma + last[: len(last) - len(word)]
        return tuple(before + topic for topic in Topic(self.name).suggest(word, library))


@dataclass(frozen=True, slots=True)
class PlusMinusName(Parameter):
    """A member to add or take away: +Ana, -Raj."""

    def read(self, word: str, library: Library) -> str | None:
        """Read a sign and a name."""
        return word if word[:1] in {"+", "-"} and len(word) > 1 else None

    def wrong(self, word: str, library: Library) -> Sentence:
        """Say how a manager is named."""
        return say("wrong.manager", word=messages.Word(word))


@dataclass(frozen=True, slots=True)
class Group(Parameter):
    """A group of a platform's members, by its id: picked from the platform's own menu, never typed."""

    def read(self, word: str, library: Library) -> str:
        """Take the id."""
        return word


@dataclass(frozen=True, slots=True)
class CommandName(Parameter):
    """The name of a command."""

    def read(self, word: str, library: Library) -> str | None:
        """Take any word: `/help` says itself what it does not know."""
        return word.lower().lstrip("/")
