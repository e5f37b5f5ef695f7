"""Who is in the room: a browser is a person, and a name belongs to the browser that took it."""

from __future__ import annotations

import unicodedata
from datetime import datetime

from bot.practice.access import RefusedError
from bot.practice.messages import say
from content.typed import Literal, clean
from storage import Tx

SPACE = "room"
MANAGER = "manager"
"""The member whose browser opened the start link."""
DAILY = "daily"
LONGEST_NAME = 40
"""Characters."""
_OURS = "Hotseat"


def own_place(member: str) -> str:
    """Name a member's direct conversation with the bot."""
    return f"dm-{member}"


def tidy(name: str) -> str:
    """Clean a name as it was typed: nothing unseen, one space between words."""
    return " ".join(clean(name).split())


def _alike(name: str) -> str:
    """Reduce a name to what tells it from others: neither case nor width nor spaces do."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def take_name(tx: Tx, member: str, typed: str, locale: str, now: datetime) -> str:
    """Give a member a name that nobody else here has; refuse one that is taken, empty, too long or like a command."""
    name = tidy(typed)
    if not name:
        raise RefusedError(say("room.name_empty"))
    if len(name) > LONGEST_NAME:
        raise RefusedError(say("room.name_long", length=len(name), most=LONGEST_NAME))
    if _alike(name).startswith("/"):
        raise RefusedError(say("room.name_command"))
    others = {_alike(known.name) for known in tx.spaces.members(SPACE) if known.member != member}
    if _alike(name) in others | {_alike(_OURS)}:
        raise RefusedError(say("room.name_taken", name=Literal(name)))
    tx.spaces.see(SPACE, member, name, locale, now)
    return name


def name_of(tx: Tx, member: str) -> str:
    """Give the name a member took; empty if they have none yet, and go by the name of their key."""
    known = tx.spaces.member(SPACE, member)
    return known.name if known is not None and known.name != member else ""
