"""What storage gives and takes: frozen records, one field for each column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A workspace, a server, a direct conversation or the room: whose data stays together."""

    space: str
    platform: str
    name: str
    zone: str
    """IANA name; the leaderboard's weeks and months follow it."""
    first_weekday: int = 0
    """0 is Monday."""
    locale: str = "en"
    hidden: bool = False
    """Whether new schedules and quizzes hide answers."""
    weekly_board: bool = False
    board_posted: date | None = None
    """The first day of the last week whose board was posted."""
    owner: str = ""
    direct: bool = False
    """Whether it is one person's own conversation."""
    active: bool = True
    left_at: datetime | None = None
    """When the bot was removed from it; after a while its data goes too."""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A channel or a direct conversation in a space."""

    space: str
    place: str
    name: str
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person in a space."""

    space: str
    member: str
    name: str
    listed: bool = True
    """Whether leaderboards and summaries may name them."""
    locale: str = "en"
    seen_at: datetime


class ScheduleState(StrEnum):
    """Whether a schedule asks."""

    ACTIVE = "active"
    PAUSED = "paused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a place gets its daily question."""

    id: str
    space: str
    place: str
    time: str
    """HH:MM on the wall clock of `zone`."""
    zone: str
    days: tuple[str, ...]
    topics: tuple[str, ...] = ()
    """Empty: every topic."""
    level: str = ""
    hidden: bool = False
    open_hours: int | None = None
    """None: open until the schedule's next question."""
    ping: str = ""
    """The group of members each question calls, by the platform's id; empty: nobody."""
    owner: str
    state: ScheduleState = ScheduleState.ACTIVE
    paused_until: date | None = None
    skip_date: date | None = None
    next_date: date | None = None
    next_at: datetime | None = None
    told_low: bool = False
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One question put up in one place, with its thread."""

    id: str
    space: str
    place: str
    schedule: str | None = None
    local_date: date | None = None
    """The date on the schedule's wall clock; with the schedule it is unique."""
    question_id: str
    question: str
    """The question as it was asked, as JSON: later edits of the bank change nothing."""
    subject: str
    """What the question is about, as its card says it."""
    kind: str
    topics: tuple[str, ...]
    opener: str = ""
    event: str
    opened_at: datetime
    counted_on: date
    """The date in the space's zone at opening: the week and month its points count in."""
    closes_at: datetime
    closed_at: datetime | None = None
    hidden: bool = False
    private: bool = False
    """Shown to its opener alone, as a reply; it is no message in the place."""
    direct: bool = False
    """Put up in a direct conversation: the next message is the answer."""
    scores: bool = True
    message: str | None = None
    thread: str | None = None

    @property
    def daily(self) -> bool:
        """Whether a schedule asked it."""
        return self.schedule is not None

    @property
    def open(self) -> bool:
        """Whether it has not been closed."""
        return self.closed_at is None


class Role(StrEnum):
    """What a message in a round's thread is."""

    PART = "part"
    TALK = "talk"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMessage:
    """Something a member said in a round's thread."""

    space: str
    place: str
    message: str
    round: str
    member: str
    text: str
    revision: str
    """The platform's own order of edits; compared as text."""
    role: Role
    burst: int = 0
    """Messages sent within two minutes of the first make one text; the number of its first revision."""
    sent_at: datetime


class AnswerState(StrEnum):
    """Whether an answer stands."""

    STANDING = "standing"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a member submitted to a round."""

    round: str
    member: str
    space: str
    place: str
    state: AnswerState = AnswerState.STANDING
    latest: int = 0
    """The number of the newest revision that can score."""
    counted: int | None = None
    """The number of the revision whose score counts."""
    burst: int = 0
    """The messages of this burst are its text; 0 for an answer from the form."""
    tries: int = 0
    judged_attempt: int = 0
    """The attempt whose try was counted last."""
    score: int | None = None
    points: int = 0
    bonus: int = 0
    """Streak bonus, fixed at the close."""
    scored: bool = False
    """Whether the score goes into the average."""
    frozen: bool = False
    first_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of an answer, and how it was judged."""

    round: str
    member: str
    number: int
    space: str
    event: str
    text: str
    burst: int = 0
    """The messages it was made of; 0 for the form."""
    attempt: int
    """A message that joins an answer joins its attempt; anything else is an attempt of its own."""
    practice: bool = False
    """It came after a reveal or the close: judged, never scored."""
    show_after_close: bool = False
    """Its author lets the others read it once the round is closed; for what came by the form."""
    sent_at: datetime
    received_at: datetime
    judged_at: datetime | None = None
    try_number: int | None = None
    score: int | None = None
    copied: bool = False
    """It nearly equals an earlier answer or the model answer, and earns nothing."""
    verdict: str | None = None
    """The verdict as JSON."""
    engine: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """That a member was shown the model answer to a question."""

    space: str
    member: str
    question_id: str
    round: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """That somebody who was forgotten had taken part in a question; it names nobody, and goes with the question."""

    space: str
    question_id: str
    salt: str
    mark: str
    """A hash of the salt and the member."""
    at: datetime
    until: datetime
    spent: bool
    """Whether they had answered it, or been shown the model answer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's line on a leaderboard."""

    rank: int
    """From 1; ties share a rank."""
    member: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a member reached in one scope, period and topic."""

    topic: str
    points: int
    answered: int
    scored: int
    """Answers that have a score in the average."""
    score_sum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of a member's totals, from one answer."""

    space: str
    place: str
    member: str
    periods: tuple[str, ...]
    topics: tuple[str, ...]
    points: int
    answered: int
    scored: int
    score_sum: int


class DeliveryState(StrEnum):
    """How far a delivery is."""

    OWED = "owed"
    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Something the bot owes a place or a member, until it is known to be there."""

    key: str
    platform: str
    space: str
    place: str = ""
    member: str = ""
    """Set for what is owed to one person alone."""
    kind: str
    round: str = ""
    data: str = "{}"
    """What composing needs beside the ids, as JSON; never rendered text."""
    state: DeliveryState = DeliveryState.OWED
    holder: str = ""
    lease_until: datetime | None = None
    attempts: int = 0
    due_at: datetime
    reason: str = ""
    message: str | None = None
    thread: str | None = None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A member's word that a question is bad."""

    id: str
    space: str
    round: str
    question_id: str
    member: str
    reason: str
    at: datetime
    settled_at: datetime | None = None


class AppealState(StrEnum):
    """What became of an appeal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A member's word that their answer makes a point, and what a manager decided."""

    id: str
    space: str
    round: str
    member: str
    number: int
    """The revision whose verdict is appealed."""
    point: int
    """The index of the key point."""
    at: datetime
    told_at: datetime | None = None
    """When the managers' digest first held it."""
    state: AppealState = AppealState.OPEN
    decided_at: datetime | None = None
    decided_by: str = ""
    score_before: int | None = None
    """The score when it was decided."""
    score_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierVerdict:
    """A verdict that another took the place of; nothing a judge said is ever lost."""

    id: str
    space: str
    round: str
    member: str
    number: int
    replaced_at: datetime
    appeal: str = ""
    """The appeal that was accepted; empty where a later engine judged anew."""
    score: int | None
    verdict: str | None
    engine: str | None
    version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A message of the room, by a member or by the bot."""

    id: int
    place: str
    thread: int | None = None
    author: str = ""
    """Empty: the bot."""
    viewer: str = ""
    """Set: only this member sees it."""
    text: str = ""
    card: str = ""
    """The bot's message as JSON."""
    delivery: str | None = None
    revision: int = 0
    sent_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackInstall:
    """The bot's install in a Slack workspace."""

    team: str
    name: str
    bot_user: str
    bot_id: str = ""
    installer: str = ""
    scopes: str = ""
    """Joined by commas."""
    sealed_token: str
    """Encrypted; storage has no key to it."""
    installed_at: datetime
