"""Discord on the stand-in: commands beside a bare discord.py client that only replies; a thousand daily questions."""

from __future__ import annotations

import asyncio
import gc
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.figure import Figure, ms
from tests.bench.saying import answer
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.world import Channel, Payload

ALONE, FEWER = 2_000, 200
"""Commands of the one caller, and of each other thing they do: there are not many more questions to ask for."""
TURN = 50
"""What they do with one bot before the other has its turn."""
CALLERS, MIXED = 64, 3_000
SERVERS = 1_000
A_SECOND = 50
"""Requests Discord takes of one bot."""
QUESTION = "Question of the day"


def run() -> Iterator[Figure]:
    """Measure everything, in one run; Discord runs in this process, the bot in its own."""
    gc.disable()  # Discord's pauses would be told as the bot's
    yield from asyncio.run(_commands())
    gc.enable()
    yield from asyncio.run(_thousand_servers())


@dataclass(frozen=True, slots=True)
class Running:
    """A bot under measurement."""

    discord: Discord
    channels: list[Channel]
    """Of each server, the one with a daily question."""
    people: list[str]
    bot: asyncio.subprocess.Process

    def cpu(self) -> tuple[float, float]:
        """Give the processor time it took so far, in seconds: in all, and on the event loop's thread."""
        threads = Path(f"/proc/{self.bot.pid}/task").glob("*/schedstat")
        taken = {t.parent.name: int(t.read_text(encoding="ascii").split()[0]) / 1e9 for t in threads}
        return sum(taken.values()), taken[str(self.bot.pid)]


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


class Acts:
    """What people do, each over when its reply is there; the bare client has a message like a question."""

    def __init__(self, at: Running) -> None:
        self._discord, self._channel = at.discord, at.channels[0]
        up = [message for message in self._channel.messages.values() if QUESTION in message["content"]]
        self._question = up[0] if up else _blank(at)
        self._reveal = _button(self._question, "reveal")
        self._submit = self._reveal.partition("~")[0].replace("reveal", "submit")
        self._sure: dict[str, Payload] = {}
        """Whom a reveal asked whether they are sure, and the message that did."""
        self._answering: Iterator[tuple[str, str]] = iter(())

    async def come(self, number: int) -> None:
        """Let so many more come who will answer; their names are known, as on a usual day."""
        members = [self._discord.world.user(f"Member {n}") for n in range(number)]
        for member in members:
            await self._discord.presses(member, self._question, self._reveal)
        self._answering = iter([(member, answer(n)) for n, member in enumerate(members)])

    async def board(self, person: str) -> None:
        """Call /leaderboard."""
        await self._discord.calls(person, self._channel.id, "leaderboard", {})

    async def answer(self, _: str) -> None:
        """Send the form: everyone answers once."""
        person, words = next(self._answering)
        await self._discord.submits(person, self._channel.id, self._submit, {"text": words})

    async def reveal(self, person: str) -> None:
        """Press the question's button; the first time it asks whether they are sure, and the next press says yes."""
        sure = self._sure.pop(person, None)
        if sure is not None:
            await self._discord.presses(person, sure, _button(sure, "show"))
            return
        told = await self._discord.presses(person, self._question, self._reveal)
        if _button(told.replies[-1], "show"):
            self._sure[person] = told.replies[-1]

    async def quiz(self, person: str) -> None:
        """Ask for a question of one's own."""
        await self._discord.calls(person, self._channel.id, "quiz", {"private": True})


def _button(message: Payload, verb: str) -> str:
    """Give the id of a message's button; empty if it has none such."""
    ids = (button["custom_id"] for row in message["components"] for button in row["components"])
    return next((found for found in ids if found.startswith(f"{verb}:")), "")


def _blank(at: Running) -> Payload:
    """Give a message like a question, for a client that posts none."""
    button = {"type": 2, "style": 2, "label": "Reveal", "custom_id": "reveal:r"}
    rows = [{"type": 1, "components": [button]}]
    return at.discord.world.post(at.channels[0], at.discord.world.bot, "Q", components=rows)


@dataclass(frozen=True, slots=True)
class Called:
    """What callers found."""

    p99: float
    cpu: float
    """Seconds of the bot's processor time an interaction."""
    loop: float
    """What of it was the event loop's; the rest went to the store and the judge."""
    a_second: float


async def _commands() -> list[Figure]:
    board, bare = await _alone(Acts.board, ALONE)
    answering, reveal, quiz = [await _alone(act, FEWER) for act in (Acts.answer, Acts.reveal, Acts.quiz)]
    many, bare_many, judging = [await _mixed(kind) for kind in ("hotseat", "bare", "judging")]
    return [
        Figure(
            "one caller, /leaderboard, p99", ms(board.p99), ms(bare.p99), f"{board.p99 / bare.p99:.2f}", "at most 3"
        ),
        _cpu("a /leaderboard", board, bare, "at most 3"),
        _cpu("an answer by the form", *answering),
        _cpu("a reveal", *reveal),
        _cpu("a private quiz", *quiz),
        Figure(
            f"{CALLERS} callers: 60 % answers, 20 % reveals, 10 % boards, 10 % quizzes",
            f"{many.a_second:,.0f} a second, p99 {ms(many.p99)}",
            f"{bare_many.a_second:,.0f} a second, p99 {ms(bare_many.p99)}",
        ),
        _cpu("one of these", many, bare_many, "at most 3"),
        _cpu("the same, beside a client that does the least: keeps, judges, replies", many, judging),
    ]


def _cpu(what: str, ours: Called, bare: Called, wanted: str = "") -> Figure:
    measured = f"{ms(ours.cpu)}, {ms(ours.loop)} of it the event loop's"
    return Figure(f"processor time of {what}", measured, ms(bare.cpu), f"{ours.cpu / bare.cpu:.2f}", wanted)


async def _alone(act: Callable[[Acts, str], Awaitable[None]], times: int) -> tuple[Called, Called]:
    """Let one caller act with Hotseat and with the bare client, by turns, so that both see the same machine."""
    async with _running("hotseat") as ours, _running("bare") as bare:
        callers = [_Caller(at, Acts(at)) for at in (ours, bare)]
        for caller in callers:
            await caller.acts.come(times + TURN)
        for done in range(0, times + TURN, TURN):
            for caller in callers:
                await caller.act(act, counted=done > 0)
        return callers[0].found(), callers[1].found()


@dataclass(slots=True)
class _Caller:
    at: Running
    acts: Acts
    taken: list[float] = field(default_factory=list)
    cpu: float = 0.0
    loop: float = 0.0

    async def act(self, act: Callable[[Acts, str], Awaitable[None]], *, counted: bool) -> None:
        """Act for a turn; the first warms up."""
        taken, (cpu, loop) = list[float](), self.at.cpu()
        for _ in range(TURN):
            await _timed(act(self.acts, self.at.people[0]), taken)
        if counted:
            after = self.at.cpu()
            self.taken += taken
            self.cpu += after[0] - cpu
            self.loop += after[1] - loop

    def found(self) -> Called:
        """Give what was found."""
        number = len(self.taken)
        return Called(_p99(self.taken), self.cpu / number, self.loop / number, number / sum(self.taken))


async def _mixed(kind: str) -> Called:
    async with _running(kind) as at:
        acts, taken = Acts(at), list[float]()
        await acts.come(MIXED)

        async def call(number: int) -> None:
            person = at.people[number]
            for turn in range(MIXED // CALLERS):
                match (turn + number) % 10:
                    case 0 | 1 | 2 | 3 | 4 | 5:
                        await _timed(acts.answer(person), taken)
                    case 6 | 7:
                        await _timed(acts.reveal(person), taken)
                    case 8:
                        await _timed(acts.board(person), taken)
                    case _:
                        await _timed(acts.quiz(person), taken)

        began, (cpu, loop) = time.perf_counter(), at.cpu()
        await asyncio.gather(*(call(number) for number in range(CALLERS)))
        seconds, after, number = time.perf_counter() - began, at.cpu(), len(taken)
        return Called(_p99(taken), (after[0] - cpu) / number, (after[1] - loop) / number, number / seconds)


async def _timed(work: Awaitable[None], taken: list[float]) -> None:
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
        f"{took / bound:.2f}",
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
