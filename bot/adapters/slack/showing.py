"""How one person is shown something: in a modal, as an ephemeral message, or in their direct conversation."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

import structlog

from bot.adapters.slack.blocks import Json, Post, posts
from bot.adapters.slack.errors import NO_MODAL
from bot.adapters.slack.finding import Finding, metadata
from bot.adapters.slack.installs import Install
from bot.adapters.slack.naming import Names
from bot.adapters.slack.placing import Places
from bot.adapters.slack.views import Standing, card_view, form_view
from bot.adapters.slack.web import SlackError, Web
from bot.practice.contract import Reason
from bot.practice.messages import Card, File, Form, Message, Sentence, notice, say

log = structlog.get_logger(__name__)

AGAIN = (1.0, 10.0)
"""Seconds before an answer to one person is tried again."""
PASSING = frozenset({Reason.UNAVAILABLE, Reason.UNKNOWN_OUTCOME})
"""What may be otherwise then; a limit was waited for before we are told of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where somebody acted, and so how they can be answered."""

    install: Install
    user: str
    standing: Standing
    trigger: str = ""
    """Opens a modal, for three seconds."""
    view: str = ""
    """The modal they acted in."""
    respond: str = ""
    """The `response_url` Slack gave with what they did: answers there too, where we were not invited."""


class Showing:
    """Answers one person; best effort, as replies are: what must arrive is owed as a delivery."""

    def __init__(self, web: Web, places: Places, finding: Finding, names: Names) -> None:
        """Take the API to show with, and what our commands are called."""
        self._web = web
        self._finding = finding
        self._places = places
        self._names = names

    async def show(self, reach: Reach, message: Message) -> Reach:
        """Show a message; give the reach to show the next one in its place."""
        try:
            return await self._show(reach, message)
        except SlackError as error:
            log.warning("reply not shown", team=reach.install.team, user=reach.user, reason=error.code)
            return reach

    async def _show(self, reach: Reach, message: Message) -> Reach:
        if isinstance(message, Card):
            message = await self._with_files_sent(reach, message)
        instead = say("refused.too_slow")
        if reach.view or reach.trigger:
            try:
                return await self._in_modal(reach, message)
            except SlackError as error:
                # The three seconds are over, or they closed the modal meanwhile.
                expected = error.code in NO_MODAL
                (log.info if expected else log.warning)("modal not shown", team=reach.install.team, reason=error.code)
                if not expected:
                    instead = say("refused.not_opened", reason=error.code)
        await self._privately(reach, message if isinstance(message, Card) else notice(instead))
        return replace(reach, view="", trigger="")

    async def _in_modal(self, reach: Reach, message: Message) -> Reach:
        if isinstance(message, Form):
            view = form_view(message, reach.standing, self._names)
        else:
            view = card_view(message, reach.standing, self._names)
        install = reach.install
        if reach.view:
            await self._web.call(install.team, install.token, "views.update", view_id=reach.view, view=view)
            return replace(reach, trigger="")
        answer = await self._web.call(install.team, install.token, "views.open", trigger_id=reach.trigger, view=view)
        return replace(reach, trigger="", view=str((answer.get("view") or {}).get("id") or ""))

    async def replace_view(self, install: Install, view_id: str, view: Json) -> None:
        """Put another view in the place of one, if it is still in front of somebody."""
        try:
            await self._web.call(install.team, install.token, "views.update", view_id=view_id, view=view)
        except SlackError as error:
            log.info("modal not shown", team=install.team, reason=error.code)

    async def _privately(self, reach: Reach, card: Card) -> None:
        written, key = posts(card, self._names), f"reply:{token_hex(8)}"
        for part, post in enumerate(written):
            if not await self._responded(reach, post):
                await self._sent_to(reach, post, metadata(key, part, len(written)))

    async def _sent_to(self, reach: Reach, post: Post, tag: Json) -> None:
        """Send one message to one person, and again where Slack failed on it.

        An ephemeral message that is there twice is seen by one person, until they reload, and one that is lost says
        nothing. In the direct conversation messages stay, so there the tag of one is looked for first.
        """
        install, standing = reach.install, reach.standing
        stays = standing.direct or not standing.place
        channel = await self._places.direct(install, reach.user) if stays else standing.place
        arguments: dict[str, Any] = {"channel": channel, "text": post.text, "blocks": post.blocks}
        if stays:
            arguments |= {"unfurl_links": False, "unfurl_media": False, "metadata": tag}
        else:
            arguments |= {"user": reach.user}
        if standing.thread:
            arguments["thread_ts"] = standing.thread
        method = "chat.postMessage" if stays else "chat.postEphemeral"
        for wait in (*AGAIN, None):
            try:
                await self._web.call_in_turn(install.team, install.token, method, **arguments)
            except SlackError as error:
                if wait is None or error.reason not in PASSING:
                    raise
                log.info("reply put off", team=install.team, reason=error.code, seconds=wait)
            else:
                return
            await asyncio.sleep(wait)
            if stays and await self._finding.is_there(install, channel, standing.thread or None, tag):
                return

    async def _responded(self, reach: Reach, post: Post) -> bool:
        """Answer at the `response_url`; it is good five times in half an hour, and after that there are other ways."""
        if not reach.respond:
            return False
        try:
            await self._web.respond(reach.respond, text=post.text, blocks=post.blocks)
        except SlackError as error:
            log.info("response_url not taken", team=reach.install.team, reason=error.code)
            return False
        return True

    async def _with_files_sent(self, reach: Reach, card: Card) -> Card:
        """Send a card's files to the person's direct conversation, where they can be kept."""
        if not any(isinstance(block, File) for block in card.blocks):
            return card
        kept = [await self._sent(reach, block) if isinstance(block, File) else block for block in card.blocks]
        return replace(card, blocks=tuple(kept))

    async def _sent(self, reach: Reach, file: File) -> Sentence:
        """Send a file to the person's direct conversation; say what became of it."""
        install = reach.install
        try:
            channel = await self._places.direct(install, reach.user)
            await self._web.call(
                install.team, install.token, "files_upload_v2", channel=channel, filename=file.name, content=file.text
            )
        except SlackError as error:
            log.warning("file not sent", team=install.team, user=reach.user, reason=error.code)
            return say("file.not_sent", name=file.name, reason=error.code)
        return say("file.sent", name=file.name)
