"""Totals kept as the points are awarded, indexed the way they are read; and streaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import Connection, and_, bindparam, delete, func, select

from storage.ladder import Board, above
from storage.records import Change, Standing, Tally
from storage.statements import Statement
from storage.tables import members, streaks, totals
from storage.upsert import add_to, put

EVERYWHERE = ""
"""The scope of a whole space; any other scope is a place."""
ALL_TOPICS = ""
_KEYS = ("space", "member", "scope", "period", "topic")
_COUNTERS = ("points", "answered", "scored", "score_sum")
_NOTHING = dict.fromkeys(_COUNTERS, 0)

_LISTED = Statement(
    select(members.c.listed).where(members.c.space == bindparam("space"), members.c.member == bindparam("member"))
)
_ON_BOARD = [totals.c[name] == bindparam(name) for name in Board._fields]
_POINTS = Statement(select(totals.c.points).where(*_ON_BOARD, totals.c.member == bindparam("member")))
_BEST = (
    select(totals.c.member, totals.c.points)
    .where(*_ON_BOARD, totals.c.listed.is_(True))
    .order_by(totals.c.points.desc(), totals.c.member.desc())
    .limit(bindparam("limit"))
    .subquery()
)
_TOP = Statement(
    select(_BEST.c.member, func.coalesce(members.c.name, _BEST.c.member), _BEST.c.points)
    .outerjoin(members, and_(members.c.space == bindparam("space"), members.c.member == _BEST.c.member))
    .order_by(_BEST.c.points.desc(), _BEST.c.member.desc())
)
_STREAK = Statement(
    select(streaks.c.length, streaks.c.last_date).where(
        *(streaks.c[name] == bindparam(name) for name in ("space", "place", "member"))
    )
)
_TALLIES = Statement(
    select(totals.c.topic, totals.c.points, totals.c.answered, totals.c.scored, totals.c.score_sum)
    .where(*(totals.c[name] == bindparam(name) for name in ("space", "scope", "period", "member")))
    .order_by(totals.c.topic)
)


@dataclass(frozen=True, slots=True)
class Standings:
    """Leaderboards and the lines on them."""

    connection: Connection

    def apply(self, changes: Iterable[Change]) -> None:
        """Add changes to the totals they touch: each scope, period and topic; a line without answers goes."""
        rows: dict[tuple[str, ...], dict[str, Any]] = {}
        withdrawn: set[tuple[str, str]] = set()
        for change in changes:
            listed = self._listed(change.space, change.member)
            boards = product((change.place, EVERYWHERE), change.periods, (ALL_TOPICS, *change.topics))
            for scope, period, topic in boards:
                # Of many changes to one line, as a recount makes them, one is written.
                keys = (change.space, change.member, scope, period, topic)
                row = rows.setdefault(keys, {**dict(zip(_KEYS, keys, strict=True)), "listed": listed, **_NOTHING})
                for counter in _COUNTERS:
                    row[counter] += getattr(change, counter)
            if change.answered < 0:
                withdrawn.add((change.space, change.member))
        if rows:
            add_to(self.connection, totals, list(rows.values()), _COUNTERS)
        for space, member in withdrawn:
            empty = (totals.c.space == space, totals.c.member == member, totals.c.answered == 0)
            self.connection.execute(delete(totals).where(*empty))

    def _listed(self, space: str, member: str) -> bool:
        return _LISTED.first(self.connection, space=space, member=member) != (False,)

    def top(self, space: str, scope: str, period: str, topic: str, limit: int) -> list[Standing]:
        """Give the first `limit` lines of a leaderboard; ties share a rank, in a stable order."""
        board = Board(space, scope, period, topic)
        lines: list[Standing] = []
        best = _TOP.rows(self.connection, **board._asdict(), limit=limit)
        for place, (member, name, points) in enumerate(best, start=1):
            rank = lines[-1].rank if lines and lines[-1].points == points else place
            lines.append(Standing(rank, member, name, points))
        return lines

    def own(self, space: str, scope: str, period: str, topic: str, member: str) -> tuple[int, int, int] | None:
        """Give a member's (rank, members on the board, points); None if they have no line.

        Who is not listed sees the rank they would have.
        """
        board = Board(space, scope, period, topic)
        line = _POINTS.first(self.connection, **board._asdict(), member=member)
        if line is None:
            return None
        points = line[0]
        higher, everyone = above(self.connection, board, points)
        return higher + 1, everyone, points

    def tallies(self, space: str, scope: str, period: str, member: str) -> list[Tally]:
        """Give what a member reached, one line for each topic and one for all of them."""
        return _TALLIES.records(self.connection, Tally, space=space, scope=scope, period=period, member=member)

    def clear(self, space: str | None = None) -> None:
        """Remove the totals of a space, or all."""
        self.connection.execute(delete(totals) if space is None else delete(totals).where(totals.c.space == space))

    def dump(self) -> list[tuple[Any, ...]]:
        """Give every total, in key order."""
        columns = [totals.c[name] for name in ("space", "scope", "period", "topic", "member", *_COUNTERS)]
        return [tuple(row) for row in self.connection.execute(select(*columns).order_by(*columns))]

    # --- streaks ------------------------------------------------------------------------------------

    def streak(self, space: str, place: str, member: str) -> tuple[int, date] | None:
        """Give a member's streak in a place: its length and the date last answered."""
        row = _STREAK.first(self.connection, space=space, place=place, member=member)
        return None if row is None else (row[0], row[1])

    def put_streak(self, space: str, place: str, member: str, length: int, last_date: date) -> None:
        """Store a member's streak in a place."""
        row = {"space": space, "place": place, "member": member, "length": length, "last_date": last_date}
        put(self.connection, streaks, row)

    def forget_member(self, space: str, member: str) -> None:
        """Remove a member's totals and streaks in a space."""
        self.connection.execute(delete(totals).where(totals.c.space == space, totals.c.member == member))
        self.connection.execute(delete(streaks).where(streaks.c.space == space, streaks.c.member == member))
