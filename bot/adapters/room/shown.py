"""What one member may see: posts with what is shown beside them, read from the store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.adapters.room import payload as payloads
from bot.adapters.room import people
from storage import Tx
from storage.records import Post


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody stands: in a channel, or in one of its threads."""

    place: str
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A post with what is shown beside it."""

    post: Post
    name: str
    """Its author's; empty for the bot."""
    replies: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A channel, or a thread, as one member sees it."""

    posts: tuple[Shown, ...] = ()
    more: bool = False
    """Whether there are earlier ones."""


def opens_thread(post: Post) -> bool:
    """Say whether a thread hangs on a post."""
    return bool(post.card) and payloads.read(post.card).opens_thread


def channel(tx: Tx, place: str, viewer: str, limit: int, before: int | None = None) -> Page:
    """Read the last posts of a channel, or those before one."""
    posts = tx.room.channel(place, viewer, limit + 1, before)
    return Page(_beside(tx, posts[-limit:]), more=len(posts) > limit)


def thread(tx: Tx, spot: Spot, viewer: str) -> Page:
    """Read a thread, what it hangs on first; empty if there is none, or not for this member."""
    root = tx.room.get(spot.thread or 0)
    if root is None or root.place != spot.place or root.deleted_at or root.viewer not in {"", viewer}:
        return Page()
    return Page(_beside(tx, [root, *tx.room.thread(spot.place, root.id, viewer)]))


def news(tx: Tx, post: int) -> tuple[Shown, ...]:
    """Give a post, and what its thread hangs on, whose count of replies it changes."""
    known = tx.room.get(post)
    root = tx.room.get(known.thread) if known is not None and known.thread is not None else None
    return _beside(tx, [found for found in (known, root) if found is not None])


def unname(tx: Tx, name: str) -> None:
    """Take a name out of every card that says it."""
    for post in tx.room.cards_that_say(payloads.quoted(name)):
        tx.room.change(post.id, card=payloads.write(payloads.without(payloads.read(post.card), name)))


def _beside(tx: Tx, posts: Collection[Post]) -> tuple[Shown, ...]:
    """Give posts with their authors' names and how many replies they have."""
    names = {author: people.name_of(tx, author) for author in {post.author for post in posts if post.author}}
    replies: dict[int, int] = {}
    for place in {post.place for post in posts}:
        replies |= tx.room.replies(place, [post.id for post in posts if post.thread is None])
    return tuple(Shown(post, names.get(post.author, ""), replies.get(post.id, 0)) for post in posts)
