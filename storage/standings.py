"""Totals kept as the points are awarded, indexed the way they are read; and streaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, or_, select

from storage.records import Change, Standing, Tally
from storage.rows import many
from storage.tables import members, streaks, totals
from storage.upsert import add_to, put

EVERYWHERE = ""
"""The scope of a whole space; any other scope is a place."""
ALL_TOPICS = ""
_COUNTERS = ("points", "answered", "scored", "score_sum")

# Built once: building a statement takes several times as long as running it.
_LISTED = select(members.c.listed).where(members.c.space == bindparam("space"), members.c.member == bindparam("member"))


@dataclass(frozen=True, slots=True)
class Standings:
    """Leaderboards and the lines on them."""

    connection: Connection

    def apply(self, changes: Iterable[Change]) -> None:
        """Add changes to the totals they touch: each scope, period and topic."""
        rows: list[dict[str, Any]] = []
        for change in changes:
            listed = self._listed(change.space, change.member)
            rows.extend(
                {
                    "space": change.space,
                    "scope": scope,
                    "period": period,
                    "topic": topic,
                    "member": change.member,
                    "points": change.points,
                    "answered": change.answered,
                    "scored": change.scored,
                    "score_sum": change.score_sum,
                    "listed": listed,
                }
                for scope in (change.place, EVERYWHERE)
                for period in change.periods
                for topic in (ALL_TOPICS, *change.topics)
            )
        if rows:
            add_to(self.connection, totals, rows, _COUNTERS)

    def _listed(self, space: str, member: str) -> bool:
        return self.connection.execute(_LISTED, {"space": space, "member": member}).scalar() is not False

    def top(self, space: str, scope: str, period: str, topic: str, limit: int) -> list[Standing]:
        """Give the first `limit` lines of a leaderboard; ties share a rank, in a stable order."""
        best = (
            select(totals.c.member, totals.c.points)
            .where(*self._board(space, scope, period, topic))
            .order_by(totals.c.points.desc(), totals.c.member.desc())
            .limit(limit)
            .subquery()
        )
        found = (
            select(best.c.member, func.coalesce(members.c.name, best.c.member), best.c.points)
            .outerjoin(members, and_(members.c.space == space, members.c.member == best.c.member))
            .order_by(best.c.points.desc(), best.c.member.desc())
        )
        lines: list[Standing] = []
        for place, (member, name, points) in enumerate(self.connection.execute(found), start=1):
            rank = lines[-1].rank if lines and lines[-1].points == points else place
            lines.append(Standing(rank, member, name, points))
        return lines

    def own(self, space: str, scope: str, period: str, topic: str, member: str) -> tuple[int, int, int] | None:
        """Give a member's (rank, members on the board, points); None if they have no line.

        Who is not listed sees the rank they would have.
        """
        points = self.connection.execute(
            select(totals.c.points).where(
                totals.c.space == space,
                totals.c.scope == scope,
                totals.c.period == period,
                totals.c.topic == topic,
                totals.c.member == member,
            )
        ).scalar()
        if points is None:
            return None
        board = self._board(space, scope, period, topic)
        above = self.connection.execute(
            select(func.count()).select_from(totals).where(*board, totals.c.points > points)
        ).scalar_one()
        everyone = self.connection.execute(select(func.count()).select_from(totals).where(*board)).scalar_one()
        return above + 1, everyone, points

    @staticmethod
    def _board(space: str, scope: str, period: str, topic: str) -> tuple[Any, ...]:
        return (
            totals.c.space == space,
            totals.c.scope == scope,
            totals.c.period == period,
            totals.c.topic == topic,
            totals.c.listed.is_(True),
        )

    def tallies(self, space: str, scope: str, period: str, member: str) -> list[Tally]:
        """Give what a member reached, one line for each topic and one for all of them."""
        found = select(totals.c.topic, totals.c.points, totals.c.answered, totals.c.scored, totals.c.score_sum).where(
            totals.c.space == space,
            totals.c.scope == scope,
            totals.c.period == period,
            totals.c.member == member,
        )
        return many(self.connection, found.order_by(totals.c.topic), Tally)

    def clear(self, space: str | None = None, member: str | None = None) -> None:
        """Remove totals: all, a space's, or one member's in a space."""
        where = [totals.c.space == space] if space is not None else []
        if member is not None:
            where.append(totals.c.member == member)
        self.connection.execute(delete(totals).where(*where) if where else delete(totals))

    def dump(self) -> list[tuple[Any, ...]]:
        """Give every total that says something, in key order."""
        says = or_(totals.c.points != 0, totals.c.answered != 0, totals.c.scored != 0, totals.c.score_sum != 0)
        columns = [totals.c[name] for name in ("space", "scope", "period", "topic", "member", *_COUNTERS)]
        return [tuple(row) for row in self.connection.execute(select(*columns).where(says).order_by(*columns))]

    # --- streaks ------------------------------------------------------------------------------------

    def streak(self, space: str, place: str, member: str) -> tuple[int, date] | None:
        """Give a member's streak in a place: its length and the date last answered."""
        found = select(streaks.c.length, streaks.c.last_date).where(
            streaks.c.space == space, streaks.c.place == place, streaks.c.member == member
        )
        row = self.connection.execute(found).first()
        return None if row is None else (row.length, row.last_date)

    def put_streak(self, space: str, place: str, member: str, length: int, last_date: date) -> None:
        """Store a member's streak in a place."""
        row = {"space": space, "place": place, "member": member, "length": length, "last_date": last_date}
        put(self.connection, streaks, row)

    def forget_member(self, space: str, member: str) -> None:
        """Remove a member's totals and streaks in a space."""
        self.clear(space, member)
        self.connection.execute(delete(streaks).where(streaks.c.space == space, streaks.c.member == member))
