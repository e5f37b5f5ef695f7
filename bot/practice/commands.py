"""One table of slash commands; Slack's manifest, Discord's command tree, the room and the docs are made from it.

Each command has typed parameters; `command_lines` reads one with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.practice import parameters as p
from bot.practice import times as t
from bot.practice.parameters import Parameter
from bot.practice.requests import (
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
        words = [f"<{q.shown}>" if q.required else f"[{q.shown}]" for q in self.typed]
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
