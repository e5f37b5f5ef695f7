"""One process under measurement: Hotseat on Discord, or a bare discord.py client that only replies, or also judges."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import structlog
import yarl
from discord import app_commands

from bot.adapters.discord.adapter import Connection, DiscordAdapter
from bot.adapters.discord.standing import server_space
from bot.app import Hotseat
from bot.practice.calendar import WEEKDAYS
from bot.practice.requests import Asker, OpenSpace, SetDaily
from content.judge import engine_named
from content.library import OURS, Library, load
from storage import Tx
from storage.records import DeliveryState
from storage.schema import upgrade
from storage.store import Store
from tests.bench.least import Least
from tests.scenarios.stage import SteadyRandom, library

DAY = 24 * 3600


class Clock:
    """Runs as real time does, so many seconds ahead of it."""

    def __init__(self, ahead: float) -> None:
        self.ahead = ahead

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.ahead, UTC)


Place = tuple[str, str, str]
"""A server, its owner, its channel."""


async def hotseat(api_url: str, gateway_url: str, database: str, ahead: float, places: list[Place]) -> None:
    """Run the bot, with a question up where there is one server, else with a schedule in each; jump when told to."""
    upgrade(database)
    store, clock = Store(database), Clock(ahead)
    alone = len(places) == 1
    ours = load((OURS,), Path(database.removeprefix("sqlite:///")).parent)
    questions = Library([*library().banks, *ours.banks]) if alone else ours
    bot = Hotseat(store, questions, engine_named("lexical"), clock, random=SteadyRandom())
    for server, owner, channel in places:
        who = Asker(space=server_space(int(server)), place=channel, member=owner, name="Owner", event=server)
        daily = "daily" if alone else ""
        await bot.desk.ask(OpenSpace(who, platform="discord", name=server, zone="UTC", daily_place=daily))
        if not alone:
            await bot.desk.ask(SetDaily(who, time=f"{clock() - timedelta(hours=1):%H:%M}", days=WEEKDAYS))
    if not alone:  # who set it up was greeted long ago
        await store.commit(_greeted)
    reached = Connection(token="t", api_url=api_url, gateway_url=gateway_url, last_server=0.5)
    await bot.start([DiscordAdapter(bot.desk, reached)])
    bot.in_flight.owed()
    await bot.in_flight.idle()
    gc.freeze()  # as `hotseat run` does
    print("ready", flush=True)  # noqa: T201
    while await asyncio.to_thread(sys.stdin.readline):
        clock.ahead += DAY
        await bot.desk.due()


def _greeted(tx: Tx) -> None:
    for delivery in tx.deliveries.in_state(DeliveryState.OWED):
        tx.deliveries.change(delivery.key, state=DeliveryState.SENT)


class Bare(discord.Client):
    """A client with two commands, which only replies; so it does to whatever else is pressed or sent."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, message_content=True),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(name="leaderboard", description="reply")
        async def leaderboard(interaction: discord.Interaction) -> None:
            await self.tell(interaction)

        @self.tree.command(name="quiz", description="reply")
        async def quiz(interaction: discord.Interaction, private: bool = False) -> None:
            await self.tell(interaction)

        del leaderboard, quiz

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Reply to a press and to a form."""
        if interaction.type is not discord.InteractionType.application_command:
            await self.tell(interaction)

    async def tell(self, interaction: discord.Interaction) -> None:
        """Reply to the one who asked."""
        await interaction.response.send_message(self.words(interaction), ephemeral=True)

    def words(self, _: discord.Interaction) -> str:
        """Give what it says."""
        return "hello"


class Judging(Bare):
    """One that does the least there is to do, and says what came of it."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self._least = Least(database)

    def words(self, interaction: discord.Interaction) -> str:
        """Give the verdict, the model answer, the board or a question."""
        member = str(interaction.user.id)
        match interaction.type:
            case discord.InteractionType.modal_submit:
                return self._least.take(member, _typed(interaction.data))
            case discord.InteractionType.component:
                return self._least.reveal(member)
            case _:
                called = interaction.command
                return self._least.board() if called and called.name == "leaderboard" else self._least.ask(member)


def _typed(data: Any) -> str:
    fields = (field for row in data["components"] for field in row.get("components") or [row["component"]])
    return str(next(field["value"] for field in fields if "value" in field))


async def bare(client: discord.Client, api_url: str, gateway_url: str) -> asyncio.Task[None]:
    """Run a bare client."""
    discord.http.Route.BASE = api_url
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)
    await client.login("t")
    running = asyncio.create_task(client.connect())
    await client.wait_until_ready()
    return running


async def main(kind: str, api_url: str, gateway_url: str, database: str, ahead: str, places: str) -> None:
    """Run until killed."""
    if kind == "hotseat":
        await hotseat(api_url, gateway_url, database, float(ahead), json.loads(places))
        return
    client = Judging(database) if kind == "judging" else Bare()
    running = await bare(client, api_url, gateway_url)
    print("ready", flush=True)  # noqa: T201
    await running


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(main(*sys.argv[1:]))
