"""The room: the real page in a real browser, one browser for each person."""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Locator, Page

from bot.adapters.room.people import own_place
from bot.adapters.room.shown import Spot
from tests.browser import BrowserThread
from tests.room import Person, RunningRoom, is_back, new_page
from tests.scenarios.stage import Clock, SteadyRandom, library

T = TypeVar("T")

# What a person can read on the page, what stands in its fields included.
_READ = """() => [document.body.innerText, ...Array.from(
    document.querySelectorAll("input, textarea"), (field) => field.offsetParent === null ? "" : field.value,
)].join("\\n")"""

# The newest button of a label: in a private reply, else on the newest post; the thread's copy where there are two.
_NEWEST = """(label) => {
    const seen = Array.from(document.querySelectorAll("article button"))
        .filter((button) => button.innerText.trim() === label && button.offsetParent !== null && !button.disabled);
    const age = (button) => {
        const { whisper, post } = button.closest("article").dataset;
        return whisper ? [1, Number(whisper)] : [0, Number(post)];
    };
    const older = (a, b) => age(a)[0] - age(b)[0] || age(a)[1] - age(b)[1];
    return seen.map((button, i) => [button, i]).sort(([a, i], [b, j]) => older(a, b) || i - j).at(-1)?.[0] ?? null;
}"""

_LINKS = {"channel": "#daily", "direct": "Hotseat"}


class RoomStage:
    """The room with `daily` in it, and its channels; `boss` opened the start link."""

    missing: frozenset[str] = frozenset()

    def __init__(self, folder: Path, browser: BrowserThread) -> None:
        self.clock = Clock()
        self._browser = browser
        self._room = RunningRoom(folder, library(), self.clock, SteadyRandom(), browser.port)
        self._people: dict[str, Person] = {}

    async def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return await self._browser.do(work)

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        await self._do(self._room.start())
        self._browser.port = self._room.port

    async def stop(self) -> None:
        """Send everybody home and stop the bot; a page that complained fails the scenario."""
        await self._do(self._end())

    async def _end(self) -> None:
        for person in self._people.values():
            await person.go_home()
            self._browser.idle.append(person.page)
        await self._room.stop()
        for person in self._people.values():
            assert not person.complaints, f"{person.name}'s page: {person.complaints}"

    async def _at(self, who: str) -> Page:
        if who not in self._people:
            address = self._room.room.start_link if who == "boss" else self._room.room.address
            idle = self._browser.idle
            person = Person(who.title(), idle.pop() if idle else await new_page(self._browser.browser))
            await person.open(address)
            self._people[who] = person
        return self._people[who].page

    async def _settle(self, who: str) -> None:
        """Wait until nothing is under way; give a name when the page asks for one."""
        await self._room.settle()
        if self._room.asks_for_a_name():
            asked = (await self._at(who)).get_by_role("dialog").get_by_role("textbox", name="Your name")
            await self._type(asked, who.title())
            await asked.wait_for(state="detached")
            await self._room.settle()

    # --- where they stand -------------------------------------------------------------------------------------

    async def _go(self, page: Page, link: str) -> None:
        """Go to a channel, unless it is open."""
        await self._close_forms(page)
        there = page.get_by_role("navigation").get_by_role("link", name=link).first
        if await there.get_attribute("aria-current") is None:
            await there.click()
            await page.get_by_role("heading", level=2, name=link, exact=True).wait_for()
            await self._room.settle()

    @staticmethod
    async def _close_forms(page: Page) -> None:
        """Leave a form that was not sent."""
        while await page.get_by_role("dialog").count():
            await page.keyboard.press("Escape")
            await page.get_by_role("dialog").first.wait_for(state="detached")

    async def _open_newest_thread(self, page: Page) -> None:
        """Have the newest question's thread beside the channel."""
        await self._go(page, "#daily")
        newest = page.get_by_role("main").locator("article:has(button.replies)").last
        post = await newest.get_attribute("data-post")
        if not await page.get_by_role("complementary").locator(f'[data-post="{post}"]').count():
            await newest.locator("button.replies").click()
            await page.get_by_role("complementary").locator(f'[data-post="{post}"]').wait_for()

    # --- what people do ---------------------------------------------------------------------------------------

    async def says(self, who: str, text: str, *, where: str = "thread") -> str:
        return await self._do(self._says(who, text, where))

    async def _says(self, who: str, text: str, where: str) -> str:
        page = await self._at(who)
        if where == "thread":
            await self._open_newest_thread(page)
            pane = page.get_by_role("complementary")
        else:
            await self._go(page, _LINKS[where])
            pane = page.get_by_role("main")
        await self._type(pane.get_by_role("textbox").last, text)
        await self._settle(who)
        own = pane.locator(f'article[aria-label="{who.title()}"]').last
        return await own.get_attribute("data-post") or ""

    @staticmethod
    async def _type(box: Locator, text: str) -> None:
        await box.fill(text)
        await box.press("Enter")

    async def edits(self, who: str, message: str, text: str) -> None:
        await self._do(self._edits(who, message, text))

    async def _edits(self, who: str, message: str, text: str) -> None:
        own = await self._own(who, message)
        await own.get_by_role("button", name="Edit").click()
        await self._type(own.get_by_role("textbox"), text)
        await self._settle(who)

    async def _own(self, who: str, message: str) -> Locator:
        """Find a message of one's own, wherever it is, and point at it."""
        page = await self._at(who)
        own = page.locator(f'article[data-post="{message}"]').last
        async for _ in self._everywhere(page):
            if await own.count():
                break
        await own.hover()
        return own

    async def deletes(self, who: str, message: str) -> None:
        await self._do(self._deletes(who, message))

    async def _deletes(self, who: str, message: str) -> None:
        own = await self._own(who, message)
        await own.get_by_role("button", name="Delete").click()
        await own.get_by_role("button", name="Delete it").click()
        await self._settle(who)

    async def presses(self, who: str, label: str) -> None:
        await self._do(self._presses(who, label))

    async def _presses(self, who: str, label: str) -> None:
        page = await self._at(who)
        await self._close_forms(page)
        async for _ in self._everywhere(page):
            button = (await page.evaluate_handle(_NEWEST, label)).as_element()
            if button is not None:
                await button.click()
                await self._settle(who)
                return
        raise AssertionError(f"{who} sees no button {label!r}; they see:\n{await page.evaluate(_READ)}")

    async def fills(self, who: str, **fields: str | bool) -> None:
        await self._do(self._fills(who, fields))

    async def _fills(self, who: str, fields: dict[str, str | bool]) -> None:
        form = (await self._at(who)).get_by_role("dialog")
        for name, value in fields.items():
            field = form.locator(f'[name="{name}"]')
            if isinstance(value, bool):
                await field.set_checked(value)
            elif await field.evaluate("field => field.tagName") == "SELECT":
                await field.select_option(value)
            else:
                await field.fill(value)
        await form.locator('button[type="submit"]').click()
        await self._settle(who)

    async def commands(self, who: str, text: str, *, where: str = "channel") -> None:
        await self._do(self._commands(who, text, where))

    async def _commands(self, who: str, text: str, where: str) -> None:
        page = await self._at(who)
        await self._go(page, _LINKS[where])
        await self._type(page.get_by_role("main").get_by_role("textbox").last, text)
        await self._settle(who)

    # --- what people see --------------------------------------------------------------------------------------

    async def _everywhere(self, page: Page) -> AsyncIterator[str]:
        """Read the page as it stands, then the other threads of the channel, then the direct conversation."""
        yield await self._read(page)
        member = await self._room.member_at(page)
        await self._go(page, "#daily")
        threads = page.get_by_role("main").locator("article:has(button.replies)")
        for i in reversed(range(await threads.count())):
            post = await threads.nth(i).get_attribute("data-post")
            if page.url.endswith(f"/{post}") or await self._room.is_empty(member, Spot("daily", int(post or 0))):
                continue
            await threads.nth(i).locator("button.replies").click()
            await self._room.settle()
            yield await self._read(page)
        if not await self._room.is_empty(member, Spot(own_place(member))):
            await self._go(page, "Hotseat")
            yield await self._read(page)
            await self._go(page, "#daily")

    @staticmethod
    async def _read(page: Page) -> str:
        return " ".join(str(await page.evaluate(_READ)).split())

    async def sees(self, who: str, *texts: str) -> None:
        await self._do(self._sees(who, texts))

    async def _sees(self, who: str, texts: tuple[str, ...]) -> None:
        page = await self._at(who)
        await self._settle(who)
        missing, shown = set(texts), ""
        async for shown in self._everywhere(page):
            missing = {text for text in missing if text not in shown}
            if not missing:
                return
        raise AssertionError(f"{who} does not see {missing}, but:\n{shown}")

    async def sees_no(self, who: str, *texts: str) -> None:
        await self._do(self._sees_no(who, texts))

    async def _sees_no(self, who: str, texts: tuple[str, ...]) -> None:
        page = await self._at(who)
        await self._settle(who)
        async for shown in self._everywhere(page):
            for text in texts:
                assert text not in shown, f"{who} sees {text!r}:\n{shown}"

    # --- what happens -----------------------------------------------------------------------------------------

    async def passes(self, hours: float) -> None:
        await self._do(self._passes(hours))

    async def _passes(self, hours: float) -> None:
        self.clock.now += timedelta(hours=hours)
        await self._room.hotseat.desk.due()
        await self._room.settle()

    async def restarts(self) -> None:
        await self._do(self._restarts())

    async def _restarts(self) -> None:
        for person in self._people.values():
            await person.page.evaluate("window.beforeRestart = true")
        await self._room.stop()
        await self._room.start()
        for person in self._people.values():
            await is_back(person)
