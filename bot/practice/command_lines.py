"""A command with what stands behind it, read, and completed while it is typed.

`run` reads what a person typed after the slash, `call` what a platform parsed itself; both give a request, or a refusal
that says what would be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from bot.practice import parameters as p
from bot.practice.access import RefusedError
from bot.practice.commands import COMMANDS, Command, find
from bot.practice.messages import Sentence, Slash, Word, say
from bot.practice.parameters import Parameter
from bot.practice.requests import Asker, Asking, ShowHelp
from content.library import Library


def run(who: Asker, text: str, library: Library) -> Asking:
    """Read a command as it was typed, without its slash; refuse what cannot be read."""
    words = text.split()
    if not words:
        return ShowHelp(who)
    command = find(words[0].lower())
    if command is None:
        raise RefusedError(say("command.unknown", command=Word("/" + words[0]), help=Slash("/help")))
    rest = words[1:]
    if rest and rest[0].lower() == "help":
        return ShowHelp(who, command.name)
    if command.own and rest:
        own = find(f"{command.name} {rest[0].lower()}")
        if own is None:
            names = tuple(Word(c.name.split()[1]) for c in command.own)
            raise RefusedError(
                say("command.no_own", word=Word(rest[0]), command=Slash("/" + command.name), names=names)
            )
        command, rest = own, rest[1:]
        if rest and rest[0].lower() == "help":
            return ShowHelp(who, command.name)
    return _request(who, command, _assign(command, rest, library))


def call(who: Asker, name: str, given: Mapping[str, str], library: Library) -> Asking:
    """Make a request of a command whose arguments a platform named itself; refuse a wrong one."""
    command = find(name)
    if command is None:
        raise RefusedError(say("command.unknown", command=Word("/" + name), help=Slash("/help")))
    read: dict[str, object] = {}
    for parameter in command.parameters:
        text = given.get(parameter.name, "").strip()
        if text and not parameter.ignored:
            value = parameter.read(text, library)
            if value is None:
                raise RefusedError(parameter.wrong(text, library))
            read[parameter.name] = value
    return _request(who, command, read)


def _assign(command: Command, words: Sequence[str], library: Library) -> dict[str, object]:
    """Give each word to the first parameter that can read it; the words may come in any order."""
    read: dict[str, object] = {}
    left = list(command.typed)
    for word in words:
        taken = next((q for q in left if q.read(word, library) is not None), None)
        if taken is None:
            # The most telling complaint is that of the parameter the word looks most like.
            like = next((q for q in left if q.looks_like(word)), None)
            like = like or next((q for q in left if q.open_ended), None)
            like = like or next((q for q in left if q.required), None)
            if like is None:
                raise RefusedError(say("command.too_much", word=Word(word), usage=Slash(command.usage)))
            raise RefusedError(_wrong(like, left, word, library))
        left.remove(taken)
        if not taken.ignored:
            read[taken.name] = taken.read(word, library)
    missing = next((q for q in left if q.required), None)
    if missing is not None:
        raise RefusedError(say("command.missing", usage=Slash(command.example or command.usage)))
    return read


def _wrong(like: Parameter, left: Sequence[Parameter], word: str, library: Library) -> Sentence:
    """Say what would be right in place of a word: by the parameter it looks like, or any that could have taken it."""
    few = next((q for q in left if isinstance(q, p.OneOf)), None)
    if few is not None and type(like) is p.Topic and not library.close_topics(word):
        values = tuple(Word(value) for value in few.values)
        return say("wrong.neither", word=Word(word), values=values, topics=Slash("/topics"))
    return like.wrong(word, library)


def _request(who: Asker, command: Command, read: Mapping[str, object]) -> Asking:
    named = {field.name for field in fields(command.request)}
    return command.request(who, **{name: value for name, value in read.items() if name in named})


@dataclass(frozen=True, slots=True)
class Completion:
    """What could be typed next."""

    text: str
    """The whole line, with its slash."""
    about: str
    """The key of a sentence that says what it does; empty where the text says it all."""


def complete(text: str, library: Library, most: int = 10) -> tuple[Completion, ...]:
    """Complete a line that begins with a slash, the likeliest first."""
    words = text.removeprefix("/").split(" ")
    if len(words) == 1:
        names = [c for c in COMMANDS if c.name.startswith(words[0].lower())]
        return tuple(Completion(f"/{c.name}", c.help_key) for c in names)[:most]
    command = find(words[0].lower())
    if command is None:
        return ()
    done = 1
    if command.own:
        if len(words) == 2:
            own = [c for c in command.own if c.name.split()[1].startswith(words[1].lower())]
            return tuple(Completion(f"/{c.name}", c.help_key) for c in own)[:most]
        command, done = find(f"{command.name} {words[1].lower()}"), 2
    if command is None:
        return ()
    left = list(command.typed)
    for word in words[done:-1]:
        taken = next((q for q in left if q.read(word, library) is not None), None)
        if taken is not None:
            left.remove(taken)
    head = "/" + " ".join(words[:-1])
    found = [Completion(f"{head} {value}", "") for parameter in left for value in parameter.suggest(words[-1], library)]
    return tuple(found)[:most]
