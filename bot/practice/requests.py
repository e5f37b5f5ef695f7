"""What people ask of us: frozen dataclasses, made by adapters from the platform's events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and where they stand."""

    space: str
    place: str
    member: str
    name: str
    """What they go by there; typed by them, so never markup."""
    event: str
    """The platform's key of this event: kind, id and revision; the same when it is delivered again."""
    platform_admin: bool = False
    direct: bool = False
    """Whether the place is a direct conversation with the bot."""
    locale: str = ""
    """Empty where the platform does not tell it, as with a message."""
    zone: str = ""
    """Their own time zone, an IANA name, where the platform tells it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What every request carries."""

    who: Asker


# --- what is said ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said(Asking):
    """Something typed in a thread or a direct conversation, or edited there."""

    text: str
    message: str
    """The platform's id of the message."""
    thread: str | None
    sent_at: datetime
    revision: str = ""
    """The platform's order of this message's edits, compared as text; empty for the original."""
    unread: bool = False
    """Whether there is in it what we do not read: a file, a recording, a forwarded message."""


@dataclass(frozen=True, slots=True)
class Deleted(Asking):
    """A message was removed by its author or a moderator."""

    message: str
    thread: str | None = None
    """The thread it was in, where the platform tells."""


@dataclass(frozen=True, slots=True)
class UseMessage(Asking):
    """Use a message as my answer: *Use as my answer* on one that was taken as talk."""

    message: str


@dataclass(frozen=True, slots=True)
class VerdictOf(Asking):
    """Show what a message of mine was taken for: my verdict, or that it is talk."""

    message: str
    thread: str | None = None
    """The thread it stands in."""


# --- a round's buttons ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OfRound(Asking):
    """What every button of a round carries."""

    round: str


@dataclass(frozen=True, slots=True)
class AnswerForm(OfRound):
    """Show the form to answer privately."""


@dataclass(frozen=True, slots=True)
class SubmitAnswer(OfRound):
    """The form, filled in."""

    text: str
    show_after_close: bool = False


@dataclass(frozen=True, slots=True)
class Choose(OfRound):
    """Choose options; `chosen` holds their numbers from 0, joined by commas; empty for none yet."""

    chosen: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmChoice(OfRound):
    """Make the choice final."""

    chosen: str


@dataclass(frozen=True, slots=True)
class ShowHint(OfRound):
    """Show the hint."""


@dataclass(frozen=True, slots=True)
class ShowVerdict(OfRound):
    """Show my verdict."""


@dataclass(frozen=True, slots=True)
class AskReveal(OfRound):
    """Ask for the model answer; what that costs is said first."""


@dataclass(frozen=True, slots=True)
class Reveal(OfRound):
    """Show me the model answer, knowing what it costs."""


@dataclass(frozen=True, slots=True)
class ReportForm(OfRound):
    """Show the form to report this question."""


@dataclass(frozen=True, slots=True)
class SendReport(OfRound):
    """Report this question, and say why."""

    reason: str


@dataclass(frozen=True, slots=True)
class KeepEarlier(OfRound):
    """Go back to the answer before the last one."""


@dataclass(frozen=True, slots=True)
class AppealForm(OfRound):
    """*I did cover this*: ask which point."""


@dataclass(frozen=True, slots=True)
class AppealPoint(OfRound):
    """Let the managers decide whether my answer makes a point, by its number from 0."""

    point: str


@dataclass(frozen=True, slots=True)
class ShowAnswers(OfRound):
    """Show the private answers whose authors allowed it, after the close."""


@dataclass(frozen=True, slots=True)
class CloseRound(OfRound):
    """Close my own quiz, or as a manager any round."""


# --- commands -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Typed(Asking):
    """A slash command as it was typed, without its slash; `command_lines` tells which request it stands for."""

    text: str


@dataclass(frozen=True, slots=True)
class Called(Asking):
    """A slash command whose arguments the platform named itself."""

    command: str
    """Its full name, without the slash."""
    given: tuple[tuple[str, str], ...] = ()
    """Each argument's name and value, as it would be typed."""


@dataclass(frozen=True, slots=True)
class OpenQuiz(Asking):
    """Put up a question here and now."""

    topic: str = ""
    level: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class ShowBoard(Asking):
    """Show a leaderboard."""

    period: str = "week"
    topic: str = ""
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class PostBoard(Asking):
    """Post a leaderboard here for everyone."""

    period: str = "week"
    topic: str = ""
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class ShowStats(Asking):
    """Show how I do."""


@dataclass(frozen=True, slots=True)
class PostStats(Asking):
    """Post how I do here for everyone."""


@dataclass(frozen=True, slots=True)
class ShowTopics(Asking):
    """Show what can be asked."""


@dataclass(frozen=True, slots=True)
class PostTopics(Asking):
    """Post what can be asked here for everyone."""


@dataclass(frozen=True, slots=True)
class LatestVerdict(Asking):
    """Show my verdict in the latest round here that I answered."""


@dataclass(frozen=True, slots=True)
class ShowDaily(Asking):
    """Show this place's schedule."""


@dataclass(frozen=True, slots=True)
class SetDaily(Asking):
    """Make or change this place's schedule; what is None stays, or takes its default."""

    time: str | None = None
    zone: str | None = None
    topics: tuple[str, ...] | None = None
    days: tuple[str, ...] | None = None
    level: str | None = None
    answers: str | None = None
    """`open` or `hidden`."""
    hours: int | None = None
    """How long a round stays open; 0: until the next question."""
    ping: str | None = None
    """The group of members each question calls, by the platform's id."""


@dataclass(frozen=True, slots=True)
class PingNobody(Asking):
    """Let this place's questions call nobody any more."""


@dataclass(frozen=True, slots=True)
class DailyForm(Asking):
    """Show the form that sets this place's schedule."""


@dataclass(frozen=True, slots=True)
class SubmitDaily(Asking):
    """The schedule's form, filled in: each value as it was typed."""

    topics: str
    level: str
    days: str
    time: str
    zone: str
    hours: str
    answers: str


@dataclass(frozen=True, slots=True)
class PreviewDaily(Asking):
    """Show the next times and an example question."""


@dataclass(frozen=True, slots=True)
class AskNow(Asking):
    """Ask the schedule's next question now."""


@dataclass(frozen=True, slots=True)
class PauseDaily(Asking):
    """Stop asking here, until a date or until resumed; the date as YYYY-MM-DD."""

    until: str = ""


@dataclass(frozen=True, slots=True)
class ResumeDaily(Asking):
    """Ask again."""


@dataclass(frozen=True, slots=True)
class SkipDaily(Asking):
    """Leave out the next question."""


@dataclass(frozen=True, slots=True)
class CloseDaily(Asking):
    """Close the open daily round now."""


@dataclass(frozen=True, slots=True)
class StopDaily(Asking):
    """Remove this place's schedule."""


@dataclass(frozen=True, slots=True)
class ShowSettings(Asking):
    """Show the space's settings."""


@dataclass(frozen=True, slots=True)
class ChangeSettings(Asking):
    """Change the space's settings; what is None stays."""

    zone: str | None = None
    week: str | None = None
    """The first weekday: mon … sun."""
    answers: str | None = None
    weekly: str | None = None
    """`on` or `off`: post last week's board."""
    manager: str | None = None
    """`+name` or `-name`."""


@dataclass(frozen=True, slots=True)
class ShowReports(Asking):
    """Show the questions that were reported."""


@dataclass(frozen=True, slots=True)
class SettleReport(Asking):
    """Take a report off the list."""

    report: str


@dataclass(frozen=True, slots=True)
class ShowAppeals(Asking):
    """Show the appeals nobody has decided."""


@dataclass(frozen=True, slots=True)
class DecideAppeal(Asking):
    """Decide an appeal: the point counts, or it does not."""

    appeal: str
    yes: bool


@dataclass(frozen=True, slots=True)
class ShowPrivacy(Asking):
    """Show what is kept, and what can be done about it."""


@dataclass(frozen=True, slots=True)
class ExportMine(Asking):
    """Give me all that is stored of me here."""


@dataclass(frozen=True, slots=True)
class AskForget(Asking):
    """Ask to forget me; what that removes is said first."""


@dataclass(frozen=True, slots=True)
class ForgetMe(Asking):
    """Remove all that is stored of me here."""


@dataclass(frozen=True, slots=True)
class ListMe(Asking):
    """Let leaderboards and summaries name me, or not: `on` or `off`."""

    listed: str


@dataclass(frozen=True, slots=True)
class ShowHome(Asking):
    """Show what is open, how I do, and what is asked daily: a page of one's own."""

    places: tuple[str, ...] = ()
    """The places the asker is in."""


@dataclass(frozen=True, slots=True)
class ShowHelp(Asking):
    """Show the commands, or one."""

    command: str = ""
    only: tuple[str, ...] = ()
    """Those that can be called where it is asked; none named: all."""


# --- spaces -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenSpace(Asking):
    """The bot was installed; the asker is who installed it."""

    platform: str
    name: str
    zone: str
    daily_place: str = ""
    """Set: the asker's place goes by this name and gets a schedule at once."""


@dataclass(frozen=True, slots=True)
class LeaveSpace(Asking):
    """The bot was removed from the space."""


@dataclass(frozen=True, slots=True)
class OnlySpaces(Asking):
    """Of a platform's shared spaces the bot is in these and no others: those that removed it unheard are left."""

    platform: str
    spaces: tuple[str, ...]


Request: TypeAlias = Asking
