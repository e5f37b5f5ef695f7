"""Slack on loopback: start it, point the app at it, and let people act."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from tests.emulators.slack.api import Api
from tests.emulators.slack.methods import RefusedError
from tests.emulators.slack.sockets import Sockets
from tests.emulators.slack.tickets import Responses, Triggers
from tests.emulators.slack.world import BOT_SCOPES, Channel, Clock, Ids, Json, Message, User, View, Workspace


class Slack:
    """A Slack with one workspace to begin with; the app reaches it at `url`."""

    app_token = "xapp-1-emulated"
    signing_secret = "emulated-signing-secret"

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.ids = Ids(clock)
        self.triggers = Triggers(clock, self.ids)
        self.responses = Responses(self)
        self.api = Api(self)
        self.sockets = Sockets(self)
        self.workspaces: dict[str, Workspace] = {}
        self.app_url = ""
        """Set: events are delivered there, signed, and not over Socket Mode."""
        self.names: Workspace | None = None
        """Set: of the installations that see an event in a shared channel, the one it is delivered for."""
        self.codes: dict[str, Json] = {}
        self.url = ""
        self.add_workspace("T1", "Orchard")

    @property
    def workspace(self) -> Workspace:
        """Give the first workspace."""
        return next(iter(self.workspaces.values()))

    def add_workspace(self, team: str, name: str) -> Workspace:
        """Add a workspace with the app in it, and a channel, `daily`, that it was invited to."""
        bot = User(f"UBOT{team}", "hotseat", bot=True)
        workspace = Workspace(team, name, f"xoxb-{team}", bot.id, f"B{team}", users={bot.id: bot})
        self.workspaces[team] = workspace
        workspace.channels[f"CDAILY{team}"] = Channel(f"CDAILY{team}", "daily", {bot.id})
        return workspace

    def by_token(self, token: str) -> Workspace | None:
        """Give the workspace of a bot token."""
        return next((w for w in self.workspaces.values() if w.token == token), None)

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/api/{method}", self.api.handle)
        app.router.add_post("/respond/{ticket}", self.responses.handle)
        app.router.add_post("/upload/{team}/{file}", self.api.methods.upload)
        app.router.add_get("/socket/{ticket}", self.sockets.handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{port}"
        self._http = aiohttp.ClientSession()

    async def stop(self) -> None:
        """Stop listening."""
        self.api.released.set()
        await self._http.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        """Give the URL of the Web API."""
        return f"{self.url}/api/"

    def exchange(self, arguments: Json) -> Json:
        """Give what a code of the install page is worth, once."""
        answer = self.codes.pop(str(arguments.get("code")), None)
        if answer is None:
            raise RefusedError("invalid_code")
        return answer

    def installs(self, workspace: Workspace, installer: User) -> str:
        """Let somebody allow the install; give the code their browser carries back."""
        code = self.ids.next("code")
        self.codes[code] = {
            "access_token": workspace.token,
            "token_type": "bot",
            "scope": BOT_SCOPES,
            "bot_user_id": workspace.bot_user,
            "app_id": "A1",
            "team": {"id": workspace.team, "name": workspace.name},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": installer.id},
        }
        return code

    # --- as JSON ----------------------------------------------------------------------------------------------

    def message_json(self, w: Workspace, m: Message, *, with_metadata: bool = False) -> Json:
        """Write a message as events and the history give it; one that is deleted stands there for its replies."""
        if m.deleted:
            gone = {"user": "USLACKBOT", "text": "This message was deleted.", "hidden": True}
            return {"type": "message", "subtype": "tombstone", "ts": m.ts, "thread_ts": m.ts} | gone
        made: Json = {"type": "message", "user": m.user, "text": m.text, "ts": m.ts, "team": w.team}
        if m.bot_id:
            made["bot_id"] = m.bot_id
        if m.blocks:
            made["blocks"] = m.blocks
        if m.thread:
            root = w.message(m.channel, m.thread)
            made |= {"thread_ts": m.thread, "parent_user_id": root.user if root else ""}
        elif any(r.thread == m.ts and r.channel == m.channel and not r.viewer for r in w.messages):
            made["thread_ts"] = m.ts
        if m.edited:
            made["edited"] = {"user": m.user, "ts": m.edited}
        if m.files:
            made["files"] = [{"id": f["id"], "name": f["name"], "mimetype": "text/plain"} for f in m.files]
        if m.reactions:
            names = dict.fromkeys(name for name, _ in m.reactions)
            made["reactions"] = [
                {"name": name, "users": (who := [u for n, u in m.reactions if n == name]), "count": len(who)}
                for name in names
            ]
        if m.metadata is not None:
            made["metadata"] = m.metadata if with_metadata else {"event_type": m.metadata["event_type"]}
        return made

    def view_json(self, w: Workspace, v: View, *, state: Json | None = None) -> Json:
        """Write a view as payloads give it."""
        return {
            "id": v.id,
            "team_id": w.team,
            "app_id": "A1",
            "bot_id": w.bot_id,
            "hash": v.hash,
            "state": {"values": state or {}},
            "root_view_id": v.id,
            "previous_view_id": None,
            **v.view,
        }

    # --- delivering ---------------------------------------------------------------------------------------------

    async def event(self, w: Workspace, event: Json, *, event_id: str = "", actor: str = "") -> str:
        """Deliver an event as a workspace sees it; give its id. `actor`: it happened in that other workspace."""
        event_id = event_id or self.ids.next("Ev")
        w = self.names or w
        payload = {
            "token": "verification",
            "team_id": actor or w.team,
            "context_team_id": w.team,
            "context_enterprise_id": None,
            "api_app_id": "A1",
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(self.clock().timestamp()),
            "authorizations": [{"enterprise_id": None, "team_id": w.team, "user_id": w.bot_user, "is_bot": True}],
            "is_ext_shared_channel": bool(actor),
        }
        await self.deliver("events_api", payload)
        return event_id

    async def interact(self, payload: Json) -> Json:
        """Deliver an interaction."""
        return await self.deliver("interactive", payload)

    async def deliver(self, kind: str, payload: Json) -> Json:
        """Deliver a payload the way the app listens; give what it answered."""
        if not self.app_url:
            return await self.sockets.deliver(kind, payload)
        return await self._over_http(kind, payload)

    async def _over_http(self, kind: str, payload: Json) -> Json:
        if kind == "events_api":
            body, content = json.dumps(payload), "application/json"
        elif kind == "interactive":
            body, content = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
        else:
            body, content = urlencode(payload), "application/x-www-form-urlencoded"
        attempts = 4 if kind == "events_api" else 1
        for attempt in range(attempts):
            headers = {"Content-Type": content, **self.signed(body)}
            if attempt:
                headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"}
            async with self._http.post(self.app_url, data=body, headers=headers) as answer:
                text = await answer.text()
                if answer.status == 200:
                    return json.loads(text) if text.startswith("{") else {}
        raise TimeoutError(f"the app answered {answer.status} to {kind}")

    def signed(self, body: str, *, at: int | None = None) -> dict[str, str]:
        """Sign a body as Slack does."""
        stamp = str(at if at is not None else int(time.time()))
        digest = hmac.new(self.signing_secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}
