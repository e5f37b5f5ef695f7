"""A conversation on Slack and one on Discord, logged as thoroughly as can be, for `test_logs`."""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from bot import logs
from tests.bot.adapters.discord.play import Play
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.wire import Fault
from tests.emulators.slack.api import Fault as SlackFault
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL, HALF

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789"


async def on_discord(folder: Path) -> None:
    """Answer in the thread and by the form; a reply meets a 429, a post an error."""
    discord = Discord()
    await discord.start()
    play = Play(folder, discord, token=TOKEN)
    await play.start()
    await play.received(discord.says(play.ana, play.thread, HALF))
    discord.rest.faults += [Fault("^POST /interactions", 429, retry_after=0.01), Fault(play.posting, 503)]
    await discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    await play.next_question()
    await play.stop()
    await discord.stop()


async def on_slack(folder: Path) -> None:
    """Answer in the thread and by the form; a command; a post that fails, a socket that does."""
    stage = SlackStage(folder)
    stage.ping_every = 0.1
    await stage.start()
    await stage.says("ana", HALF)
    await stage.commands("ana", "/leaderboard")
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=FULL)
    fails = ("chat.postMessage", "apps.connections.open")
    stage.slack.api.faults += [SlackFault(method, status=503) for method in fails]
    await stage.slack.sockets.disconnect("refresh_requested")
    await stage.passes(hours=25)
    await stage.stop()


async def both(folder: Path) -> None:
    """Have one after the other."""
    for name, talk in (("discord", on_discord), ("slack", on_slack)):
        (folder / name).mkdir()
        await talk(folder / name)


def warn() -> None:
    """Let a library warn of addresses and tokens, as one might."""
    held = (
        "https://discord.com/api/v10/interactions/1577655576052105238/aW50ZXJhY3Rpb24-hush/callback",
        "https://discord.com/api/v10/webhooks/1577655576052105238/aW50ZXJhY3Rpb24-hush/messages/@original",
        "wss://wss-primary.slack.com/link/?ticket=hush-of-a-socket&app_id=A1",
        "xoxb-1-hush",
        "xapp-1-hush",
        TOKEN,
    )
    for hidden in held:
        error = OSError(hidden)
        logging.getLogger("library").error("Could not take %s", hidden, exc_info=error)


if __name__ == "__main__":
    logs.configure("debug", sys.argv[2])
    asyncio.run(both(Path(sys.argv[1])))
    warn()
