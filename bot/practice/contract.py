"""The contract between practice and adapters: what goes in, what comes out, what is owed, how sending can fail."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random
from typing import Protocol

from bot.practice.messages import Card, Message
from bot.practice.requests import Deleted, Request, Said
from content.library import Library


class NewId(Protocol):
    """Gives ids nobody has had before."""

    def __call__(self) -> str:
        """Give a new id: short, of letters and digits, later ids sorting later."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a use case may know beside its request and the store."""

    now: datetime
    new_id: NewId
    random: Random
    library: Library


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where a delivered message is, for edits and replies."""

    place: str
    message: str
    thread: str | None = None
    """The thread that hangs on it."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A stored revision that waits for its verdict."""

    round: str
    member: str
    number: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something for the operator's log; it holds no text anyone typed."""

    event: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a request."""

    reply: Message | None = None
    """One private answer or form to the person who asked: best effort, never stored."""
    unjudged: Unjudged | None = None
    """Stored and safe to acknowledge; the verdict follows from `Desk.judge`."""
    waits_for: str | None = None
    """The delivery that must be known to be there before this request means anything."""
    field: str = ""
    """The form's field that the reply says is wrong; empty where nothing is, or no field in particular."""
    remarks: tuple[Remark, ...] = ()
    refused: bool = False
    """Nothing was done; the reply says what would be right, and a form it came from may stay open."""
    stored: bool = True
    """False: the store failed, nothing was kept, and the platform should deliver the event again."""


NOTHING = Outcome()


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do; renderers degrade by these."""

    private_in_thread: bool
    """Whether a typed answer can be answered privately where it stands."""
    reads_threads: bool
    """Whether the bot sees what is typed in a thread."""
    direct_in_space: bool = True
    """Whether a direct conversation belongs to a space; else it is one of its own, and sets nothing up elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A delivery, composed: what to send and where."""

    key: str
    space: str
    place: str
    member: str = ""
    """Set: to this member alone, in their direct conversation."""
    thread: str | None = None
    """Set: into this thread."""
    edits: MessageRef | None = None
    """Set: in place of this message."""
    opens_thread: bool = False
    """Whether a thread hangs on it."""
    message: Card
    results: MessageRef | None = None
    """Set: where its schedule's last results are, for a link."""


class Reason(StrEnum):
    """Why a delivery failed; what follows from each is in `deliveries.CONSEQUENCES`."""

    GONE = "gone"
    FORBIDDEN = "forbidden"
    ARCHIVED = "archived"
    TOO_LONG = "too_long"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UNKNOWN_OUTCOME = "unknown_outcome"


class SendFailedError(Exception):
    """A platform did not take a message."""

    def __init__(self, reason: Reason, detail: str = "", *, retry_after: float | None = None) -> None:
        """Take the reason, the platform's own word for it, and how many seconds it asks us to wait."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
        self.retry_after = retry_after


class StartError(Exception):
    """A platform cannot be served; it holds the sentence an operator should read."""


@dataclass(frozen=True, slots=True)
class OpenThread:
    """Where answers to a round may have been said while nobody listened."""

    space: str
    place: str
    round: str
    message: str
    thread: str | None
    """None: a direct conversation, where what follows the newest question is the answer."""
    since: datetime
    heard: frozenset[str] = frozenset()
    """What was said in the thread and heard before; what is not there any more was deleted meanwhile."""


class Adapter(Protocol):
    """One platform: its events become requests, our messages become what it shows."""

    platform: str
    capabilities: Capabilities

    async def connect(self) -> None:
        """Begin to listen; what is heard goes to the desk."""

    async def close(self) -> None:
        """Stop listening."""

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a message, or edit one; raise SendFailedError otherwise."""

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message that may have been sent: the platform is asked before it is sent again."""

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Give the address at which a browser shows a message in its thread; empty where there is none."""

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said | Deleted]:
        """Read what was said in these threads, and what was taken away; what is known already changes nothing."""


class Desk(Protocol):
    """Where an adapter brings what its platform tells it."""

    @property
    def library(self) -> Library:
        """The questions that can be asked, for what a platform completes while a command is typed."""

    async def ask(self, request: Request) -> Outcome:
        """Carry out a request; when this returns, it is stored, and the platform may be answered."""

    async def judge(self, unjudged: Unjudged) -> Outcome:
        """Judge what was stored; the reply is the verdict."""

    async def asks(self, space: str, place: str, thread: str) -> bool:
        """Say whether a thread of a place is a question's."""

    async def heard(self, space: str, place: str, message: str) -> bool:
        """Say whether anything is kept of a message."""

    def settled(self, key: str) -> Awaitable[object]:
        """Give what to wait for until a delivery that is being sent is known to be there, or to have failed."""

    def deaf(self, platform: str) -> None:
        """Take note that a platform is not heard; its rounds are closed once it is: what was said before counts."""

    def hears(self, platform: str) -> None:
        """Take note that a platform is heard again, and told what was said meanwhile."""

    async def catch_up(self, adapters: Sequence[Adapter]) -> None:
        """Take in what was said while an adapter was away, when it is back."""
