"""One process under measurement: Hotseat on Slack, or a bare bolt app whose handlers only acknowledge."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import sys
from datetime import UTC, datetime

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.lines import SocketMode
from bot.app import Hotseat
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from storage.schema import upgrade
from storage.store import Store
from tests.emulators.slack.slack import Slack
from tests.scenarios.stage import SteadyRandom, library

CONNECTIONS = 2


async def hotseat(api_url: str, database: str) -> None:
    """Run the bot with its first question up."""
    upgrade(database)
    store = Store(database)
    bot = Hotseat(store, library(), engine_named("lexical"), lambda: datetime.now(UTC), random=SteadyRandom())
    boss = Asker(space="slack:T1", place="CDAILYT1", member="UBOSS", name="Boss", event="open")
    await bot.desk.ask(OpenSpace(boss, platform="slack", name="Orchard", zone="UTC", daily_place="daily"))
    mode = SocketMode(bot_token="xoxb-T1", app_token=Slack.app_token, connections=CONNECTIONS)
    clock = lambda: datetime.now(UTC)  # noqa: E731 - a clock
    adapter = SlackAdapter(bot.desk, store, bot.desk.library, mode, clock, api_url=api_url)
    await bot.start([adapter])
    gc.freeze()  # as `hotseat run` does


async def bare(api_url: str, *, before_response: bool) -> None:
    """Run a bolt app that acknowledges everything and does nothing."""
    client = AsyncWebClient(token="xoxb-T1", base_url=api_url)
    app = AsyncApp(client=client, process_before_response=before_response, request_verification_enabled=False)

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    every = re.compile(".*", re.DOTALL)
    app.event("message")(acknowledge)
    app.command(every)(acknowledge)
    app.action(every)(acknowledge)
    for _ in range(CONNECTIONS):
        await AsyncSocketModeHandler(app, Slack.app_token).connect_async()  # type: ignore[no-untyped-call]


async def main(kind: str, api_url: str, database: str) -> None:
    """Run until killed."""
    if kind == "hotseat":
        await hotseat(api_url, database)
    else:
        await bare(api_url, before_response=kind == "before")
    print("ready", flush=True)  # noqa: T201
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(main(*sys.argv[1:]))
