"""The bot over HTTP, and a Slack with two workspaces; people install it with their browser."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.lines import HttpMode
from bot.adapters.slack.sealing import new_key
from bot.app import Hotseat
from content.judge import engine_named
from storage.records import Schedule
from storage.schema import upgrade
from storage.store import Store
from tests.emulators.slack.people import People
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Channel, Message, User, Workspace
from tests.scenarios.stage import Clock, library


@dataclass(slots=True)
class Browser:
    """Somebody's browser, at our pages; it follows no redirect and runs no script."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    status: int = 0
    shows: str = ""
    links: list[str] = field(default_factory=list)

    async def opens(self, path: str, **query: str) -> None:
        """Open a page of ours."""
        url = f"{self.address}{path}" + (f"?{urlencode(query)}" if query else "")
        header = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        async with aiohttp.ClientSession() as session, session.get(url, headers=header) as page:
            self.status, self.shows = page.status, await page.text()
            assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
            for line in page.headers.getall("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        self.links = [unescape(part.split('"')[0]) for part in self.shows.split('href="')[1:]]

    async def begins(self) -> dict[str, str]:
        """Open the page on which an install begins; give what Slack would be asked for."""
        await self.opens("/slack/install")
        [link] = self.links
        assert urlsplit(link).path == "/oauth/v2/authorize"
        return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}

    async def comes_back(self, **query: str) -> None:
        """Come back from Slack."""
        await self.opens("/slack/oauth_redirect", **query)


class Served:
    """The bot over HTTP, and a Slack with two workspaces that know nothing of it yet."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.clock = Clock()
        self.slack = Slack(self.clock)
        self.slack.add_workspace("T2", "Vineyard")
        self.key = new_key()
        self.people = {team: People(self.slack, w) for team, w in self.slack.workspaces.items()}
        for people in self.people.values():
            people.w.person("boss").admin = True

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        if not self.slack.url:
            await self.slack.start()
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, library(), engine_named("lexical"), self.clock, random=Random(1))
        mode = HttpMode(
            signing_secret=self.slack.signing_secret,
            client_id="1.2",
            client_secret="secret",
            token_key=self.key,
            public_url="https://hotseat.example",
            port=0,
        )
        self.adapter = SlackAdapter(
            self.hotseat.desk, self.store, self.hotseat.desk.library, mode, self.clock, api_url=self.slack.api_url
        )
        await self.hotseat.start([self.adapter])
        self.slack.app_url = f"{self.adapter.address}/slack/events"

    async def stop(self) -> None:
        """Stop the bot."""
        await self.hotseat.stop()
        self.store.close()

    async def settles(self) -> None:
        """Wait until nothing is under way."""
        await self.adapter.idle()
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()

    async def commands(self, people: People, user: User, text: str, channel: Channel) -> None:
        """Let somebody type a slash command, and wait for its answer."""
        await people.commands(user, text, channel)
        await self.settles()

    async def passes(self, hours: float) -> int:
        """Let time pass; give how many daily questions were asked meanwhile."""
        before = sum(len(self.asked(people)) for people in self.people.values())
        self.clock.now += timedelta(hours=hours)
        await self.hotseat.desk.due()
        await self.settles()
        return sum(len(self.asked(people)) for people in self.people.values()) - before

    def browser(self) -> Browser:
        """Give a browser that was never here."""
        return Browser(self.adapter.address)

    async def installs(self, workspace: Workspace) -> Browser:
        """Let `boss` install the app; give their browser as it ends up."""
        code = self.slack.installs(workspace, workspace.person("boss"))
        browser = self.browser()
        asked = await browser.begins()
        assert set(asked["scope"].split(",")) == workspace.scopes
        await browser.comes_back(code=code, state=asked["state"])
        await self.settles()
        return browser

    async def post(self, body: str, headers: dict[str, str]) -> int:
        """Send a request of one's own making; give the status."""
        async with (
            aiohttp.ClientSession() as anybody,
            anybody.post(self.slack.app_url, data=io.BytesIO(body.encode()), headers=headers) as answer,
        ):
            return answer.status

    def asked(self, people: People) -> list[Message]:
        """Give the daily questions that a workspace's channel was asked."""
        return [m for m in people.w.messages if m.channel == people.daily.id and "Question of the day" in m.text]

    async def schedule(self, people: People) -> Schedule:
        """Give the schedule of a workspace's channel."""
        space, place = f"slack:{people.w.team}", people.daily.id
        found = await asyncio.wrap_future(self.store.read(lambda tx: tx.schedules.of_place(space, place)))
        assert found is not None
        return found

    async def install_both(self) -> tuple[People, People]:
        """Install the app in both workspaces, and ask a question in each."""
        for people in self.people.values():
            assert (await self.installs(people.w)).status == 200
            boss = people.w.person("boss")
            await self.commands(people, boss, "/daily set 09:00 UTC", people.daily)
            await self.commands(people, boss, "/daily now", people.daily)
            await self.settles()
        one, two = self.people.values()
        return one, two
