"""What a Slack holds: workspaces, channels, members, messages, and what each member sees alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any

Json = dict[str, Any]
Clock = Callable[[], datetime]

BOT_SCOPES = (
    "channels:history,channels:read,chat:write,commands,files:write,groups:history,groups:read,im:history,im:write,"
    "users:read"
)


@dataclass(slots=True)
class User:
    """A member of a workspace."""

    id: str
    name: str
    admin: bool = False
    zone: str = "Europe/Berlin"
    bot: bool = False
    home: str = ""
    """The workspace a guest of a shared channel comes from; empty for one's own."""
    teams: tuple[str, ...] = ()
    """The workspaces of one organization a person is in."""


@dataclass(slots=True)
class Channel:
    """A channel or a direct conversation."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    private: bool = False
    archived: bool = False
    direct: bool = False
    restricted: bool = False
    """Only some may post there."""


@dataclass(slots=True)
class Message:
    """A message; `viewer` set: ephemeral, for them alone."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread: str | None = None
    viewer: str = ""
    metadata: Json | None = None
    bot_id: str = ""
    edited: str = ""
    deleted: bool = False
    broadcast: bool = False
    files: list[Json] = field(default_factory=list)
    reactions: list[tuple[str, str]] = field(default_factory=list)
    """Each with who reacted so."""


@dataclass(slots=True)
class View:
    """A modal or a Home in front of somebody."""

    id: str
    user: str
    view: Json
    hash: str
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Workspace:
    """A workspace, with our app installed in it."""

    team: str
    name: str
    token: str
    bot_user: str
    bot_id: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    modals: dict[str, View] = field(default_factory=dict)
    """The modal in front of each member."""
    homes: dict[str, View] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    """User groups: the id of each handle."""
    uploads: dict[str, Json] = field(default_factory=dict)
    scopes: set[str] = field(default_factory=lambda: set(BOT_SCOPES.split(",")))
    revoked: str = ""
    """The error every call is answered with: `token_revoked`, `account_inactive`."""
    app: str = "A1"
    """The app the bot is of."""
    token_of: str = "bot"
    """Whose the token is: the `bot`'s, a `person`'s, or the bot's in a whole `organization`."""

    def person(self, name: str) -> User:
        """Give a member by name; whoever is named for the first time joins."""
        for user in self.users.values():
            if user.name == name:
                return user
        user = User(f"U{name.upper()}", name)
        self.users[user.id] = user
        for channel in self.channels.values():
            if not channel.direct and not channel.private:
                channel.members.add(user.id)
        return user

    def direct(self, user: str) -> Channel:
        """Give the direct conversation of the bot with a member."""
        channel = self.channels.get(f"D{user}")
        if channel is None:
            channel = Channel(f"D{user}", "directmessage", {user, self.bot_user}, direct=True)
            self.channels[channel.id] = channel
        return channel

    def message(self, channel: str, ts: str) -> Message | None:
        """Give a message by its channel and `ts`."""
        found = (m for m in self.messages if m.channel == channel and m.ts == ts and not m.deleted)
        return next(found, None)

    def in_thread(self, channel: str, thread: str) -> list[Message]:
        """Give a thread: its root, which stands for its replies when it is deleted, then these, as everyone sees it."""
        everything = [m for m in self.messages if m.channel == channel and not m.viewer and thread in {m.thread, m.ts}]
        there = [m for m in everything if not m.deleted]
        return [m for m in everything if not m.deleted or m.ts == thread] if there else []


class Ids:
    """Ids and times nobody had before; `ts` follows the clock, and never stands still."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._count = count(1)
        self._last = 0

    def next(self, prefix: str) -> str:
        """Give an id."""
        return f"{prefix}{next(self._count):06}"

    def ts(self) -> str:
        """Give a `ts`."""
        micro = max(int(self.clock().timestamp() * 1_000_000), self._last + 1)
        self._last = micro
        return f"{micro // 1_000_000}.{micro % 1_000_000:06}"
