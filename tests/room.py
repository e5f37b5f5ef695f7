"""A real room for tests: the bot on a fresh database, its page on a free port, and people with browsers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from nicegui import background_tasks
from playwright.async_api import Browser, ConsoleMessage, Error, Page

from bot.adapters.room.adapter import Room
from bot.adapters.room.shown import Spot
from bot.app import Hotseat
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from content.library import Library
from storage.schema import upgrade
from storage.store import Store

WIDTH, HEIGHT = 1280, 800
PATIENCE = 10_000
"""Milliseconds a page may take to show what it should."""


class RunningRoom:
    """The bot with its room; it can be stopped and started again on the same data and port."""

    def __init__(
        self, folder: Path, library: Library, clock: Callable[[], datetime], random: Random, port: int = 0
    ) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.library = library
        self.clock = clock
        self.random = random
        self.port = port
        self.options: dict[str, Any] = {}
        """What else the room is opened with."""
        self.store: Store
        self.hotseat: Hotseat
        self.room: Room

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, self.library, engine_named("lexical"), self.clock, random=self.random)
        self.room = Room(self.hotseat.desk, self.store, self.library, self.clock, port=self.port, **self.options)
        await self.hotseat.start([self.room])
        self.port = int(self.room.address.rpartition(":")[2])
        who = Asker(space="room", place="daily", member="manager", name="", event="open")
        opening = OpenSpace(who, platform="room", name="The room", zone="UTC", daily_place="daily")
        await self.hotseat.desk.ask(opening)
        await self.settle()

    async def stop(self) -> None:
        """Stop the bot; browsers stay open."""
        await self.hotseat.stop()
        self.store.close()

    async def member_at(self, page: Page) -> str:
        """Say whose page it is."""
        client = await page.evaluate("window.clientId")
        return next(view.member for known, view in self.room.pages() if known.id == client)

    async def is_empty(self, member: str, spot: Spot) -> bool:
        """Say whether a member has nothing to read in a spot but what a thread hangs on."""
        talk = self.room.talk
        page = await (talk.channel(spot.place, member) if spot.thread is None else talk.thread(spot, member))
        return len(page.posts) <= (spot.thread is not None) and not talk.whispers.there(member, spot)

    def asks_for_a_name(self) -> bool:
        """Say whether it is somebody's turn to give their name."""
        return any(v.speaker.asked is not None and not v.speaker.asked.done() for _, v in self.room.pages())

    async def settle(self) -> None:
        """Wait until nothing is under way: no request, no delivery, nothing a page has not shown yet."""
        while True:
            for client in [client for client, _ in self.room.pages() if client.has_socket_connection]:
                await client.run_javascript("return 1", timeout=10)
            busy = [task for task in background_tasks.running_tasks if _is_a_handlers(task)]
            if self.asks_for_a_name():
                return
            if busy:
                await asyncio.wait(busy, timeout=0.5)
                continue
            was = sum(client.outbox.next_message_id for client, _ in self.room.pages())
            await self.hotseat.in_flight.idle()
            for client in [client for client, _ in self.room.pages() if client.has_socket_connection]:
                await client.run_javascript("return 1", timeout=10)
            pinged = len([client for client, _ in self.room.pages() if client.has_socket_connection])
            if sum(client.outbox.next_message_id for client, _ in self.room.pages()) == was + pinged:
                return


def _is_a_handlers(task: asyncio.Task[object]) -> bool:
    """Say whether a task is what a page's event set going; the library names those after their handlers."""
    name = task.get_name()
    return name.startswith(("<function", "<bound method")) and "prune_" not in name


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, name: str, page: Page) -> None:
        self.name = name
        self.page = page
        self.complaints: list[str] = []
        page.on("pageerror", self._failed)
        page.on("console", self._said)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _said(self, message: ConsoleMessage) -> None:
        # A restart cuts connections, which the browser complains about itself.
        if message.type == "error" and "net::ERR_CONNECTION_REFUSED" not in message.text:
            self.complaints.append(message.text)

    async def open(self, address: str) -> None:
        """Go to an address, and wait until the page is alive."""
        await self.page.goto(address)
        await self.page.wait_for_function("window.did_handshake === true")

    async def go_home(self) -> None:
        """Leave nothing behind but what was loaded."""
        self.page.remove_listener("pageerror", self._failed)
        self.page.remove_listener("console", self._said)
        await self.page.evaluate("localStorage.clear()")
        await self.page.context.clear_cookies()
        await self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        await self.page.goto("about:blank")


async def new_page(browser: Browser, *, width: int = WIDTH, height: int = HEIGHT, dark: bool = False) -> Page:
    """Open a browser of one's own: nothing in it is shared with another."""
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        timezone_id="UTC",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    return await context.new_page()


async def is_back(person: Person) -> None:
    """Wait until a page has found the room again after a restart."""
    await person.page.wait_for_function("window.beforeRestart === undefined && window.did_handshake === true")
