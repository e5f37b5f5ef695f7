"""Told to stop in the middle of a burst of answers: it ends soon and cleanly, and each of them counts once."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from storage import Tx
from storage.records import Answer, Revision
from storage.store import Store
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.world import EVERYTHING
from tests.emulators.slack.people import People
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Message
from tests.scenarios.stage import BANK, Clock
from tests.scenarios.test_answering import HALF

ANSWERS = 150
BEFORE_IT_STOPS = 20
SOON = 15.0
"""Seconds; what runs us waits for thirty and more."""


@asynccontextmanager
async def running(folder: Path, settings: Mapping[str, str]) -> AsyncIterator[None]:
    """Run the bot as the command line does; when told to stop it ends, soon and without a complaint."""
    banks = folder / "banks"
    banks.mkdir(exist_ok=True)
    shutil.copy(BANK, banks)
    given = {f"HOTSEAT_{name}": value for name, value in settings.items()}
    given |= {"HOTSEAT_DATA_DIR": str(folder), "HOTSEAT_BANKS": str(banks), "HOTSEAT_LOG__LEVEL": "error"}
    bot = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", "from bot.cli.main import main; main()", "run"),
        env=os.environ | given,
        stderr=asyncio.subprocess.PIPE,
    )
    complaints = asyncio.create_task(bot.stderr.read() if bot.stderr else asyncio.sleep(0, b""))
    try:
        yield
        bot.send_signal(signal.SIGTERM)
        async with asyncio.timeout(SOON):
            assert await bot.wait() == 0
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()
        said = (await complaints).decode()
    assert said == ""


async def counted(folder: Path, place: str) -> list[tuple[Answer, list[Revision]]]:
    """Give the answers to the newest question of a place, and what each is made of."""
    store = Store(f"sqlite:///{folder / 'hotseat.db'}")

    def work(tx: Tx) -> list[tuple[Answer, list[Revision]]]:
        space = next(space.space for space in tx.spaces.all() if tx.schedules.of_place(space.space, place))
        [asked] = tx.rounds.open_in_space(space)
        return [(answer, tx.answers.revisions(asked.id, answer.member)) for answer in tx.answers.of_round(asked.id)]

    try:
        return await asyncio.wrap_future(store.read(work))
    finally:
        store.close()


def all_once(found: list[tuple[Answer, list[Revision]]]) -> bool:
    """Say whether everyone's answer is there and judged, once."""
    return len(found) == ANSWERS and all(
        len(revisions) == 1 and revisions[0].judged_at is not None for _, revisions in found
    )


async def test_on_discord(tmp_path: Path) -> None:
    discord = Discord()
    discord.world.clock.ahead = 0.0
    discord.patience = 60.0
    discord.limits.overall = discord.limits.bucket = 10_000
    await discord.start()
    world = discord.world
    boss = world.user("Boss")
    channel = world.channel(world.server("Orchard", boss), "daily")
    settings = {"DISCORD__TOKEN": "t", "DISCORD__API_URL": discord.api_url, "DISCORD__GATEWAY_URL": discord.gateway_url}
    people = [world.user(f"Member {i}") for i in range(ANSWERS)]
    async with running(tmp_path, settings):
        await discord.until(lambda: world.commands)
        asked = {"time": "09:00", "topics": "trees", "level": "mid"}
        await discord.calls(boss, channel.id, "daily set", asked, rights=EVERYTHING)
        await discord.calls(boss, channel.id, "daily now", {}, rights=EVERYTHING)
        await discord.until(lambda: any(made.parent == channel.id for made in world.channels.values()))
        thread = next(made for made in world.channels.values() if made.parent == channel.id)
        said = {
            person: discord.says(person, thread, f"{HALF} So says member {i} of {ANSWERS}, who has {i * 7} trees.")
            for i, person in enumerate(people)
        }
        await discord.until(lambda: len(world.reactions) >= BEFORE_IT_STOPS)
        assert len(world.reactions) < ANSWERS
    shown = {message for message, _ in world.reactions}
    question = next(message for message in channel.messages.values() if message["id"] == thread.id)
    verdict = next(b["custom_id"] for row in question["components"] for b in row["components"] if "verdict" in str(b))
    async with running(tmp_path, settings), asyncio.timeout(60):
        await discord.until(lambda: len(discord.gateway.sessions) > 1)
        for person in (person for person in people if said[person]["id"] not in shown):
            while "Covered 2 of 4" not in (await discord.presses(person, question, verdict)).text:
                pass
    assert all_once(await counted(tmp_path, channel.id))
    await discord.stop()


def _asked_in(people: People) -> list[Message]:
    return [message for message in people.w.messages if message.metadata and message.channel == people.daily.id]


async def test_on_slack(tmp_path: Path) -> None:
    slack = Slack(Clock())
    await slack.start()
    people = People(slack, slack.workspace)
    boss, daily = people.w.person("boss"), people.daily
    boss.admin = True
    settings = {
        "SLACK__BOT_TOKEN": people.w.token, "SLACK__APP_TOKEN": slack.app_token, "SLACK__API_URL": slack.api_url,
    }  # fmt: skip
    saying: list[asyncio.Task[object]] = []
    async with running(tmp_path, settings):
        await slack.sockets.connected(2)
        await people.commands(boss, "/daily set 09:00 UTC trees mid", daily)
        await people.commands(boss, "/daily now", daily)
        async with slack.api.answered, asyncio.timeout(60):
            await slack.api.answered.wait_for(lambda: _asked_in(people))
        question = _asked_in(people)[0]
        for i in range(ANSWERS):
            text = f"{HALF} So says member {i} of {ANSWERS}, who has {i * 7} trees."
            saying.append(asyncio.create_task(people.says(people.w.person(f"m{i}"), text, daily, question.ts)))
        await slack.api.calls_of("chat.postEphemeral", BEFORE_IT_STOPS)
        assert len(slack.api.called("chat.postEphemeral")) < ANSWERS
    async with running(tmp_path, settings):
        await slack.sockets.connected(2)
        await asyncio.gather(*saying)
    assert all_once(await counted(tmp_path, daily.id))
    await slack.stop()
