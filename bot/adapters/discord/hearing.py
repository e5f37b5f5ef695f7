"""What Discord tells us becomes requests: messages, edits, deletions, servers that come and go."""

from __future__ import annotations

import asyncio
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace

import discord
import structlog

from bot.adapters.discord.failures import PASSING, UNREACHABLE, failure
from bot.adapters.discord.outgoing import say_to
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.standing import (
    PLATFORM,
    Spot,
    asker_of_message,
    own_space,
    revision_of,
    server_of,
    server_space,
    spot,
    spot_of_interaction,
)
from bot.practice.contract import Desk
from bot.practice.messages import Card, Message
from bot.practice.requests import Asker, Deleted, LeaveSpace, OnlySpaces, OpenSpace, Said

log = structlog.get_logger(__name__)

RECEIVED = "📥"
_KEPT = 1_000
AGAIN = (1.0, 10.0, 60.0)
"""Seconds before the sign of receipt is tried again."""
_SPOKEN = frozenset({discord.MessageType.default, discord.MessageType.reply})
_BY_MESSAGE_COMMAND = "use:"
"""A button whose action begins so is a command on the message, too."""


class Ears:
    """Hears the gateway, and brings what it says to the desk."""

    def __init__(self, client: discord.Client, desk: Desk, pace: Pace) -> None:
        """Take the client, the desk, and the pace all our requests keep."""
        self._client = client
        self._desk = desk
        self._pace = pace
        self._known: set[str] = set()
        """Spaces that are open for sure."""
        self._asked: OrderedDict[int, asyncio.Task[object]] = OrderedDict()
        """Channels that had to be asked for; whose they are, and where they hang, does not change."""

    @property
    def us(self) -> int:
        """Our own id."""
        return self._client.user.id if self._client.user else 0

    # --- what is said ---------------------------------------------------------------------------------------------

    async def said(self, message: discord.Message) -> None:
        """Take a message, new or edited; show that it was received if it is an answer."""
        if await self.takes(message):
            await self.show_received(message)

    async def takes(self, message: discord.Message, there: Spot | None = None) -> bool:
        """Take a message; say whether it is an answer in a thread. `there` is known of history."""
        if message.author.bot or message.webhook_id is not None or message.type not in _SPOKEN:
            return False
        where = there or await self._where(message)
        if where is None or self._is_kept_from_us(message, where):
            return False
        request = said(message, where, self.us)
        if where.direct:
            await self.open_direct(where.space, message.author)
        outcome = await self._desk.ask(request)
        if outcome.unjudged is None:
            await self._tell(message, where, outcome.reply)
            return False
        verdict = await self._desk.judge(outcome.unjudged)
        if where.direct:
            await self._tell(message, where, verdict.reply)
        return not where.direct

    def _is_kept_from_us(self, message: discord.Message, where: Spot) -> bool:
        """Say whether a message is empty only because we may not read it: it is no answer that was taken back."""
        return not (message.content or where.direct or self._client.intents.message_content)

    async def _where(self, message: discord.Message) -> Spot | None:
        """Give the spot a person speaks to us in: a thread or a direct conversation; None for all other talk."""
        if isinstance(message.channel, discord.DMChannel):
            replied_to = message.reference.message_id if message.reference else None
            thread = str(replied_to) if replied_to else None
            return Spot(own_space(message.author.id), str(message.channel.id), thread, direct=True)
        channel: object = message.channel
        if isinstance(channel, discord.PartialMessageable):
            channel = await self._fetched(message.channel.id)
        if not isinstance(channel, discord.Thread):
            return None
        return await self._at_home(spot(self._client, channel, channel.guild.id, self.us), channel)

    async def spot_of(self, interaction: discord.Interaction) -> Spot:
        """Give the spot somebody presses or types a command in; a server that has just added us is known by then."""
        where = spot_of_interaction(interaction, self.us)
        guild = None if where.space in self._known else self._client.get_guild(server_of(where.space) or 0)
        if guild is not None and not guild.unavailable:
            await self.open_server(guild)
        return await self._at_home(where, interaction.channel)

    async def _at_home(self, where: Spot, channel: object) -> Spot:
        """Give a question's thread its channel as the place, also if a member made it, where we may make none."""
        if where.thread is None or where.thread != where.place or not isinstance(channel, discord.Thread):
            return where
        parent = str(channel.parent_id)
        asked = await self._desk.asks(where.space, parent, where.thread)
        return replace(where, place=parent) if asked else where

    async def _fetched(self, channel: int) -> object:
        """Ask for a channel that the library does not know: a thread in the archive, a conversation of old."""
        if channel not in self._asked:
            self._asked[channel] = asyncio.create_task(self._client.fetch_channel(channel), name="discord channel")
            if len(self._asked) > _KEPT:
                self._asked.popitem(last=False)
        try:
            return await asyncio.shield(self._asked[channel])
        except (*UNREACHABLE, discord.InvalidData) as error:
            self._asked.pop(channel, None)
            log.info("channel not found", channel=channel, reason=repr(error))
            return None

    async def show_received(self, message: discord.Message) -> None:
        """Show that an answer was received; its verdict is ready by then."""
        try:
            await self._patiently(lambda: message.add_reaction(RECEIVED))
        except UNREACHABLE as error:
            log.info("no sign of receipt", message=message.id, reason=repr(error))

    async def _patiently(self, ask: Callable[[], Awaitable[None]]) -> None:
        """Ask Discord for something again while it fails for reasons that pass."""
        for wait in AGAIN:
            await self._pace.turn()
            try:
                return await ask()
            except UNREACHABLE as error:
                failed = failure(error)
                if failed.reason not in PASSING:
                    raise
                await asyncio.sleep(max(wait, failed.retry_after or 0.0))
        await self._pace.turn()
        return await ask()

    async def _tell(self, message: discord.Message, where: Spot, reply: Message | None) -> None:
        """Tell the author alone; in a thread only what they can't ask for by a command on their message."""
        if not isinstance(reply, Card):
            return
        if not where.direct and any(button.action.startswith(_BY_MESSAGE_COMMAND) for button in reply.buttons):
            return
        target: discord.abc.Messageable = message.channel if where.direct else message.author
        await self._pace.turn()
        try:
            await say_to(target, reply)
        except UNREACHABLE as error:
            log.info("not told", message=message.id, reason=repr(error))

    async def deleted(self, server: int | None, channel: int, messages: Iterable[int]) -> None:
        """Take messages away that somebody removed."""
        where = await self._where_deleted(server, channel)
        if where is not None:
            for message in messages:
                await self._desk.ask(deleted(where, str(message)))

    async def _where_deleted(self, server: int | None, channel: int) -> Spot | None:
        """Give the spot a message was deleted in."""
        found = self._client.get_channel(channel) or await self._fetched(channel)
        if isinstance(found, discord.DMChannel) and found.recipient is not None:
            return Spot(own_space(found.recipient.id), str(channel), direct=True)
        if server is None or not isinstance(found, discord.Thread):
            return None
        return await self._at_home(spot(self._client, found, server, self.us), found)

    # --- servers and conversations -----------------------------------------------------------------------------------

    async def open_server(self, guild: discord.Guild) -> None:
        """Make a server's space, or learn its new name."""
        owner = str(guild.owner_id or "")
        who = Asker(space=server_space(guild.id), place="", member=owner, name="", event=f"server:{guild.id}")
        opening = OpenSpace(who, platform=PLATFORM, name=guild.name or str(guild.id), zone="UTC")
        if (await self._desk.ask(opening)).stored:
            self._known.add(who.space)

    async def meet(self, guild: discord.Guild, user: int) -> None:
        """Learn the name of a member who has written nothing yet."""
        await self._pace.turn()
        try:
            member = await guild.fetch_member(user)
        except UNREACHABLE as error:
            log.info("member not found", member=user, reason=repr(error))
            return
        who = Asker(
            space=server_space(guild.id), place="", member=str(user), name=member.display_name, event=f"met:{user}"
        )
        await self._desk.ask(OpenSpace(who, platform=PLATFORM, name=guild.name, zone="UTC"))

    async def only(self, guilds: Sequence[discord.Guild]) -> None:
        """Leave the servers that removed us while we were away."""
        who = Asker(space="", place="", member="", name="", event="servers")
        await self._desk.ask(OnlySpaces(who, platform=PLATFORM, spaces=tuple(server_space(g.id) for g in guilds)))

    async def leave_server(self, guild: discord.Guild) -> None:
        """Stop everything in a server that removed us."""
        who = Asker(space=server_space(guild.id), place="", member="", name="", event=f"left:{guild.id}")
        self._known.discard(who.space)
        await self._desk.ask(LeaveSpace(who))

    async def open_direct(self, space: str, user: discord.abc.User) -> None:
        """Make the space of somebody's own conversation, the first time."""
        if space in self._known:
            return
        who = Asker(
            space=space, place="", member=str(user.id), name=user.display_name, event=f"direct:{user.id}", direct=True
        )
        outcome = await self._desk.ask(OpenSpace(who, platform=PLATFORM, name=user.display_name, zone="UTC"))
        if outcome.stored:
            self._known.add(space)


def said(message: discord.Message, where: Spot, us: int) -> Said:
    """Make the request of something typed; that it was said to us is no part of it."""
    revision = revision_of(message)
    return Said(
        asker_of_message(message, where, revision),
        re.sub(rf"^\s*<@!?{us}>[\s,:]*", "", message.content),
        str(message.id),
        where.thread,
        message.edited_at or message.created_at,
        revision,
        unread=bool(message.attachments or message.message_snapshots),
    )


def deleted(where: Spot, message: str) -> Deleted:
    """Make the request of a message that somebody removed: Discord does not say who."""
    who = Asker(space=where.space, place=where.place, member="", name="", event=f"deleted:{message}")
    return Deleted(who, message)
