"""Forms people send: each becomes what came of it, most often its verdict."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping
from typing import Any

from bot.adapters.slack.asking import Asks, event_of
from bot.adapters.slack.blocks import Json, words
from bot.adapters.slack.counter import Counter
from bot.adapters.slack.home import Homes
from bot.adapters.slack.installs import Install, Installs
from bot.adapters.slack.naming import Names
from bot.adapters.slack.showing import Reach, Showing
from bot.adapters.slack.views import CHANNEL, Standing, card_view, filled, form_view, suggestions
from bot.practice.actions import pressed
from bot.practice.contract import Desk, Unjudged
from bot.practice.messages import Card, Message, notice, say
from bot.practice.parameters import Topic
from bot.practice.times import Zone
from content.library import Library

After = Coroutine[Any, Any, None] | None
JUDGING = 1.0
"""Seconds a submitted form waits for its verdict, before it says that the verdict follows."""


class Forms:
    """Takes forms that were sent, and completes what is typed in their menus."""

    def __init__(
        self,
        desk: Desk,
        counter: Counter,
        library: Library,
        installs: Installs,
        asks: Asks,
        showing: Showing,
        names: Names,
        homes: Homes,
    ) -> None:
        """Take the desk, what is known of Slack, and who is told that somebody's Home changed."""
        self._desk = desk
        self._counter = counter
        self._library = library
        self._installs = installs
        self._asks = asks
        self._showing = showing
        self._names = names
        self._homes = homes

    async def submitted(self, team: str, body: Mapping[str, Any]) -> tuple[Json, After]:
        """Carry out a form; it becomes what came of it, its verdict most often."""
        install = await self._installs.of(team)
        if install is None:
            return {}, None
        view = body.get("view") or {}
        work = asyncio.ensure_future(self._carried_out(install, view, body))
        done = await self._counter.soon(work)
        return done or (
            self._updated(notice(say("refused.slow")), Standing.read(view)),
            self._late(install, view, work),
        )

    async def _late(self, install: Install, view: Mapping[str, Any], work: Awaitable[tuple[Json, After]]) -> None:
        """Show what came of a form after it was acknowledged."""
        answer, after = await work
        if "view" in answer:
            await self._showing.replace_view(install, str(view.get("id") or ""), answer["view"])
        if after is not None:
            await after

    async def _carried_out(
        self, install: Install, view: Mapping[str, Any], body: Mapping[str, Any]
    ) -> tuple[Json, After]:
        user = str((body.get("user") or {}).get("id"))
        values = filled(view)
        standing = Standing.read(view)
        chosen = str(values.pop(CHANNEL, "") or "")
        if chosen:
            standing = Standing(chosen)
        who = await self._asks.asker(install, user, standing, event=event_of("form", body))
        request = pressed(who, str(view.get("callback_id") or ""), values)
        if request is None:
            return self._updated(notice(say("refused.unknown_button")), standing), None
        if chosen and await self._asks.not_there(install, request) is not None:
            return {
                "response_action": "errors",
                "errors": {CHANNEL: self._names.text(say("refused.not_in_chosen"))},
            }, None
        outcome = await self._counter.ask(install, request)
        if outcome.refused and isinstance(outcome.reply, Card):
            return self._wrong(view, outcome.field, outcome.reply), None
        if outcome.unjudged is not None:
            return await self._verdict(install, user, view, standing, outcome.unjudged)
        if outcome.reply is None:
            return {}, None
        return self._updated(outcome.reply, standing), self._homes.follow(install.team, user, request)

    async def _verdict(
        self, install: Install, user: str, view: Mapping[str, Any], standing: Standing, unjudged: Unjudged
    ) -> tuple[Json, After]:
        judging = asyncio.ensure_future(self._desk.judge(unjudged))
        done, _ = await asyncio.wait({judging}, timeout=JUDGING)
        if done:
            verdict = judging.result()
            answer = self._updated(verdict.reply, standing) if verdict.reply is not None else {}
            return answer, self._homes.follow(install.team, user)
        reach = Reach(install=install, user=user, standing=standing, view=str(view.get("id") or ""))

        async def follow() -> None:
            verdict = await judging
            if verdict.reply is not None:
                await self._showing.show(reach, verdict.reply)
            await self._homes.follow(install.team, user)

        return self._updated(notice(say("verdict.waiting")), standing), follow()

    def fault(self) -> Json:
        """Give what a form becomes where a fault of ours kept us from doing what it asked."""
        return self._updated(notice(say("refused.store")), Standing(""))

    def suggestions(self, body: Mapping[str, Any]) -> Json:
        """Complete what somebody types in a menu."""
        typed = str(body.get("value") or "")
        topics = body.get("action_id") == "topics"
        found = (Topic("topics") if topics else Zone("zone")).suggest(typed, self._library)
        return suggestions((*(("all",) if topics and "all".startswith(typed.lower()) else ()), *found))

    def _updated(self, message: Message, standing: Standing) -> Json:
        if isinstance(message, Card):
            view = card_view(message, standing, self._names)
        else:
            view = form_view(message, standing, self._names)
        return {"response_action": "update", "view": view}

    def _wrong(self, view: Mapping[str, Any], field: str, card: Card) -> Json:
        """Say under the field what is wrong with it, or under the first: so nothing that was typed is lost."""
        inputs = [str(block.get("block_id")) for block in view.get("blocks") or () if block.get("type") == "input"]
        if not inputs:
            return self._updated(card, Standing.read(view))
        said = words(card, self._names)
        return {"response_action": "errors", "errors": {field if field in inputs else inputs[0]: said}}
