"""Databases with many answers, made by SQL in a few statements, with the totals those answers add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
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
INSERT INTO totals (space, member, scope, period, topic, points, answered, scored, score_sum, listed)
VALUES (:space, :member, :scope, :period, :topic, :points, :answered, :answered, :score, 1)
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


def _rounds(tx: Tx, number: int) -> dict[str, list[tuple[str, str]]]:
    """Put up the rounds; give the boards that each counts on, by period and topic."""
    boards: dict[str, list[tuple[str, str]]] = {}
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
        boards[round_.id] = [(period, about) for period in periods(day, 0) for about in (ALL_TOPICS, topic)]
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


def _totals(connection: Connection, boards: dict[str, list[tuple[str, str]]]) -> None:
    # In bulk: the index and the steps are made at the end, and not row by row.
    for index in totals.indexes:
        index.drop(connection)
    connection.execute(text("DROP TRIGGER totals_inserted"))
    driver = connection.connection.driver_connection
    assert driver is not None
    given = driver.execute("SELECT member, round, points, score FROM answers WHERE space = ? ORDER BY member", (SPACE,))
    for _, some in groupby(given, key=lambda row: row[0][:-2]):  # of a hundred members at a time
        driver.executemany(_TOTALS, list(_summed(some, boards)))
    connection.execute(text(_STEPS), {"step": STEP})
    connection.execute(text(TRIGGERS["totals_inserted"]))
    for index in totals.indexes:
        index.create(connection)


def _summed(
    given: Iterable[tuple[str, str, int, int]], boards: dict[str, list[tuple[str, str]]]
) -> Iterator[dict[str, object]]:
    """Sum each member's answers on each board they count on."""
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for member, round_, points, score in given:
        for period, topic in boards[round_]:
            sum_ = sums[member, period, topic]
            sum_[0] += points
            sum_[1] += 1
            sum_[2] += score
    for (member, period, topic), (points, answered, score) in sums.items():
        row = {"space": SPACE, "member": member, "period": period, "topic": topic}
        for scope in (PLACE, EVERYWHERE):
            yield {**row, "scope": scope, "points": points, "answered": answered, "score": score}
