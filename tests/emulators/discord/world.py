"""What there is: people, servers, channels, threads, messages; what happens to them is told to who listens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

EPOCH_MS = 1_420_070_400_000
TEXT, DM, VOICE, NEWS, NEWS_THREAD, THREAD, PRIVATE_THREAD, STAGE, FORUM = 0, 1, 2, 5, 10, 11, 12, 13, 15
THREADS = (NEWS_THREAD, THREAD, PRIVATE_THREAD)
VOICES = (VOICE, STAGE)
EVERYTHING = (1 << 53) - 1 & ~(1 << 3)
"""Every permission but Administrator, which would grant what a channel denies."""
Payload = dict[str, Any]
Tell = Callable[[str, Payload], None]


class Clock:
    """Runs as real time does, from noon of a Wednesday on, and is moved on by a test.

    That Wednesday is one to come, as discord.py holds what is of the past for expired.
    """

    def __init__(self) -> None:
        today = datetime.now(UTC)
        noon = today.replace(hour=12, minute=0, second=0, microsecond=0)
        self.ahead = (noon + timedelta(days=7 - (today.weekday() - 2) % 7) - today).total_seconds()

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass(slots=True)
class Channel:
    """A channel, a thread or a direct conversation."""

    id: str
    type: int
    name: str
    server: str = ""
    parent: str = ""
    owner: str = ""
    recipient: str = ""
    permissions: int = EVERYTHING
    archived: bool = False
    locked: bool = False
    messages: dict[str, Payload] = field(default_factory=dict)
    nonces: dict[str, tuple[str, float]] = field(default_factory=dict)
    """By nonce: the message, and when it was made."""
    wants_tag: bool = False
    """Whether a forum takes no post without a tag."""


@dataclass(slots=True)
class Server:
    """A server and who is in it."""

    id: str
    name: str
    owner: str
    members: set[str] = field(default_factory=set)
    roles: dict[str, Payload] = field(default_factory=dict)
    count: int = 0
    """Set: how many members it says it has."""


@dataclass(slots=True)
class Told:
    """An interaction, and what came of it."""

    id: str
    token: str
    channel: str
    user: str
    at: float
    message: str = ""
    """The message whose button was pressed."""
    answered: bool = False
    deferred: bool = False
    replies: list[Payload] = field(default_factory=list)
    modal: Payload | None = None
    choices: list[Payload] | None = None

    @property
    def text(self) -> str:
        """All that was shown in reply."""
        return "\n".join(str(reply["content"]) for reply in self.replies)


class World:
    """One Discord with one bot."""

    def __init__(self) -> None:
        self.clock = Clock()
        self._ids = count()
        self.users: dict[str, Payload] = {}
        self.servers: dict[str, Server] = {}
        self.channels: dict[str, Channel] = {}
        self.interactions: dict[str, Told] = {}
        self.commands: list[Payload] = []
        self.reactions: list[tuple[str, str]] = []
        self.pinged: list[str] = []
        """Whom the bot's messages called: roles, members, `everyone`."""
        self.granted_content = True
        self.away: set[str] = set()
        """Servers in an outage when a session begins."""
        self.listeners: list[Tell] = []
        self._waiting: list[asyncio.Future[None]] = []
        self.bot = self.user("Hotseat", bot=True)
        self.application = self.new_id()

    def tell(self, event: str, payload: Payload) -> None:
        """Tell everyone who listens."""
        for listener in self.listeners:
            listener(event, payload)
        self.happened()

    def happened(self) -> None:
        """Wake who waits for something to happen."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def next_event(self) -> None:
        """Wait for the next thing to happen."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def new_id(self) -> str:
        """Give an id whose time is now."""
        return str((int(self.clock() * 1000) - EPOCH_MS << 22) | next(self._ids) % (1 << 22))

    def stamp(self) -> str:
        """Give now, as Discord writes it."""
        return datetime.fromtimestamp(self.clock(), UTC).isoformat()

    # --- making things ----------------------------------------------------------------------------------------------

    def user(self, name: str, *, bot: bool = False) -> str:
        made = self.new_id()
        self.users[made] = {
            "id": made, "username": name.lower(), "global_name": name, "discriminator": "0", "avatar": None, "bot": bot,
        }  # fmt: skip
        return made

    def server(self, name: str, owner: str, *, joined: bool = True) -> Server:
        """Make a server; without `joined` the bot is not in it."""
        made = Server(self.new_id(), name, owner, {owner, self.bot})
        if not joined:
            return made
        self.servers[made.id] = made
        self.tell("GUILD_CREATE", self.server_payload(made))
        return made

    def role(self, server: Server, name: str, *, mentionable: bool = True) -> str:
        """Make a role of a server."""
        made = self.new_id()
        server.roles[made] = _role(made, name, permissions=0, mentionable=mentionable)
        self.tell("GUILD_ROLE_CREATE", {"guild_id": server.id, "role": server.roles[made]})
        return made

    def remove_role(self, server: Server, role: str) -> None:
        """Delete a role."""
        del server.roles[role]
        self.tell("GUILD_ROLE_DELETE", {"guild_id": server.id, "role_id": role})

    def remove_bot(self, server: Server) -> None:
        """Let a server remove the bot."""
        del self.servers[server.id]
        self.tell("GUILD_DELETE", {"id": server.id})

    def channel(self, server: Server, name: str, kind: int = TEXT, permissions: int = EVERYTHING) -> Channel:
        made = Channel(self.new_id(), kind, name, server.id, permissions=permissions)
        self.channels[made.id] = made
        if server.id in self.servers:
            self.tell("CHANNEL_CREATE", self.channel_payload(made))
        return made

    def change(self, channel: Channel, **given: Any) -> None:
        """Rename a channel, move it into a category."""
        for name, value in given.items():
            setattr(channel, name, value)
        self.tell("CHANNEL_UPDATE", self.channel_payload(channel))

    def remove(self, channel: Channel) -> None:
        """Delete a channel or a thread."""
        del self.channels[channel.id]
        event = "THREAD_DELETE" if channel.type in THREADS else "CHANNEL_DELETE"
        self.tell(event, self.channel_payload(channel))

    def outage(self, server: Server, *, over: bool) -> None:
        """Take a server away for a while, or bring it back."""
        if over:
            self.tell("GUILD_CREATE", self.server_payload(server))
        else:
            self.tell("GUILD_DELETE", {"id": server.id, "unavailable": True})

    def thread(self, parent: Channel, name: str, owner: str, *, made_of: str = "", kind: int = THREAD) -> Channel:
        made = Channel(made_of or self.new_id(), kind, name, parent.server, parent.id, owner)
        self.channels[made.id] = made
        self.tell("THREAD_CREATE", self.channel_payload(made) | {"newly_created": True})
        return made

    def direct(self, user: str) -> Channel:
        for channel in self.channels.values():
            if channel.recipient == user:
                return channel
        made = Channel(self.new_id(), DM, "", recipient=user)
        self.channels[made.id] = made
        return made

    def post(self, channel: Channel, author: str, content: str, **given: Any) -> Payload:
        """Put a message up; a thread in the archive wakes."""
        if channel.archived:
            channel.archived = False
            self.tell("THREAD_UPDATE", self.channel_payload(channel))
        message = {
            "id": self.new_id(), "channel_id": channel.id, "author": self.users[author], "content": content,
            "timestamp": self.stamp(), "edited_timestamp": None, "tts": False, "mention_everyone": False,
            "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": False, "type": 0,
            "flags": 0, "components": [],
        } | given  # fmt: skip
        if not message["flags"] & 64:
            channel.messages[message["id"]] = message
            self.tell("MESSAGE_CREATE", self.spoken(channel, message))
        return message

    # --- how Discord writes them ------------------------------------------------------------------------------------

    def spoken(self, channel: Channel, message: Payload) -> Payload:
        """Give a message as the gateway tells it."""
        if not channel.server:
            return dict(message)
        return message | {"guild_id": channel.server, "member": self.member_payload(message["author"]["id"])}

    def member_payload(self, user: str, permissions: int | None = None) -> Payload:
        made = {"roles": [], "joined_at": self.stamp(), "deaf": False, "mute": False, "flags": 0, "nick": None}
        return made if permissions is None else made | {"user": self.users[user], "permissions": str(permissions)}

    def channel_payload(self, channel: Channel) -> Payload:
        made: Payload = {"id": channel.id, "type": channel.type, "name": channel.name, "flags": 0}
        if channel.type == DM:
            return made | {"recipients": [self.users[channel.recipient]], "last_message_id": None}
        made |= {"guild_id": channel.server, "parent_id": channel.parent or None, "position": 0, "nsfw": False}
        if channel.type in THREADS:
            return made | {
                "owner_id": channel.owner, "message_count": len(channel.messages), "member_count": 1,
                "rate_limit_per_user": 0, "last_message_id": None,
                "thread_metadata": {
                    "archived": channel.archived, "locked": channel.locked, "auto_archive_duration": 4320,
                    "archive_timestamp": self.stamp(), "create_timestamp": self.stamp(),
                },
            }  # fmt: skip
        denied = {"id": channel.server, "type": 0, "allow": "0", "deny": str(EVERYTHING & ~channel.permissions)}
        return made | {
            "permission_overwrites": [denied],
            "topic": None,
            "flags": 1 << 4 if channel.wants_tag else 0,
            "available_tags": [_tag("1", moderated=True), _tag("2", moderated=False)] if channel.type == FORUM else [],
            "default_reaction_emoji": None,
            **({"bitrate": 64_000, "user_limit": 0, "rtc_region": None} if channel.type in VOICES else {}),
        }

    def server_payload(self, server: Server) -> Payload:
        mine = [channel for channel in self.channels.values() if channel.server == server.id]
        me = self.member_payload(self.bot, EVERYTHING)
        everyone = _role(server.id, "@everyone", permissions=EVERYTHING, mentionable=False)
        return {
            "id": server.id, "name": server.name, "owner_id": server.owner, "icon": None, "splash": None,
            "region": "", "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 1,
            "explicit_content_filter": 0, "mfa_level": 0, "nsfw_level": 0, "premium_tier": 0, "features": [],
            "preferred_locale": "en-US", "system_channel_flags": 0, "emojis": [], "stickers": [],
            "roles": [everyone, *server.roles.values()],
            "members": [me], "member_count": server.count or len(server.members), "large": server.count > 250,
            "unavailable": False,
            "channels": [self.channel_payload(c) for c in mine if c.type not in THREADS],
            "threads": [self.channel_payload(c) for c in mine if c.type in THREADS and not c.archived],
            "voice_states": [], "presences": [], "stage_instances": [], "guild_scheduled_events": [],
            "soundboard_sounds": [], "joined_at": self.stamp(), "premium_subscription_count": 0,
            "premium_progress_bar_enabled": False, "vanity_url_code": None, "application_id": None,
            "afk_channel_id": None, "system_channel_id": None, "rules_channel_id": None, "discovery_splash": None,
            "public_updates_channel_id": None, "description": None, "banner": None, "max_members": 500_000,
        }  # fmt: skip


def _tag(tag: str, *, moderated: bool) -> Payload:
    return {"id": tag, "name": f"tag {tag}", "moderated": moderated, "emoji_id": None, "emoji_name": None}


def _role(role: str, name: str, *, permissions: int, mentionable: bool) -> Payload:
    return {
        "id": role, "name": name, "permissions": str(permissions), "position": 0, "color": 0, "hoist": False,
        "managed": False, "mentionable": mentionable, "flags": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    }  # fmt: skip
