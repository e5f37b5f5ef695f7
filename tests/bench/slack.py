"""Slack over Socket Mode: how soon it acknowledges, how much it takes; beside bare bolt that only acknowledges."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.bench.figure import Figure, ms
from tests.emulators.slack.people import Button, People
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Message
from tests.scenarios.test_answering import HALF

ALONE = 400
"""Commands of the one caller."""
CALLERS = 64
MIXED = 3_000
BURST = 5_000


def run() -> Iterator[Figure]:
    """Measure the one caller, the mixed traffic, and the burst; Slack runs in this process, the bot in its own."""
    yield from asyncio.run(_measure())


@dataclass(frozen=True, slots=True)
class Mixed:
    """What 64 callers found."""

    a_second: float
    p99: float
    cpu: float
    """Milliseconds of the bot's processor time a request."""


async def _measure() -> list[Figure]:
    alone = {kind: await _alone(kind) for kind in ("hotseat", "before", "default")}
    mixed = {kind: await _mixed(kind) for kind in ("hotseat", "before")}
    kept, seconds, last = await _burst()
    ours, bare = mixed["hotseat"], mixed["before"]
    return [
        Figure(
            "/leaderboard acknowledged, one caller, p99",
            ms(alone["hotseat"]),
            f"{ms(alone['before'])} of bare bolt with process_before_response",
            f"{alone['hotseat'] / alone['before']:.1f}",
            "at most 3",
        ),
        Figure(
            "the same beside bare bolt by default",
            ms(alone["hotseat"]),
            ms(alone["default"]),
            f"{alone['default'] / alone['hotseat']:.1f} times faster",
            "at least 5",
        ),
        Figure(
            "64 callers, mixed traffic",
            f"{ours.a_second:,.0f} a second, p99 {ms(ours.p99)}",
            f"{bare.a_second:,.0f} a second, p99 {ms(bare.p99)}",
        ),
        Figure(
            "processor time a request, mixed traffic",
            f"{ours.cpu:.2f} ms",
            f"{bare.cpu:.2f} ms",
            f"{ours.cpu / bare.cpu:.1f}",
            "at most 3",
        ),
        Figure(
            f"{BURST:,} thread answers at once",
            f"{BURST - kept} lost, all acknowledged after {seconds:.1f} s, last verdict after {last:.1f} s",
            wanted="none lost; 60 s",
        ),
    ]


@dataclass(slots=True)
class Running:
    """A bot under measurement."""

    slack: Slack
    people: People
    pid: int
    database: str

    def cpu(self) -> float:
        """Give the processor time it took so far, in seconds."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def _running(kind: str) -> AsyncIterator[Running]:
    slack = Slack(lambda: datetime.now(UTC))
    await slack.start()
    people = People(slack, slack.workspace)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/hotseat.db"
        command = (sys.executable, "-m", "tests.bench.slack_child", kind, slack.api_url, database)
        bot = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        try:
            assert bot.stdout is not None
            await bot.stdout.readline()
            await slack.sockets.connected(2)
            yield Running(slack, people, bot.pid, database)
        finally:
            bot.kill()
            await bot.wait()
            await slack.stop()


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


async def _timed(work: Awaitable[object], taken: list[float]) -> None:
    began = time.perf_counter()
    await work
    taken.append(time.perf_counter() - began)


async def _alone(kind: str) -> float:
    async with _running(kind) as at:
        ana, messages = at.people.w.person("ana"), at.people.w.messages
        taken: list[float] = []
        for shown in range(len(messages), len(messages) + ALONE + 20):
            await _timed(at.people.commands(ana, "/leaderboard", at.people.daily), taken)
            # Whoever asks waits for the answer before they ask again; the bare app gives none, and rests as long.
            await _until(partial(_longer, messages, shown) if kind == "hotseat" else partial(_later, time.monotonic()))
        return _p99(taken[20:])


async def _mixed(kind: str) -> Mixed:
    async with _running(kind) as at:
        members = [at.people.w.person(f"member{n}") for n in range(MIXED)]
        callers, answering = members[:CALLERS], iter(members)
        root, reveal = await _question(at, kind)
        taken: list[float] = []

        async def call(number: int) -> None:
            user, people = callers[number], at.people
            for turn in range(MIXED // CALLERS):
                match (turn + number) % 10:
                    case 0 | 1 | 2 | 3 | 4 | 5:
                        answers = next(answering)  # everyone answers once
                        message = Message(root.channel, at.slack.ids.ts(), answers.id, HALF, thread=root.ts)
                        people.w.messages.append(message)
                        await _timed(people.hears(message), taken)
                    case 6 | 7:
                        await _timed(at.slack.interact(people.press_payload(user, reveal)), taken)
                    case 8:
                        await _timed(people.commands(user, "/leaderboard", people.daily), taken)
                    case _:
                        await _timed(people.commands(user, "/quiz private", people.daily), taken)

        for user in members:  # names are known, as on a usual day
            await at.people.commands(user, "/stats", at.people.daily)
        await _quiet(at)
        began, cpu = time.perf_counter(), at.cpu()
        await asyncio.gather(*(call(number) for number in range(CALLERS)))
        seconds = time.perf_counter() - began
        if kind == "hotseat":
            await _quiet(at)  # verdicts and model answers belong to the request
        return Mixed(len(taken) / seconds, _p99(taken), (at.cpu() - cpu) / len(taken) * 1000)


async def _question(at: Running, kind: str) -> tuple[Message, Button]:
    """Give the question that is up, and its reveal button; for the bare app, one like it."""
    if kind != "hotseat":
        root = Message(at.people.daily.id, at.slack.ids.ts(), at.people.w.bot_user, "Q", bot_id=at.people.w.bot_id)
        at.people.w.messages.append(root)
        element = {"type": "button", "text": {"type": "plain_text", "text": "Reveal"}, "action_id": "reveal:r"}
        return root, Button(element, {"block_id": "b"}, root, None)
    await _until(lambda: any(m.metadata for m in at.people.w.messages))
    root = next(m for m in at.people.w.messages if m.metadata and "question:" in str(m.metadata))
    block = next(b for b in root.blocks if b["type"] == "actions")
    element = next(e for e in block["elements"] if e["action_id"].startswith("reveal:"))
    return root, Button(element, block, root, None)


async def _until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110 - a process of its own is waited for
        await asyncio.sleep(0.01)


def _longer(messages: Sequence[Message], than: int) -> bool:
    return len(messages) > than


def _later(than: float) -> bool:
    return time.monotonic() > than + 0.005


async def _quiet(at: Running) -> None:
    """Wait until the bot makes no more calls."""
    made = -1
    while made != len(at.slack.api.calls):
        made = len(at.slack.api.calls)
        await asyncio.sleep(0.5)


async def _burst() -> tuple[int, float, float]:
    """Answer from 5,000 members at once; give how many are kept, when all were acknowledged, and the last verdict."""
    async with _running("hotseat") as at:
        root, _ = await _question(at, "hotseat")
        waiting = iter([at.people.w.person(f"member{n}") for n in range(BURST)])
        began = time.perf_counter()

        async def answer() -> None:
            for user in waiting:
                message = Message(root.channel, at.slack.ids.ts(), user.id, HALF, thread=root.ts)
                at.people.w.messages.append(message)
                await at.people.hears(message)

        await asyncio.gather(*(answer() for _ in range(CALLERS)))
        acknowledged = time.perf_counter() - began
        # Every answer gets a verdict, ephemeral; the first is its author's, the others' are near copies of it.
        await _until(lambda: len(at.slack.api.called("chat.postEphemeral")) >= BURST)
        last = time.perf_counter() - began
        engine = create_engine(at.database)
        with engine.connect() as connection:
            kept = connection.execute(text("SELECT count(*) FROM answers")).scalar_one()
        engine.dispose()
        return int(kept), acknowledged, last
