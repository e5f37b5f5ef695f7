"""Slack, as it is: the real adapter on slack-bolt, against our Slack on loopback."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.lines import SocketMode
from bot.app import Hotseat
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from storage.schema import upgrade
from storage.store import Store
from tests.emulators.slack.people import People
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Channel, Message, User
from tests.scenarios.stage import Clock, SteadyRandom, library


class SlackStage:
    """A workspace with one channel, `daily`, and a direct conversation for everyone."""

    missing = frozenset({"commands nobody registered"})

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.clock = Clock()
        self.slack = Slack(self.clock)
        self.library = library()
        self.people = People(self.slack, self.slack.workspace)
        for name in ("boss", "ana", "raj", "li"):
            self.people.w.person(name).zone = "UTC"
        self.people.w.person("boss").admin = True
        self.connections = 2
        self.ping_every = 10.0
        self.long_silence = 60.0
        self.prefix = ""
        self.typed: dict[str, Message] = {}

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        if not self.slack.url:
            await self.slack.start()
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, self.library, engine_named("lexical"), self.clock, random=SteadyRandom())
        boss = self.people.w.person("boss")
        opener = Asker(
            space=f"slack:{self.people.w.team}", place=self.people.daily.id, member=boss.id, name="Boss", event="open"
        )
        await self.hotseat.desk.ask(
            OpenSpace(opener, platform="slack", name="Orchard", zone="UTC", daily_place="daily")
        )
        self.adapter = SlackAdapter(
            self.hotseat.desk,
            self.store,
            self.library,
            SocketMode(
                bot_token=self.people.w.token,
                app_token=self.slack.app_token,
                connections=self.connections,
                ping_every=self.ping_every,
                long_silence=self.long_silence,
            ),
            self.clock,
            api_url=self.slack.api_url,
            prefix=self.prefix,
        )
        await self.hotseat.start([self.adapter])
        await self.settles()

    async def stop(self) -> None:
        """Stop the bot, and Slack."""
        await self.halt()
        await self.slack.stop()

    async def halt(self) -> None:
        """Stop the bot; Slack goes on."""
        await self.hotseat.stop()
        self.store.close()

    async def settles(self) -> None:
        """Wait until nothing is owed that is due, and all that was acknowledged is answered."""
        await self.adapter.idle()
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()
        await self.adapter.idle()  # Homes follow what was delivered

    def question(self) -> Message:
        """Give the newest question."""
        return next(m for m in reversed(self.people.w.messages) if _key(m).startswith("question:"))

    def thread(self) -> str:
        """Give the thread of the newest question."""
        return self.question().ts

    def user(self, who: str) -> User:
        """Give somebody by name."""
        return self.people.w.person(who)

    def _channel(self, who: str, where: str) -> Channel:
        return self.people.w.direct(self.user(who).id) if where == "direct" else self.people.daily

    # --- what people do -----------------------------------------------------------------------------------

    async def says(self, who: str, text: str, *, where: str = "thread") -> str:
        thread = self.thread() if where == "thread" else None
        message = await self.people.says(self.user(who), text, self._channel(who, where), thread)
        self.typed[message.ts] = message
        await self.settles()
        return message.ts

    async def edits(self, who: str, message: str, text: str) -> None:
        await self.people.edits(self.typed[message], text)
        await self.settles()

    async def deletes(self, who: str, message: str) -> None:
        await self.people.deletes(self.typed[message])
        await self.settles()

    async def presses(self, who: str, label: str) -> None:
        await self.people.presses(self.user(who), label)
        await self.settles()

    async def fills(self, who: str, **fields: str | bool) -> None:
        await self.people.fills(self.user(who), fields)
        await self.settles()

    async def commands(self, who: str, text: str, *, where: str = "channel") -> None:
        command = text.replace("/help", "/quiz help", 1) if text.startswith("/help") else text
        self.people.w.modals.pop(self.user(who).id, None)  # nobody types behind a modal
        await self.people.commands(self.user(who), command, self._channel(who, where))
        await self.settles()

    # --- what people see ----------------------------------------------------------------------------------

    async def sees(self, who: str, *texts: str) -> None:
        shown = " ".join(self.people.reads(self.user(who)).split())
        for text in texts:
            assert text in shown, f"{who} does not see {text!r}, but:\n{self.people.reads(self.user(who))}"

    async def sees_no(self, who: str, *texts: str) -> None:
        shown = " ".join(self.people.reads(self.user(who)).split())
        for text in texts:
            assert text not in shown, f"{who} sees {text!r}:\n{self.people.reads(self.user(who))}"

    # --- what happens -------------------------------------------------------------------------------------

    async def passes(self, hours: float) -> None:
        self.clock.now += timedelta(hours=hours)
        await self.hotseat.desk.due()
        await self.settles()

    async def restarts(self) -> None:
        await self.halt()
        self.people.w.modals.clear()
        await self.start()


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload") or {}
    return str(payload.get("key", ""))
