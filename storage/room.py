"""What was said in the room: there the bot is the platform too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select, update

from storage.records import Post
from storage.rows import many, one
from storage.tables import room_posts
from storage.upsert import insert_new


@dataclass(frozen=True, slots=True)
class RoomPosts:
    """The posts of the room's channels and threads."""

    connection: Connection

    def get(self, post: int) -> Post | None:
        """Give a post by id."""
        return one(self.connection, select(room_posts).where(room_posts.c.id == post), Post)

    def of_delivery(self, key: str) -> Post | None:
        """Give the post that carries a delivery."""
        return one(self.connection, select(room_posts).where(room_posts.c.delivery == key), Post)

    def say(self, **columns: Any) -> int:  # noqa: ANN401 - named columns of the record
        """Store a member's post; give its id."""
        stored = self.connection.execute(insert(room_posts).values(**columns))
        return int(stored.lastrowid)

    def deliver(self, key: str, **columns: Any) -> int:  # noqa: ANN401 - named columns of the record
        """Store the bot's post of a delivery, once; give its id."""
        insert_new(self.connection, room_posts, {"delivery": key, **columns})
        found = select(room_posts.c.id).where(room_posts.c.delivery == key)
        return int(self.connection.execute(found).scalar_one())

    def change(self, post: int, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a post."""
        self.connection.execute(update(room_posts).where(room_posts.c.id == post).values(**columns))

    def channel(self, place: str, viewer: str, limit: int) -> list[Post]:
        """Give the last `limit` posts of a channel, outside its threads, as one member may see them."""
        newest = (
            select(room_posts)
            .where(room_posts.c.place == place, room_posts.c.thread.is_(None))
            .where(or_(room_posts.c.viewer == "", room_posts.c.viewer == viewer))
            .order_by(room_posts.c.id.desc())
            .limit(limit)
        )
        return many(self.connection, newest, Post)[::-1]

    def thread(self, place: str, thread: int, viewer: str) -> list[Post]:
        """Give the posts of a thread, as one member may see them."""
        found = (
            select(room_posts)
            .where(room_posts.c.place == place, room_posts.c.thread == thread)
            .where(or_(room_posts.c.viewer == "", room_posts.c.viewer == viewer))
            .order_by(room_posts.c.id)
        )
        return many(self.connection, found, Post)

    def replies(self, place: str) -> dict[int, int]:
        """Count the public replies of each thread in a channel."""
        found = (
            select(room_posts.c.thread, func.count())
            .where(room_posts.c.place == place, room_posts.c.thread.is_not(None))
            .where(room_posts.c.viewer == "", room_posts.c.deleted_at.is_(None))
            .group_by(room_posts.c.thread)
        )
        return {thread: count for thread, count in self.connection.execute(found) if thread is not None}

    def forget_member(self, member: str, now: datetime) -> None:
        """Remove what a member said; an empty post stays in its place."""
        self.connection.execute(
            update(room_posts).where(room_posts.c.author == member).values(text="", author="", deleted_at=now)
        )
