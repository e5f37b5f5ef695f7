"""What is in Slack's history: our own message whose fate is unknown, and what was said while nobody listened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import count
from typing import Any

from bot.adapters.slack.hearing import Heard, gone, read_in_thread
from bot.adapters.slack.installs import Install
from bot.adapters.slack.web import SlackError, Web
from bot.practice.contract import OpenThread, Reason

DELETED = "tombstone"
"""The subtype of what stands where a message with replies was deleted."""
EVENT = "hotseat_delivery"
"""The type of the metadata on every message we owe."""
PAGE = 200
PAGES = 10
"""Of the newest messages, among which our own is looked for; what people said is read to the end."""


def metadata(key: str, part: int, parts: int) -> dict[str, Any]:
    """Make the metadata by which a message is found again."""
    return {"event_type": EVENT, "event_payload": {"key": key, "part": part, "parts": parts}}


class Finding:
    """Reads channels and threads."""

    def __init__(self, web: Web) -> None:
        """Take where to read."""
        self._web = web

    async def is_there(self, install: Install, channel: str, thread: str | None, tag: Mapping[str, Any]) -> bool:
        """Say whether the message of some metadata is there."""
        payload = tag["event_payload"]
        return payload["part"] in await self.parts_of(install, channel, thread, payload["key"])

    async def parts_of(self, install: Install, channel: str, thread: str | None, key: str) -> dict[int, str]:
        """Find the messages of a delivery that are there: each part's `ts`."""
        found: dict[int, str] = {}
        async for message in self._messages(install, channel, thread, None, with_metadata=True):
            tag = message.get("metadata") or {}
            payload = tag.get("event_payload") or {}
            if tag.get("event_type") == EVENT and payload.get("key") == key:
                found[int(payload.get("part", 0))] = str(message.get("ts"))
        return found

    async def said(self, install: Install, thread: OpenThread) -> list[Heard]:
        """Read what people said since a question, and which of what was heard of them is deleted."""
        if thread.thread is None:
            # A direct conversation's history does not show what was replied to the question.
            found = await self._since(install, thread, None)
            return _heard(install, thread, [*found, *await self._replies(install, thread)])
        found = await self._since(install, thread, thread.thread)
        said = _heard(install, thread, found)
        # Slack gives a thread with what it hangs on, be it deleted: one that begins otherwise is not whole.
        if not found or found[0].get("ts") != thread.thread:
            return said
        there = {str(message.get("ts")) for message in found if message.get("subtype") != DELETED}
        return said + [gone(thread.place, thread.thread, message) for message in sorted(thread.heard - there)]

    async def _replies(self, install: Install, thread: OpenThread) -> list[Mapping[str, Any]]:
        """Read what was replied to a question; where it is gone, what was said beside it still counts."""
        try:
            return await self._since(install, thread, thread.message)
        except SlackError as error:
            if error.reason is Reason.RATE_LIMITED:
                raise
            return []

    async def _since(self, install: Install, thread: OpenThread, of: str | None) -> list[Mapping[str, Any]]:
        """Read from the question itself on: our clock and Slack's need not agree."""
        return [m async for m in self._messages(install, thread.place, of, thread.message, with_metadata=False)]

    async def _messages(
        self, install: Install, channel: str, thread: str | None, since: str | None, *, with_metadata: bool
    ) -> AsyncIterator[Mapping[str, Any]]:
        method = "conversations.replies" if thread else "conversations.history"
        arguments: dict[str, Any] = {"ts": thread} if thread else {}
        if since is not None:
            arguments |= {"oldest": since, "inclusive": True}
        next_page: dict[str, str] = {}
        for page in count():
            if with_metadata and page == PAGES:
                return
            answer = await self._web.call(
                install.team,
                install.token,
                method,
                channel=channel,
                limit=PAGE,
                include_all_metadata=with_metadata,
                **arguments,
                **next_page,
            )
            messages: Sequence[Mapping[str, Any]] = answer.get("messages") or ()
            for message in messages:
                yield message
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return
            next_page = {"cursor": cursor}


def _heard(install: Install, thread: OpenThread, messages: Sequence[Mapping[str, Any]]) -> list[Heard]:
    direct = thread.thread is None
    found = [read_in_thread(message, thread.place, install.bot_user, direct=direct) for message in messages]
    return [heard for heard in found if heard is not None]
