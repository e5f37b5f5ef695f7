"""What people do in the room: it is kept first, then shown to who may see it, then brought to the desk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

import structlog

from bot.adapters.room import payload as payloads
from bot.adapters.room import people, shown
from bot.adapters.room.shown import Page, Shown, Spot
from bot.adapters.room.whispers import Whisper, Whispers
from bot.practice.access import RefusedError
from bot.practice.contract import Desk, Outcome
from bot.practice.handling import reads_only, understood
from bot.practice.messages import Card, Sentence, notice, say
from bot.practice.requests import Asker, Asking, Deleted, ForgetMe, Said
from bot.practice.revisions import LONGEST_ANSWER
from content.library import Library
from content.typed import clean
from storage import Tx
from storage.records import Post
from storage.store import Store

log = structlog.get_logger(__name__)

LONGEST_POST = LONGEST_ANSWER
"""Characters."""
PAGE = 50
"""Posts of a channel shown at once."""

T = TypeVar("T")


class Listener(Protocol):
    """A page in front of a member."""

    member: str

    def show(self, news: Shown) -> None:
        """Show a post, or what became of it."""

    def whisper(self, whisper: Whisper) -> None:
        """Show a private reply."""

    def dismissed(self, whisper: int) -> None:
        """Take a private reply away."""

    async def reload(self) -> None:
        """Show everything anew: somebody is gone, or has another name."""


class Talk:
    """Everything said in the room passes here."""

    def __init__(self, desk: Desk, store: Store, library: Library, clock: Callable[[], datetime]) -> None:
        """Take the desk that requests go to, and the store that posts are kept in."""
        self.desk = desk
        self.library = library
        self.clock = clock
        self._store = store
        self.listeners: set[Listener] = set()
        self.whispers = Whispers()
        self._telling = asyncio.Lock()

    def channels(self) -> tuple[str, ...]:
        """Give the channels, the daily question's first, then one for each topic in use."""
        topics = (topic.name for topic in self.library.topics() if topic.title)
        return tuple(dict.fromkeys((people.DAILY, *topics)))

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Read from the store."""
        return await self._store.look(work)

    async def write(self, work: Callable[[Tx], T]) -> T:
        """Write to the store."""
        return await self._store.commit(work)

    # --- who --------------------------------------------------------------------------------------------------

    async def name(self, member: str) -> str:
        """Give a member's name; empty while they have none."""
        return await self.read(lambda tx: people.name_of(tx, member))

    async def take_name(self, member: str, typed: str) -> str:
        """Give a member the name they typed; raise RefusedError with what would be right."""
        had = await self.name(member)
        now = self.clock()
        name = await self.write(lambda tx: people.take_name(tx, member, typed, "en", now))
        if had and had != name:
            await self._reload_all()
        return name

    async def asker(self, member: str, spot: Spot, event: str) -> Asker:
        """Say who asks, and where they stand."""
        return Asker(
            space=people.SPACE,
            place=spot.place,
            member=member,
            name=await self.name(member),
            event=event,
            platform_admin=member == people.MANAGER,
            direct=spot.place == people.own_place(member),
        )

    def needs_name(self, request: Asking) -> bool:
        """Say whether a request leaves something behind under its asker's name."""
        read = understood(request, self.library)
        return not isinstance(read, Outcome) and not reads_only(read)

    # --- what is said -----------------------------------------------------------------------------------------

    async def put_up(self, member: str, spot: Spot, text: str, nonce: str) -> Post:
        """Keep what a member typed, once for the number their browser gave it; raise RefusedError if it can't be."""
        said = clean(text).strip()
        _fits(said)
        now, viewer = self.clock(), member if spot.place == people.own_place(member) else ""

        def keep(tx: Tx) -> Post | None:
            post = tx.room.put_up(
                f"said:{nonce}",
                place=spot.place,
                thread=spot.thread,
                author=member,
                viewer=viewer,
                text=said,
                card="",
                revision=0,
                sent_at=now,
            )
            return tx.room.get(post)

        post = await self.write(keep)
        if post is None or post.author != member:
            raise RefusedError(say("refused.store"))
        await self.tell(post.id)
        return post

    async def hand_over(self, post: Post) -> None:
        """Bring a post to the desk, if it stands where answers do."""
        spot = Spot(post.place, post.thread)
        if post.thread is None and post.place != people.own_place(post.author):
            return
        await self._ask(post.author, spot, await self.said(post))

    async def _ask(self, member: str, spot: Spot, request: Asking) -> None:
        outcome = await self.request(request)
        self.reply(member, spot, outcome)
        await self.judge(member, spot, outcome)

    async def said(self, post: Post) -> Said:
        """Make the request of a post, as it reads now."""
        spot = Spot(post.place, post.thread)
        who = await self.asker(post.author, spot, f"said:{post.id}:{post.revision}")
        thread = None if post.thread is None else str(post.thread)
        return Said(
            who,
            text=post.text,
            message=str(post.id),
            thread=thread,
            sent_at=post.edited_at or post.sent_at,
            revision=f"{post.revision:08}" if post.revision else "",
        )

    async def deleted(self, post: Post) -> Deleted:
        """Make the request that says a post was taken away."""
        who = await self.asker(post.author, Spot(post.place, post.thread), f"deleted:{post.id}")
        return Deleted(who, str(post.id))

    async def edit(self, member: str, post: int, text: str) -> None:
        """Change what a member typed; raise RefusedError if it can't be, or is not theirs."""
        said = clean(text).strip()
        _fits(said)
        now = self.clock()

        def change(tx: Tx) -> Post | None:
            known = _own(tx, member, post)
            if known.text == said:
                return None
            tx.room.change(post, text=said, revision=known.revision + 1, edited_at=now)
            return tx.room.get(post)

        changed = await self.write(change)
        if changed is not None:
            await self.tell(post)
            await self.hand_over(changed)

    async def delete(self, member: str, post: int) -> None:
        """Take away what a member typed; raise RefusedError if it is not theirs."""
        now = self.clock()

        def take(tx: Tx) -> Post:
            known = _own(tx, member, post)
            tx.room.change(post, text="", deleted_at=now)
            return replace(known, text="", deleted_at=now)

        taken = await self.write(take)
        await self.tell(post)
        await self._ask(member, Spot(taken.place, taken.thread), await self.deleted(taken))

    # --- what is asked ----------------------------------------------------------------------------------------

    async def request(self, request: Asking) -> Outcome:
        """Bring a request to the desk."""
        outcome = await self.desk.ask(request)
        if isinstance(request, ForgetMe) and not outcome.refused:
            await self._forgotten(request.who.member, request.who.name)
        return outcome

    async def judge(self, member: str, spot: Spot, outcome: Outcome) -> None:
        """Have what was stored judged, and tell its author the verdict."""
        if outcome.unjudged is not None:
            self.reply(member, spot, await self.desk.judge(outcome.unjudged))

    def reply(self, member: str, spot: Spot, outcome: Outcome) -> None:
        """Whisper what came of a request; a form is for the page that asked."""
        if isinstance(outcome.reply, Card):
            self.whisper(member, spot, outcome.reply)

    def whisper(self, member: str, spot: Spot, card: Card) -> None:
        """Say something to one member alone, where they stand."""
        whisper = self.whispers.add(member, spot, payloads.render(card), self.clock())
        _each(self._of(member), lambda listener: listener.whisper(whisper))

    def refuse(self, member: str, spot: Spot, sentence: Sentence) -> None:
        """Tell a member why not."""
        self.whisper(member, spot, notice(sentence))

    def dismiss(self, member: str, whisper: int) -> None:
        """Forget a private reply."""
        self.whispers.dismiss(member, whisper)
        _each(self._of(member), lambda listener: listener.dismissed(whisper))

    async def _forgotten(self, member: str, name: str) -> None:
        """Take a member off every page: what they said is gone already, their name in old cards goes now."""
        if name and not await self.name(member):
            self.whispers.forget(member, name)
            await self.write(lambda tx: shown.unname(tx, name))
        await self._reload_all()

    # --- what is shown ----------------------------------------------------------------------------------------

    async def channel(self, place: str, viewer: str, *, before: int | None = None) -> Page:
        """Read the last posts of a channel, or those before one."""
        return await self.read(lambda tx: shown.channel(tx, place, viewer, PAGE, before))

    async def thread(self, spot: Spot, viewer: str) -> Page:
        """Read a thread, what it hangs on first; empty if there is none, or not for this member."""
        return await self.read(lambda tx: shown.thread(tx, spot, viewer))

    async def tell(self, post: int) -> None:
        """Show a post, or what became of it, to everyone who may see it and is looking."""
        async with self._telling:
            for news in await self.read(lambda tx: shown.news(tx, post)):
                those = [one for one in self.listeners if news.post.viewer in {"", one.member}]
                _each(those, partial(_show, news=news))

    async def _reload_all(self) -> None:
        reloads = (listener.reload() for listener in list(self.listeners))
        for failure in await asyncio.gather(*reloads, return_exceptions=True):
            if failure is not None:
                log.error("a page could not be shown anew", exc_info=failure)

    def _of(self, member: str) -> list[Listener]:
        return [listener for listener in self.listeners if listener.member == member]


def _show(listener: Listener, news: Shown) -> None:
    listener.show(news)


def _each(listeners: Collection[Listener], do: Callable[[Listener], None]) -> None:
    """Do something on each page; one that fails keeps it from no other."""
    for listener in listeners:
        try:
            do(listener)
        except Exception:  # whatever is wrong with one page
            log.exception("a page could not be changed")


def _fits(said: str) -> None:
    if not said:
        raise RefusedError(say("answer.empty"))
    if len(said) > LONGEST_POST:
        raise RefusedError(say("answer.too_long", length=len(said), most=LONGEST_POST))


def _own(tx: Tx, member: str, post: int) -> Post:
    known = tx.room.get(post)
    if known is None or known.author != member or known.deleted_at is not None:
        raise RefusedError(say("room.not_yours"))
    return known
