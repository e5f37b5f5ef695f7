"""What was said in the room: there the bot is the platform too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from storage.records import Post
from storage.rows import find, many
from storage.tables import room_posts
from storage.upsert import change, insert_new

_STANDING = room_posts.c.deleted_at.is_(None)


def _seen_by(viewer: str) -> ColumnElement[bool]:
    return or_(room_posts.c.viewer == "", room_posts.c.viewer == viewer)


@dataclass(frozen=True, slots=True)
class RoomPosts:
    """The posts of the room's channels and threads; those taken away are given only by id."""

    connection: Connection

    def get(self, post: int) -> Post | None:
        """Give a post by id."""
        return find(self.connection, room_posts, Post, id=post)

    def of_delivery(self, key: str) -> Post | None:
        """Give the post that carries a key."""
        return find(self.connection, room_posts, Post, delivery=key)

    def put_up(self, key: str, **columns: Any) -> int:  # noqa: ANN401 - named columns of the record
        """Store a post, once for its key (a delivery's, or what a browser sent); give its id."""
        insert_new(self.connection, room_posts, {"delivery": key, **columns})
        found = select(room_posts.c.id).where(room_posts.c.delivery == key)
        return int(self.connection.execute(found).scalar_one())

    def change(self, post: int, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a post."""
        change(self.connection, room_posts, {"id": post}, columns)

    def channel(self, place: str, viewer: str, limit: int, before: int | None = None) -> list[Post]:
        """Give the last `limit` posts of a channel, outside its threads, as one member may see them."""
        newest = (
            select(room_posts)
            .where(room_posts.c.place == place, room_posts.c.thread.is_(None), _STANDING, _seen_by(viewer))
            .order_by(room_posts.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            newest = newest.where(room_posts.c.id < before)
        return many(self.connection, newest, Post)[::-1]

    def thread(self, place: str, thread: int, viewer: str) -> list[Post]:
        """Give the replies of a thread, as one member may see them."""
        found = (
            select(room_posts)
            .where(room_posts.c.place == place, room_posts.c.thread == thread, _STANDING, _seen_by(viewer))
            .order_by(room_posts.c.id)
        )
        return many(self.connection, found, Post)

    def said_by(self, member: str) -> list[Post]:
        """Give what a member said and did not take away."""
        found = select(room_posts).where(room_posts.c.author == member, _STANDING).order_by(room_posts.c.id)
        return many(self.connection, found, Post)

    def said_since(self, place: str, thread: int | None, since: datetime) -> list[Post]:
        """Give what members said, or took away, in a thread or outside the threads of a place, from an instant on."""
        there = room_posts.c.thread == thread if thread is not None else room_posts.c.thread.is_(None)
        found = (
            select(room_posts)
            .where(room_posts.c.place == place, there, room_posts.c.author != "")
            .where((room_posts.c.sent_at >= since) | (room_posts.c.deleted_at >= since))
            .order_by(room_posts.c.id)
        )
        return many(self.connection, found, Post)

    def replies(self, place: str, threads: Collection[int]) -> dict[int, int]:
        """Count the public replies of threads in a channel."""
        found = (
            select(room_posts.c.thread, func.count())
            .where(room_posts.c.place == place, room_posts.c.thread.in_(threads))
            .where(room_posts.c.viewer == "", _STANDING)
            .group_by(room_posts.c.thread)
        )
        return {thread: count for thread, count in self.connection.execute(found) if thread is not None}

    def newest(self, viewer: str) -> dict[str, int]:
        """Give the id of the newest post of each place, outside its threads, that a member may see."""
        found = (
            select(room_posts.c.place, func.max(room_posts.c.id).label("newest"))
            .where(room_posts.c.thread.is_(None), _STANDING, _seen_by(viewer))
            .group_by(room_posts.c.place)
        )
        return {row.place: row.newest for row in self.connection.execute(found)}

    def cards_that_say(self, words: str) -> list[Post]:
        """Give the bot's posts whose card holds these words."""
        found = select(room_posts).where(room_posts.c.card.contains(words, autoescape=True), _STANDING)
        return many(self.connection, found.order_by(room_posts.c.id), Post)

    def forget_member(self, member: str, now: datetime) -> None:
        """Remove what a member said, and what was said to them alone; an empty post stays in its place."""
        theirs = or_(room_posts.c.author == member, and_(room_posts.c.viewer == member, room_posts.c.viewer != ""))
        self.connection.execute(
            update(room_posts).where(theirs).values(text="", card="", author="", viewer="", deleted_at=now)
        )
