"""The room with people in it: a test says what they do in their browsers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from playwright.async_api import Locator, Page, expect

from bot.adapters.room.shown import Spot, opens_thread
from tests.browser import BrowserThread
from tests.room import PATIENCE, Person, RunningRoom, is_back, new_page
from tests.scenarios.stage import Clock, SteadyRandom, library

expect.set_options(timeout=PATIENCE)


class Floor:
    """A running room, and everyone in it."""

    def __init__(self, folder: Path, browser: BrowserThread, **options: Any) -> None:
        self.clock = Clock()
        self.running = RunningRoom(folder, library(), self.clock, SteadyRandom(), browser.port)
        self.running.options = options
        self.people: list[Person] = []
        self._browser = browser

    async def start(self) -> None:
        await self.running.start()
        self._browser.port = self.running.port

    async def stop(self) -> None:
        for person in self.people:
            await person.go_home()
            self._browser.idle.append(person.page)
        await self.running.stop()

    async def person(self, name: str = "", *, path: str = "/", link: str = "") -> Person:
        """Let somebody in, with a name unless it is empty."""
        idle = self._browser.idle
        person = Person(name, idle.pop() if idle else await new_page(self._browser.browser))
        self.people.append(person)
        await person.open(link or self.running.room.address + path)
        if name:
            await self.running.room.talk.take_name(await self.running.member_at(person.page), name)
            await person.open((link and self.running.room.address) or self.running.room.address + path)
        return person

    async def restart(self, meanwhile: Callable[[], Awaitable[None]] | None = None) -> None:
        """Stop the bot and start it again; every page finds it again by itself."""
        for person in self.people:
            await person.page.evaluate("window.beforeRestart = true")
        await self.running.stop()
        if meanwhile is not None:
            await meanwhile()
        await self.running.start()
        for person in self.people:
            await is_back(person)

    async def question(self) -> Spot:
        """Give the thread of the question of the day."""
        page = await self.running.room.talk.channel("daily", "")
        return Spot("daily", next(s.post.id for s in page.posts if opens_thread(s.post)))


def thread_of(page: Page) -> Locator:
    """Find the thread panel."""
    return page.get_by_role("complementary", name="Thread")


def channel_of(page: Page) -> Locator:
    """Find the conversation."""
    return page.get_by_role("main")


async def type_into(where: Locator, text: str) -> None:
    """Type something into the message box of a part of the page, and send it."""
    box = where.get_by_role("textbox").last
    await box.fill(text)
    await box.press("Enter")


def in_the_room(test: Callable[[Floor], Awaitable[None]], **options: Any) -> Callable[[BrowserThread, Path], None]:
    """Make a test of what happens on a floor: it runs in the browser's loop; no page may complain.

    `options` are the room's own: a passphrase, public names.
    """

    def run(browser: BrowserThread, tmp_path: Path) -> None:
        browser.run(_hold(test, Floor(tmp_path, browser, **options)))

    run.__name__, run.__doc__ = test.__name__, test.__doc__
    return run


async def _hold(test: Callable[[Floor], Awaitable[None]], floor: Floor) -> None:
    await floor.start()
    try:
        await test(floor)
        for person in floor.people:
            assert not person.complaints, f"{person.name}'s page: {person.complaints}"
    finally:
        await floor.stop()
