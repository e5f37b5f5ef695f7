"""What Slack hands out with an interaction: a trigger that opens a modal, an address to answer at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.emulators.slack.methods import RefusedError
from tests.emulators.slack.rules import message_error
from tests.emulators.slack.world import Clock, Ids, Message, Workspace

if TYPE_CHECKING:
    from tests.emulators.slack.slack import Slack

TRIGGER_LIVES = timedelta(seconds=3)


class Triggers:
    """Triggers open one modal each, for three seconds."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self.clock = clock
        self.ids = ids
        self.given: dict[str, tuple[Any, str]] = {}

    def give(self, user: str) -> str:
        """Give a member a trigger."""
        trigger = self.ids.next("trigger.")
        self.given[trigger] = (self.clock(), user)
        return trigger

    def take(self, trigger: str) -> str:
        """Use a trigger; give whose it is."""
        if trigger not in self.given:
            raise RefusedError("invalid_trigger_id")
        at, user = self.given[trigger]
        if user == "":
            raise RefusedError("exchanged_trigger_id")
        if self.clock() - at > TRIGGER_LIVES:
            raise RefusedError("expired_trigger_id")
        self.given[trigger] = (at, "")
        return str(user)


RESPONSES = 5
RESPONSE_LIVES = timedelta(minutes=30)


@dataclass(slots=True)
class Response:
    """An address to answer at."""

    workspace: Workspace
    channel: str
    user: str
    thread: str | None
    at: datetime
    used: int = 0


class Responses:
    """Every `response_url`: five answers in half an hour each."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.given: dict[str, Response] = {}
        self.fails = False
        """Whether none is taken."""

    def give(self, workspace: Workspace, channel: str, user: str, thread: str | None = None) -> str:
        """Give an address."""
        ticket = self.slack.ids.next("R")
        self.given[ticket] = Response(workspace, channel, user, thread, self.slack.clock())
        return f"{self.slack.url}/respond/{ticket}"

    async def handle(self, request: web.Request) -> web.Response:
        """Take an answer."""
        found = self.given.get(request.match_info["ticket"])
        if found is None or self.fails:
            return web.Response(status=404, text="no_service")
        if found.used == RESPONSES:
            return web.Response(status=404, text="used_url")
        if self.slack.clock() - found.at > RESPONSE_LIVES:
            return web.Response(status=404, text="expired_url")
        answer: dict[str, Any] = await request.json()
        error = message_error(str(answer.get("text") or ""), answer.get("blocks"))
        if error:
            return web.Response(status=400, text=error)
        found.used += 1
        w = found.workspace
        private = answer.get("response_type", "ephemeral") == "ephemeral"
        w.messages.append(
            Message(
                found.channel,
                self.slack.ids.ts(),
                w.bot_user,
                str(answer["text"]),
                blocks=answer.get("blocks") or [],
                thread=found.thread if answer.get("thread_ts") else None,
                viewer=found.user if private else "",
                bot_id=w.bot_id,
            )
        )
        return web.Response(text="ok")
