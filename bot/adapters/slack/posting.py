"""What we owe, posted: once, whole, and found again where its fate is unknown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.adapters.slack.blocks import Post, posts
from bot.adapters.slack.errors import LEFT, NOTHING_TO_CHANGE
from bot.adapters.slack.finding import Finding, metadata
from bot.adapters.slack.installs import Install, Installs
from bot.adapters.slack.naming import Names
from bot.adapters.slack.placing import Places
from bot.adapters.slack.web import SlackError, Web
from bot.practice.contract import MessageRef, Parcel, Reason

log = structlog.get_logger(__name__)


STOPS = frozenset({Reason.GONE, Reason.FORBIDDEN, Reason.ARCHIVED})
"""Reasons for which a schedule stops."""


class Posting:
    """Posts and changes our messages."""

    def __init__(
        self,
        web: Web,
        installs: Installs,
        places: Places,
        finding: Finding,
        names: Names,
        removed: Callable[[str], Awaitable[bool]],
        changed: Callable[[str, str], None],
    ) -> None:
        """Take how to reach Slack, what commands are called, and who is told of a workspace.

        That it removed us, and that what is open in it changed.
        """
        self._web = web
        self._installs = installs
        self._places = places
        self._finding = finding
        self._names = names
        self._removed = removed
        self._changed = changed
        self._partly: dict[str, dict[int, str]] = {}
        """Of deliveries that were looked for: the parts that are there already."""

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a message, or change one; raise SendFailedError otherwise."""
        install = await self._install_of(parcel)
        written = posts(parcel.message, self._names)
        try:
            if parcel.edits is not None:
                ref = await self._change(install, parcel.edits, written[0])
            else:
                ref = await self._post(install, parcel, written)
        except SlackError as error:
            await self._noticed(install, error, parcel.place)
            if parcel.opens_thread and error.reason in STOPS:
                self._changed(install.team, parcel.key)
            raise
        if parcel.opens_thread or parcel.edits is not None:  # a question was asked, or closed
            self._changed(install.team, parcel.key)
        return ref

    async def _install_of(self, parcel: Parcel) -> Install:
        install = await self._installs.of(parcel.space.removeprefix("slack:"))
        if install is None:  # its token opens with another key; where we were removed, nothing is owed for long
            raise SlackError("no_token", Reason.UNAVAILABLE)
        return install

    async def _post(self, install: Install, parcel: Parcel, written: Sequence[Post]) -> MessageRef:
        channel = await self._channel(install, parcel)
        there = self._partly.pop(parcel.key, {})
        first = there.get(0, "")
        for part, post in enumerate(written):
            if part in there:
                continue
            thread = parcel.thread or (first if part else None)
            answer = await self._web.call(
                install.team,
                install.token,
                "chat.postMessage",
                channel=channel,
                text=post.text,
                blocks=post.blocks,
                metadata=metadata(parcel.key, part, len(written)),
                unfurl_links=False,
                unfurl_media=False,
                **({"thread_ts": thread} if thread else {}),
            )
            first = first or str(answer.get("ts"))
        return self._ref(parcel, channel, first)

    async def _change(self, install: Install, edits: MessageRef, post: Post) -> MessageRef:
        try:
            await self._web.call(
                install.team,
                install.token,
                "chat.update",
                channel=edits.place,
                ts=edits.message,
                text=post.text,
                blocks=post.blocks,
                parse="none",  # unlike a post's, an update's names and links would be looked for
            )
        except SlackError as error:
            if error.code not in NOTHING_TO_CHANGE:
                raise
            log.info("nothing to change", place=edits.place, reason=error.code)
        return edits

    async def _channel(self, install: Install, parcel: Parcel) -> str:
        return await self._places.direct(install, parcel.member) if parcel.member else parcel.place

    def _ref(self, parcel: Parcel, channel: str, message: str) -> MessageRef:
        return MessageRef(channel, message, message if parcel.opens_thread else parcel.thread)

    async def _noticed(self, install: Install, error: SlackError, place: str) -> None:
        """Draw what an error tells beyond this one delivery."""
        log.warning("slack refused", team=install.team, place=place, reason=error.code, needed=error.needed)
        if error.code in LEFT:
            await self._removed(install.team)
        elif error.code in {"not_in_channel", "channel_not_found"}:
            self._places.left(install.team, place)

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Ask for a message's address; a question goes up without the link rather than late."""
        install = await self._installs.of(space.removeprefix("slack:"))
        if install is None:
            return ""
        try:
            answer = await self._web.call(
                install.team,
                install.token,
                "chat.getPermalink",
                channel=message.place,
                message_ts=message.message,
            )
        except SlackError as error:
            log.info("no address", place=message.place, reason=error.code)
            return ""
        return str(answer.get("permalink") or "")

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message that may have been sent; None too where only some of its parts are there."""
        if parcel.edits is not None:
            return None  # changing it again changes nothing
        install = await self._install_of(parcel)
        channel = await self._channel(install, parcel)
        there = await self._there(install, parcel, channel)
        if set(range(len(posts(parcel.message, self._names)))) <= there.keys():
            return self._ref(parcel, channel, there[0])
        self._partly[parcel.key] = there
        return None

    async def _there(self, install: Install, parcel: Parcel, channel: str) -> dict[int, str]:
        found = await self._finding.parts_of(install, channel, parcel.thread, parcel.key)
        if 0 in found and not parcel.thread:
            # The parts of a message that stands alone hang in its thread.
            found |= await self._finding.parts_of(install, channel, found[0], parcel.key)
        return found
