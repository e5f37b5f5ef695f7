"""The Discord client: connected once, it hands every event to who hears it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
import structlog

from bot.adapters.discord.acting import Acting
from bot.adapters.discord.commands import Tree
from bot.adapters.discord.components import ActionButton, submitted
from bot.adapters.discord.failures import STRANGE, UNREACHABLE
from bot.adapters.discord.forum import once
from bot.adapters.discord.guarding import guarded, use_room
from bot.adapters.discord.hearing import Ears
from bot.adapters.discord.leaving import finish, finished
from bot.adapters.discord.pacing import Pace
from bot.adapters.discord.registering import register
from bot.adapters.discord.standing import PLATFORM
from bot.practice.contract import Desk

log = structlog.get_logger(__name__)

FIRST_WAIT, LONGEST_WAIT = 60.0, 3600.0
"""Seconds before commands that Discord would not register are registered again."""
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
        use_room(self.http)
        self.desk = desk
        self.ears = Ears(self, desk, pace)
        self.under_way: set[asyncio.Task[Any]] = set()
        self.acting = Acting(desk, self.ears, self.under_way)
        self.tree = Tree(self, self.acting, lambda: desk.library)
        self._returned = returned
        self._connection.parsers = guarded(self._connection.parsers, self._unread)
        self.back = asyncio.Event()
        """Set once the servers are known."""
        self._registering: asyncio.Task[None] | None = None
        self._silent: set[int] = set()
        """Connections that are lost, and not resumed yet."""

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
                if self._silent:
                    self.desk.deaf(PLATFORM)
            elif not await self._registered():
                self._registering = asyncio.create_task(self._register(), name="discord commands")
        finally:
            self.back.set()

    def gone(self, connection: int) -> None:
        """Take note that a connection is lost: what is said meanwhile is told when it resumes, or read."""
        if self.back.is_set() and not self.is_closed():
            self._silent.add(connection)
            self.desk.deaf(PLATFORM)

    def there(self, connection: int) -> None:
        """Take note that a connection has resumed."""
        self._silent.discard(connection)
        if not self._silent:
            self.desk.hears(PLATFORM)

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
            await self.acting.carry_out(interaction, *submitted(interaction))
        elif interaction.type is discord.InteractionType.component and not ActionButton.takes(interaction):
            await self.acting.stray(interaction)

    async def pressed(self, interaction: discord.Interaction, action: str, place: str | None) -> None:
        """Carry out a button's action."""
        await self.acting.carry_out(interaction, action, place, None)


class Client(_Hearing):
    """One connection, for up to a thousand servers or so."""

    async def on_disconnect(self) -> None:
        """Wait for the connection to resume."""
        self.gone(0)

    async def on_resumed(self) -> None:
        """Go on."""
        self.there(0)

    async def on_ready(self) -> None:
        """Know the servers; after a silence, take in what was said meanwhile."""
        self._silent.clear()
        await super().on_ready()


class ShardedClient(_Hearing, discord.AutoShardedClient):
    """Several connections, as many as Discord advises."""

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Wait for one connection to resume."""
        self.gone(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Go on."""
        self.there(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Take in what was said while one connection's session was forgotten: `on_ready` is told of all alone."""
        self._silent.discard(shard_id)
        if self.back.is_set():
            await self.on_ready()
