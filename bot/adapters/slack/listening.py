"""What Slack tells us, through slack-bolt: stored, then acknowledged, then answered."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.middleware.authorization.async_multi_teams_authorization import AsyncMultiTeamsAuthorization
from slack_bolt.response import BoltResponse

from bot.adapters.slack.acting import Acting
from bot.adapters.slack.forms import Forms
from bot.adapters.slack.home import Homes
from bot.adapters.slack.installs import Installs

log = structlog.get_logger(__name__)

EVERY = re.compile(".*", re.DOTALL)
NOT_STORED = 503
"""Answered where nothing was stored, so that Slack delivers the event again."""
Body = Mapping[str, Any]


class Authorizing(AsyncAuthorize):
    """Gives bolt a workspace's token; nothing is asked of Slack for it.

    It is of bolt's own kind: for a function, bolt gathers with each request all that one might ask for.
    """

    def __init__(self, installs: Installs) -> None:
        """Take where the tokens are."""
        self._installs = installs

    async def __call__(self, *, enterprise_id: str | None, team_id: str | None, **_: object) -> AuthorizeResult | None:
        """Give a workspace's token; None where nobody installed us."""
        install = await self._installs.of(team_id or "")
        if install is None:
            log.info("not installed there", team=team_id)
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=install.team,
            bot_token=install.token,
            bot_user_id=install.bot_user,
            bot_id=install.bot_id,
        )


class Listening:
    """The bolt app's listeners; each gives back what Slack is answered."""

    def __init__(self, acting: Acting, forms: Forms, homes: Homes, missed: Callable[[], None]) -> None:
        """Take who acts on what is heard, and who is told that Slack leaves events out."""
        self._missed = missed
        self._acting = acting
        self._forms = forms
        self._homes = homes
        self._after: set[asyncio.Task[None]] = set()

    def register(self, app: AsyncApp) -> None:
        """Register every listener."""
        # To bolt it is an error that somebody acts where we were removed; they are told, and we say it ourselves.
        logging.getLogger(f"slack_bolt.{AsyncMultiTeamsAuthorization.__name__}").setLevel(logging.CRITICAL)
        # The most frequent first: bolt asks one after the other.
        app.event("message")(self._message)
        app.command(EVERY)(self._command)
        app.action(EVERY)(self._action)
        app.view(EVERY)(self._submitted)
        app.event("app_home_opened")(self._home)
        app.event("app_uninstalled")(self._removed)
        app.event("tokens_revoked")(self._revoked)
        app.event("member_left_channel")(self._left)
        app.event("channel_left")(self._put_out)
        app.event("group_left")(self._put_out)
        app.event(EVERY)(self._ignored)
        app.options(EVERY)(self._options)
        app.shortcut(EVERY)(self._shortcut)
        app.error(self._failed)

    async def idle(self) -> None:
        """Wait until all that was acknowledged is answered."""
        while self._after:
            await asyncio.wait(self._after)

    async def close(self) -> None:
        """Let what follows an acknowledgement end."""
        if self._after:
            await asyncio.wait(self._after, timeout=5)
        for task in self._after:
            task.cancel()

    def homes_follow(self, team: str, settled: Awaitable[object]) -> None:
        """Show, to whoever opened their Home lately, what is open in a workspace once that is settled."""
        self.later(self._homes.all_follow(team, settled))

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what comes after an acknowledgement, or what nobody waits for."""
        task = asyncio.create_task(_guarded(work))
        self._after.add(task)
        task.add_done_callback(self._after.discard)

    # --- events ---------------------------------------------------------------------------------------------

    async def _message(self, event: Body, context: AsyncBoltContext) -> BoltResponse | None:
        stored, after = await self._acting.said(str(context.team_id), event)
        if after is not None:
            self.later(after)
        return None if stored else BoltResponse(status=NOT_STORED)

    async def _home(self, event: Body, context: AsyncBoltContext) -> None:
        if event.get("tab") == "home":
            self.later(self._homes.show(str(context.team_id), str(event.get("user"))))

    async def _removed(self, context: AsyncBoltContext) -> BoltResponse | None:
        return None if await self._acting.removed(str(context.team_id)) else BoltResponse(status=NOT_STORED)

    async def _revoked(self, event: Body, context: AsyncBoltContext) -> BoltResponse | None:
        bots = (event.get("tokens") or {}).get("bot") or []
        if not bots:
            return None  # a person's own token, which we never had
        return None if await self._acting.removed(str(context.team_id)) else BoltResponse(status=NOT_STORED)

    async def _left(self, event: Body, context: AsyncBoltContext) -> None:
        if event.get("user") == context.bot_user_id:
            self._acting.left(str(context.team_id), str(event.get("channel")))

    async def _put_out(self, event: Body, context: AsyncBoltContext) -> None:
        self._acting.left(str(context.team_id), str(event.get("channel")))

    async def _ignored(self) -> None:
        """Acknowledge what we have no use for."""

    # --- what people do -------------------------------------------------------------------------------------

    async def _command(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        reply, after = await self._acting.command(str(context.team_id), body)
        if reply is None:
            await ack()
        else:
            await ack(text=reply.text, blocks=reply.blocks, response_type="ephemeral")
        if after is not None:
            self.later(after)

    async def _action(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        after = await self._acting.pressed(str(context.team_id), body)
        await ack()
        if after is not None:
            self.later(after)

    async def _submitted(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        answer, after = await self._forms.submitted(str(context.team_id), body)
        await ack(**answer)
        if after is not None:
            self.later(after)

    async def _options(self, ack: AsyncAck, body: Body) -> None:
        await ack(**self._forms.suggestions(body))

    async def _shortcut(self, ack: AsyncAck, body: Body, context: AsyncBoltContext) -> None:
        after = await self._acting.shortcut(str(context.team_id), body)
        await ack()
        if after is not None:
            self.later(after)

    async def _failed(self, error: Exception, body: Body) -> BoltResponse:
        """Answer where a fault of ours ended a listener: an event comes again, a person is told."""
        if isinstance(error, BoltUnhandledRequestError):
            return self._unheard(body)
        log.error("listener failed", kind=body.get("type") or body.get("command"), exc_info=error)
        if body.get("type") == "event_callback":
            return BoltResponse(status=NOT_STORED)
        if "command" in body:
            said = self._acting.fault()
            return BoltResponse(status=200, body={"text": said.text, "response_type": "ephemeral"})
        return BoltResponse(status=200, body=self._forms.fault() if body.get("type") == "view_submission" else "")

    def _unheard(self, body: Body) -> BoltResponse:
        """Acknowledge what is no event, and nothing anybody did."""
        if body.get("type") == "app_rate_limited":
            log.warning("slack leaves events out, for there are too many", team=body.get("team_id"))
            self._missed()
        return BoltResponse(status=200)


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except Exception:  # what follows an acknowledgement must never end the listener
        log.exception("what followed an acknowledgement failed")
