"""One real Chromium for a test run, in a loop and a thread of its own: tests come and go, it stays."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from playwright.async_api import Browser, Page, Playwright, async_playwright

T = TypeVar("T")
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """Find the browser: where CHROME_BIN says, else on the path."""
    named = os.environ.get("CHROME_BIN")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def is_needed() -> bool:
    """Say whether a missing browser is a failure, as in CI, and no reason to skip."""
    return os.environ.get("CI", "").lower() == "true"


class BrowserThread:
    """A browser, and the loop that everything that talks with it runs in."""

    def __init__(self, path: str) -> None:
        """Start it."""
        self.idle: list[Page] = []
        """Pages whose people went home: what they loaded is still at hand, nothing else of them is."""
        self.port = 0
        """The port rooms take one after another, so that what was loaded once is at hand; 0: any that is free."""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="browser", daemon=True)
        self._thread.start()
        self._playwright, self.browser = self.run(_launch(path))

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the browser's loop, and wait for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in the browser's loop, from any other."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    def close(self) -> None:
        """Stop it."""
        self.run(_quit(self._playwright, self.browser))
        self.run(_end_the_rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


async def _launch(path: str) -> tuple[Playwright, Browser]:
    playwright = await async_playwright().start()
    return playwright, await playwright.chromium.launch(executable_path=path, args=list(FLAGS))


async def _quit(playwright: Playwright, browser: Browser) -> None:
    await browser.close()
    await playwright.stop()


async def _end_the_rest() -> None:
    """End what still waits in the loop, as `asyncio.run` does: the room's library pings a socket for a while after."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
