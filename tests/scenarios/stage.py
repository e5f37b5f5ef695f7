"""A stage: one platform with people on it, who say, press and see.

Every scenario runs on every stage. `sees` reads what the platform shows that person, never practice's own output.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Protocol, TypeVar

from content.library import Library
from content.readers.native.bank import read_bank

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

T = TypeVar("T")
BANK = Path(__file__).parent / "orchard.md"
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""A Monday, 08:30 UTC; the stage's space lives in UTC, so the schedule's 09:00 is half an hour away."""


def library() -> Library:
    """Read the scenarios' own bank."""
    bank, faults = read_bank(BANK.read_text(encoding="utf-8"), BANK)
    assert bank is not None
    assert not faults, "\n".join(map(str, faults))
    return Library([bank])


class SteadyRandom(Random):
    """Draws the first of what is left, so that a scenario knows which question comes."""

    def choice(self, seq: SupportsLenAndGetItem[T]) -> T:
        """Take the first."""
        return seq[0]


class Clock:
    """A clock a scenario moves."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


class Stage(Protocol):
    """What a scenario can do. People are named; `boss` manages the space."""

    missing: frozenset[str]
    """Capabilities this platform does not have, by name; a scenario that needs one is skipped and listed."""

    async def says(self, who: str, text: str, *, where: str = "thread") -> str:
        """Type a message: in the `thread` of the newest question, in the `channel`, or in the `direct` conversation.

        Gives a handle of the message, for `edits` and `deletes`.
        """

    async def edits(self, who: str, message: str, text: str) -> None:
        """Edit a message of one's own."""

    async def deletes(self, who: str, message: str) -> None:
        """Delete a message of one's own."""

    async def presses(self, who: str, label: str) -> None:
        """Press the newest button of that label that this person can see."""

    async def fills(self, who: str, **fields: str | bool) -> None:
        """Fill in the form in front of this person, by field name, and send it."""

    async def commands(self, who: str, text: str, *, where: str = "channel") -> None:
        """Type a slash command, in the `channel` or in the `direct` conversation."""

    async def sees(self, who: str, *texts: str) -> None:
        """Wait until this person can see each text; fail if they can't."""

    async def sees_no(self, who: str, *texts: str) -> None:
        """Fail if this person can see one of the texts, once all that is under way is done."""

    async def passes(self, hours: float) -> None:
        """Let time go by; what falls due happens."""

    async def restarts(self) -> None:
        """Kill the bot and start it again on the same data."""
