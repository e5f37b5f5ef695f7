"""Replies that one member alone sees: best effort, remembered while the room is open, never stored."""

from __future__ import annotations

import itertools
from collections import defaultdict, deque
from dataclasses import dataclass, replace
from datetime import datetime

from bot.adapters.room import payload as payloads
from bot.adapters.room.payload import Payload
from bot.adapters.room.shown import Spot

KEPT = 40
"""Replies remembered for each member."""


@dataclass(frozen=True, slots=True)
class Whisper:
    """A reply only one member sees."""

    id: int
    spot: Spot
    payload: Payload
    at: datetime


class Whispers:
    """What was said to each member alone."""

    def __init__(self) -> None:
        self._of: dict[str, deque[Whisper]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._numbers = itertools.count(1)

    def add(self, member: str, spot: Spot, payload: Payload, at: datetime) -> Whisper:
        """Remember a reply."""
        whisper = Whisper(next(self._numbers), spot, payload, at)
        self._of[member].append(whisper)
        return whisper

    def there(self, member: str, spot: Spot) -> tuple[Whisper, ...]:
        """Give what was said to a member alone in a spot."""
        return tuple(whisper for whisper in self._of.get(member, ()) if whisper.spot == spot)

    def dismiss(self, member: str, whisper: int) -> None:
        """Forget one reply."""
        self._of[member] = deque((known for known in self._of[member] if known.id != whisper), maxlen=KEPT)

    def forget(self, member: str, name: str) -> None:
        """Forget a member: what was said to them, and their name in what was said to others."""
        self._of.pop(member, None)
        for other, known in self._of.items():
            changed = (replace(whisper, payload=payloads.without(whisper.payload, name)) for whisper in known)
            self._of[other] = deque(changed, maxlen=KEPT)
