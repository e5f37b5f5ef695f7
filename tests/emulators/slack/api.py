"""The Web API: GET and POST; form, JSON and query arguments; refuses what Slack refuses."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from tests.emulators.slack.methods import Methods, RefusedError
from tests.emulators.slack.world import Json, Workspace

if TYPE_CHECKING:
    from tests.emulators.slack.slack import Slack

SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.open": "im:write",
    "conversations.info": "channels:read",
    "conversations.history": "channels:history",
    "conversations.replies": "channels:history",
    "reactions.add": "reactions:write",
    "bots.info": "users:read",
    "users.info": "users:read",
    "users.conversations": "channels:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a method."""

    method: str
    error: str = ""
    status: int = 200
    retry_after: int = 0
    cut: bool = False
    """The call takes effect, and its answer never arrives."""
    hangs: bool = False
    channel: str = ""
    team: str = ""


@dataclass(slots=True)
class Call:
    """A call that was made."""

    method: str
    arguments: Json = field(default_factory=dict)
    team: str = ""


class Api:
    """Answers every method."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.faults: deque[Fault] = deque()
        self.calls: list[Call] = []
        self.released = asyncio.Event()
        self.answered = asyncio.Condition()
        self.methods = Methods(slack)

    def called(self, method: str) -> list[Call]:
        """Give the calls of a method."""
        return [call for call in self.calls if call.method == method]

    async def calls_of(self, method: str, count: int) -> None:
        """Wait until a method was called so often."""
        async with self.answered, asyncio.timeout(20):
            await self.answered.wait_for(lambda: len(self.called(method)) >= count)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a call."""
        method = request.match_info["method"]
        arguments, token = await _arguments(request)
        workspace = self.slack.by_token(token)
        fault = self.fault(method, arguments, workspace)
        self.calls.append(Call(method, arguments, workspace.team if workspace else ""))
        async with self.answered:
            self.answered.notify_all()
        if fault is not None and not fault.cut:
            if fault.hangs:
                await self.released.wait()
            if fault.status == 429:
                headers = {"Retry-After": str(fault.retry_after)}
                return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
            if fault.status >= 500:
                return web.Response(status=fault.status, text="<html>upstream</html>")
            if fault.error:
                return web.json_response({"ok": False, "error": fault.error})
        try:
            answer = {"ok": True, **self._answer(method, arguments, token, workspace, request)}
        except RefusedError as refused:
            answer = refused.answer
        if fault is not None and fault.cut:
            assert request.transport is not None
            request.transport.close()
        scopes = ",".join(sorted(workspace.scopes)) if workspace is not None else "connections:write"
        return web.json_response(answer, headers={"x-oauth-scopes": scopes})

    def fault(self, method: str, arguments: Json, workspace: Workspace | None) -> Fault | None:
        """Take the fault that was ordered for a call; None if it goes well."""
        for fault in self.faults:
            fits = fault.method == method and fault.channel in {"", str(arguments.get("channel", ""))}
            if fits and fault.team in {"", workspace.team if workspace else ""}:
                self.faults.remove(fault)
                return fault
        return None

    def _answer(
        self, method: str, arguments: Json, token: str, workspace: Workspace | None, request: web.Request
    ) -> Json:
        if method == "apps.connections.open":
            if token != self.slack.app_token:
                raise RefusedError("not_allowed_token_type" if workspace else "invalid_auth")
            return {"url": self.slack.sockets.open_url()}
        if method == "oauth.v2.access":
            return self.slack.exchange(arguments)
        if not token:
            raise RefusedError("not_authed")
        if workspace is None:
            raise RefusedError("not_allowed_token_type" if token == self.slack.app_token else "invalid_auth")
        if workspace.revoked:
            raise RefusedError(workspace.revoked)
        needed = _scope(method, workspace, arguments)
        if needed and needed not in workspace.scopes:
            raise RefusedError("missing_scope", needed=needed, provided=",".join(sorted(workspace.scopes)))
        handler: Callable[[Workspace, Json], Json] | None = getattr(self.methods, method.replace(".", "_"), None)
        if handler is None:
            raise RefusedError("unknown_method")
        return handler(workspace, arguments)


def _scope(method: str, workspace: Workspace, arguments: Json) -> str:
    """Give the scope a call needs: of a channel's kind, where it reads one."""
    needed = SCOPES.get(method, "")
    channel = workspace.channels.get(str(arguments.get("channel")))
    if channel is None or not needed.startswith("channels:"):
        return needed
    if (channel.direct or channel.private) and workspace.bot_user not in channel.members:
        return ""  # it is not found, whatever may be read
    kind = "im" if channel.direct else "groups" if channel.private else "channels"
    return needed.replace("channels:", f"{kind}:")


async def _arguments(request: web.Request) -> tuple[Json, str]:
    """Read the arguments wherever they stand, and the token."""
    arguments: Json = dict(request.query)
    if request.method == "POST":
        if request.content_type == "application/json":
            arguments |= await request.json()
        else:
            arguments |= dict(await request.post())
    for name in ("blocks", "view", "metadata", "files"):
        if isinstance(arguments.get(name), str):
            arguments[name] = json.loads(arguments[name])
    header = request.headers.get("Authorization", "")
    token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else str(arguments.pop("token", ""))
    arguments.pop("token", None)
    return arguments, token
