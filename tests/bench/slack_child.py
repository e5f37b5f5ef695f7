"""One process under measurement: Hotseat on Slack, or a bolt app that only acknowledges, or also judges and answers."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.lines import SocketMode
from bot.app import Hotseat
from bot.practice.requests import Asker, OpenSpace
from content.judge import engine_named
from content.library import OURS, Library, load
from storage.schema import upgrade
from storage.store import Store
from tests.bench.least import Least
from tests.emulators.slack.slack import Slack
from tests.scenarios.stage import SteadyRandom, library

CONNECTIONS = 2


async def hotseat(api_url: str, database: str) -> None:
    """Run the bot with its first question up."""
    upgrade(database)
    store = Store(database)
    ours = load((OURS,), Path(database.removeprefix("sqlite:///")).parent)
    questions = Library([*library().banks, *ours.banks])
    bot = Hotseat(store, questions, engine_named("lexical"), lambda: datetime.now(UTC), random=SteadyRandom())
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
    await _connect(app)


async def answering(api_url: str, database: str) -> None:
    """Run a bolt app that acknowledges, then answers in one call over connections that are kept: the least there is.

    A message is stored, judged and scored, and has its verdict in its thread; a press has the model answer in a modal,
    and a command what its `response_url` takes; a quiz is answered in the acknowledgement.
    """
    session, least = aiohttp.ClientSession(), Least(database)
    client = AsyncWebClient(token="xoxb-T1", base_url=api_url, session=session)
    app = AsyncApp(client=client, process_before_response=True, request_verification_enabled=False)
    calls = set[asyncio.Task[object]]()

    def said(words: str) -> dict[str, Any]:
        return {"text": words, "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": words}}]}

    def later(call: Coroutine[Any, Any, object]) -> None:
        task = asyncio.create_task(call)
        calls.add(task)
        task.add_done_callback(calls.discard)

    async def message(event: dict[str, Any]) -> None:
        verdict = least.take(event["user"], event["text"])
        thread = {"channel": event["channel"], "user": event["user"], "thread_ts": event["thread_ts"]}
        later(client.chat_postEphemeral(**thread, **said(verdict)))

    async def press(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        title = {"type": "plain_text", "text": "Model answer"}
        view = {"type": "modal", "title": title, "blocks": said(least.reveal(body["user"]["id"]))["blocks"]}
        later(client.views_open(trigger_id=body["trigger_id"], view=view))

    async def command(ack: AsyncAck, body: dict[str, Any]) -> None:
        if body["command"] == "/quiz":
            await ack(**said(least.ask(body["user_id"])))
            return
        await ack()
        later(AsyncWebhookClient(body["response_url"], session=session).send(**said(least.board())))

    every = re.compile(".*", re.DOTALL)
    app.event("message")(message)
    app.command(every)(command)
    app.action(every)(press)
    await _connect(app)


async def _connect(app: AsyncApp) -> None:
    for _ in range(CONNECTIONS):
        await AsyncSocketModeHandler(app, Slack.app_token).connect_async()  # type: ignore[no-untyped-call]


async def main(kind: str, api_url: str, database: str) -> None:
    """Run until killed."""
    match kind:
        case "hotseat":
            await hotseat(api_url, database)
        case "answering":
            await answering(api_url, database)
        case _:
            await bare(api_url, before_response=kind == "before")
    print("ready", flush=True)  # noqa: T201
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    asyncio.run(main(*sys.argv[1:]))
