"""The methods of the Web API: what each does to a workspace, and what it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.emulators.slack.rules import message_error, view_faults
from tests.emulators.slack.world import Json, Message, View, Workspace

if TYPE_CHECKING:
    from tests.emulators.slack.slack import Slack


class RefusedError(Exception):
    """A call Slack answers with `ok: false`."""

    def __init__(self, error: str, **more: Any) -> None:
        super().__init__(error)
        self.answer = {"ok": False, "error": error, **more}


class Methods:
    """One method of ours for each of Slack's; dots become underscores."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack

    # --- who ------------------------------------------------------------------------------------------------

    def auth_test(self, w: Workspace, a: Json) -> Json:
        whose = {"bot_id": w.bot_id} if w.token_of != "person" else {}
        return {
            "url": "https://example.slack.com/",
            "team": w.name,
            "user": "hotseat",
            "team_id": w.team,
            "user_id": w.bot_user,
            "is_enterprise_install": w.token_of == "organization",
            **whose,
        }

    def bots_info(self, w: Workspace, a: Json) -> Json:
        if a.get("bot") != w.bot_id:
            raise RefusedError("bot_not_found")
        return {"bot": {"id": w.bot_id, "deleted": False, "name": "hotseat", "app_id": w.app, "user_id": w.bot_user}}

    def users_info(self, w: Workspace, a: Json) -> Json:
        user = w.users.get(str(a.get("user")))
        if user is None:
            raise RefusedError("user_not_found")
        profile = {"real_name": user.name.title(), "display_name": user.name.title()}
        return {
            "user": {
                "id": user.id,
                "team_id": user.home or w.team,
                "is_stranger": bool(user.home) and not user.teams,
                **({"enterprise_user": {"id": user.id, "teams": list(user.teams)}} if user.teams else {}),
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

    def users_conversations(self, w: Workspace, a: Json) -> Json:
        user = str(a.get("user") or w.bot_user)
        seen = [c for c in w.channels.values() if not c.direct and user in c.members and w.bot_user in c.members]
        return {"channels": [{"id": c.id, "name": c.name} for c in seen], "response_metadata": {"next_cursor": ""}}

    # --- places -----------------------------------------------------------------------------------------------

    def _channel(self, w: Workspace, a: Json) -> Any:
        channel = w.channels.get(str(a.get("channel")))
        if channel is None or ((channel.private or channel.direct) and w.bot_user not in channel.members):
            raise RefusedError("channel_not_found")
        return channel

    def conversations_open(self, w: Workspace, a: Json) -> Json:
        user = w.users.get(str(a.get("users")))
        if user is None:
            raise RefusedError("user_not_found")
        if user.bot:
            raise RefusedError("cannot_dm_bot")
        return {"channel": {"id": w.direct(user.id).id}}

    def conversations_info(self, w: Workspace, a: Json) -> Json:
        channel = self._channel(w, a)
        inside = w.bot_user in channel.members
        info = {"id": channel.id, "name": channel.name, "is_im": channel.direct, "is_archived": channel.archived}
        return {"channel": info if channel.direct else {**info, "is_member": inside}}

    def conversations_history(self, w: Workspace, a: Json) -> Json:
        channel = self._inside(w, a)
        found = [m for m in w.messages if m.channel == channel.id and not m.viewer and not m.deleted]
        found = [m for m in found if m.thread is None or m.broadcast]
        return self._page(w, [m for m in found if m.ts >= str(a.get("oldest") or "")][::-1], a)

    def conversations_replies(self, w: Workspace, a: Json) -> Json:
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

    def chat_getPermalink(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        channel = self._channel(w, a)
        message = next((m for m in w.messages if (m.channel, m.ts) == (channel.id, a.get("message_ts"))), None)
        if message is None or message.deleted or message.viewer:
            raise RefusedError("message_not_found")
        thread = f"?thread_ts={message.thread}&cid={channel.id}" if message.thread else ""
        number = message.ts.replace(".", "")
        return {
            "channel": channel.id,
            "permalink": f"https://example.slack.com/archives/{channel.id}/p{number}{thread}",
        }

    def chat_postMessage(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
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

    def chat_postEphemeral(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
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

    def chat_update(self, w: Workspace, a: Json) -> Json:
        channel = self._channel(w, a)
        if channel.archived:
            raise RefusedError("is_inactive")
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

    def reactions_add(self, w: Workspace, a: Json) -> Json:
        channel = self._inside(w, a)
        message = w.message(channel.id, str(a.get("timestamp")))
        if message is None:
            raise RefusedError("message_not_found")
        reaction = (str(a.get("name")), w.bot_user)
        if reaction in message.reactions:
            raise RefusedError("already_reacted")
        message.reactions.append(reaction)
        return {}

    # --- views --------------------------------------------------------------------------------------------------

    def _view(self, a: Json) -> Json:
        view: Json = a.get("view") or {}
        faults = view_faults(view)
        if faults:
            raise RefusedError("invalid_arguments", response_metadata={"messages": faults})
        return view

    def views_open(self, w: Workspace, a: Json) -> Json:
        view = self._view(a)
        user = self.slack.triggers.take(str(a.get("trigger_id")))
        opened = View(self.slack.ids.next("V"), user, view, self.slack.ids.next("h"))
        w.modals[user] = opened
        return {"view": self.slack.view_json(w, opened)}

    def views_update(self, w: Workspace, a: Json) -> Json:
        view = self._view(a)
        found = next((v for v in w.modals.values() if v.id == str(a.get("view_id"))), None)
        if found is None:
            raise RefusedError("not_found")
        found.view, found.hash = view, self.slack.ids.next("h")
        return {"view": self.slack.view_json(w, found)}

    def views_publish(self, w: Workspace, a: Json) -> Json:
        view = self._view(a)
        user = str(a.get("user_id"))
        w.homes[user] = View(self.slack.ids.next("V"), user, view, self.slack.ids.next("h"))
        return {"view": self.slack.view_json(w, w.homes[user])}

    # --- files --------------------------------------------------------------------------------------------------

    def files_getUploadURLExternal(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        file = self.slack.ids.next("F")
        w.uploads[file] = {"id": file, "name": str(a.get("filename")), "content": ""}
        return {"upload_url": f"{self.slack.url}/upload/{w.team}/{file}", "file_id": file}

    def files_completeUploadExternal(self, w: Workspace, a: Json) -> Json:  # noqa: N802 - Slack's name
        files = [w.uploads[str(f["id"])] for f in a.get("files") or []]
        channel = self._channel(w, {"channel": a.get("channel_id")})
        w.messages.append(Message(channel.id, self.slack.ids.ts(), w.bot_user, "", bot_id=w.bot_id, files=files))
        return {"files": [{"id": f["id"]} for f in files]}

    async def upload(self, request: web.Request) -> web.Response:
        """Take a file's content."""
        workspace = self.slack.workspaces[request.match_info["team"]]
        content = await request.read()
        fault = self.slack.api.fault("upload", {}, workspace)
        if fault is not None:
            return web.Response(status=fault.status)
        workspace.uploads[request.match_info["file"]]["content"] = content.decode("utf-8", "replace")
        return web.Response(text="OK")
