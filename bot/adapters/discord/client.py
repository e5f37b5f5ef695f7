"""The Discord client: connected once, it hands every event to who hears it."""

from __future__ import annotations

import asyncio
import re
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

import discord
import structlog

from bot.adapters.discord.commands import PRACTICE, Tree
from bot.adapters.discord.components import ActionButton, of_place, submitted
from bot.adapters.discord.failures import STRANGE, UNREACHABLE
from bot.adapters.discord.forum import once
from bot.adapters.discord.guarding import guarded
from bot.adapters.discord.hearing import Ears, said
from bot.adapters.discord.leaving import finish, finished
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.permissions import barred, channel_here, may_not_ping
from bot.adapters.discord.registering import register
from bot.adapters.discord.replying import reply, tell
from bot.adapters.discord.standing import Spot, asker_of_interaction, server_of
from bot.practice.actions import pressed
from bot.practice.contract import Desk, Outcome
from bot.practice.messages import Card, Where, notice, say
from bot.practice.requests import (
    AskNow,
    Called,
    OpenQuiz,
    PostBoard,
    PostStats,
    PostTopics,
    Request,
    ShowHelp,
    UseMessage,
    VerdictOf,
)

log = structlog.get_logger(__name__)

_REMEMBERED = 10_000
"""Interactions whose ids are kept: a gateway that resumes tells the last ones again."""
POSTING = frozenset({"daily set", "daily now", "daily resume"})
"""Commands after which we post in a channel, so that what we need there is asked for at once."""
FIRST_WAIT, LONGEST_WAIT = 60.0, 3600.0
"""Seconds before commands that Discord would not register are registered again."""
_MENTION = re.compile(r"<@!?(\d+)>")
_POSTED = "post-"
"""How the actions begin that post what was shown."""
_MESSAGES = frozenset({"MESSAGE_CREATE", "MESSAGE_UPDATE"})
_LONGEST_HOLD = 30.0
"""Seconds a rate limit may hold one request; a longer one is the sender's to wait for."""


def intents(*, reads: bool) -> discord.Intents:
    """Give the intents we need: no member list, no presences; the text of messages where it is granted."""
    return discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=reads)


def options(*, reads: bool) -> dict[str, Any]:
    """Give the client's options: nothing is kept in memory that grows with its servers' members and talk."""
    return {
        "intents": intents(reads=reads),
        "allowed_mentions": discord.AllowedMentions.none(),
        "chunk_guilds_at_startup": False,
        "member_cache_flags": discord.MemberCacheFlags.none(),
        "max_messages": None,
        "max_ratelimit_timeout": _LONGEST_HOLD,
        "http_trace": once(),
    }


class _Hearing(discord.Client):
    """What both clients do with what they hear."""

    def __init__(
        self,
        desk: Desk,
        pace: Pace,
        returned: Callable[[], Awaitable[None]],
        **given: Any,  # noqa: ANN401 - the library's own options
    ) -> None:
        """Take the desk, our pace, what to do after the gateway forgot us, and the library's own options."""
        super().__init__(**given)
        self.desk = desk
        self.ears = Ears(self, desk, pace)
        self.tree = Tree(self, self, lambda: desk.library)
        self._returned = returned
        self._connection.parsers = guarded(self._connection.parsers, self._unread)
        self.back = asyncio.Event()
        """Set once the servers are known."""
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._registering: asyncio.Task[None] | None = None
        self.under_way: set[asyncio.Task[Any]] = set()

    async def setup_hook(self) -> None:
        """Understand every button that was ever sent."""
        self.add_dynamic_items(ActionButton)

    # --- the gateway -----------------------------------------------------------------------------------------------

    async def on_ready(self) -> None:
        """Know the servers; after a silence, take in what was said meanwhile."""
        try:
            # One that is not there yet, for an outage, has no name so far; it comes by itself.
            await asyncio.gather(*(self.ears.open_server(guild) for guild in self.guilds if not guild.unavailable))
            await self.ears.only(self.guilds)
            if self.back.is_set():
                await self._returned()
            elif not await self._registered():
                self._registering = asyncio.create_task(self._register(), name="discord commands")
        finally:
            self.back.set()

    async def _register(self) -> None:
        """Register the commands later: those that are there go on meanwhile."""
        wait = FIRST_WAIT
        while True:
            await asyncio.sleep(wait)
            if await self._registered():
                return
            wait = min(wait * 2, LONGEST_WAIT)

    async def _registered(self) -> bool:
        """Register the commands; say whether Discord let us."""
        try:
            await register(self, self.tree)
        except UNREACHABLE as error:
            log.warning("commands not registered", reason=repr(error))
            return False
        return True

    async def close(self) -> None:
        """Leave the gateway."""
        if self._registering is not None:
            self._registering.cancel()
            await asyncio.gather(self._registering, return_exceptions=True)
        await finish(self)
        await super().close()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Make the space of a server that added us."""
        await self.ears.open_server(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Know a server that an outage had taken away."""
        if self.back.is_set():
            await self.ears.open_server(guild)

    async def on_guild_update(self, before: discord.Guild, after: discord.Guild) -> None:
        """Learn a server's new name."""
        if before.name != after.name:
            await self.ears.open_server(after)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Stop everything in a server that removed us."""
        await self.ears.leave_server(guild)

    @finished
    async def on_message(self, message: discord.Message) -> None:
        """Take what is said."""
        await self.ears.said(message)

    @finished
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Take what was edited; a preview of a link that Discord adds is no edit."""
        if payload.message.edited_at is not None:
            await self.ears.said(payload.message)

    @finished
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take a message away."""
        await self.ears.deleted(payload.guild_id, payload.channel_id, (payload.message_id,))

    @finished
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take messages away that a moderator removed together."""
        await self.ears.deleted(payload.guild_id, payload.channel_id, sorted(payload.message_ids))

    def _unread(self, event: str, data: Mapping[str, Any]) -> None:
        """Ask for a message whose telling the library could not read: it may be an answer."""
        if event in _MESSAGES and "content" in data:
            task = asyncio.create_task(self._reread(int(data["channel_id"]), int(data["id"])), name="discord reread")
            self.under_way.add(task)
            task.add_done_callback(self.under_way.discard)

    async def _reread(self, channel: int, message: int) -> None:
        place = self.get_channel(channel)
        if not isinstance(place, discord.Thread | discord.DMChannel):
            return  # nobody answers there
        try:
            found = await place.fetch_message(message)
        except (*UNREACHABLE, *STRANGE) as error:
            log.warning("message not read", message=message, reason=repr(error))
            return
        await self.ears.said(found)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Say in the log what could not be taken in; what was cut short because we leave is read when we are back."""
        if self.is_closed():
            log.info("cut short", heard=event_method)
        else:
            log.error("event not taken in", heard=event_method, exc_info=sys.exception())

    # --- interactions ------------------------------------------------------------------------------------------------

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Take a form; answer a press on something that is no button of ours."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._carry_out(interaction, *submitted(interaction))
            return
        stray = interaction.type is discord.InteractionType.component and not ActionButton.takes(interaction)
        if stray and self._first_time(interaction):
            await tell(interaction, notice(say("refused.unknown")))

    async def pressed(self, interaction: discord.Interaction, action: str, place: str | None) -> None:
        """Carry out a button's action."""
        await self._carry_out(interaction, action, place, None)

    @finished
    async def _carry_out(
        self, interaction: discord.Interaction, action: str, place: str | None, values: Mapping[str, str] | None
    ) -> None:
        if not self._first_time(interaction):
            return
        where = await self.ears.spot_of(interaction)
        if where.alone or (place is not None and channel_here(interaction, place) is None):
            place = None  # edited by hand, or gone meanwhile
        who = asker_of_interaction(interaction, where)
        request = pressed(who if place is None else replace(who, place=place), action, values)
        if request is None:
            await tell(interaction, notice(say("refused.unknown")))
            return
        if isinstance(request, OpenQuiz) and where.alone:
            request = replace(request, private=True)
        posts = isinstance(request, OpenQuiz | PostBoard | PostStats | PostTopics | AskNow)
        if posts and not getattr(request, "private", False) and (refusal := barred(interaction, where, place)):
            await tell(interaction, notice(refusal))
            return
        work = self._ask(interaction, request, where, place)
        await reply(interaction, work, verb=action.partition(":")[0], silent=True)

    @finished
    async def called(self, interaction: discord.Interaction, command: str, given: Mapping[str, str]) -> None:
        """Carry out a command."""
        if not self._first_time(interaction):
            return
        where = await self.ears.spot_of(interaction)
        if where.alone and command == "quiz":
            given = {**given, "private": "yes"}  # we can't write there, only answer
        who = asker_of_interaction(interaction, where)
        chosen = given.get("channel")
        if chosen:
            who = replace(who, place=chosen)
            given = {name: value for name, value in given.items() if name != "channel"}
        posts = command in POSTING or (command == "quiz" and "private" not in given)
        refusal = barred(interaction, where, chosen, hangs=command in POSTING) if posts else None
        if refusal is None and "ping" in given:
            refusal = may_not_ping(interaction, who.place, int(given["ping"]))
        if refusal is not None:
            await tell(interaction, notice(refusal))
            return
        if "manager" in given:  # people are named by mentioning them
            given = {**given, "manager": _MENTION.sub(r"\1", given["manager"])}
        request: Request = Called(who, command, tuple(given.items()))
        if command == "help" and not given and server_of(where.space) is None:
            request = ShowHelp(who, only=tuple(PRACTICE))
        await reply(interaction, self._ask(interaction, request, where, chosen))

    @finished
    async def outdated(self, interaction: discord.Interaction) -> None:
        """Answer a command whose options have changed since: half of what was meant is not carried out."""
        if self._first_time(interaction):
            await tell(interaction, notice(say("refused.outdated")))

    @finished
    async def message_chosen(self, interaction: discord.Interaction, message: discord.Message, what: str) -> None:
        """Carry out a command on a message; the message comes with it, also where we cannot read threads."""
        if not self._first_time(interaction):
            return
        await reply(interaction, self._of_message(interaction, message, what))

    async def _of_message(self, interaction: discord.Interaction, message: discord.Message, what: str) -> Outcome:
        where = await self.ears.spot_of(interaction)
        who = asker_of_interaction(interaction, where)
        if what == "verdict":
            return await self.desk.ask(VerdictOf(who, str(message.id), where.thread))
        if message.author.id == interaction.user.id:
            told = await self.desk.ask(said(message, where, self.ears.us))
            if told.unjudged is not None:
                return await self.desk.judge(told.unjudged)
        return await self._ask(interaction, UseMessage(who, str(message.id)), where)

    async def _ask(
        self, interaction: discord.Interaction, request: Request, where: Spot, place: str | None = None
    ) -> Outcome:
        """Ask the desk; an answer is judged at once, and the verdict is the reply. `place`: another it is about."""
        if request.who.space.startswith("discord-dm-"):
            await self.ears.open_direct(request.who.space, interaction.user)
        outcome = await self.desk.ask(request)
        if outcome.unjudged is not None:
            outcome = await self.desk.judge(outcome.unjudged)
        if outcome.reply is None and isinstance(request, Called) and request.command == "quiz" and not where.direct:
            return replace(outcome, reply=notice(say("quiz.up", place=Where(where.place, ""))))
        if place is not None:
            return replace(outcome, reply=of_place(outcome.reply, place))
        if where.alone and isinstance(outcome.reply, Card):
            kept = tuple(b for b in outcome.reply.buttons if not b.action.startswith(_POSTED))
            return replace(outcome, reply=replace(outcome.reply, buttons=kept))
        return outcome

    def _first_time(self, interaction: discord.Interaction) -> bool:
        """Say whether an interaction is new: a gateway that resumes may tell it again."""
        if interaction.id in self._seen:
            return False
        self._seen[interaction.id] = None
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return True


class Client(_Hearing):
    """One connection, for up to a thousand servers or so."""


class ShardedClient(_Hearing, discord.AutoShardedClient):
    """Several connections, as many as Discord advises."""

    async def on_shard_ready(self, shard_id: int) -> None:
        """Take in what was said while one connection's session was forgotten: `on_ready` is told of all alone."""
        if self.back.is_set():
            await self.on_ready()
