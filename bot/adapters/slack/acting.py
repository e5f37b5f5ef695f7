"""What people do in Slack becomes requests at the desk; what comes of it is shown to them."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.adapters.slack.asking import Asks
from bot.adapters.slack.blocks import Post, posts
from bot.adapters.slack.counter import Counter
from bot.adapters.slack.hearing import Heard, heard
from bot.adapters.slack.home import home_view, place_of
from bot.adapters.slack.installs import Install, Installs, space_of
from bot.adapters.slack.placing import Places
from bot.adapters.slack.showing import Reach, Showing
from bot.adapters.slack.views import Standing
from bot.adapters.slack.web import SlackError, Web
from bot.practice.actions import pressed
from bot.practice.contract import NOTHING, Desk, Outcome
from bot.practice.handling import understood
from bot.practice.messages import Card, File, Form, Message, notice, say
from bot.practice.requests import (
    Asker,
    Asking,
    DailyForm,
    Deleted,
    LatestVerdict,
    LeaveSpace,
    Said,
    ShowDaily,
    ShowHome,
    Typed,
    UseMessage,
)
from content.library import Library

log = structlog.get_logger(__name__)

After = Coroutine[Any, Any, None] | None
HOMES = 2000
"""Homes that are kept up to date."""


class Acting:
    """Takes what bolt parsed; every method stores first, and gives what may follow the acknowledgement."""

    def __init__(
        self,
        desk: Desk,
        counter: Counter,
        library: Library,
        web: Web,
        installs: Installs,
        asks: Asks,
        places: Places,
        showing: Showing,
        prefix: str,
    ) -> None:
        """Take the desk, and what is known of Slack; `prefix` stands before our commands' names."""
        self._desk = desk
        self._counter = counter
        self._library = library
        self._web = web
        self._installs = installs
        self._asks = asks
        self._places = places
        self._showing = showing
        self._prefix = prefix
        self._at_home: OrderedDict[tuple[str, str], None] = OrderedDict()
        """Who opened their Home lately: it follows what they do."""

    # --- what is said ----------------------------------------------------------------------------------------

    async def said(self, team: str, event: Mapping[str, Any]) -> tuple[bool, After]:
        """Take a message event; False if nothing was stored and it must be delivered again."""
        install = await self._installs.of(team)
        found = heard(event, install.bot_user) if install is not None else None
        if install is None or found is None:
            return True, None
        standing = Standing(found.channel, found.direct, found.thread or "")
        reach = Reach(install=install, user=found.user, standing=standing)
        if found.file_only:
            return True, self._answer(reach, Outcome(reply=notice(say("answer.only_file"))))
        asked = asyncio.ensure_future(self._desk.ask(await self.request_of(install, found)))
        outcome = await self._counter.soon(asked)
        if outcome is None:
            return False, self._late(reach, asked)
        if not outcome.stored:
            return False, None
        if outcome.reply is None and outcome.unjudged is None:
            return True, None
        return True, self._answer(reach, outcome)

    async def request_of(self, install: Install, found: Heard) -> Asking:
        """Make the request of a message that was heard."""
        who = await self._asks.asker(
            install, found.user, Standing(found.channel, found.direct), event=found.event, may_manage=False
        )
        if found.deleted:
            return Deleted(who, found.message, found.thread)
        return Said(who, found.text, found.message, found.thread, found.sent_at, found.revision)

    # --- commands --------------------------------------------------------------------------------------------

    async def command(self, team: str, body: Mapping[str, Any]) -> tuple[Post | None, After]:
        """Carry out a slash command; the post answers it at once."""
        install = await self._installs.of(team)
        if install is None:
            return None, None
        user, channel = str(body.get("user_id")), str(body.get("channel_id"))
        standing = await self._standing(install, user, channel)
        who = await self._asks.asker(
            install, user, standing, event=f"command:{body.get('trigger_id')}", name=str(body.get("user_name") or "")
        )
        reach = Reach(install=install, user=user, standing=standing, trigger=str(body.get("trigger_id") or ""))
        reach = replace(reach, asks_channel=standing.direct)
        outcome = await self._typed(install, who, self._words(body))
        if outcome is None:
            return posts(notice(say("refused.slow")))[0], None
        if isinstance(outcome.reply, Card):
            first, *more = posts(outcome.reply)
            if not more and not _has_files(outcome.reply):
                return first, None
        if outcome.reply is None and outcome.unjudged is None:
            return None, None
        return None, self._answer(reach, outcome)

    def _words(self, body: Mapping[str, Any]) -> str:
        """Give what was typed as the table of commands knows it: without our prefix, `/quiz help` for `/help`."""
        name = str(body.get("command") or "").removeprefix("/").removeprefix(self._prefix)
        text = str(body.get("text") or "").strip()
        if name == "quiz" and text.split()[:1] == ["help"]:
            return text
        return f"{name} {text}".strip()

    async def _typed(self, install: Install, who: Asker, text: str) -> Outcome | None:
        read = understood(Typed(who, text), self._library)
        if isinstance(read, Outcome):
            return read
        outcome = await self._counter.ask(install, read)
        # Where nothing is asked daily, a manager gets the form at once.
        if isinstance(read, ShowDaily) and text == "daily" and outcome is not None and _offers_set_up(outcome):
            form = await self._counter.ask(install, DailyForm(who))
            if form is not None and isinstance(form.reply, Form):
                return form
        return outcome

    async def _standing(self, install: Install, user: str, channel: str) -> Standing:
        """Say where a channel is: Slack calls ours and other people's direct conversations the same."""
        if not channel.startswith("D"):
            return Standing(channel)
        try:
            ours = await self._places.direct(install, user)
        except SlackError:
            return Standing(channel)
        return Standing(channel, direct=channel == ours)

    # --- buttons and shortcuts ---------------------------------------------------------------------------------

    async def pressed(self, team: str, body: Mapping[str, Any]) -> After:
        """Carry out a button; what comes of it follows the acknowledgement."""
        install = await self._installs.of(team)
        actions = body.get("actions") or [{}]
        if install is None or actions[0].get("type", "button") != "button":
            return None  # a menu in a form: it is read when the form is sent
        user = str((body.get("user") or {}).get("id"))
        view = body.get("view") or {}
        at_home = view.get("type") == "home"
        if at_home:
            place = place_of(str(actions[0].get("block_id") or ""))
            direct = "" if place else await self._places.direct(install, user)
            standing = Standing(place or direct, direct=not place)
        elif view:
            standing = Standing.read(view)
        else:
            standing = await self._standing_of_message(install, user, body)
        reach = Reach(
            install=install,
            user=user,
            standing=standing,
            trigger=str(body.get("trigger_id") or ""),
            view="" if at_home else str(view.get("id") or ""),
            asks_channel=standing.direct,
        )
        who = await self._asks.asker(install, user, standing, event=f"press:{body.get('trigger_id')}")
        request = pressed(who, str(actions[0].get("action_id") or ""))
        if request is None:
            log.warning("unknown button", team=team, user=user)
            return self._answer(reach, Outcome(reply=notice(say("refused.unknown_button"))))
        outcome = await self._counter.ask(install, request)
        if outcome is None:
            return self._answer(reach, Outcome(reply=notice(say("refused.slow"))))
        if outcome.reply is None and outcome.unjudged is None:
            outcome = Outcome(reply=notice(say("posted"))) if reach.view else NOTHING
        if outcome is NOTHING:
            return None
        return self._answer(reach, outcome)

    async def _standing_of_message(self, install: Install, user: str, body: Mapping[str, Any]) -> Standing:
        container = body.get("container") or {}
        channel = str((body.get("channel") or {}).get("id") or container.get("channel_id") or "")
        message = body.get("message") or {}
        thread = str(container.get("thread_ts") or message.get("thread_ts") or "")
        return replace(await self._standing(install, user, channel), thread=thread)

    async def shortcut(self, team: str, body: Mapping[str, Any]) -> After:
        """Carry out a shortcut on a message: slash commands do not work in threads."""
        install = await self._installs.of(team)
        if install is None or body.get("type") != "message_action":
            return None
        user = str((body.get("user") or {}).get("id"))
        message = body.get("message") or {}
        standing = await self._standing_of_message(install, user, body)
        who = await self._asks.asker(install, user, standing, event=f"shortcut:{body.get('trigger_id')}")
        uses = body.get("callback_id") == "use_as_answer"
        request: Asking = UseMessage(who, str(message.get("ts") or "")) if uses else LatestVerdict(who)
        outcome = await self._counter.ask(install, request) or Outcome(reply=notice(say("refused.slow")))
        reach = Reach(install=install, user=user, standing=standing, trigger=str(body.get("trigger_id") or ""))
        return self._answer(reach, outcome)

    # --- the Home, coming and going ------------------------------------------------------------------------------

    async def home(self, team: str, user: str) -> None:
        """Show somebody their Home as it is now."""
        install = await self._installs.of(team)
        if install is None:
            return
        await self._asks.greet(install, user)
        direct = await self._places.direct(install, user)
        who = await self._asks.asker(install, user, Standing(direct, direct=True), event=f"home:{user}")
        outcome = await self._desk.ask(ShowHome(who, await self._places.of_user(install, user)))
        if isinstance(outcome.reply, Card):
            view = home_view(outcome.reply)
            await self._web.call(install.team, install.token, "views.publish", user_id=user, view=view)
            self._at_home[team, user] = None
            self._at_home.move_to_end((team, user))
            if len(self._at_home) > HOMES:
                self._at_home.popitem(last=False)

    async def home_follows(self, team: str, user: str) -> None:
        """Show somebody who opened their Home lately what it became."""
        if (team, user) in self._at_home:
            await self.home(team, user)

    async def removed(self, team: str) -> bool:
        """Stop everything in a workspace that removed us, and drop its token; False if that was not stored."""
        space = space_of(team)
        who = Asker(space=space, place="", member="", name="", event=f"removed:{team}")
        outcome = await self._desk.ask(LeaveSpace(who))
        if outcome.stored:
            await self._installs.drop(team)
        return outcome.stored

    def left(self, team: str, channel: str) -> None:
        """Forget that we are in a channel."""
        self._places.left(team, channel)

    # --- what they share ------------------------------------------------------------------------------------------

    async def _late(self, reach: Reach, asked: Awaitable[Outcome]) -> None:
        """Answer what was stored too late to be acknowledged: delivered again, it will be known already."""
        await self._answer(reach, await asked)

    async def _answer(self, reach: Reach, outcome: Outcome) -> None:
        """Show what came of a request, and the verdict if one follows."""
        reply: Message | None = outcome.reply
        if outcome.unjudged is not None:
            reply = (await self._desk.judge(outcome.unjudged)).reply or reply
        if reply is not None:
            await self._showing.show(reach, reply)
        if outcome.unjudged is not None:
            await self.home_follows(reach.install.team, reach.user)


def _offers_set_up(outcome: Outcome) -> bool:
    card = outcome.reply
    return isinstance(card, Card) and [button.action for button in card.buttons] == ["daily-form"]


def _has_files(card: Card) -> bool:
    return any(isinstance(block, File) for block in card.blocks)
