"""Discord on the stand-in: commands beside a bare discord.py client that only replies; a thousand daily questions."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figure import Figure, ms
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.world import Channel, Payload
from tests.scenarios.test_answering import HALF

ALONE = 400
"""Commands of the one caller."""
CALLERS, MIXED = 64, 3_000
SERVERS = 1_000
A_SECOND = 50
"""Requests Discord takes of one bot."""
QUESTION = "Question of the day"


def run() -> Iterator[Figure]:
    """Measure everything, in one run; Discord runs in this process, the bot in its own."""
    yield from asyncio.run(_commands())
    yield from asyncio.run(_thousand_servers())


@dataclass(frozen=True, slots=True)
class Running:
    """A bot under measurement."""

    discord: Discord
    channels: list[Channel]
    """Of each server, the one with a daily question."""
    people: list[str]
    bot: asyncio.subprocess.Process

    def cpu(self) -> float:
        """Give the processor time it took so far, in seconds."""
        fields = Path(f"/proc/{self.bot.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@asynccontextmanager
async def _running(kind: str, servers: int = 1) -> AsyncIterator[Running]:
    discord = Discord()
    discord.patience = 60.0
    await discord.start()
    people = [discord.world.user(f"Person {i}") for i in range(CALLERS)]
    made = [discord.world.server(f"Server {i}", discord.world.user(f"Owner {i}")) for i in range(servers)]
    channels = [discord.world.channel(server, "daily") for server in made]
    places = json.dumps([(server.id, server.owner, channel.id) for server, channel in zip(made, channels, strict=True)])
    with tempfile.TemporaryDirectory() as folder:
        reached = (discord.api_url, discord.gateway_url, f"sqlite:///{folder}/hotseat.db")
        command = (sys.executable, "-m", "tests.bench.discord_child", kind, *reached, str(discord.world.clock.ahead))
        pipe = asyncio.subprocess.PIPE
        bot = await asyncio.create_subprocess_exec(*command, places, stdin=pipe, stdout=pipe)
        try:
            assert bot.stdout is not None
            await bot.stdout.readline()
            yield Running(discord, channels, people, bot)
        finally:
            bot.kill()
            await bot.wait()
            await discord.stop()


# --- one caller and many ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Called:
    """What callers found."""

    a_second: float
    p99: float
    cpu: float
    """Seconds of the bot's processor time an interaction."""


async def _commands() -> list[Figure]:
    alone = {kind: await _alone(kind) for kind in ("hotseat", "bare")}
    mixed = {kind: await _mixed(kind) for kind in ("hotseat", "bare")}
    one, one_bare, many, many_bare = alone["hotseat"], alone["bare"], mixed["hotseat"], mixed["bare"]
    return [
        Figure(
            "one caller, /leaderboard, p99", ms(one.p99), ms(one_bare.p99), _ratio(one.p99, one_bare.p99), "at most 3"
        ),
        Figure(
            "processor time of a /leaderboard",
            ms(one.cpu),
            ms(one_bare.cpu),
            _ratio(one.cpu, one_bare.cpu),
            "at most 3",
        ),
        Figure(
            f"{CALLERS} callers: 60 % answers, 20 % reveals, 10 % boards, 10 % quizzes",
            f"{many.a_second:,.0f} a second, p99 {ms(many.p99)}",
            f"{many_bare.a_second:,.0f} a second, p99 {ms(many_bare.p99)}",
        ),
        Figure(
            "processor time of one of these",
            ms(many.cpu),
            ms(many_bare.cpu),
            _ratio(many.cpu, many_bare.cpu),
            "at most 3",
        ),
    ]


def _beside(what: str, ours: float, bare: float) -> Figure:
    return Figure(what, ms(ours), ms(bare), _ratio(ours, bare), "at most 3")


def _ratio(ours: float, bare: float) -> str:
    return f"{ours / bare:.2f}"


async def _alone(kind: str) -> Called:
    async with _running(kind) as at:
        taken: list[float] = []
        for i in range(ALONE + 20):
            if i == 20:
                taken.clear()
                began, cpu = time.perf_counter(), at.cpu()
            await _timed(at.discord.calls(at.people[0], at.channels[0].id, "leaderboard", {}), taken)
        return Called(ALONE / (time.perf_counter() - began), _p99(taken), (at.cpu() - cpu) / ALONE)


async def _mixed(kind: str) -> Called:
    async with _running(kind) as at:
        channel, taken = at.channels[0].id, list[float]()
        question = next((m for m in at.channels[0].messages.values() if QUESTION in m["content"]), None)
        message, id_of_round = (question, _round(question)) if question else (_blank(at), "r")

        async def call(number: int) -> None:
            person, discord = at.people[number], at.discord
            for turn in range(MIXED // CALLERS):
                match (turn + number) % 10:
                    case 0 | 1 | 2 | 3 | 4 | 5:
                        answer = {"text": f"{HALF} {number} {turn}"}
                        await _timed(discord.submits(person, channel, f"submit:{id_of_round}", answer), taken)
                    case 6 | 7:
                        await _timed(discord.presses(person, message, f"reveal:{id_of_round}"), taken)
                    case 8:
                        await _timed(discord.calls(person, channel, "leaderboard", {}), taken)
                    case _:
                        await _timed(discord.calls(person, channel, "quiz", {"private": True}), taken)

        for person in at.people:  # names are known, as on a usual day
            await at.discord.calls(person, channel, "leaderboard", {})
        began, cpu = time.perf_counter(), at.cpu()
        await asyncio.gather(*(call(number) for number in range(CALLERS)))
        seconds = time.perf_counter() - began
        return Called(len(taken) / seconds, _p99(taken), (at.cpu() - cpu) / len(taken))


def _round(question: Payload) -> str:
    ids = [button["custom_id"] for row in question["components"] for button in row["components"]]
    return str(next(found for found in ids if found.startswith("reveal:"))).split("~")[0].removeprefix("reveal:")


def _blank(at: Running) -> Payload:
    """Give a message like a question, for a client that posts none."""
    button = {"type": 2, "style": 2, "label": "Reveal", "custom_id": "reveal:r"}
    rows = [{"type": 1, "components": [button]}]
    return at.discord.world.post(at.channels[0], at.discord.world.bot, "Q", components=rows)


async def _timed(work: Awaitable[object], taken: list[float]) -> None:
    began = time.perf_counter()
    await work
    taken.append(time.perf_counter() - began)


def _p99(taken: list[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.99)]


# --- a thousand servers ----------------------------------------------------------------------


async def _thousand_servers() -> list[Figure]:
    """Let two days pass: on the first nothing has to be closed."""
    async with _running("hotseat", SERVERS) as at:
        return [await _day(at, "their first day"), await _day(at, "any other day")]


async def _day(at: Running, name: str) -> Figure:
    rest, limits = at.discord.rest, at.discord.limits
    before, refused = len(rest.requests), limits.refused
    threads = sum(1 for channel in at.channels for message in channel.messages if message in at.discord.world.channels)
    assert at.bot.stdin is not None
    began = time.perf_counter()
    at.bot.stdin.write(b"\n")
    posted = await _until_asked(at, threads + SERVERS)
    took = time.perf_counter() - began
    again = limits.refused - refused
    requests = len(rest.requests) - before - again
    bound = requests / A_SECOND
    return Figure(
        f"{SERVERS:,} servers due in the same minute, {name}: all asked, each with its thread",
        f"{took:.1f} s, {requests:,} requests, {again} refused; the last question after {posted - began:.1f} s",
        f"{bound:.1f} s, these requests at {A_SECOND} a second",
        _ratio(took, bound),
        "at most 1.1",
    )


async def _until_asked(at: Running, threads: int) -> float:
    """Wait until there are so many threads; give when the last question was posted."""
    world, last, made = at.discord.world, 0.0, threads - SERVERS

    def listen(event: str, payload: Payload) -> None:
        nonlocal last, made
        if event == "MESSAGE_CREATE" and QUESTION in payload["content"]:
            last = time.perf_counter()
        made += event == "THREAD_CREATE"

    world.listeners.append(listen)
    while made < threads:
        await world.next_event()
    world.listeners.remove(listen)
    return last
