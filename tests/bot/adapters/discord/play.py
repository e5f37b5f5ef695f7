"""Hotseat on the stand-in: one server with a channel `daily`, where the scenarios' first question is up."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.adapters.discord.adapter import Connection, DiscordAdapter
from bot.adapters.discord.standing import server_space
from bot.app import Hotseat
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from storage import Tx
from storage.records import ScheduleState
from storage.schema import upgrade
from storage.store import Store
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.world import EVERYTHING, Channel, Payload, Server, Told
from tests.scenarios.stage import SteadyRandom, library


class Play:
    """One server, one bot, and what can happen to them."""

    def __init__(self, folder: Path, discord: Discord, **connection: Any) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.discord = discord
        self.world = discord.world
        self.connection = connection
        self.ana, self.boss = self.world.user("Ana"), self.world.user("Boss")
        self.server: Server = self.world.server("Orchard", self.boss)
        self.channel: Channel = self.world.channel(self.server, "daily")
        self.space = server_space(int(self.server.id))

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.world.clock(), UTC)

    async def start(self, *, daily: bool = True) -> None:
        """Start the bot; with `daily` a schedule begins, and its first question is put up."""
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, library(), engine_named("lexical"), self.now, random=SteadyRandom())
        usual = {"token": "t", "api_url": self.discord.api_url, "gateway_url": self.discord.gateway_url}
        reached = Connection(**{**usual, "last_server": 0.02, **self.connection})
        self.adapter = DiscordAdapter(self.hotseat.desk, reached)
        if daily:
            who = Asker(space=self.space, place=self.channel.id, member=self.boss, name="Boss", event="set up")
            opening = OpenSpace(who, platform="discord", name="Orchard", zone="UTC", daily_place="daily")
            await self.hotseat.desk.ask(opening)
        await self.hotseat.start([self.adapter])
        await self.idle()

    async def stop(self) -> None:
        """Stop the bot; Discord goes on."""
        await self.hotseat.stop()
        self.store.close()

    async def idle(self) -> None:
        """Wait until nothing is owed that is due."""
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()

    async def next_question(self) -> None:
        """Let the next day's question fall due."""
        self.world.clock.ahead += 25 * 3600
        await self.hotseat.desk.due()
        await self.idle()

    def questions(self, channel: Channel | None = None) -> list[str]:
        """Give the daily questions in a channel, open and closed."""
        return [m["content"] for m in self.posts(channel) if "Question of the day" in m["content"]]

    async def schedule_state(self) -> ScheduleState:
        """Say how the channel's schedule is."""
        return await self.schedule_of(self.channel)

    async def schedule_of(self, channel: Channel) -> ScheduleState:
        """Say how a channel's schedule is."""
        found = await self.read(lambda tx: tx.schedules.of_place(self.space, channel.id))
        return ScheduleState(found.state)

    async def other_place(self) -> Channel:
        """Give a channel of another server that has a daily question too, none asked yet."""
        server = self.world.server("Elsewhere", self.boss)
        other = self.world.channel(server, "second")
        told = await self.discord.calls(self.boss, other.id, "daily set", {"time": "09:00"}, rights=EVERYTHING)
        assert "Saved" in told.text, "known as soon as it is told"
        return other

    @property
    def posting(self) -> str:
        """Give the pattern of a post in the channel, for a fault."""
        return rf"^POST /channels/{self.channel.id}/messages$"

    async def read(self, work: Any) -> Any:
        """Read the store."""

        def done(tx: Tx) -> Any:
            return work(tx)

        return await asyncio.wrap_future(self.store.read(done))

    @property
    def question(self) -> Payload:
        """The newest message with a question on it."""
        return next(m for m in reversed(self.posts()) if "hint:" in json.dumps(m["components"]))

    @property
    def round(self) -> str:
        """The id of the newest question's round."""
        return self.custom_id(self.question, "verdict:").split("~")[0].split(":")[1]

    @property
    def thread(self) -> Channel:
        """The newest question's thread."""
        return self.world.channels[self.question["id"]]

    def posts(self, channel: Channel | None = None) -> list[Payload]:
        """Give a channel's messages, the oldest first."""
        return list((channel or self.channel).messages.values())

    def custom_id(self, message: Payload, start: str) -> str:
        """Give the id of a message's button that begins so."""
        ids: list[str] = [button["custom_id"] for row in message["components"] for button in row["components"]]
        return next(custom_id for custom_id in ids if custom_id.startswith(start))

    async def received(self, message: Payload) -> None:
        """Wait until a message bears the sign of receipt."""
        await self.discord.until(lambda: any(seen == message["id"] for seen, _ in self.world.reactions))

    async def verdict(self, person: str = "") -> Told:
        """Let somebody, Ana unless said otherwise, press My verdict."""
        return await self.discord.presses(person or self.ana, self.question, self.custom_id(self.question, "verdict:"))
