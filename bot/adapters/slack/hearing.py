"""What is said in Slack: message events and messages read from a thread, told apart by their subtype."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from typing import Any

SAID = frozenset({"", "file_share", "thread_broadcast", "me_message"})
"""Subtypes of what a person says; everything else is Slack's own, or a bot's."""
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message somebody wrote, changed or deleted."""

    channel: str
    user: str
    message: str
    """Slack's `ts`, which names a message in its channel."""
    thread: str | None
    sent_at: datetime
    text: str = ""
    revision: str = ""
    """When it was edited; Slack's own order of edits."""
    direct: bool = False
    deleted: bool = False
    unread: bool = False
    """Whether there is a file in it, or another's message."""

    @property
    def event(self) -> str:
        """Give the key of this event: the same when it is delivered again, or read from the thread later."""
        kind = "deleted" if self.deleted else "said"
        return f"{kind}:{self.channel}:{self.message}:{self.revision}"


def heard(event: Mapping[str, Any], bot_user: str) -> Heard | None:
    """Read a message event; None for what is no person's word to us."""
    channel = str(event.get("channel") or "")
    direct = event.get("channel_type") == "im" or (channel.startswith("D") and not event.get("channel_type"))
    subtype = str(event.get("subtype") or "")
    if subtype == "message_changed":
        message = event.get("message") or {}
        if message.get("subtype") == "tombstone":  # its thread goes on without it
            return _deleted(event, channel, bot_user, str(message.get("ts") or ""), direct=direct)
        thread = event.get("thread_ts") or _before(event).get("thread_ts")
        return _said({"thread_ts": thread, **message}, channel, bot_user, direct=direct, known=True)
    if subtype == "message_deleted":
        gone = str(event.get("deleted_ts") or "")
        return _deleted(event, channel, bot_user, gone, direct=direct)
    return _said(event, channel, bot_user, direct=direct)


def asked_by(event: Mapping[str, Any]) -> str:
    """Give whose message the thread of a message event hangs on; empty where Slack does not tell."""
    for message in (event, event.get("message"), event.get("previous_message")):
        if isinstance(message, Mapping) and message.get("parent_user_id"):
            return str(message["parent_user_id"])
    return ""


def read_in_thread(message: Mapping[str, Any], channel: str, bot_user: str, *, direct: bool) -> Heard | None:
    """Read a message as the history gives it."""
    return _said(message, channel, bot_user, direct=direct)


def gone(channel: str, thread: str | None, message: str) -> Heard:
    """Make what is heard of a message that the history does not give any more."""
    return Heard(
        channel=channel, user="", message=message, thread=thread, sent_at=instant(message), direct=False, deleted=True
    )


def _said(
    message: Mapping[str, Any], channel: str, bot_user: str, *, direct: bool, known: bool = False
) -> Heard | None:
    """Read what a person said. `known`: it may be, so one that names no thread is left to who knows."""
    user, ts = str(message.get("user") or ""), str(message.get("ts") or "")
    if not (user and ts and channel) or user == bot_user or message.get("bot_id"):
        return None
    if str(message.get("subtype") or "") not in SAID:
        return None
    thread = _thread(message)
    if not direct and not _ours(message, bot_user) and not (known and thread is None):
        return None
    edited = message.get("edited") or {}
    revision = str(edited.get("ts") or "")
    return Heard(
        channel=channel,
        user=user,
        message=ts,
        thread=thread,
        sent_at=instant(revision or ts),
        text=typed(str(message.get("text") or "")),
        revision=revision,
        direct=direct,
        unread=bool(message.get("files") or message.get("attachments")),
    )


def _deleted(event: Mapping[str, Any], channel: str, bot_user: str, gone: str, *, direct: bool) -> Heard | None:
    previous = {"thread_ts": event.get("thread_ts"), "ts": gone, **_before(event)}
    if not (gone and channel) or previous.get("bot_id"):
        return None
    thread = _thread(previous)
    if thread is not None and not direct and not _ours(previous, bot_user):
        return None
    return Heard(
        channel=channel,
        user=str(previous.get("user") or ""),
        message=gone,
        thread=thread,
        sent_at=instant(str(event.get("event_ts") or event.get("ts") or gone)),
        direct=direct,
        deleted=True,
    )


def _before(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give the message as it was before it was changed or deleted, if Slack tells."""
    before = event.get("previous_message")
    return before if isinstance(before, Mapping) else {}


def _ours(message: Mapping[str, Any], bot_user: str) -> bool:
    """Say whether a message hangs on one of ours; talk in a channel, or under another's message, is not for us."""
    return _thread(message) is not None and message.get("parent_user_id") in {None, "", bot_user}


def _thread(message: Mapping[str, Any]) -> str | None:
    """Give the thread a message is in; a message others reply to names itself."""
    thread = message.get("thread_ts")
    return str(thread) if thread and thread != message.get("ts") else None


def instant(ts: str) -> datetime:
    """Read Slack's time of a message: seconds since 1970 with six digits behind the point."""
    try:
        return datetime.fromtimestamp(float(ts), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def typed(text: str) -> str:
    """Give back what a person typed: references as their names, the three escaped characters as themselves."""
    return unescape(_REFERENCE.sub(_shown, text))


def _shown(found: re.Match[str]) -> str:
    kind, target, label = found[1], found[2], found[3]
    if kind == "!":
        return label or "@" + target.split("^")[0]
    if kind:
        return kind + (label or target)
    return label or target
