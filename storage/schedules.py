"""Schedules: when a place gets its daily question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from storage.records import Schedule, ScheduleState
from storage.rows import find, many, values
from storage.tables import schedules
from storage.upsert import change, put


@dataclass(frozen=True, slots=True)
class Schedules:
    """Every schedule, and which are due."""

    connection: Connection

    def get(self, schedule: str) -> Schedule | None:
        """Give a schedule by id."""
        return find(self.connection, schedules, Schedule, id=schedule)

    def of_place(self, space: str, place: str) -> Schedule | None:
        """Give the schedule of a place."""
        return find(self.connection, schedules, Schedule, space=space, place=place)

    def of_space(self, space: str) -> list[Schedule]:
        """Give the schedules of a space."""
        found = select(schedules).where(schedules.c.space == space).order_by(schedules.c.place)
        return many(self.connection, found, Schedule)

    def all(self) -> list[Schedule]:
        """Give every schedule."""
        return many(self.connection, select(schedules).order_by(schedules.c.space, schedules.c.place), Schedule)

    def put(self, schedule: Schedule) -> None:
        """Store a schedule, or replace it."""
        put(self.connection, schedules, values(schedule))

    def change(self, schedule: str, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a schedule."""
        change(self.connection, schedules, {"id": schedule}, columns)

    def drop(self, schedule: str) -> None:
        """Remove a schedule; its rounds stay."""
        self.connection.execute(delete(schedules).where(schedules.c.id == schedule))

    def forget_member(self, space: str, member: str, heir: str) -> None:
        """Give a member's schedules another owner: what a place is asked goes on."""
        theirs = (schedules.c.space == space, schedules.c.owner == member)
        self.connection.execute(update(schedules).where(*theirs).values(owner=heir))

    def due(self, now: datetime, limit: int) -> list[Schedule]:
        """Give up to `limit` schedules that should have asked by now, the longest due first."""
        found = (
            select(schedules)
            .where(schedules.c.state == ScheduleState.ACTIVE, schedules.c.next_at <= now)
            .order_by(schedules.c.next_at, schedules.c.id)
            .limit(limit)
        )
        return many(self.connection, found, Schedule)
