"""Look whether Discord can be served, for `hotseat doctor`."""

from __future__ import annotations

import asyncio

from bot import connections
from bot.adapters.discord.checking import checks
from bot.cli.doctor import Finding
from config.settings import Discord
from storage import schema
from storage.store import Store


def findings(settings: Discord, database_url: str) -> list[Finding]:
    """Look at the token, the intents, and every channel that has a daily question."""
    found = asyncio.run(checks(connections.discord(settings), _places(database_url)))
    return [Finding(check.of, check.says, well=check.well) for check in found]


def _places(url: str) -> list[tuple[str, str]]:
    """Give the places of Discord that have a schedule; none where the database cannot tell yet."""
    if schema.state_of(schema.version(url)) is not schema.State.CURRENT:
        return []
    store = Store(url)
    try:
        scheduled = store.read(lambda tx: [(s.space, s.place) for s in tx.schedules.all()]).result()
        platforms = store.read(lambda tx: {s.space: s.platform for s in tx.spaces.all()}).result()
    finally:
        store.close()
    return [(space, place) for space, place in scheduled if platforms.get(space) == "discord"]
