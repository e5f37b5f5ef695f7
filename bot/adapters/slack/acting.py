"""What people do in Slack becomes requests at the desk; what comes of it is shown to them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.adapters.slack.asking import Asks, event_of
from bot.adapters.slack.blocks import Post, posts
from bot.adapters.slack.counter import Counter
from bot.adapters.slack.hearing import Heard, asked_by, heard
from bot.adapters.slack.home import Homes, place_of
from bot.adapters.slack.installs import Install, Installs, space_of
from bot.adapters.slack.naming import Names, pinged
from bot.adapters.slack.placing import Places
from bot.adapters.slack.showing import Reach, Showing
from bot.adapters.slack.views import Standing
from bot.adapters.slack.web import SlackError
from bot.practice.actions import pressed
from bot.practice.contract import Desk, Outcome
from bot.practice.handling import reads_only, understood
from bot.practice.messages import Card, File, Form, Message, notice, say
from bot.practice.requests import (
    Asker,
    Asking,
    DailyForm,
    Deleted,
    LeaveSpace,
    Said,
    SetDaily,
    ShowDaily,
    Typed,
    UseMessage,
    VerdictOf,
)
from content.library import Library

log = structlog.get_logger(__name__)

After = Coroutine[Any, Any, None] | None
SLOW = Outcome(reply=notice(say("refused.slow")))
USE_AS_ANSWER = "use_as_answer"
"""The callback id of the shortcut that makes a message the answer; the other shows a verdict."""


class Acting:
    """Takes what bolt parsed; every method stores first, and gives what may follow the acknowledgement."""

    def __init__(
        self,
        desk: Desk,
        counter: Counter,
        library: Library,
        installs: Installs,
        asks: Asks,
        places: Places,
        showing: Showing,
        names: Names,
        homes: Homes,
    ) -> None:
        """Take the desk, and what is known of Slack."""
        self._desk = desk
        self._counter = counter
        self._library = library
        self._installs = installs
        self._asks = asks
        self._places = places
        self._showing = showing
        self._names = names
        self._homes = homes

    # --- what is said ----------------------------------------------------------------------------------------

    async def said(self, team: str, event: Mapping[str, Any]) -> tuple[bool, After]:
        """Take a message event; False if nothing was stored and it must be delivered again."""
        install = await self._installs.of(team)
        found = heard(event, install.bot_user) if install is not None else None
        if found is None:  # in a channel of several workspaces, it is for the one that asked
            install = self._installs.of_bot(asked_by(event))
            found = heard(event, install.bot_user) if install is not None else None
        if install is None or found is None:
            return True, None
        if found.thread is None and not found.direct and not await self._was_heard(install, found):
            return True, None
        standing = Standing(found.channel, found.direct, found.thread or "")
        reach = Reach(install=install, user=found.user, standing=standing)
        asked = asyncio.ensure_future(self._hear(install, found))
        outcome = await self._counter.soon(asked)
        if outcome is None:
            return False, self._late(reach, asked)
        if not outcome.stored:
            return False, None
        if outcome.reply is None and outcome.unjudged is None:
            return True, None
        return True, self._answer(reach, outcome)

    async def _was_heard(self, install: Install, found: Heard) -> bool:
        """Say whether a message was heard of whose edit or deletion does not name the thread it is in."""
        return await self._desk.heard(install.space, found.channel, found.message)

    async def _hear(self, install: Install, found: Heard) -> Outcome:
        return await self._desk.ask(await self.request_of(install, found))

    async def request_of(self, install: Install, found: Heard) -> Asking:
        """Make the request of a message that was heard."""
        who = await self._asks.asker(
            install, found.user, Standing(found.channel, found.direct), event=found.event, may_manage=False
        )
        if found.deleted:
            return Deleted(who, found.message, found.thread)
        return Said(who, found.text, found.message, found.thread, found.sent_at, found.revision, found.unread)

    # --- commands --------------------------------------------------------------------------------------------

    async def command(self, team: str, body: Mapping[str, Any]) -> tuple[Post | None, After]:
        """Carry out a slash command; the post answers it at once.

        One that changes nothing has nothing to be stored, so its answer follows the acknowledgement.
        """
        install = await self._installs.of(team)
        if install is None:
            return None, None
        user, channel = str(body.get("user_id")), str(body.get("channel_id"))
        nobody = Asker(space=install.space, place=channel, member=user, name="", event="")
        text = self._names.understood(str(body.get("command") or ""), str(body.get("text") or ""))
        text, group = pinged(text)
        read = understood(Typed(nobody, text), self._library)
        if group is not None and isinstance(read, SetDaily):
            read = replace(read, ping=group) if group else Outcome(reply=notice(say("refused.no_group")))
        if isinstance(read, Outcome):  # it could not be read, and the reply says what would be right
            return self._at_once(read), None
        if reads_only(read):
            return None, self._read(install, user, body, read)
        work = asyncio.ensure_future(self._carried_out(install, user, body, read))
        done = await self._counter.soon(work)
        if done is None:
            return self._at_once(SLOW), self._answered(work, did=read)
        reach, outcome = done
        post = self._at_once(outcome)
        if post is not None:
            return post, self._homes.follow(team, user, read)
        return None, self._answer(reach, outcome, did=read)

    async def _carried_out(
        self, install: Install, user: str, body: Mapping[str, Any], read: Asking
    ) -> tuple[Reach, Outcome]:
        reach, request = await self._commanded(install, user, body, read)
        return reach, await self._counter.ask(install, request)

    async def _commanded(
        self, install: Install, user: str, body: Mapping[str, Any], read: Asking
    ) -> tuple[Reach, Asking]:
        """Give a command to who typed it, with all we know of them, and where they can be answered."""
        standing = await self._standing(install, user, str(body.get("channel_id")))
        who = await self._asks.asker(
            install, user, standing, event=event_of("command", body), name=str(body.get("user_name") or "")
        )
        reach = Reach(
            install=install,
            user=user,
            standing=standing,
            trigger=str(body.get("trigger_id") or ""),
            respond=str(body.get("response_url") or ""),
        )
        return reach, replace(read, who=who)

    def _at_once(self, outcome: Outcome) -> Post | None:
        """Give the one message that answers in the acknowledgement; None where more than that is needed."""
        if not isinstance(outcome.reply, Card) or _has_files(outcome.reply):
            return None
        first, *more = posts(outcome.reply, self._names)
        return None if more else first

    async def _read(self, install: Install, user: str, body: Mapping[str, Any], read: Asking) -> None:
        """Carry out a command that changes nothing, and answer it; it is acknowledged, so a fault of ours is said."""
        try:
            reach, request = await self._commanded(install, user, body, read)
            outcome = await self._counter.ask(install, request)
        except Exception:
            log.exception("command failed", team=install.team, command=type(read).__name__)
            here = Standing(str(body.get("channel_id")))
            reach = Reach(install=install, user=user, standing=here, respond=str(body.get("response_url") or ""))
            await self._showing.show(reach, notice(say("refused.store")))
            return
        # Where nothing is asked daily, a manager gets the form at once.
        if isinstance(request, ShowDaily) and not str(body.get("text") or "").strip() and _offers_set_up(outcome):
            form = await self._counter.ask(install, DailyForm(request.who))
            if isinstance(form.reply, Form):
                outcome = form
        if isinstance(outcome.reply, Card):
            reach = replace(reach, trigger="")  # a command is answered where it was typed
        await self._answer(reach, outcome)

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
        nobody = Asker(space=install.space, place="", member=user, name="", event="")
        request = pressed(nobody, str(actions[0].get("action_id") or ""))
        carried_out = self._press(install, user, body, request)
        if request is None or reads_only(request):
            return self._answered(carried_out)
        done = asyncio.ensure_future(carried_out)
        # Beyond that, what comes of it is still shown to them.
        await self._counter.soon(done)
        return self._answered(done, did=request)

    async def _answered(self, carried_out: Awaitable[tuple[Reach, Outcome]], *, did: Asking | None = None) -> None:
        reach, outcome = await carried_out
        await self._answer(reach, outcome, did=did)

    async def _press(
        self, install: Install, user: str, body: Mapping[str, Any], request: Asking | None
    ) -> tuple[Reach, Outcome]:
        reach = await self._reach_of_press(install, user, body)
        if request is None:
            log.warning("unknown button", team=install.team, user=user)
            return reach, Outcome(reply=notice(say("refused.unknown_button")))
        who = await self._asks.asker(install, user, reach.standing, event=event_of("press", body))
        outcome = await self._counter.ask(install, replace(request, who=who))
        if outcome.reply is None and outcome.unjudged is None and reach.view:
            outcome = Outcome(reply=notice(say("posted")))
        return reach, outcome

    async def _reach_of_press(self, install: Install, user: str, body: Mapping[str, Any]) -> Reach:
        """Say where a button was pressed: in the Home, in a modal, or under a message."""
        view = body.get("view") or {}
        at_home = view.get("type") == "home"
        if at_home:
            place = place_of(str(body["actions"][0].get("block_id") or ""))
            direct = "" if place else await self._places.direct(install, user)
            standing = Standing(place or direct, direct=not place)
        elif view:
            standing = Standing.read(view)
        else:
            standing = await self._standing_of_message(install, user, body)
        return Reach(
            install=install,
            user=user,
            standing=standing,
            trigger=str(body.get("trigger_id") or ""),
            view="" if at_home else str(view.get("id") or ""),
            # In a thread or a direct conversation there is a better place for an answer.
            respond="" if standing.thread or standing.direct else str(body.get("response_url") or ""),
        )

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
        carried_out = self._chosen(install, str((body.get("user") or {}).get("id")), body)
        if body.get("callback_id") != USE_AS_ANSWER:
            return self._answered(carried_out)
        done = asyncio.ensure_future(carried_out)
        await self._counter.soon(done)
        return self._answered(done)

    async def _chosen(self, install: Install, user: str, body: Mapping[str, Any]) -> tuple[Reach, Outcome]:
        standing = await self._standing_of_message(install, user, body)
        who = await self._asks.asker(install, user, standing, event=event_of("shortcut", body))
        message = str((body.get("message") or {}).get("ts") or "")
        uses = body.get("callback_id") == USE_AS_ANSWER
        # On a question the shortcut means its own thread.
        request = UseMessage(who, message) if uses else VerdictOf(who, message, standing.thread or message)
        outcome = await self._counter.ask(install, request)
        return Reach(install=install, user=user, standing=standing, trigger=str(body.get("trigger_id") or "")), outcome

    # --- coming and going ------------------------------------------------------------------------------------

    async def removed(self, team: str) -> bool:
        """Stop everything in a workspace that removed us, and drop its token; False if that was not stored."""
        space = space_of(team)
        who = Asker(space=space, place="", member="", name="", event=f"removed:{team}")
        outcome = await self._desk.ask(LeaveSpace(who))
        if outcome.stored:
            await self._installs.drop(team)
        return outcome.stored

    def fault(self) -> Post:
        """Give what to say where a fault of ours kept us from doing what somebody asked."""
        return posts(notice(say("refused.store")), self._names)[0]

    def left(self, team: str, channel: str) -> None:
        """Forget that we are in a channel."""
        self._places.left(team, channel)

    # --- what they share ------------------------------------------------------------------------------------------

    async def _late(self, reach: Reach, asked: Awaitable[Outcome]) -> None:
        """Answer what was stored too late to be acknowledged: delivered again, it will be known already."""
        await self._answer(reach, await asked)

    async def _answer(self, reach: Reach, outcome: Outcome, *, did: Asking | None = None) -> None:
        """Show what came of a request, and the verdict if one follows; `did`: what may have changed their Home."""
        reply: Message | None = outcome.reply
        if outcome.unjudged is not None:
            reply = (await self._desk.judge(outcome.unjudged)).reply or reply
        if reply is not None:
            await self._showing.show(reach, reply)
        if did is not None or outcome.unjudged is not None:
            await self._homes.follow(reach.install.team, reach.user, did)


def _offers_set_up(outcome: Outcome) -> bool:
    card = outcome.reply
    return isinstance(card, Card) and [button.action for button in card.buttons] == ["daily-form"]


def _has_files(card: Card) -> bool:
    return any(isinstance(block, File) for block in card.blocks)
