"""The REST server: the routes the adapter needs, strict about the shape of what it is sent."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from aiohttp import web

from tests.emulators.discord import shape
from tests.emulators.discord.limits import Limits
from tests.emulators.discord.replies import Replies
from tests.emulators.discord.wire import ApiError, Fault, read, written
from tests.emulators.discord.world import DM, FORUM, NEWS, NEWS_THREAD, THREAD, THREADS, VOICES, Channel, Payload, World

VIEW, SEND, SEND_IN_THREADS, THREADS_PUBLIC, HISTORY = 1 << 10, 1 << 11, 1 << 38, 1 << 35, 1 << 16
CONNECT = 1 << 20
"""Without it a voice channel's chat is not to be seen."""
NONCE_LASTS = 300.0


@dataclass(slots=True)
class Rest:
    """The routes."""

    world: World
    limits: Limits
    gateway_url: str = ""
    faults: list[Fault] = field(default_factory=list)
    requests: list[tuple[str, str, Any]] = field(default_factory=list)
    """Every request: its method, its path, its body."""
    moments: list[float] = field(default_factory=list)
    """When each came, on the loop's own clock."""
    uploads: dict[str, bytes] = field(default_factory=dict)
    """Every file that came with a message, by its name."""
    wrong: list[str] = field(default_factory=list)
    """What was wrong about their shape."""
    replies: Replies = field(init=False)

    def __post_init__(self) -> None:
        self.replies = Replies(self.world, self._post, self._edit)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        try:
            return await self._handle(request)
        finally:
            self.world.happened()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        body = await read(request)
        self.requests.append((request.method, path, body))
        self.moments.append(asyncio.get_running_loop().time())
        limited = self.limits.take(request.method, path)
        if limited is not None:
            return limited
        fault = next((f for f in self.faults if f.times > 0 and re.search(f.pattern, f"{request.method} {path}")), None)
        if fault is not None and fault.after:
            fault.after, fault = fault.after - 1, None
        if fault is not None:
            fault.times -= 1
            if fault.takes_effect:
                await self._answer(request, path, body)
            if fault.cuts:
                assert request.transport is not None
                request.transport.close()
            if fault.retry_after:
                return self.limits.refuse(fault.retry_after, overall=fault.overall)
            return written({"code": fault.code, "message": "ordered"}, fault.status)
        answer = await self._answer(request, path, body)
        self.limits.dress(request.method, path, answer)
        return answer

    async def _answer(self, request: web.Request, path: str, body: Any) -> web.Response:
        for method, pattern, name in ROUTES:
            found = re.fullmatch(pattern, path) if method == request.method else None
            if found is not None:
                route: Callable[..., Awaitable[Any]] = attrgetter(name)(self)
                try:
                    return written(await route(request, body, *found.groups()))
                except ApiError as error:
                    return written(error.body, error.status)
                except shape.WrongShapeError as error:
                    self.wrong.append(f"{request.method} {path}: {error}")
                    return written({"code": 50035, "message": f"Invalid Form Body: {error}"}, 400)
        self.wrong.append(f"no route {request.method} {path}")
        return written({"code": 0, "message": "404: Not Found"}, 404)

    def _channel(self, found: str, *rights: int) -> Channel:
        channel = self.world.channels.get(found)
        if channel is None:
            raise ApiError(404, 10003, "Unknown Channel")
        ruling = self.world.channels.get(channel.parent, channel)
        if not ruling.permissions & VIEW or (ruling.type in VOICES and not ruling.permissions & CONNECT):
            raise ApiError(403, 50001, "Missing Access")
        if any(not ruling.permissions & right for right in rights):
            raise ApiError(403, 50013, "Missing Permissions")
        return channel

    # --- who we are -------------------------------------------------------------------------------------------------

    async def me(self, request: web.Request, body: Any) -> Any:
        return self.world.users[self.world.bot]

    async def gateway(self, request: web.Request, body: Any) -> Any:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        return {"url": self.gateway_url, "shards": 2, "session_start_limit": limit}

    async def application(self, request: web.Request, body: Any) -> Any:
        flags = 1 << 19 if self.world.granted_content else 0
        return {
            "id": self.world.application, "name": "Hotseat", "icon": None, "description": "", "bot_public": True,
            "bot_require_code_grant": False, "verify_key": "0" * 64, "flags": flags, "team": None, "summary": "",
            "owner": self.world.users[self.world.bot], "bot": self.world.users[self.world.bot],
        }  # fmt: skip

    async def get_commands(self, request: web.Request, body: Any, application: str) -> Any:
        return self.world.commands

    async def put_commands(self, request: web.Request, body: Any, application: str) -> Any:
        shape.commands(body)
        fixed = {"application_id": application, "version": "1", "description": "", "default_member_permissions": None}
        self.world.commands = [{"id": self.world.new_id()} | fixed | command for command in body]
        return self.world.commands

    async def server(self, request: web.Request, body: Any, server: str) -> Any:
        if server not in self.world.servers:
            raise ApiError(404, 10004, "Unknown Guild")
        return self.world.server_payload(self.world.servers[server])

    async def active_threads(self, request: web.Request, body: Any, server: str) -> Any:
        found = [c for c in self.world.channels.values() if c.server == server and c.type in THREADS and not c.archived]
        return {"threads": [self.world.channel_payload(thread) for thread in found], "members": [], "has_more": False}

    async def server_channels(self, request: web.Request, body: Any, server: str) -> Any:
        return self.world.server_payload(self.world.servers[server])["channels"]

    async def server_member(self, request: web.Request, body: Any, server: str, member: str) -> Any:
        if member not in self.world.users:
            raise ApiError(404, 10013, "Unknown User")
        return self.world.member_payload(member, 0)

    # --- channels and messages --------------------------------------------------------------------------------------

    async def get_channel(self, request: web.Request, body: Any, channel: str) -> Any:
        return self.world.channel_payload(self._channel(channel))

    async def patch_channel(self, request: web.Request, body: Any, channel: str) -> Any:
        found = self._channel(channel)
        if found.locked:
            raise ApiError(403, 50013, "Missing Permissions")
        found.archived = body.get("archived", found.archived)
        return self.world.channel_payload(found)

    async def history(self, request: web.Request, body: Any, channel: str) -> Any:
        found = self._channel(channel)
        ruling = self.world.channels.get(found.parent, found)
        limit, query = int(request.query.get("limit", 50)), request.query
        shape.check(1 <= limit <= 100, f"limit {limit}")
        ids = sorted(found.messages, key=int)
        if "after" in query:
            ids = [i for i in ids if int(i) > int(query["after"])][:limit]
        else:
            ids = [i for i in ids if int(i) < int(query.get("before", 1 << 63))][-limit:]
        return [self._readable(found, found.messages[i]) for i in reversed(ids)] if ruling.permissions & HISTORY else []

    async def get_message(self, request: web.Request, body: Any, channel: str, message: str) -> Any:
        found = self._channel(channel, HISTORY)
        if message not in found.messages:
            raise ApiError(404, 10008, "Unknown Message")
        return self._readable(found, found.messages[message])

    def _readable(self, channel: Channel, message: Payload) -> Payload:
        """Give a message as the history does, which keeps from us what the gateway would."""
        readable = self.world.granted_content or channel.type == DM or message["author"]["id"] == self.world.bot
        return message if readable else message | {"content": "", "components": [], "attachments": [], "embeds": []}

    async def post_message(self, request: web.Request, body: Any, channel: str) -> Any:
        found = self._channel(channel)
        self._channel(channel, SEND_IN_THREADS if found.type in THREADS else SEND)
        if found.type == FORUM:
            raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
        if found.locked:
            raise ApiError(403, 160005, "Thread is locked")
        shape.message(body)
        nonce = str(body.get("nonce", ""))
        before, at = found.nonces.get(nonce, ("", 0.0))
        if body.get("enforce_nonce") and before in found.messages and self.world.clock() - at < NONCE_LASTS:
            return found.messages[before]
        made = self._post(found, body)
        if nonce:
            found.nonces[nonce] = (made["id"], self.world.clock())
        return made

    def _post(self, channel: Channel, body: Payload, **given: Any) -> Payload:
        self.world.pinged += shape.pings(body)
        files = body.get("attachments") or ()
        attached = [
            {"id": str(i), "filename": a["filename"], "size": len(a["file"]), "url": "", "proxy_url": ""}
            for i, a in enumerate(files)
        ]
        self.uploads |= {a["filename"]: a["file"] for a in files}
        return self.world.post(
            channel, self.world.bot, body.get("content") or "", components=body.get("components") or [],
            flags=body.get("flags", 0), attachments=attached, nonce=body.get("nonce"), **given,
        )  # fmt: skip

    async def edit_message(self, request: web.Request, body: Any, channel: str, message: str) -> Any:
        found = self._channel(channel)
        stored = found.messages.get(message)
        if stored is None:
            raise ApiError(404, 10008, "Unknown Message")
        if found.archived:
            raise ApiError(400, 50083, "Thread is archived")
        shape.message(body, edited=True)
        return self._edit(stored, body)

    def _edit(self, stored: Payload, body: Payload) -> Payload:
        stored.update({k: v for k, v in body.items() if k in ("content", "components", "flags") and v is not None})
        stored["edited_timestamp"] = self.world.stamp()
        return stored

    async def react(self, request: web.Request, body: Any, channel: str, message: str, emoji: str) -> Any:
        if message not in self._channel(channel, HISTORY).messages:
            raise ApiError(404, 10008, "Unknown Message")
        self.world.reactions.append((message, emoji))
        return None

    async def thread_of(self, request: web.Request, body: Any, channel: str, message: str) -> Any:
        parent = self._channel(channel, THREADS_PUBLIC)
        shape.thread(body)
        if parent.type in (*THREADS, *VOICES, DM):
            raise ApiError(400, 50024, "Cannot execute action on this channel type")
        if message in self.world.channels:
            raise ApiError(400, 160004, "A thread has already been created for this message")
        kind = NEWS_THREAD if parent.type == NEWS else THREAD
        made = self.world.thread(parent, body["name"], self.world.bot, made_of=message, kind=kind)
        return self.world.channel_payload(made)

    async def post_in_forum(self, request: web.Request, body: Any, channel: str) -> Any:
        forum = self._channel(channel, SEND)
        shape.thread(body)
        if forum.wants_tag and not body.get("applied_tags"):
            raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
        shape.message(body["message"])
        made = self.world.thread(forum, body["name"], self.world.bot)
        message = self._post(made, body["message"], id=made.id)
        return self.world.channel_payload(made) | {"message": message}

    async def open_direct(self, request: web.Request, body: Any) -> Any:
        return self.world.channel_payload(self.world.direct(str(body["recipient_id"])))


ROUTES = (
    ("GET", "/users/@me", "me"),
    ("GET", "/gateway/bot", "gateway"),
    ("GET", "/oauth2/applications/@me", "application"),
    ("GET", r"/applications/(\d+)/commands", "get_commands"),
    ("PUT", r"/applications/(\d+)/commands", "put_commands"),
    ("POST", "/users/@me/channels", "open_direct"),
    ("GET", r"/guilds/(\d+)", "server"),
    ("GET", r"/guilds/(\d+)/channels", "server_channels"),
    ("GET", r"/guilds/(\d+)/threads/active", "active_threads"),
    ("GET", r"/guilds/(\d+)/members/(\d+)", "server_member"),
    ("GET", r"/channels/(\d+)", "get_channel"),
    ("PATCH", r"/channels/(\d+)", "patch_channel"),
    ("GET", r"/channels/(\d+)/messages", "history"),
    ("POST", r"/channels/(\d+)/messages", "post_message"),
    ("GET", r"/channels/(\d+)/messages/(\d+)", "get_message"),
    ("PATCH", r"/channels/(\d+)/messages/(\d+)", "edit_message"),
    ("PUT", r"/channels/(\d+)/messages/(\d+)/reactions/([^/]+)/@me", "react"),
    ("POST", r"/channels/(\d+)/messages/(\d+)/threads", "thread_of"),
    ("POST", r"/channels/(\d+)/threads", "post_in_forum"),
    ("POST", r"/interactions/(\d+)/([^/]+)/callback", "replies.callback"),
    ("POST", r"/webhooks/(\d+)/([^/]+)", "replies.follow_up"),
    ("PATCH", r"/webhooks/(\d+)/([^/]+)/messages/@original", "replies.edit_reply"),
)
