"""Spaces, their managers, places and members."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage.records import Member, Place, Space
from storage.rows import find, many, values
from storage.tables import facts, managers, members, metadata, places, spaces, totals
from storage.upsert import change, insert_new, put


@dataclass(frozen=True, slots=True)
class Spaces:
    """Who is where, and who may."""

    connection: Connection

    def get(self, space: str) -> Space | None:
        """Give a space by its key."""
        return find(self.connection, spaces, Space, space=space)

    def all(self) -> list[Space]:
        """Give every active space."""
        return many(self.connection, select(spaces).where(spaces.c.active).order_by(spaces.c.space), Space)

    def with_weekly_board(self) -> list[Space]:
        """Give the active spaces that want last week's board posted."""
        wants = select(spaces).where(spaces.c.active, spaces.c.weekly_board)
        return many(self.connection, wants.order_by(spaces.c.space), Space)

    def everywhere(self) -> list[Space]:
        """Give every space, those that left included."""
        return many(self.connection, select(spaces).order_by(spaces.c.space), Space)

    def add(self, space: Space) -> bool:
        """Store a new space; say whether it was new."""
        return insert_new(self.connection, spaces, values(space))

    def change(self, space: str, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a space."""
        change(self.connection, spaces, {"space": space}, columns)

    def left_before(self, instant: datetime) -> str | None:
        """Give a space that removed the bot before an instant."""
        left = select(spaces.c.space).where(~spaces.c.active, spaces.c.left_at < instant)
        return self.connection.execute(left.order_by(spaces.c.left_at).limit(1)).scalar()

    def forget(self, space: str) -> None:
        """Remove a space with all that is stored of it."""
        for table in reversed(metadata.sorted_tables):
            if "space" in table.c:
                self.connection.execute(delete(table).where(table.c.space == space))

    def place(self, space: str, place: str) -> Place | None:
        """Give a place by its keys."""
        return find(self.connection, places, Place, space=space, place=place)

    def put_place(self, place: Place) -> None:
        """Store a place, or its new name."""
        put(self.connection, places, values(place))

    def member(self, space: str, member: str) -> Member | None:
        """Give a member by their keys."""
        return find(self.connection, members, Member, space=space, member=member)

    def members(self, space: str) -> list[Member]:
        """Give every member of a space that was ever seen, by name."""
        return many(self.connection, select(members).where(members.c.space == space).order_by(members.c.name), Member)

    def named(self, space: str, name: str) -> list[Member]:
        """Give the members who go by a name, in any case of letters."""
        # The database knows upper and lower case of English letters only.
        return [member for member in self.members(space) if member.name.casefold() == name.casefold()]

    def see(self, space: str, member: str, name: str, locale: str, now: datetime) -> None:
        """Remember a member and the name they go by now; their choices stay."""
        row = {"space": space, "member": member, "name": name, "locale": locale, "seen_at": now}
        if not insert_new(self.connection, members, {**row, "listed": True}):
            self.connection.execute(
                update(members)
                .where(members.c.space == space, members.c.member == member)
                .where((members.c.name != name) | (members.c.locale != locale))
                .values(name=name, locale=locale, seen_at=now)
            )

    def list_member(self, space: str, member: str, *, listed: bool) -> None:
        """Let leaderboards name a member, or not."""
        for table in (members, totals):
            self.connection.execute(
                update(table).where(table.c.space == space, table.c.member == member).values(listed=listed)
            )

    def forget_member(self, space: str, member: str) -> None:
        """Remove a member's name and powers; what they answered is removed elsewhere."""
        for table in (members, managers):
            self.connection.execute(delete(table).where(table.c.space == space, table.c.member == member))

    def managers(self, space: str) -> tuple[str, ...]:
        """Give those named as managers."""
        found = select(managers.c.member).where(managers.c.space == space).order_by(managers.c.member)
        return tuple(self.connection.execute(found).scalars())

    def name_manager(self, space: str, member: str) -> None:
        """Make a member a manager."""
        insert_new(self.connection, managers, {"space": space, "member": member})

    def unname_manager(self, space: str, member: str) -> bool:
        """Take a manager's powers; say whether they had any."""
        where = (managers.c.space == space, managers.c.member == member)
        return bool(self.connection.execute(delete(managers).where(*where)).rowcount)

    def fact(self, name: str) -> str | None:
        """Give something remembered about this database itself."""
        return self.connection.execute(select(facts.c.value).where(facts.c.name == name)).scalar()

    def put_fact(self, name: str, value: str) -> None:
        """Remember something about this database itself."""
        put(self.connection, facts, {"name": name, "value": value})
