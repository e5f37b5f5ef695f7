"""Which address shows which spot; one's own conversation with the bot has the same address for everyone."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote, unquote

from bot.adapters.room.people import DAILY, own_place
from bot.adapters.room.shown import Spot

_OWN = "me"
_LONGEST_NUMBER = 15
"""Digits; a longer one is no post's, and no number for the store."""


def read(path: str, channels: Collection[str], member: str) -> Spot | None:
    """Read an address as a member opens it; None for one that leads nowhere."""
    parts = [unquote(part) for part in path.strip("/").split("/")]
    if parts == [""]:
        return Spot(DAILY)
    if parts[0] != "c" or len(parts) not in {2, 3}:
        return None
    place = own_place(member) if parts[1] == _OWN else parts[1]
    if place not in channels and parts[1] != _OWN:
        return None
    if len(parts) == 2:
        return Spot(place)
    number = parts[2]
    return Spot(place, int(number)) if number.isdecimal() and len(number) <= _LONGEST_NUMBER else None


def write(spot: Spot, member: str) -> str:
    """Give the address of a spot."""
    place = _OWN if spot.place == own_place(member) else quote(spot.place, safe="")
    return f"/c/{place}" if spot.thread is None else f"/c/{place}/{spot.thread}"
