"""Discord on the stand-in: commands beside a bare discord.py client that only replies; a thousand daily questions."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import discord as library
import yarl
from discord import app_commands

from bot.adapters.discord.adapter import Connection, DiscordAdapter
from bot.adapters.discord.standing import server_space
from bot.app import Hotseat
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from storage.schema import upgrade
from storage.store import Store
from tests.bench.figure import Figure
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.world import Channel
from tests.scenarios.stage import library as questions
from tests.scenarios.test_answering import HALF

CALLS, CALLERS, SERVERS = 200, 64, 1000
Interact = Callable[[int], Awaitable[object]]


def run() -> Iterator[Figure]:
    """Measure everything, in one run."""
    yield from asyncio.run(_commands())
    yield asyncio.run(_thousand_servers())


# --- one caller and many ----------------------------------------------------------------------


class Bare(library.Client):
    """A client with one command, which only replies."""

    def __init__(self) -> None:
        super().__init__(
            intents=library.Intents(guilds=True, guild_messages=True, message_content=True),
            allowed_mentions=library.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(name="leaderboard", description="reply")
        async def leaderboard(interaction: library.Interaction) -> None:
            await interaction.response.send_message("hello", ephemeral=True)

        del leaderboard


async def _commands() -> list[Figure]:
    bare = await _measure_bare()
    ours = await _measure_ours()
    rate = f"{ours[1] / bare[1]:.2f}"
    cpu = f"{ours[3] / bare[3]:.2f}"
    return [
        Figure("one caller, /leaderboard p99", _ms(ours[0]), _ms(bare[0]), f"{ours[0] / bare[0]:.2f}", "at most 3"),
        Figure(f"{CALLERS} callers mixed, a second", f"{ours[1]:.0f}", f"{bare[1]:.0f}", rate),
        Figure(f"{CALLERS} callers mixed, p99", _ms(ours[2]), _ms(bare[2]), f"{ours[2] / bare[2]:.2f}"),
        Figure("CPU an interaction, with the stand-in's", _ms(ours[3]), _ms(bare[3]), cpu, "at most 3"),
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


async def _measure_bare() -> tuple[float, float, float, float]:
    discord = Discord()
    await discord.start()
    person = discord.world.user("Ana")
    channel = discord.world.channel(discord.world.server("Orchard", person), "daily")
    library.http.Route.BASE = discord.api_url
    library.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(discord.gateway_url)
    client = Bare()
    await client.login("t")
    running = asyncio.create_task(client.connect())
    await client.wait_until_ready()

    async def call(i: int) -> object:
        return await discord.calls(person, channel.id, "leaderboard", {})

    measured = await _measure(call, call)
    await client.close()
    await asyncio.gather(running, return_exceptions=True)
    await discord.stop()
    return measured


async def _measure_ours() -> tuple[float, float, float, float]:
    discord = Discord()
    await discord.start()
    with tempfile.TemporaryDirectory() as folder:
        people = [discord.world.user(f"Person {i}") for i in range(CALLERS)]
        server = discord.world.server("Orchard", people[0])
        channel = discord.world.channel(server, "daily")
        hotseat, store = await _start(discord, folder, [(server.id, channel)])
        round_ = await asyncio.wrap_future(store.read(lambda tx: tx.rounds.open_in_space(server_space(int(server.id)))))
        ids = round_[0].id

        async def board(i: int) -> object:
            return await discord.calls(people[i % CALLERS], channel.id, "leaderboard", {})

        async def mixed(i: int) -> object:
            person = people[i % CALLERS]
            match i // CALLERS % 4:
                case 0:
                    return await discord.submits(person, channel.id, f"submit:{ids}", {"text": f"{HALF} {i}"})
                case 1:
                    return await discord.calls(person, channel.id, "stats", {})
                case 2:
                    return await discord.presses(person, channel.messages[str(round_[0].message)], f"verdict:{ids}")
                case _:
                    return await board(i)

        measured = await _measure(board, mixed)
        await hotseat.stop()
        store.close()
    await discord.stop()
    return measured


async def _measure(one: Interact, many: Interact) -> tuple[float, float, float, float]:
    """Give one caller's p99, then of many callers: interactions a second, p99; and the CPU of one of one caller's."""
    for i in range(20):
        await one(i)
    cpu = time.process_time()
    alone = [await _timed(one, i) for i in range(CALLS)]
    cpu = (time.process_time() - cpu) / CALLS
    begun = time.perf_counter()
    rounds = await asyncio.gather(*(_caller(many, i) for i in range(CALLERS)))
    took = time.perf_counter() - begun
    together = [seconds for caller in rounds for seconds in caller]
    return _p99(alone), len(together) / took, _p99(together), cpu


async def _caller(work: Interact, i: int) -> list[float]:
    return [await _timed(work, i + CALLERS * turn) for turn in range(8)]


async def _timed(work: Interact, i: int) -> float:
    begun = time.perf_counter()
    await work(i)
    return time.perf_counter() - begun


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[98]


# --- a thousand servers ----------------------------------------------------------------------


async def _start(discord: Discord, folder: str, places: list[tuple[str, Channel]]) -> tuple[Hotseat, Store]:
    url = f"sqlite:///{Path(folder) / 'hotseat.db'}"
    upgrade(url)
    store = Store(url)
    from datetime import UTC, datetime  # noqa: PLC0415

    hotseat = Hotseat(
        store, questions(), engine_named("lexical"), lambda: datetime.fromtimestamp(discord.world.clock(), UTC)
    )
    for server, channel in places:
        who = Asker(space=server_space(int(server)), place=channel.id, member="", name="", event=server)
        await hotseat.desk.ask(OpenSpace(who, platform="discord", name=server, zone="UTC", daily_place="daily"))
    options: dict[str, Any] = {"api_url": discord.api_url, "gateway_url": discord.gateway_url, "last_server": 0.5}
    await hotseat.start([DiscordAdapter(hotseat.desk, Connection(token="t", **options))])
    hotseat.in_flight.owed()
    await hotseat.in_flight.idle()
    return hotseat, store


async def _thousand_servers() -> Figure:
    discord = Discord()
    await discord.start()
    with tempfile.TemporaryDirectory() as folder:
        owner = discord.world.user("Owner")
        servers = [discord.world.server(f"Server {i}", owner) for i in range(SERVERS)]
        places = [(server.id, discord.world.channel(server, "daily")) for server in servers]
        hotseat, store = await _start(discord, folder, places)
        before = len(discord.rest.requests)
        refused = discord.limits.refused
        discord.world.clock.ahead += 25 * 3600
        begun = time.perf_counter()
        await hotseat.desk.due()
        hotseat.in_flight.owed()
        await hotseat.in_flight.idle()
        took = time.perf_counter() - begun
        requests = len(discord.rest.requests) - before - (discord.limits.refused - refused)
        asked = sum(1 for _, channel in places if _questions(channel) == 2)
        await hotseat.stop()
        store.close()
    await discord.stop()
    bound = requests / 50
    return Figure(
        f"{asked} of {SERVERS} servers asked in the same minute, {requests} requests, "
        f"{discord.limits.refused - refused} refused with 429",
        f"{took:.1f} s",
        f"{bound:.1f} s at 50 requests a second",
        f"{took / bound:.2f}",
        "at most 1.1",
    )


def _questions(channel: Channel) -> int:
    return sum("Question of the day" in message["content"] for message in channel.messages.values())
