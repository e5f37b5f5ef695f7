"""A room with a few days of talk in it, to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, TypeVar

from playwright.async_api import Page

from bot.adapters.room.cookies import Cookies, Pass
from bot.adapters.room.shown import Spot, opens_thread
from content.library import load
from content.model import Question
from tests.room import RunningRoom

if TYPE_CHECKING:
    from _typeshed import SupportsLenAndGetItem

T = TypeVar("T")
FRIDAY = datetime(2026, 11, 20, 8, 40, tzinfo=UTC)
QUESTIONS = ("sql-window-functions", "kafka-what-is-it")


class Wishes(Random):
    """Draws the questions we wish for, as long as there are any."""

    def choice(self, seq: SupportsLenAndGetItem[T]) -> T:
        """Take the first that is wished for, else the first."""
        drawn: Sequence[T] = [seq[i] for i in range(len(seq))]
        wished = {q.id: q for q in drawn if isinstance(q, Question)}
        return next((wished[name] for name in QUESTIONS if name in wished), drawn[0])


class Demo:
    """A room, and the clock it goes by."""

    def __init__(self, folder: Path) -> None:
        self.now = FRIDAY
        self.running = RunningRoom(folder, load(), lambda: self.now, Wishes())

    async def start(self) -> None:
        """Fill it: one question on Friday, answered and closed; one on Monday, open."""
        await self.running.start()
        for member, name in (("ana", "Ana"), ("raj", "Raj"), ("li", "Li"), ("noor", "Noor")):
            await self.running.room.talk.take_name(member, name)
        await self.say(
            "ana",
            "GROUP BY folds the rows of a group into one; a window function keeps every row and adds "
            "the total beside it.",
        )
        await self.passes(minutes=31)
        await self.say(
            "raj",
            "With GROUP BY you lose the single rows. A window computes over a frame of rows around "
            "the current one, ordered by ORDER BY inside OVER, and runs after WHERE and GROUP BY.",
        )
        await self.passes(minutes=5)
        await self.say("li", "Window functions are for running totals and ranks, GROUP BY for one row a group.")
        await self.passes(hours=72, minutes=-20)
        await self.passes(minutes=9)
        await self.say(
            "raj",
            "Kafka is an append-only log: producers append records, brokers keep them on disk, and "
            "every application reads at its own pace.",
        )
        await self.passes(minutes=7)
        await self.say(
            "noor",
            "Order only holds within a partition. Records stay for the retention time, read or not, "
            "so a new consumer can start from the oldest.",
        )
        await self.passes(minutes=4)

    async def passes(self, *, hours: float = 0, minutes: float = 0) -> None:
        """Let time go by."""
        self.now += timedelta(hours=hours, minutes=minutes)
        await self.running.hotseat.desk.due()
        await self.running.settle()

    async def newest_thread(self) -> Spot:
        """Give the thread of the question asked last."""
        page = await self.running.room.talk.channel("daily", "")
        opened = [shown.post.id for shown in page.posts if opens_thread(shown.post)]
        return Spot("daily", opened[-1])

    async def say(self, member: str, text: str) -> None:
        """Have somebody say something in the newest thread."""
        talk = self.running.room.talk
        number = f"{member}-{self.now.isoformat()}"
        await talk.hand_over(await talk.put_up(member, await self.newest_thread(), text, number))
        await self.running.settle()

    async def browse_as(self, page: Page, member: str) -> None:
        """Make a browser that of a member."""
        cookies = Cookies(await self.running.room.talk.read(lambda tx: tx.spaces.fact("room.secret") or ""))
        name, _, value = cookies.write(Pass(member), secure=False).partition(";")[0].partition("=")
        await page.context.add_cookies([{"name": name, "value": value, "url": self.running.room.address}])
        await page.clock.set_fixed_time(self.now)
        await page.goto(self.running.room.address)
        await page.wait_for_function("window.did_handshake === true")
