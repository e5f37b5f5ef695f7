"""The two lines to Slack: sockets we open, or requests it sends us."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.adapters.slack.signed import is_signed, is_ssl_check, is_what_it_says
from bot.adapters.slack.web import Web, on_this_machine

log = structlog.get_logger(__name__)

EVENTS_PATH = "/slack/events"
INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
LARGEST_BODY = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketMode:
    """How one workspace is served over Socket Mode."""

    bot_token: str
    app_token: str
    connections: int = 2
    """One may be replaced while the other listens."""
    ping_every: float = 10
    """Seconds; a connection that is silent for four of them is replaced."""
    long_silence: float = 60
    """Seconds without any connection, after which Slack may have given up to deliver an event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMode:
    """How several workspaces are served over HTTP."""

    signing_secret: str
    client_id: str
    client_secret: str
    token_key: str
    public_url: str
    host: str = "127.0.0.1"
    port: int = 3000


class Line(Protocol):
    """What Slack tells us comes in here, and goes to bolt."""

    async def open(self, app: AsyncApp, web_api: Web, installing: AsyncOAuthFlow | None) -> None:
        """Begin to listen."""

    async def close(self) -> None:
        """Stop listening."""


class Sockets:
    """Socket Mode."""

    def __init__(
        self, mode: SocketMode, deaf: Callable[[], None], hears: Callable[[], None], back: Callable[[], None]
    ) -> None:
        """Take the app's token, how many connections to keep, and who is told of a silence of all.

        That it began, that it is over, and that one is over for which Slack may have given up to deliver an event.
        """
        self._mode = mode
        self._deaf = deaf
        self._hears = hears
        self._back = back
        self._open: list[AsyncSocketModeHandler] = []
        self._watching: asyncio.Task[None] | None = None

    async def open(self, app: AsyncApp, web_api: Web, installing: AsyncOAuthFlow | None) -> None:
        """Open the connections; each replaces itself when it ends, breaks or falls silent."""
        for _ in range(self._mode.connections):
            socket = AsyncSocketModeHandler(
                app, self._mode.app_token, web_client=web_api.client, ping_interval=self._mode.ping_every
            )
            if on_this_machine(web_api.client.base_url):
                socket.client.proxy = None
            self._open.append(socket)
            await socket.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it so
        self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        """Have what was said during a long silence of all connections read, once it is over."""
        silent = 0.0
        while True:
            await asyncio.sleep(self._mode.ping_every)
            alive = [await self._is_alive(socket) for socket in self._open]
            if not any(alive):
                if not silent:
                    self._deaf()
                silent += self._mode.ping_every
                continue
            if silent >= self._mode.long_silence:
                log.info("slack is heard again", seconds=silent)
                self._back()
            elif silent:
                self._hears()
            silent = 0.0

    @staticmethod
    async def _is_alive(socket: AsyncSocketModeHandler) -> bool:
        alive = bool(await socket.client.is_connected())
        if not alive:
            socket.client.wss_uri = None  # an address is good once; the library would try the same for ever
        return alive

    async def close(self) -> None:
        """Close them."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        for socket in self._open:
            await socket.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it so
        self._open.clear()


class HttpServer:
    """Signed requests, and the pages that install us."""

    def __init__(self, mode: HttpMode) -> None:
        """Take where to listen; port 0 takes any that is free."""
        self._host = mode.host
        self._port = mode.port
        self._verifier = SignatureVerifier(mode.signing_secret)
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def open(self, app: AsyncApp, web_api: Web, installing: AsyncOAuthFlow | None) -> None:
        """Listen."""
        server = web.Application(client_max_size=LARGEST_BODY)
        server.router.add_post(EVENTS_PATH, _events(app, self._verifier))
        if installing is not None:
            server.router.add_get(INSTALL_PATH, _page(installing.handle_installation))
            server.router.add_get(REDIRECT_PATH, _page(installing.handle_callback))
        self._runner = web.AppRunner(server, access_log=None, shutdown_timeout=5)
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        host, port = self._runner.addresses[0][:2]
        self.address = f"http://{host}:{port}"
        log.info("listening for Slack", address=self.address)

    async def close(self) -> None:
        """Stop listening, once what came in is answered."""
        if self._runner is not None:
            await self._runner.cleanup()


Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _events(app: AsyncApp, verifier: SignatureVerifier) -> Handler:
    async def events(request: web.Request) -> web.StreamResponse:
        body, content_type = await request.read(), request.content_type
        if is_ssl_check(body, content_type):
            return web.Response()
        if not is_signed(verifier, body, request.headers):
            return web.Response(status=401, text="not signed by Slack")
        if not is_what_it_says(body, content_type, request.charset or "utf-8"):
            return web.Response(status=400, text="the body is not what its header says")
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return events


def _page(
    answers: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
) -> Handler:
    async def page(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await answers(await to_bolt_request(request)))

    return page
