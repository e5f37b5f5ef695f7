"""What people do in Slack under measurement, and the bot that hears it in a process of its own."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench.saying import answer
from tests.emulators.slack.people import Button, People
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Message, User, View


@dataclass(slots=True)
class Running:
    """A bot under measurement, of a kind that `slack_child` knows."""

    slack: Slack
    people: People
    kind: str
    pid: int
    database: str

    def cpu(self) -> tuple[float, float]:
        """Give the processor time it took so far, and its event loop alone; in seconds."""
        taken = {thread.name: _taken(thread) for thread in Path(f"/proc/{self.pid}/task").iterdir()}
        return sum(taken.values()), taken[str(self.pid)]

    async def quiet(self) -> None:
        """Wait until the bot makes no more calls."""
        made, before = 0, -1
        while made != before:
            before = made
            await asyncio.sleep(0.5)
            made = len(self.slack.api.calls) + len(self.people.w.messages)


def _taken(thread: Path) -> float:
    return int((thread / "schedstat").read_text(encoding="ascii").split()[0]) / 1e9


@asynccontextmanager
async def running(kind: str) -> AsyncIterator[Running]:
    """Start a Slack and a bot that is connected to it."""
    slack = Slack(lambda: datetime.now(UTC))
    await slack.start()
    people = People(slack, slack.workspace)
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/hotseat.db"
        command = (sys.executable, "-m", "tests.bench.slack_child", kind, slack.api_url, database)
        bot = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        try:
            assert bot.stdout is not None
            await bot.stdout.readline()
            await slack.sockets.connected(2)
            yield Running(slack, people, kind, bot.pid, database)
        finally:
            bot.kill()
            await bot.wait()
            await slack.stop()


class Acts:
    """What people do, each over when it is acknowledged; for a bolt app there is a message like a question."""

    def __init__(self, at: Running, question: Message) -> None:
        self._slack, self._people, self._w = at.slack, at.people, at.people.w
        self._question = question
        self._reveal = _button("reveal", question.blocks, message=question)
        self._answering: Iterator[tuple[User, str]] = iter(())

    @staticmethod
    async def of(at: Running) -> Acts:
        """Find the question that is up; a bolt app has put up none."""
        messages = at.people.w.messages
        if at.kind != "hotseat":
            messages.append(_like_a_question(at))
            return Acts(at, messages[-1])
        await until(lambda: any("question:" in str(message.metadata) for message in messages))
        return Acts(at, next(message for message in messages if "question:" in str(message.metadata)))

    async def come(self, number: int, *, known: bool = True) -> list[User]:
        """Let so many more come, who answer one after the other; `known`: as on a usual day, their names are."""
        came = [self._w.person(f"member{n}") for n in range(number)]
        for user in came if known else ():
            await self._people.commands(user, "/stats", self._people.daily)
        self._answering = iter([(user, answer(n)) for n, user in enumerate(came)])
        return came

    async def answer(self, _: User) -> None:
        """Answer in the thread; everyone answers once."""
        user, words = next(self._answering)
        said = Message(self._question.channel, self._slack.ids.ts(), user.id, words, thread=self._question.ts)
        self._w.messages.append(said)
        await self._people.hears(said)

    async def reveal(self, user: User) -> None:
        """Press the question's button; the first time it asks whether they are sure, and the next press says yes."""
        front = self._w.modals.get(user.id)
        sure = _button("show", front.view["blocks"], view=front) if front is not None else None
        button = sure or self._reveal
        assert button is not None
        await self._slack.interact(self._people.press_payload(user, button))

    async def board(self, user: User) -> None:
        """Type /leaderboard."""
        await self._people.commands(user, "/leaderboard", self._people.daily)

    async def quiz(self, user: User) -> None:
        """Ask for a question of one's own."""
        await self._people.commands(user, "/quiz private", self._people.daily)


def _like_a_question(at: Running) -> Message:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Reveal"}, "action_id": "reveal:r"}
    row = {"type": "actions", "block_id": "b", "elements": [button]}
    w = at.people.w
    return Message(at.people.daily.id, at.slack.ids.ts(), w.bot_user, "Q", blocks=[row], bot_id=w.bot_id)


def _button(
    verb: str, blocks: list[dict[str, Any]], *, message: Message | None = None, view: View | None = None
) -> Button | None:
    """Find a button by what it does."""
    rows = (block for block in blocks if block["type"] == "actions")
    found = ((element, row) for row in rows for element in row["elements"])
    does = (
        Button(element, row, message, view) for element, row in found if element["action_id"].startswith(f"{verb}:")
    )
    return next(does, None)


async def until(true: Callable[[], bool]) -> None:
    """Wait for something another process does."""
    while not true():  # noqa: ASYNC110 - a process of its own is waited for
        await asyncio.sleep(0.01)
