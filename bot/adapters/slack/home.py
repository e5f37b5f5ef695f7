"""The App Home: a card and those below it, in one view, which follows what changes it."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable
from weakref import WeakValueDictionary

import structlog

from bot.adapters.slack.asking import Asks
from bot.adapters.slack.blocks import MOST_IN_VIEW, Json, card_blocks
from bot.adapters.slack.installs import Install, Installs
from bot.adapters.slack.naming import Names
from bot.adapters.slack.placing import Places
from bot.adapters.slack.views import Standing
from bot.adapters.slack.web import SlackError, Web
from bot.practice.contract import Desk
from bot.practice.messages import Card
from bot.practice.requests import (
    Asker,
    Asking,
    PauseDaily,
    PingNobody,
    ResumeDaily,
    SetDaily,
    ShowHome,
    SkipDaily,
    StopDaily,
    SubmitDaily,
)

log = structlog.get_logger(__name__)

SHARED = (PauseDaily, PingNobody, ResumeDaily, SetDaily, SkipDaily, StopDaily, SubmitDaily)
"""What changes what stands in everybody's Home."""
KEPT = 2000
"""Homes that are kept up to date."""


class Homes:
    """The Homes of those who opened theirs lately."""

    def __init__(self, desk: Desk, web: Web, installs: Installs, asks: Asks, places: Places, names: Names) -> None:
        """Take the desk, and what is known of Slack."""
        self._desk = desk
        self._web = web
        self._installs = installs
        self._asks = asks
        self._places = places
        self._names = names
        self._open: OrderedDict[tuple[str, str], tuple[str, ...]] = OrderedDict()
        """The channels each was in when they opened it: asked again at every change, Slack would soon refuse."""
        self._turns: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()

    async def show(self, team: str, user: str, channels: tuple[str, ...] | None = None) -> None:
        """Show somebody their Home as it is now; `channels`: those they are in, where we know."""
        try:
            await self._show(team, user, channels)
        except SlackError as error:
            log.info("home not shown", team=team, user=user, reason=error.code)

    async def _show(self, team: str, user: str, channels: tuple[str, ...] | None) -> None:
        install = await self._installs.of(team)
        if install is None:
            return
        await self._asks.greet(install, user)
        direct = await self._places.direct(install, user)
        who = await self._asks.asker(install, user, Standing(direct, direct=True), event=f"home:{user}")
        turn = self._turns.setdefault((team, user), asyncio.Lock())
        async with turn:  # else one that was read before could be shown after
            await self._publish(install, who, channels)

    async def _publish(self, install: Install, who: Asker, channels: tuple[str, ...] | None) -> None:
        team, user = install.team, who.member
        if channels is None:
            channels = await self._places.of_user(install, user)
        outcome = await self._desk.ask(ShowHome(who, channels))
        if isinstance(outcome.reply, Card):
            view = home_view(outcome.reply, self._names)
            await self._web.call(team, install.token, "views.publish", user_id=user, view=view)
            self._open[team, user] = channels
            self._open.move_to_end((team, user))
            if len(self._open) > KEPT:
                self._open.popitem(last=False)

    async def follow(self, team: str, user: str, did: Asking | None = None) -> None:
        """Show somebody what became of their Home by what they did, and everybody what is shared."""
        if isinstance(did, SHARED):
            await self.all_follow(team)
        elif (team, user) in self._open:
            await self.show(team, user, self._open[team, user])

    async def all_follow(self, team: str, settled: Awaitable[object] | None = None) -> None:
        """Show everybody in a workspace what became of their Home, once that is settled."""
        if settled is not None:
            await settled
        for of, user in reversed([*self._open]):
            if of == team:
                await self.show(team, user, self._open.get((of, user)))


def home_view(card: Card, names: Names) -> Json:
    """Make the view of somebody's Home."""
    blocks = card_blocks(card, names)
    for below in card.below:
        more = [{"type": "divider"}, *_placed(card_blocks(below, names), below.place)]
        if len(blocks) + len(more) > MOST_IN_VIEW:
            break
        blocks += more
    for i, block in enumerate(blocks):
        if block["type"] == "actions":
            block["block_id"] = f"{i}:{block.get('block_id', '')}"
    return {"type": "home", "blocks": blocks}


def _placed(blocks: list[Json], place: str) -> list[Json]:
    """Note on each row of buttons where they do what they do."""
    for block in blocks:
        if block["type"] == "actions":
            block["block_id"] = place
    return blocks


def place_of(block_id: str) -> str:
    """Give the place noted on a row of buttons; empty where it is none in particular."""
    return block_id.partition(":")[2]
