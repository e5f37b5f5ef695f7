"""What is in Slack's history: our own message whose fate is unknown, and what was said while nobody listened."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import count
from typing import Any

from bot.adapters.slack.hearing import Heard, gone, read_in_thread
from bot.adapters.slack.installs import Install
from bot.adapters.slack.web import Web
from bot.practice.contract import OpenThread

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
        said: list[Heard] = []
        there: set[str] = set()
        began = ""
        # From the question itself on: our clock and Slack's need not agree.
        async for message in self._messages(install, thread.place, thread.thread, thread.message, with_metadata=False):
            heard = read_in_thread(message, thread.place, install.bot_user, direct=thread.thread is None)
            if heard is not None:
                said.append(heard)
            began = began or str(message.get("ts"))
            if message.get("subtype") != DELETED:
                there.add(str(message.get("ts")))
        # A reply may stand where the history of a direct conversation does not show it; and Slack gives a thread with
        # what it hangs on, be it deleted: one that begins otherwise was not given to us whole.
        if thread.thread is None or began != thread.thread:
            return said
        return said + [gone(thread.place, thread.thread, message) for message in sorted(thread.heard - there)]

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
