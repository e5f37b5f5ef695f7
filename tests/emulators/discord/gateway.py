"""The gateway: HELLO, IDENTIFY, heartbeats, RESUME with replay, op 7 and op 9, silence, intents enforced."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.emulators.discord.world import DM, Payload, World

GUILDS, GUILD_MESSAGES, DM_MESSAGES, CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
_NEEDS = {
    "GUILD": GUILDS, "CHANNEL": GUILDS, "THREAD": GUILDS, "INTERACTION": 0,
}  # fmt: skip


@dataclass(slots=True)
class Session:
    """One client's session: it outlives its connection, for a while."""

    id: str
    intents: int
    shard: tuple[int, int]
    sent: list[Payload] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None
    silent: bool = False

    def wants(self, event: str, payload: Mapping[str, Any], world: World) -> bool:
        """Say whether the session's intents and shard cover an event."""
        server = payload.get("guild_id") or (payload.get("id") if event.startswith("GUILD_") else None)
        shard = (int(server) >> 22) % self.shard[1] if server else 0
        if shard != self.shard[0]:
            return False
        if event.startswith("MESSAGE"):
            direct = world.channels[payload["channel_id"]].type == DM
            return bool(self.intents & (DM_MESSAGES if direct else GUILD_MESSAGES))
        return self.intents & _NEEDS.get(event.partition("_")[0], 0) == _NEEDS.get(event.partition("_")[0], 0)


class Gateway:
    """Every session, and what is told to each."""

    def __init__(self, world: World, heartbeat: float = 41.25) -> None:
        self.world = world
        self.heartbeat = heartbeat
        self.url = ""
        self.sessions: dict[str, Session] = {}
        self.identified = 0
        self.resumed = 0
        self.asked_for_members = 0
        self.away = False
        """Set: nobody can connect."""
        self.turned_away = 0
        self.wrong_token = False
        """Set: who identifies is refused (4004)."""
        world.listeners.append(self.tell)

    # --- what a test orders -------------------------------------------------------------------------------------------

    def tell(self, event: str, payload: Payload) -> None:
        """Tell every session that wants it; what a session without the intent may not read is blanked."""
        for session in self.sessions.values():
            if session.wants(event, payload, self.world):
                self._dispatch(session, event, self._readable(session, event, payload))

    def _readable(self, session: Session, event: str, payload: Payload) -> Payload:
        if event not in ("MESSAGE_CREATE", "MESSAGE_UPDATE") or session.intents & CONTENT:
            return payload
        mine = payload["author"]["id"] == self.world.bot or not payload.get("guild_id")
        return payload if mine else payload | {"content": "", "components": [], "attachments": [], "embeds": []}

    def _dispatch(self, session: Session, event: str, payload: Payload) -> None:
        frame = {"op": 0, "t": event, "s": len(session.sent) + 1, "d": payload}
        session.sent.append(frame)
        self._push(session, frame)

    def _push(self, session: Session, frame: Payload) -> None:
        if session.socket is not None and not session.socket.closed and not session.silent:
            task = asyncio.ensure_future(session.socket.send_str(json.dumps(frame)))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def reconnect_please(self) -> None:
        """Ask every client to reconnect (op 7)."""
        for session in self.sessions.values():
            self._push(session, {"op": 7, "d": None})

    def invalidate(self, *, resumable: bool) -> None:
        """Call every session invalid (op 9)."""
        for session in self.sessions.values():
            self._push(session, {"op": 9, "d": resumable})

    async def forget(self, *sessions: Session) -> None:
        """Cut connections, all or these, and forget their sessions, so that a RESUME is refused with op 9."""
        for session in sessions or tuple(self.sessions.values()):
            del self.sessions[session.id]
            await self._cut(session)

    async def cut(self, *sessions: Session) -> None:
        """Cut connections, all or these; what happens meanwhile is replayed to who resumes."""
        for session in sessions or tuple(self.sessions.values()):
            await self._cut(session)

    async def _cut(self, session: Session) -> None:
        if session.socket is not None and not session.socket.closed:
            await session.socket.close(code=4000)
        session.socket = None

    def fall_silent(self) -> None:
        """Keep connections open and say nothing any more, as a zombie does."""
        for session in self.sessions.values():
            session.silent = True

    def replay(self, event: str) -> None:
        """Tell the last event of a kind once more, under a number of its own."""
        for session in self.sessions.values():
            last = next((frame for frame in reversed(session.sent) if frame["t"] == event), None)
            if last is not None:
                self._dispatch(session, event, last["d"])

    # --- the connection -----------------------------------------------------------------------------------------------

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection."""
        if self.away:
            self.turned_away += 1
            self.world.happened()
            return web.Response(status=503)
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": int(self.heartbeat * 1000)}})
        session: Session | None = None
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            frame = json.loads(message.data)
            if frame["op"] == 1:
                if session is None or not session.silent:
                    await socket.send_json({"op": 11})
            elif frame["op"] == 2:
                session = await self._identify(socket, frame["d"])
            elif frame["op"] == 8:
                self.asked_for_members += 1
            elif frame["op"] == 6:
                session = await self._resume(socket, frame["d"])
            if socket.closed:
                break
        return socket

    async def _identify(self, socket: web.WebSocketResponse, asked: Payload) -> Session | None:
        if asked["intents"] & CONTENT and not self.world.granted_content:
            await socket.close(code=4014, message=b"Disallowed intent(s).")
            return None
        if self.wrong_token:
            await socket.close(code=4004, message=b"Authentication failed.")
            return None
        self.identified += 1
        shard = tuple(asked.get("shard") or (0, 1))
        session = Session(secrets.token_hex(8), asked["intents"], (shard[0], shard[1]), socket=socket)
        self.sessions[session.id] = session
        servers = [s for s in self.world.servers.values() if (int(s.id) >> 22) % shard[1] == shard[0]]
        self._dispatch(session, "READY", {
            "v": 10, "user": self.world.users[self.world.bot], "session_id": session.id,
            "resume_gateway_url": self.url, "shard": list(shard), "private_channels": [], "relationships": [],
            "guilds": [{"id": server.id, "unavailable": True} for server in servers],
            "application": {"id": self.world.application, "flags": 1 << 19},
        })  # fmt: skip
        for server in (server for server in servers if server.id not in self.world.away):
            self._dispatch(session, "GUILD_CREATE", self.world.server_payload(server))
        return session

    async def _resume(self, socket: web.WebSocketResponse, asked: Payload) -> Session | None:
        session = self.sessions.get(asked["session_id"])
        if session is None:
            await socket.send_json({"op": 9, "d": False})
            return None
        self.resumed += 1
        self.world.happened()
        session.socket, session.silent = socket, False
        for frame in [frame for frame in session.sent if frame["s"] > asked["seq"]]:
            self._push(session, frame)
        self._dispatch(session, "RESUMED", {})
        return session
