"""Databases with many answers, made by SQL in a few statements, with the totals those answers add up to."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, insert, text

from bot.practice.scoring import periods
from storage import Tx, schema
from storage.address import url_of
from storage.records import Answer, Member, Round
from storage.rows import values
from storage.standings import ALL_TOPICS, EVERYWHERE
from storage.store import open_engine
from storage.tables import answers, members, totals
from storage.triggers import STEP, TRIGGERS

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
SPACE, PLACE = "room", "daily"
TOPICS = ("kafka", "sql", "aws", "python")
PERIOD = "all"

_ANSWERS = """
INSERT INTO answers ({columns})
WITH RECURSIVE
  m (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM m WHERE n + 1 < :members),
  r (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n + 1 < :rounds),
  -- a skill of each member's own, and a good or bad day
  a AS (SELECT printf('round-%04d', r.n) AS round, printf('U%08d', m.n) AS member,
               (m.n * 7919) % 71 + (m.n * 31 + r.n * 17) % 30 AS score FROM r, m)
SELECT {given} FROM a, (SELECT * FROM answers) AS like_this
"""

_TOTALS = """
INSERT INTO totals (space, scope, period, topic, member, points, answered, scored, score_sum, listed)
SELECT space, :scope, :period, :topic, member, SUM(points), COUNT(*), COUNT(*), SUM(score), 1
FROM answers WHERE round IN ({rounds}) GROUP BY member ORDER BY member
"""

_STEPS = """
INSERT INTO board_steps (space, scope, period, topic, step, lines)
SELECT space, scope, period, topic, points / :step, COUNT(*) FROM totals GROUP BY 1, 2, 3, 4, 5
"""


def name_of(member: int) -> str:
    """Give the key of the nth member, from 0."""
    return f"U{member:08}"


def fill(file: Path, *, people: int, answered: int, rounds: int | None = None) -> Path:
    """Make a current database: one place, a round each weekday, each member answering until there are enough.

    Fewer answers than members: only the first members answer, one round each.
    """
    schema.upgrade(url_of(file))
    number = rounds or max(1, answered // people)
    engine = open_engine(url_of(file))
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        for pragma in ("synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF", "temp_store=MEMORY"):
            driver.execute(f"PRAGMA {pragma}")
        with connection.begin():
            boards = _rounds(Tx(connection), number)
            _members(connection, people)
            if answered:
                _answers(connection, min(people, answered), number)
                _totals(connection, boards)
    engine.dispose()
    return file


def _rounds(tx: Tx, number: int) -> dict[tuple[str, str, str], list[str]]:
    """Put up the rounds; give the rounds that count on each board: scope, period, topic."""
    boards: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    day = NOW.date()
    for n in range(number):
        topic = TOPICS[n % len(TOPICS)]
        round_ = Round(
            id=f"round-{n:04}",
            space=SPACE,
            place=PLACE,
            question_id=f"question-{n}",
            question="{}",
            subject="Kafka (mid)",
            kind="knowledge",
            topics=(topic,),
            event=f"daily-{n}",
            opened_at=NOW,
            counted_on=day,
            closes_at=NOW,
        )
        tx.rounds.add(round_)
        for scope in (PLACE, EVERYWHERE):
            for period in periods(day, 0):
                boards[scope, period, ALL_TOPICS].append(round_.id)
                boards[scope, period, topic].append(round_.id)
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return boards


def _members(connection: Connection, number: int) -> None:
    rows = [values(Member(space=SPACE, member=name_of(n), name=f"Member {n}", seen_at=NOW)) for n in range(number)]
    connection.execute(insert(members), rows)


def _answers(connection: Connection, members: int, rounds: int) -> None:
    like_this = Answer(
        round="round-0000",
        member="like this",
        space=SPACE,
        place=PLACE,
        latest=1,
        counted=1,
        tries=1,
        scored=True,
        first_at=NOW,
    )
    tx = Tx(connection)
    tx.answers.put(like_this)
    made = {"round": "a.round", "member": "a.member", "score": "a.score", "points": "a.score * 3 / 2"}
    columns = [column.name for column in answers.columns]
    statement = _ANSWERS.format(
        columns=", ".join(columns), given=", ".join(made.get(name, f"like_this.{name}") for name in columns)
    )
    connection.execute(text(statement), {"members": members, "rounds": rounds})
    connection.execute(delete(answers).where(answers.c.member == like_this.member))


def _totals(connection: Connection, boards: dict[tuple[str, str, str], list[str]]) -> None:
    # In bulk: the indexes and the steps are made at the end, and not row by row.
    for index in totals.indexes:
        index.drop(connection)
    connection.execute(text("DROP TRIGGER totals_inserted"))
    for scope, period, topic in sorted(boards):
        rounds = ", ".join(f"'{round_}'" for round_ in boards[scope, period, topic])
        statement = text(_TOTALS.format(rounds=rounds))
        connection.execute(statement, {"scope": scope, "period": period, "topic": topic})
    connection.execute(text(_STEPS), {"step": STEP})
    connection.execute(text(TRIGGERS["totals_inserted"]))
    for index in totals.indexes:
        index.create(connection)
