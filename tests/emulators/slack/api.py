"""The Web API: GET and POST; form, JSON and query arguments; refuses what Slack refuses."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.emulators.slack.rules import message_error, view_faults
from tests.emulators.slack.world import Json, Message, View, Workspace

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
    "users.info": "users:read",
    "users.conversations": "channels:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
}


class RefusedError(Exception):
    """A call Slack answers with `ok: false`."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


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

    def called(self, method: str) -> list[Call]:
        """Give the calls of a method."""
        return [call for call in self.calls if call.method == method]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a call."""
        method = request.match_info["method"]
        arguments, token = await _arguments(request)
        workspace = self.slack.by_token(token)
        fault = self._fault(method, arguments, workspace)
        self.calls.append(Call(method, arguments, workspace.team if workspace else ""))
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

    def _fault(self, method: str, arguments: Json, workspace: Workspace | None) -> Fault | None:
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
        needed = SCOPES.get(method)
        if needed and needed not in workspace.scopes:
            raise RefusedError("missing_scope", needed=needed, provided=",".join(sorted(workspace.scopes)))
        handler: Callable[[Workspace, Json], Json] | None = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            raise RefusedError("unknown_method")
        return handler(workspace, arguments)

    # --- who ------------------------------------------------------------------------------------------------

    def _auth_test(self, w: Workspace, a: Json) -> Json:
        return {
            "url": "https://example.slack.com/",
            "team": w.name,
            "user": "hotseat",
            "team_id": w.team,
            "user_id": w.bot_user,
            "bot_id": w.bot_id,
            "is_enterprise_install": False,
        }

    def _users_info(self, w: Workspace, a: Json) -> Json:
        user = w.users.get(str(a.get("user")))
        if user is None:
            raise RefusedError("user_not_found")
        profile = {"real_name": user.name.title(), "display_name": user.name.title()}
        return {
            "user": {
                "id": user.id,
                "team_id": w.team,
                "name": user.name,
                "real_name": user.name.title(),
                "tz": user.zone,
                "locale": "en-US",
                "profile": profile,
                "is_admin": user.admin,
                "is_owner": False,
                "is_bot": user.bot,
            }
        }

    def _users_conversations(self, w: Workspace, a: Json) -> Json:
        user = str(a.get("user") or w.bot_user)
        seen = [c for c in w.channels.values() if not c.direct and user in c.members and w.bot_user in c.members]
        return {"channels": [{"id": c.id, "name": c.name} for c in seen], "response_metadata": {"next_cursor": ""}}

    # --- places -----------------------------------------------------------------------------------------------

    def _channel(self, w: Workspace, a: Json) -> Any:
        channel = w.channels.get(str(a.get("channel")))
        if channel is None or ((channel.private or channel.direct) and w.bot_user not in channel.members):
            raise RefusedError("channel_not_found")
        return channel

    def _conversations_open(self, w: Workspace, a: Json) -> Json:
        user = w.users.get(str(a.get("users")))
        if user is None:
            raise RefusedError("user_not_found")
        if user.bot:
            raise RefusedError("cannot_dm_bot")
        return {"channel": {"id": w.direct(user.id).id}}

    def _conversations_info(self, w: Workspace, a: Json) -> Json:
        channel = self._channel(w, a)
        inside = w.bot_user in channel.members
        info = {"id": channel.id, "name": channel.name, "is_im": channel.direct, "is_archived": channel.archived}
        return {"channel": info if channel.direct else {**info, "is_member": inside}}

    def _conversations_history(self, w: Workspace, a: Json) -> Json:
        channel = self._inside(w, a)
        found = [m for m in w.messages if m.channel == channel.id and not m.viewer and not m.deleted]
        found = [m for m in found if m.thread is None or m.broadcast]
        return self._page(w, [m for m in found if m.ts >= str(a.get("oldest") or "")][::-1], a)

    def _conversations_replies(self, w: Workspace, a: Json) -> Json:
        channel = self._inside(w, a)
        thread = w.in_thread(channel.id, str(a.get("ts")))
        if not thread:
            raise RefusedError("thread_not_found")
        oldest = str(a.get("oldest") or "")
        return self._page(w, [m for m in thread if m.ts >= oldest or m.thread is None], a)

    def _inside(self, w: Workspace, a: Json) -> Any:
        channel = self._channel(w, a)
        if w.bot_user not in channel.members:
            raise RefusedError("not_in_channel")
        return channel

    def _page(self, w: Workspace, messages: list[Message], a: Json) -> Json:
        limit, start = int(a.get("limit") or 100), int(a.get("cursor") or 0)
        page = messages[start : start + limit]
        more = start + limit < len(messages)
        with_metadata = str(a.get("include_all_metadata")).lower() in {"true", "1"}
        return {
            "messages": [self.slack.message_json(w, m, with_metadata=with_metadata) for m in page],
            "has_more": more,
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    # --- messages -----------------------------------------------------------------------------------------------

    def _writable(self, w: Workspace, a: Json) -> Any:
        channel = self._channel(w, a)
        if channel.archived:
            raise RefusedError("is_archived")
        if w.bot_user not in channel.members:
            raise RefusedError("not_in_channel")
        if channel.restricted:
            raise RefusedError("restricted_action")
        error = message_error(str(a.get("text") or ""), a.get("blocks"))
        if error:
            raise RefusedError(error)
        return channel

    def _chat_postMessage(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        channel = self._writable(w, a)
        thread = str(a["thread_ts"]) if a.get("thread_ts") else None
        message = Message(
            channel=channel.id,
            ts=self.slack.ids.ts(),
            user=w.bot_user,
            text=str(a["text"]),
            blocks=a.get("blocks") or [],
            thread=thread,
            metadata=a.get("metadata"),
            bot_id=w.bot_id,
        )
        w.messages.append(message)
        return {"channel": channel.id, "ts": message.ts, "message": self.slack.message_json(w, message)}

    def _chat_postEphemeral(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        channel = self._writable(w, a)
        if str(a.get("user")) not in channel.members:
            raise RefusedError("user_not_in_channel")
        message = Message(
            channel=channel.id,
            ts=self.slack.ids.ts(),
            user=w.bot_user,
            text=str(a["text"]),
            blocks=a.get("blocks") or [],
            thread=str(a["thread_ts"]) if a.get("thread_ts") else None,
            viewer=str(a["user"]),
            bot_id=w.bot_id,
        )
        w.messages.append(message)
        return {"message_ts": message.ts}

    def _chat_update(self, w: Workspace, a: Json) -> Json:
        channel = self._channel(w, a)
        message = w.message(channel.id, str(a.get("ts")))
        if message is None or message.viewer:
            raise RefusedError("message_not_found")
        if message.user != w.bot_user:
            raise RefusedError("cant_update_message")
        error = message_error(str(a.get("text") or ""), a.get("blocks"))
        if error:
            raise RefusedError(error)
        message.text, message.blocks = str(a["text"]), a.get("blocks") or []
        return {"channel": channel.id, "ts": message.ts, "text": message.text}

    # --- views --------------------------------------------------------------------------------------------------

    def _view(self, a: Json) -> Json:
        view: Json = a.get("view") or {}
        faults = view_faults(view)
        if faults:
            raise RefusedError("invalid_arguments", response_metadata={"messages": faults})
        return view

    def _views_open(self, w: Workspace, a: Json) -> Json:
        view = self._view(a)
        user = self.slack.triggers.take(str(a.get("trigger_id")))
        opened = View(self.slack.ids.next("V"), user, view, self.slack.ids.next("h"))
        w.modals[user] = opened
        return {"view": self.slack.view_json(w, opened)}

    def _views_update(self, w: Workspace, a: Json) -> Json:
        view = self._view(a)
        found = next((v for v in w.modals.values() if v.id == str(a.get("view_id"))), None)
        if found is None:
            raise RefusedError("not_found")
        found.view, found.hash = view, self.slack.ids.next("h")
        return {"view": self.slack.view_json(w, found)}

    def _views_publish(self, w: Workspace, a: Json) -> Json:
        view = self._view(a)
        user = str(a.get("user_id"))
        w.homes[user] = View(self.slack.ids.next("V"), user, view, self.slack.ids.next("h"))
        return {"view": self.slack.view_json(w, w.homes[user])}

    # --- files --------------------------------------------------------------------------------------------------

    def _files_getUploadURLExternal(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        file = self.slack.ids.next("F")
        w.uploads[file] = {"id": file, "name": str(a.get("filename")), "content": ""}
        return {"upload_url": f"{self.slack.url}/upload/{w.team}/{file}", "file_id": file}

    def _files_completeUploadExternal(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        files = [w.uploads[str(f["id"])] for f in a.get("files") or []]
        channel = self._channel(w, {"channel": a.get("channel_id")})
        w.messages.append(Message(channel.id, self.slack.ids.ts(), w.bot_user, "", bot_id=w.bot_id, files=files))
        return {"files": [{"id": f["id"]} for f in files]}

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file's content."""
        workspace = self.slack.workspaces[request.match_info["team"]]
        content = await request.read()
        workspace.uploads[request.match_info["file"]]["content"] = content.decode("utf-8", "replace")
        return web.Response(text="OK")


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
