"""Renew the pictures in docs/: `python -m tests.screenshots [folder]`. They are of a real room, full of demo people."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser import FLAGS, chromium
from tests.demo import Demo
from tests.room import new_page

ANSWER = (
    "Producers append records to a log on disk, and many consumers read the same records on their own. Order holds "
    "within a partition."
)
WIDTH, HEIGHT = 1280, 800


async def _answered(browser: Browser, demo: Demo, *, dark: bool) -> Page:
    """Open the room as Ana, who has her verdict."""
    page = await new_page(browser, width=WIDTH, height=HEIGHT, dark=dark)
    await demo.browse_as(page, "ana")
    return page


async def _take(folder: Path) -> None:
    path = chromium()
    if path is None:
        sys.exit("There is no Chromium here; CHROME_BIN may name one.")
    with tempfile.TemporaryDirectory() as data:
        demo = Demo(Path(data))
        await demo.start()
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
            page = await _answered(browser, demo, dark=False)
            await page.get_by_role("complementary").get_by_role("textbox").fill(ANSWER)
            await page.keyboard.press("Enter")
            await page.get_by_role("complementary").get_by_text("Your verdict").wait_for()
            for dark in (False, True):
                page = await _answered(browser, demo, dark=dark)
                await page.get_by_role("complementary").get_by_text("Your verdict").wait_for()
                await demo.running.settle()
                await page.screenshot(path=folder / f"room{'-dark' if dark else ''}.png")
            await browser.close()
        await demo.running.stop()


if __name__ == "__main__":
    asyncio.run(_take(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
