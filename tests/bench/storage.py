"""The store: leaderboards over a million answers, and answers stored and scored by 64 callers at once."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.practice.scoring import periods
from storage import Tx
from storage.address import url_of
from storage.records import Answer, Change, Revision
from storage.standings import ALL_TOPICS, EVERYWHERE
from storage.store import Store, open_engine
from tests.bench.answers import NOW, PERIOD, PLACE, SPACE, fill, name_of
from tests.bench.figure import Figure, ms, seconds

CALLERS = 64
EACH = 40
"""Answers of each caller."""
READS = 300
TURNS = 3


def run() -> Iterator[Figure]:
    """Measure the boards, then the writing."""
    with tempfile.TemporaryDirectory(prefix="hotseat-bench-") as folder:
        yield from boards(Path(folder))
        yield from writes(Path(folder))


# --- boards --------------------------------------------------------------------------------------------------


def boards(folder: Path) -> Iterator[Figure]:
    """Read the first ten and one's own line, over few answers and many."""
    few = fill(folder / "few.db", people=10_000, answered=1_000)
    start = time.perf_counter()
    many = fill(folder / "many.db", people=10_000, answered=1_000_000)
    filled = time.perf_counter() - start
    wide = fill(folder / "wide.db", people=100_000, answered=1_000_000)
    # Of the people on each board, so that every look finds a line.
    small, large, widest = _reading([(few, 1_000), (many, 10_000), (wide, 100_000)])
    grouped = _grouping(many)
    what = "top ten and own line, 1,000,000 answers of"
    yield Figure("a database with 1,000,000 answers made", f"{filled:.0f} s, {many.stat().st_size / 1e6:,.0f} MB")
    beside = f"{ms(small)} with 1,000 answers"
    yield Figure(f"{what} 10,000 members", ms(large), beside, f"{large / small:.2f}", "at most 2")
    yield Figure("the same", ms(large), f"{ms(grouped)} by GROUP BY", f"1:{grouped / large:,.0f}", "at least 1:1,000")
    yield Figure(f"{what} 100,000 members", ms(widest), f"{ms(large)} of 10,000 members", f"{widest / large:.2f}")
    for file in (few, many, wide):
        file.unlink()


def _reading(boards: list[tuple[Path, int]]) -> list[float]:
    """Look at each database's board by turns; give the median of each, in seconds."""
    random = Random(1)
    with ExitStack() as open_all:
        looks = []
        for file, members in boards:
            engine = open_engine(url_of(file), reading=True)
            open_all.callback(engine.dispose)
            connection = open_all.enter_context(engine.connect())
            open_all.enter_context(connection.begin())
            looks.append(partial(_look, Tx(connection), members, random))
        taken: list[list[float]] = [[] for _ in looks]
        for _ in range(READS):
            for look, times in zip(looks, taken, strict=True):
                times.append(seconds(look))
    return [statistics.median(times) for times in taken]


def _look(tx: Tx, members: int, random: Random) -> None:
    tx.standings.top(SPACE, EVERYWHERE, PERIOD, ALL_TOPICS, 10)
    assert tx.standings.own(SPACE, EVERYWHERE, PERIOD, ALL_TOPICS, name_of(random.randrange(members)))


def _grouping(file: Path) -> float:
    by_hand = text(
        "SELECT member, SUM(points + bonus) FROM answers WHERE space = :space AND state = 'standing'"
        " GROUP BY member ORDER BY 2 DESC, 1 DESC"
    )
    engine = open_engine(url_of(file), reading=True)
    with engine.connect() as connection:
        taken = seconds(lambda: connection.execute(by_hand, {"space": SPACE}).all(), 3)
    engine.dispose()
    return taken


# --- writes --------------------------------------------------------------------------------------------------


def writes(folder: Path) -> Iterator[Figure]:
    """Store and score answers, each caller waiting for its commit before the next; by turns, and the median."""
    ours, pooled, alone = [], [], []
    for turn in range(TURNS):
        ours.append(asyncio.run(_with_store(_prepared(folder / f"store-{turn}.db"))))
        pooled.append(asyncio.run(_with_aiosqlite(_prepared(folder / f"pooled-{turn}.db"), connections=5)))
        alone.append(asyncio.run(_with_aiosqlite(_prepared(folder / f"alone-{turn}.db"), connections=1)))
    median, connections = max((statistics.median(pooled), 5), (statistics.median(alone), 1))
    mine = statistics.median(ours)
    yield Figure(
        f"answers stored and scored, {CALLERS} callers",
        f"{mine:,.0f} a second",
        f"{median:,.0f} a second by SQLAlchemy over aiosqlite, a transaction each, the faster of 1 and 5 connections "
        f"({connections})",
        f"{mine / median:.1f}",
        "at least 5",
    )


def _prepared(file: Path) -> str:
    fill(file, people=CALLERS, answered=0, rounds=EACH)
    return url_of(file)


def _answer(caller: int, turn: int) -> Callable[[Tx], None]:
    """Give the work of one answer: a revision and an answer inserted, its totals moved."""
    member, round_ = name_of(caller), f"round-{turn:04}"
    revision = Revision(
        round=round_,
        member=member,
        number=1,
        space=SPACE,
        event=f"event-{caller}-{turn}",
        text="A reader keeps its place by an offset it commits. " * 5,
        burst=0,
        attempt=0,
        sent_at=NOW,
        received_at=NOW,
        judged_at=NOW,
        try_number=1,
        score=70,
        verdict="{}" * 100,
        engine="lexical",
        version="1",
    )
    answer = Answer(
        round=round_,
        member=member,
        space=SPACE,
        place=PLACE,
        latest=1,
        counted=1,
        tries=1,
        score=70,
        points=105,
        scored=True,
        first_at=NOW,
    )
    change = Change(
        space=SPACE,
        place=PLACE,
        member=member,
        periods=periods(NOW.date(), 0),
        topics=("kafka",),
        points=105,
        answered=1,
        scored=1,
        score_sum=70,
    )

    def work(tx: Tx) -> None:
        tx.answers.add_revision(revision)
        tx.answers.put(answer)
        tx.standings.apply([change])

    return work


async def _with_store(url: str) -> float:
    store = Store(url)

    async def call(caller: int) -> None:
        for turn in range(EACH):
            await store.commit(_answer(caller, turn))

    taken = await _all_callers(call)
    store.close()
    return CALLERS * EACH / taken


async def _with_aiosqlite(url: str, connections: int) -> float:
    url = url.replace("sqlite://", "sqlite+aiosqlite://")
    # A caller waits for a connection, and a connection for the lock, as long as it takes.
    patience = {"pool_timeout": 600, "connect_args": {"timeout": 600}}
    engine = create_async_engine(url, pool_size=connections, max_overflow=0, **patience)
    _prepare_as_the_store_does(engine)

    async def call(caller: int) -> None:
        for turn in range(EACH):
            work = _answer(caller, turn)
            async with engine.begin() as connection:
                await connection.run_sync(_run, work)

    taken = await _all_callers(call)
    await engine.dispose()
    return CALLERS * EACH / taken


def _run(connection: Connection, work: Callable[[Tx], None]) -> None:
    work(Tx(connection))


def _prepare_as_the_store_does(engine: AsyncEngine) -> None:
    """Give a connection the store's own settings, so that only the way of writing differs."""

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


async def _all_callers(call: Callable[[int], Coroutine[Any, Any, None]]) -> float:
    start = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for caller in range(CALLERS):
            group.create_task(call(caller))
    return time.perf_counter() - start
