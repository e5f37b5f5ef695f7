"""Deliveries: a message with its thread, an edit, a direct message; and the search for one that may be there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import takewhile
from typing import Final

import discord
import structlog

from bot.adapters.discord import forum as forums
from bot.adapters.discord.components import tags, view
from bot.adapters.discord.failures import PASSING, failure
from bot.adapters.discord.outgoing import calling, extras
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.permissions import VOICE
from bot.adapters.discord.rendering import Rendered, label, render
from bot.adapters.discord.standing import server_of
from bot.practice.cards import without_thread
from bot.practice.contract import MessageRef, Parcel

log = structlog.get_logger(__name__)

_HISTORY = 200
"""Messages looked through for one that may be there."""
_THREAD_EXISTS = 160004
_NO_ROOM = frozenset({160006, 160007})
"""There are as many active threads as a channel takes."""
_ARCHIVED = 50083
_THREAD_KEPT: Final = 4320
"""Minutes without a message until a thread is put away: three days, so that a weekend fits in."""


class Post:
    """Puts our messages up in Discord."""

    def __init__(self, client: discord.Client, pace: Pace) -> None:
        """Take the client, and the pace all our messages keep."""
        self._client = client
        self._pace = pace
        self._begun: dict[str, int] = {}
        """Of a parcel that was looked for and is not whole: how many of its texts are there."""
        self._begun_posts: dict[str, int] = {}
        """Of one that begins a forum's post, the post."""

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a parcel, or edit a message; raise what the library raises."""
        shown = self._render(parcel)
        tag = tag_of(parcel.key)
        if parcel.edits is not None:
            return await self._edit(parcel, parcel.edits, shown)
        if parcel.thread is not None:
            message = await self._put(self._where(parcel, parcel.thread), shown, parcel.key)
            return MessageRef(parcel.place, str(message.id), parcel.thread)
        place = await self._place(parcel)
        if isinstance(place, discord.ForumChannel):
            return await self._put_in_forum(place, parcel, shown, tag)
        message = await self._put(await self._target(parcel), shown, parcel.key)
        thread = await self._thread(message, parcel, place) if parcel.opens_thread else None
        return MessageRef(parcel.place or str(message.channel.id), str(message.id), thread)

    def _render(self, parcel: Parcel) -> Rendered:
        """Render a parcel; a role that is gone is not called, the question is asked all the same."""
        card, server = parcel.message, self._client.get_guild(server_of(parcel.space) or 0)
        if parcel.opens_thread and isinstance(self._client.get_channel(int(parcel.place)), VOICE):
            card = without_thread(card)
        if card.ping and server is not None and server.get_role(int(card.ping)) is None:
            log.info("the role to ping is gone", place=parcel.place)
            card = replace(card, ping="")
        return render(card)

    async def _place(self, parcel: Parcel) -> object:
        """Give the channel of a server that a parcel goes to; what is for one member goes to none."""
        if not parcel.place or parcel.member or server_of(parcel.space) is None:
            return None
        return await self._channel(int(parcel.place))

    async def _channel(self, channel: int) -> object:
        """Give a channel; a thread in the archive, or a server away at the start, the library does not know."""
        known = self._client.get_channel(channel)
        if known is not None:
            return known
        await self._pace.turn()
        return await self._client.fetch_channel(channel)

    async def _target(self, parcel: Parcel) -> discord.abc.Messageable:
        if not parcel.member:
            return self._where(parcel, parcel.place)
        await self._pace.turn()
        return await self._client.create_dm(discord.Object(int(parcel.member)))

    def _where(self, parcel: Parcel, channel: str) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(int(channel), guild_id=server_of(parcel.space))

    async def _put(self, target: discord.abc.Messageable, shown: Rendered, key: str) -> discord.Message:
        """Put up every text in order; the nonce makes sending one again within minutes give the same message."""
        tag, first, last = tag_of(key), calling(shown.ping), len(shown.texts) - 1
        begun = self._begun.pop(key, 0)
        for i, text in enumerate(shown.texts[begun:-1], start=begun):
            await self._pace.turn()
            await target.send(text, nonce=f"{tag}-{i}", suppress_embeds=True, **({} if i else first))
        await self._pace.turn()
        ending = extras(shown, tag) | ({} if last else first)
        return await target.send(shown.texts[-1], nonce=tag, suppress_embeds=True, **ending)

    async def _thread(self, message: discord.Message, parcel: Parcel, place: object) -> str | None:
        """Hang a thread on a message; a thread and a direct conversation are threads of their own."""
        if isinstance(place, discord.Thread):
            return str(place.id)
        if server_of(parcel.space) is None or isinstance(place, VOICE):
            return None
        await self._pace.turn()
        try:
            thread = await message.create_thread(name=_name(parcel), auto_archive_duration=_THREAD_KEPT)
        except discord.HTTPException as error:
            if error.code == _THREAD_EXISTS:
                return str(message.id)  # a thread made of a message goes by the message's id
            if error.code not in _NO_ROOM and failure(error).reason in PASSING:
                raise  # the message is found again, and its thread made then
            log.warning("no thread", place=parcel.place, code=error.code)
            return str(message.id)  # a member may make it, and what is said in it counts as in ours
        return str(thread.id)

    async def _put_in_forum(self, forum: discord.ForumChannel, parcel: Parcel, shown: Rendered, tag: str) -> MessageRef:
        """Make a post of a question; in a forum the post is the thread."""
        rest = replace(shown, texts=shown.texts[1:], ping="")
        thread = self._begun_posts.pop(parcel.key, None)
        if thread is None:
            await self._pace.turn()
            given = calling(shown.ping) | (extras(shown, tag) if not rest.texts else {})
            thread, message = await forums.put_up(
                self._client, forum, _name(parcel), shown.texts[0], given, _THREAD_KEPT
            )
        if rest.texts:
            message = (await self._put(self._where(parcel, str(thread)), rest, parcel.key)).id
        return MessageRef(parcel.place, str(message), str(thread))

    async def _edit(self, parcel: Parcel, ref: MessageRef, shown: Rendered) -> MessageRef:
        """Change the message that has the buttons; of a long text, the last part."""
        place = await self._channel(int(ref.place)) if ref.thread is not None else None
        inside = isinstance(place, discord.ForumChannel) and ref.thread is not None
        message = self._where(parcel, ref.thread if inside and ref.thread else ref.place).get_partial_message(
            int(ref.message)
        )
        await self._pace.turn()
        try:
            await message.edit(content=shown.texts[-1], view=view(shown.buttons, tag_of(parcel.key)))
        except discord.HTTPException as error:
            if error.code != _ARCHIVED or ref.thread is None:
                raise
            await self._wake(int(ref.thread))
            await message.edit(content=shown.texts[-1], view=view(shown.buttons, tag_of(parcel.key)))
        return ref

    async def _wake(self, thread: int) -> None:
        """Take a thread out of the archive, so that what stands in it can be edited; a locked one stays there."""
        found = await self._client.fetch_channel(thread)
        if isinstance(found, discord.Thread):
            await self._pace.turn()
            await found.edit(archived=False)

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for our own message of a parcel: by the tag on its buttons, or word for word where it has none."""
        if parcel.edits is not None:
            return None  # the same edit twice is one
        shown = self._render(parcel)
        place = await self._place(parcel) if parcel.thread is None else None
        if isinstance(place, discord.ForumChannel):
            return await self._find_in_forum(place, parcel, shown)
        target = self._where(parcel, parcel.thread) if parcel.thread else await self._target(parcel)
        ours = [message async for message in target.history(limit=_HISTORY) if self._is_ours(message)]
        tag = tag_of(parcel.key)
        for message in ours:
            if tag in tags(message) if shown.buttons else message.content == shown.texts[-1]:
                thread = await self._thread(message, parcel, place) if parcel.opens_thread else parcel.thread
                return MessageRef(parcel.place or str(message.channel.id), str(message.id), thread)
        there = {message.content for message in ours}
        self._begun[parcel.key] = sum(1 for _ in takewhile(there.__contains__, shown.texts[:-1]))
        return None

    def _is_ours(self, message: discord.Message) -> bool:
        return self._client.user is not None and message.author.id == self._client.user.id

    async def _find_in_forum(self, forum: discord.ForumChannel, parcel: Parcel, shown: Rendered) -> MessageRef | None:
        if self._client.user is None:
            return None
        found = await forums.find(forum, self._client.user.id, tag_of(parcel.key), shown.texts[0])
        if found is None:
            return None
        if found.message is not None:
            return MessageRef(parcel.place, str(found.message), str(found.thread))
        if len(shown.texts) > 1:
            self._begun_posts[parcel.key] = found.thread
            self._begun[parcel.key] = sum(1 for _ in takewhile(found.texts.__contains__, shown.texts[1:-1]))
        return None


def tag_of(key: str) -> str:
    """Give a delivery's tag, the same after a restart; with a part's number behind it still a nonce (25 at most)."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _name(parcel: Parcel) -> str:
    return label(parcel.message.fallback, 100)
