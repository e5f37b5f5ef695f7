"""Look whether Slack can be served, for `hotseat doctor`."""

from __future__ import annotations

import asyncio

from bot import connections
from bot.adapters.slack.checking import check
from bot.cli.doctor import Finding
from config.settings import Slack
from storage.records import SlackInstall
from storage.schema import State, state_of, version
from storage.store import Store


def findings(settings: Slack, database_url: str) -> list[Finding]:
    """Look at tokens, scopes, the socket, and the channels that have a schedule."""
    places, installs = _kept(database_url)
    checked = asyncio.run(check(connections.slack(settings), settings.api_url, places, installs))
    return [Finding(found.of, found.says, well=found.well) for found in checked]


def _kept(database_url: str) -> tuple[list[tuple[str, str]], list[SlackInstall]]:
    """Give the (workspace, channel) pairs that have a schedule, and the installs; nothing from an older database."""
    if state_of(version(database_url)) is not State.CURRENT:
        return [], []
    store = Store(database_url)
    try:
        schedules = store.read(lambda tx: tx.schedules.all()).result()
        installs = store.read(lambda tx: tx.slack.all()).result()
    finally:
        store.close()
    there = [schedule for schedule in schedules if schedule.space.startswith("slack:")]
    return [(s.space.removeprefix("slack:"), s.place) for s in there], installs
