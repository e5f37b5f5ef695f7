"""Socket Mode: hello, envelopes, acknowledgements; what is not acknowledged in time is delivered again."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.emulators.slack.world import Json

if TYPE_CHECKING:
    from tests.emulators.slack.slack import Slack

ACK_WITHIN = 3.0
"""Seconds."""
RETRIES = 3
"""Slack's own number."""


@dataclass(eq=False, slots=True)
class Socket:
    """One connection of the app."""

    response: web.WebSocketResponse
    request: web.Request
    deaf: bool = False
    """It stays open, and hears nothing: neither envelopes nor pings get through."""


@dataclass(slots=True)
class Sent:
    """An envelope on its way."""

    envelope: Json
    acked: asyncio.Future[Json]
    deliveries: list[Socket] = field(default_factory=list)


class Sockets:
    """The app's connections, used in turn."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        self.open: list[Socket] = []
        self.ack_within = ACK_WITHIN
        self.waiting: dict[str, Sent] = {}
        self.acks: list[str] = []
        self.lost_acks = 0
        """How many of the next acknowledgements never arrive."""
        self.refuses = False
        """Whether no connection comes about; the address it was tried at is used up all the same."""
        self._turn = 0
        self._opened = 0
        self._good: set[str] = set()
        """Addresses nobody connected to yet."""
        self.changed = asyncio.Condition()

    def open_url(self) -> str:
        """Give the address of a new connection."""
        self._opened += 1
        self._good.add(str(self._opened))
        return f"{self.slack.url.replace('http', 'ws')}/socket/{self._opened}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Hold a connection; an address is good for one."""
        ticket = request.match_info["ticket"]
        if ticket not in self._good or self.refuses:
            self._good.discard(ticket)
            return web.Response(status=503 if self.refuses else 404)
        self._good.remove(ticket)
        response = web.WebSocketResponse(autoping=False)
        await response.prepare(request)
        socket = Socket(response, request)
        hello = {"type": "hello", "num_connections": len(self.open) + 1, "connection_info": {"app_id": "A1"}}
        await response.send_str(json.dumps(hello))
        await self._change(lambda: self.open.append(socket))
        try:
            async for message in response:
                if socket.deaf:
                    continue
                if message.type is WSMsgType.PING:
                    await response.pong(message.data)
                elif message.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(message.data))
        finally:
            await self._change(lambda: self.open.remove(socket))
        return response

    async def _change(self, change: Any) -> None:
        async with self.changed:
            change()
            self.changed.notify_all()

    async def connected(self, count: int) -> None:
        """Wait for connections."""
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(lambda: len(self.open) == count)

    async def heard_by_others(self, than: list[Socket]) -> None:
        """Wait until every one of these connections was replaced."""
        async with self.changed, asyncio.timeout(20):
            await self.changed.wait_for(lambda: self.open and not set(map(id, than)) & set(map(id, self.open)))

    def _acknowledged(self, answer: Json) -> None:
        if self.lost_acks:
            self.lost_acks -= 1
            return
        self.acks.append(str(answer.get("envelope_id")))
        sent = self.waiting.get(str(answer.get("envelope_id")))
        if sent is not None and not sent.acked.done():
            sent.acked.set_result(answer.get("payload") or {})

    async def deliver(self, kind: str, payload: Json, *, retries: int = RETRIES) -> Json:
        """Deliver an envelope until it is acknowledged; give the acknowledgement's payload.

        Only events are delivered again; of an interaction nobody acknowledged, Slack tells the member it failed.
        """
        envelope: Json = {
            "envelope_id": self.slack.ids.next("E"),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        sent = Sent(envelope, asyncio.get_running_loop().create_future())
        self.waiting[envelope["envelope_id"]] = sent
        attempts = retries + 1 if kind == "events_api" else 1
        try:
            for attempt in range(attempts):
                if kind == "events_api":
                    envelope |= {"retry_attempt": attempt, "retry_reason": "timeout" if attempt else ""}
                await self.send(sent)
                done, _ = await asyncio.wait({sent.acked}, timeout=self.ack_within)
                if done:
                    return sent.acked.result()
        finally:
            del self.waiting[envelope["envelope_id"]]
        raise TimeoutError(f"nobody acknowledged {kind}")

    async def send(self, sent: Sent) -> None:
        """Send an envelope on the next connection, once there is one."""
        async with self.changed, asyncio.timeout(10):
            await self.changed.wait_for(lambda: self.open)
        self._turn += 1
        socket = self.open[self._turn % len(self.open)]
        sent.deliveries.append(socket)
        if not socket.deaf:
            # One that just closed takes nothing: nobody acknowledges, so the envelope comes again.
            with contextlib.suppress(ConnectionError):
                await socket.response.send_str(json.dumps(sent.envelope))

    async def disconnect(self, reason: str) -> None:
        """Ask for every connection to be replaced, then close them, as Slack does."""
        for socket in list(self.open):
            await socket.response.send_str(json.dumps({"type": "disconnect", "reason": reason, "debug_info": {}}))

    async def cut(self) -> None:
        """Break every connection without a word."""
        for socket in list(self.open):
            if socket.request.transport is not None:
                socket.request.transport.abort()
