"""Slack over Socket Mode: how soon it acknowledges, how much it takes; beside bolt apps that do the least."""

from __future__ import annotations

import asyncio
import gc
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass

from sqlalchemy import create_engine, text

from tests.bench.figure import Figure, ms
from tests.bench.slack_acts import Acts, Running, running, until
from tests.emulators.slack.world import User

ALONE, TURN = 600, 50
"""Commands of the one caller, and how many they type to one bot before the other has its turn."""
CALLERS = 64
MIXED, FEWER = 3_000, 640
"""What many callers do, and what they do of one kind: there are not many more questions to ask for."""
BURST = 5_000
EMPTY, ANSWERING = "bolt that only acknowledges", "bolt that also judges, and answers in one call"


def run() -> Iterator[Figure]:
    """Measure the one caller, the mixed traffic, and the burst; Slack runs in this process, the bot in its own."""
    gc.disable()  # Slack's pauses would be told as the bot's
    yield from asyncio.run(_measure())
    gc.enable()


Act = Callable[[Acts, User], Awaitable[None]]
MIX: tuple[Act, ...] = (*6 * (Acts.answer,), *2 * (Acts.reveal,), Acts.board, Acts.quiz)
EACH: dict[str, Act] = {
    "a thread answer": Acts.answer,
    "a reveal": Acts.reveal,
    "a /leaderboard": Acts.board,
    "a private quiz": Acts.quiz,
}


@dataclass(frozen=True, slots=True)
class Found:
    """What callers found; in seconds."""

    a_second: float
    p99: float
    cpu: float
    """Of the bot's processor time, a request."""
    loop: float
    """What of it was the event loop's; the rest went to the store and the judge."""


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """How soon one caller was answered; in seconds. The median says what the p99 of a busy machine hides."""

    p99: float
    median: float

    @property
    def told(self) -> str:
        """Give both, with their unit."""
        return f"{ms(self.p99)} (median {ms(self.median)})"


async def _measure() -> list[Figure]:
    alone = await _alone(("hotseat", "before", "default"))
    mixed = {kind: await _together(kind, MIX, MIXED) for kind in ("hotseat", "before", "answering")}
    each = {
        name: (await _together("hotseat", (act,), FEWER), await _together("answering", (act,), FEWER))
        for name, act in EACH.items()
    }
    kept, seconds, last = await _burst()
    ours, bare, least = mixed["hotseat"], mixed["before"], mixed["answering"]
    return [
        Figure(
            "/leaderboard acknowledged, one caller, p99",
            alone["hotseat"].told,
            f"{alone['before'].told} of bare bolt with process_before_response",
            f"{alone['hotseat'].p99 / alone['before'].p99:.1f}",
            "at most 3",
        ),
        Figure(
            "the same beside bare bolt by default",
            alone["hotseat"].told,
            alone["default"].told,
            f"{alone['default'].p99 / alone['hotseat'].p99:.1f} times faster",
            "at least 5",
        ),
        Figure(
            "64 callers, mixed traffic",
            _pace(ours),
            f"{_pace(bare)} of {EMPTY}, {_pace(least)} of {ANSWERING}",
        ),
        _cpu("a request, mixed traffic", ours, bare, EMPTY, "at most 3"),
        _cpu("a request, mixed traffic", ours, least, ANSWERING),
        *(_cpu(name, *both, ANSWERING) for name, both in each.items()),
        Figure(
            f"{BURST:,} thread answers at once",
            f"{BURST - kept} lost, all acknowledged after {seconds:.1f} s, last verdict after {last:.1f} s",
            wanted="none lost; 60 s",
        ),
    ]


def _pace(found: Found) -> str:
    return f"{found.a_second:,.0f} a second, p99 {ms(found.p99)}"


def _cpu(what: str, ours: Found, bare: Found, named: str, wanted: str = "") -> Figure:
    return Figure(
        f"processor time of {what}",
        f"{ms(ours.cpu)}, {ms(ours.loop)} of it the event loop's",
        f"{ms(bare.cpu)} of {named}",
        f"{ours.cpu / bare.cpu:.1f}",
        wanted,
    )


async def _alone(kinds: tuple[str, ...]) -> dict[str, Acknowledged]:
    """Type /leaderboard to each bot by turns, so that all see the same machine."""
    taken: dict[str, list[float]] = {kind: [] for kind in kinds}
    async with AsyncExitStack() as stack:
        bots = [await stack.enter_async_context(running(kind)) for kind in kinds]
        for done in range(0, ALONE + TURN, TURN):
            for at in bots:
                found = [await _board_alone(at) for _ in range(TURN)]
                taken[at.kind] += found if done else []  # the first turn warms up
    return {kind: Acknowledged(_p99(found), statistics.median(found)) for kind, found in taken.items()}


async def _board_alone(at: Running) -> float:
    """Type /leaderboard, and wait for the board too; a bolt app gives none, and rests as long."""
    messages, shown, began = at.people.w.messages, len(at.people.w.messages), time.perf_counter()
    await at.people.commands(at.people.w.person("ana"), "/leaderboard", at.people.daily)
    taken = time.perf_counter() - began
    rested = time.monotonic() + 0.005
    await until(lambda: len(messages) > shown if at.kind == "hotseat" else time.monotonic() > rested)
    return taken


async def _together(kind: str, acts: tuple[Act, ...], times: int) -> Found:
    """Let many callers act at once, and wait for all that follows: verdicts and model answers belong to a request."""
    async with running(kind) as at:
        stage, taken = await Acts.of(at), list[float]()
        callers = (await stage.come(times))[:CALLERS]

        async def call(number: int, user: User) -> None:
            for turn in range(times // CALLERS):
                began = time.perf_counter()
                await acts[(turn + number) % len(acts)](stage, user)
                taken.append(time.perf_counter() - began)

        await at.quiet()
        began, (cpu, loop) = time.perf_counter(), at.cpu()
        await asyncio.gather(*(call(number, user) for number, user in enumerate(callers)))
        seconds = time.perf_counter() - began
        await at.quiet()
        done = at.cpu()
        number = len(taken)
        return Found(number / seconds, _p99(taken), (done[0] - cpu) / number, (done[1] - loop) / number)


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


async def _burst() -> tuple[int, float, float]:
    """Answer from 5,000 members at once; give how many are kept, when all were acknowledged, and the last verdict."""
    async with running("hotseat") as at:
        acts = await Acts.of(at)
        waiting = iter(await acts.come(BURST, known=False))
        began = time.perf_counter()

        async def answer() -> None:
            for user in waiting:
                await acts.answer(user)

        await asyncio.gather(*(answer() for _ in range(CALLERS)))
        acknowledged = time.perf_counter() - began
        await until(lambda: len(at.slack.api.called("chat.postEphemeral")) >= BURST)
        last = time.perf_counter() - began
        engine = create_engine(at.database)
        with engine.connect() as connection:
            kept = connection.execute(text("SELECT count(*) FROM answers")).scalar_one()
        engine.dispose()
        return int(kept), acknowledged, last
