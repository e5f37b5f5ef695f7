"""The door: who is let in under which name, as whom, and what the browser may do with what it gets."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from bot.adapters.room.cookies import Cookies, Pass, new_member
from bot.adapters.room.hosts import Hosts
from bot.adapters.room.login import Guard, login_page
from bot.adapters.room.people import MANAGER
from bot.practice import sentences
from bot.practice.messages import say

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

MEMBER = "hotseat.member"
ROOM = "hotseat.room"
"""Where a page finds, in its request's scope, who asks for it and in which room."""
SOCKETS = "/_nicegui_ws/"
_MACHINERY = ("/_nicegui/", SOCKETS, "/room/", "/favicon.ico")
_LONGEST_FORM = 10_000  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What opens the door."""

    hosts: Hosts
    cookies: Cookies
    start_token: str
    """Whoever shows it is the manager."""
    guard: Guard | None
    """None: nobody is asked for a passphrase."""
    let_in: str
    """The mark a cookie bears once its browser gave the passphrase."""


class Door:
    """An ASGI application around the page's own."""

    def __init__(self, app: ASGIApp, keys: Keys, room: object, member_of: Callable[[str], str | None]) -> None:
        """Take what is behind the door, and `member_of`, which tells whose page a socket says it belongs to."""
        self.app = app
        self._keys = keys
        self._room = room
        self._member_of = member_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or tell it why not."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        from starlette.datastructures import Headers  # noqa: PLC0415 - loaded with the page, not with the bot

        headers = Headers(scope=scope)
        if not self._is_ours(scope, headers):
            await _refuse(scope, receive, send, "door.foreign")
        elif scope["path"] == "/health" or scope["path"].startswith("/room/"):
            await self.app(scope, receive, _Dressed(send, scope, {}))
        else:
            await self._ask_who(scope, headers, receive, send)

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        """Say whether a request was made to us by our own page, or by hand."""
        host, origin = headers.get("host", ""), headers.get("origin")
        if not self._keys.hosts.knows(host):
            return False
        if origin is None:
            return bool(scope["type"] == "http")  # a browser names the origin of every socket
        return self._keys.hosts.same(origin, host)

    async def _ask_who(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        cookies, path = self._keys.cookies, scope["path"]
        shown = cookies.read(headers.get("cookie", ""))
        if path.startswith("/start/"):
            await self._start(path.removeprefix("/start/"), scope, receive, send)
        elif path == "/login":
            await self._login(shown, scope, receive, send)
        elif self._keys.guard and (shown is None or shown.let_in != self._keys.let_in):
            if scope["type"] == "http" and not path.startswith(_MACHINERY):
                await _Dressed(send, scope, {"location": "/login"}).whole(303, b"", "text/plain")
            else:
                await _refuse(scope, receive, send, "door.passphrase")
        elif path.startswith(SOCKETS) and not self._is_their_own(shown, scope):
            await _refuse(scope, receive, send, "door.foreign")
        else:
            known = shown or Pass(new_member())
            scope[MEMBER], scope[ROOM] = known.member, self._room
            # One cookie a visit, with the page itself: its scripts are fetched side by side.
            cookie = {} if path.startswith(_MACHINERY) else {"set-cookie": cookies.write(known, secure=_secure(scope))}
            _drop(scope, b"x-forwarded-prefix")  # the page would write it into its own addresses
            await self.app(scope, receive, _Dressed(send, scope, cookie))

    def _is_their_own(self, shown: Pass | None, scope: Scope) -> bool:
        """Say whether a socket belongs to a page of the same browser; one whose page is gone is told to reload."""
        clients = parse_qs(scope["query_string"].decode("latin-1")).get("client_id", [])
        if shown is None or len(clients) != 1:
            return False
        return self._member_of(clients[0]) in {None, shown.member}

    async def _start(self, token: str, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not hmac.compare_digest(token.encode(), self._keys.start_token.encode()):
            await _refuse(scope, receive, send, "door.start")
            return
        cookie = self._keys.cookies.write(Pass(MANAGER, self._keys.let_in), secure=_secure(scope))
        headers = {"location": "/", "set-cookie": cookie}
        await _Dressed(send, scope, headers).whole(303, b"", "text/plain")

    async def _login(self, shown: Pass | None, scope: Scope, receive: Receive, send: Send) -> None:
        guard, cookies = self._keys.guard, self._keys.cookies
        if guard is None or scope["type"] != "http" or (shown and shown.let_in == self._keys.let_in):
            await _Dressed(send, scope, {"location": "/"}).whole(303, b"", "text/plain")
            return
        address = (scope.get("client") or ("",))[0]
        status, wrong = 200, ""
        if scope["method"] == "POST":
            given = await _field(receive, "passphrase")
            if guard.must_wait(address):
                status, wrong = 429, _words("login.wait")
            elif given is not None and guard.is_right(given, address):
                known = Pass(shown.member if shown else new_member(), self._keys.let_in)
                headers = {"location": "/", "set-cookie": cookies.write(known, secure=_secure(scope))}
                await _Dressed(send, scope, headers).whole(303, b"", "text/plain")
                return
            else:
                status, wrong = 403, _words("login.wrong")
        page = login_page({name: _words(f"login.{name}") for name in ("title", "label", "submit")}, wrong)
        await _Dressed(send, scope, {}).whole(status, page.encode(), "text/html")


def _words(key: str) -> str:
    return sentences.text(say(key))


def _secure(scope: Scope) -> bool:
    return bool(scope["scheme"] in {"https", "wss"})


def _drop(scope: Scope, name: bytes) -> None:
    scope["headers"] = [(key, value) for key, value in scope["headers"] if key != name]


async def _field(receive: Receive, name: str) -> str | None:
    """Read one field of a small form; None if it is not there, or the form is not small."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _LONGEST_FORM or message["type"] == "http.disconnect":
            return None
    found = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).get(name)
    return found[0] if found else None


async def _refuse(scope: Scope, receive: Receive, send: Send, key: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
    else:
        await _Dressed(send, scope, {}).whole(403, _words(key).encode(), "text/plain")


class _Dressed:
    """Sends a response with what a browser must know: what it may load, and that nobody may frame it."""

    def __init__(self, send: Send, scope: Scope, headers: dict[str, str]) -> None:
        self._send = send
        self._nonce = secrets.token_urlsafe(16)
        host = next((value.decode("latin-1") for key, value in scope.get("headers", ()) if key == b"host"), "")
        self._headers = {**_HEADERS, "content-security-policy": _policy(self._nonce, host), **headers}
        self._page: Message | None = None
        self._body = b""

    async def whole(self, status: int, body: bytes, kind: str) -> None:
        """Send a response of our own."""
        headers = [
            (b"content-type", f"{kind}; charset=utf-8".encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
        ]
        await self({"type": "http.response.start", "status": status, "headers": headers})
        await self({"type": "http.response.body", "body": body})

    async def __call__(self, message: Message) -> None:
        """Pass a message on, dressed."""
        if message["type"] == "http.response.start":
            headers: list[tuple[bytes, bytes]] = list(message.get("headers", []))
            headers += [(key.encode(), value.encode()) for key, value in self._headers.items()]
            message = {**message, "headers": headers}
            if (b"x-nicegui-content", b"page") in headers:
                self._page = message
                return
        elif message["type"] == "http.response.body" and self._page is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._send_page(self._page)
            return
        await self._send(message)

    async def _send_page(self, start: Message) -> None:
        """Mark the page's own scripts as ours; what people typed is in there only with its brackets escaped."""
        body = self._body.replace(b"<script", f'<script nonce="{self._nonce}"'.encode())
        headers = [(key, value) for key, value in start["headers"] if key != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Without any referrer a browser would not name our own forms' origin either.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def _policy(nonce: str, host: str) -> str:
    """Write the content security policy: our own scripts alone; the library compiles its templates, hence the eval."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"connect-src 'self' ws://{host} wss://{host}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )
