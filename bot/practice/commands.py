"""One table of slash commands; Slack's manifest, Discord's command tree, the room and the docs are made from it.

Each command has typed parameters. `run` reads what a person typed after the slash, `call` what a platform parsed
itself; both give a request, or a refusal that says what would be right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from bot.practice import parameters as p
from bot.practice import times as t
from bot.practice.access import RefusedError
from bot.practice.messages import Sentence, Slash, Word, say
from bot.practice.parameters import Parameter
from bot.practice.requests import (
    Asker,
    AskForget,
    Asking,
    AskNow,
    ChangeSettings,
    CloseDaily,
    DailyForm,
    ExportMine,
    LatestVerdict,
    ListMe,
    OpenQuiz,
    PauseDaily,
    PreviewDaily,
    ResumeDaily,
    SetDaily,
    ShowAppeals,
    ShowBoard,
    ShowDaily,
    ShowHelp,
    ShowPrivacy,
    ShowReports,
    ShowSettings,
    ShowStats,
    ShowTopics,
    SkipDaily,
    StopDaily,
)
from content.library import Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command, or one of a command's own."""

    name: str
    request: type[Asking]
    parameters: tuple[Parameter, ...] = ()
    own: tuple[Command, ...] = ()
    """Its subcommands; the first is what the bare command does."""
    example: str = ""
    managers: bool = False

    @property
    def help_key(self) -> str:
        """The key of the sentence that says what it does."""
        return f"command.{self.name.replace(' ', '_')}"

    @property
    def typed(self) -> tuple[Parameter, ...]:
        """The parameters that can be typed; the others are picked, where the platform has a menu of them."""
        return tuple(q for q in self.parameters if not isinstance(q, p.Group))

    @property
    def usage(self) -> str:
        """How it is typed: `/quiz [topic] [level] [private]`."""
        words = [f"<{q.name}>" if q.required else f"[{q.shown}]" for q in self.typed]
        return " ".join(("/" + self.name, *words))


COMMANDS: tuple[Command, ...] = (
    Command(
        name="quiz",
        request=OpenQuiz,
        parameters=(p.Topic("topic"), p.Level("level"), p.Flag("private")),
        example="/quiz aws senior",
    ),
    Command(
        name="leaderboard",
        request=ShowBoard,
        parameters=(p.OneOf("period", ("week", "month", "all")), p.Topic("topic"), p.Flag("everywhere")),
        example="/leaderboard month kafka",
    ),
    Command(name="stats", request=ShowStats),
    Command(name="topics", request=ShowTopics),
    Command(name="verdict", request=LatestVerdict),
    Command(
        name="daily",
        request=ShowDaily,
        own=(
            Command(name="daily show", request=ShowDaily),
            Command(
                name="daily set",
                request=SetDaily,
                parameters=(
                    t.Time("time"),
                    t.Zone("zone"),
                    t.Weekdays("days"),
                    p.Level("level", every=True),
                    p.OneOf("answers", ("open", "hidden")),
                    t.Hours("hours"),
                    p.Topics("topics"),
                    p.Group("ping"),
                ),
                example="/daily set 09:00 Europe/Berlin aws,gcp mon-fri",
                managers=True,
            ),
            Command(name="daily edit", request=DailyForm, managers=True),
            Command(name="daily preview", request=PreviewDaily),
            Command(name="daily now", request=AskNow, managers=True),
            Command(
                name="daily pause",
                request=PauseDaily,
                parameters=(p.Word("until", ignored=True), t.Date("until")),
                example="/daily pause until 2030-01-07",
                managers=True,
            ),
            Command(name="daily resume", request=ResumeDaily, managers=True),
            Command(name="daily skip", request=SkipDaily, managers=True),
            Command(name="daily close", request=CloseDaily, managers=True),
            Command(name="daily stop", request=StopDaily, managers=True),
        ),
    ),
    Command(
        name="settings",
        request=ShowSettings,
        own=(
            Command(name="settings show", request=ShowSettings),
            Command(
                name="settings zone",
                request=ChangeSettings,
                parameters=(t.Zone("zone", required=True),),
                example="/settings zone Europe/Berlin",
                managers=True,
            ),
            Command(
                name="settings week",
                request=ChangeSettings,
                parameters=(t.Weekday("week", required=True),),
                example="/settings week sun",
                managers=True,
            ),
            Command(
                name="settings answers",
                request=ChangeSettings,
                parameters=(p.OneOf("answers", ("open", "hidden"), required=True),),
                example="/settings answers hidden",
                managers=True,
            ),
            Command(
                name="settings weekly",
                request=ChangeSettings,
                parameters=(p.OneOf("weekly", ("on", "off"), required=True),),
                example="/settings weekly on",
                managers=True,
            ),
            Command(
                name="settings manager",
                request=ChangeSettings,
                parameters=(p.PlusMinusName("manager", required=True),),
                example="/settings manager +Ana",
                managers=True,
            ),
            Command(name="settings reports", request=ShowReports, managers=True),
            Command(name="settings appeals", request=ShowAppeals, managers=True),
        ),
    ),
    Command(
        name="privacy",
        request=ShowPrivacy,
        own=(
            Command(name="privacy show", request=ShowPrivacy),
            Command(name="privacy export", request=ExportMine),
            Command(name="privacy forget", request=AskForget),
            Command(
                name="privacy board",
                request=ListMe,
                parameters=(p.OneOf("listed", ("on", "off"), required=True),),
                example="/privacy board off",
            ),
        ),
    ),
    Command(name="help", request=ShowHelp, parameters=(p.CommandName("command"),), example="/help daily"),
)


def every_command() -> tuple[Command, ...]:
    """Give all commands, each followed by its own."""
    return tuple(c for command in COMMANDS for c in (command, *command.own))


def find(name: str) -> Command | None:
    """Find a command by its full name, without the slash."""
    return next((command for command in every_command() if command.name == name), None)


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
