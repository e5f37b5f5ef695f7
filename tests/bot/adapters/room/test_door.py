"""Who is let in, under which name, as whom; held against a small application behind a real door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from bot.adapters.room.cookies import Cookies, Pass
from bot.adapters.room.door import MEMBER, Door, Keys
from bot.adapters.room.hosts import Hosts
from bot.adapters.room.login import GUESSES, WINDOW, Guard

US = "http://127.0.0.1:8080"
TOKEN = "the-token"


class Behind:
    """A page that says who asked, with a script in it; sockets are accepted."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
            return
        body = f"<script>1</script>{scope.get(MEMBER, 'nobody')}".encode()
        headers = [(b"content-type", b"text/html"), (b"content-length", str(len(body)).encode())]
        if not scope["path"].startswith("/room/"):
            headers.append((b"x-nicegui-content", b"page"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


class Seconds:
    """A clock for the guard."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def door(*, passphrase: str = "", seconds: Seconds | None = None, pages: dict[str, str] | None = None) -> Door:
    cookies = Cookies("secret")
    keys = Keys(
        hosts=Hosts("127.0.0.1"),
        cookies=cookies,
        start_token=TOKEN,
        guard=Guard(passphrase, seconds or Seconds()) if passphrase else None,
        let_in=cookies.passphrase_mark(passphrase) if passphrase else "",
    )
    return Door(Behind(), keys, object(), (pages or {}).get)


@asynccontextmanager
async def browser(behind: Door) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(behind)
    async with httpx.AsyncClient(transport=transport, base_url=US) as client:
        yield client


async def knock(behind: Door, query: str = "", **headers: str) -> str:
    """Open a socket; give what came of it."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "websocket",
        "scheme": "ws",
        "path": "/_nicegui_ws/socket.io/",
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await behind(scope, receive, send)
    return str(sent[-1]["type"]).removeprefix("websocket.")


async def test_a_browser_is_the_same_member_at_every_visit_and_two_are_two() -> None:
    behind = door()
    async with browser(behind) as one, browser(behind) as two:
        first = (await one.get("/")).text
        assert (await one.get("/c/daily")).text.partition("</script>")[2] == first.partition("</script>")[2]
        assert (await two.get("/")).text.partition("</script>")[2] != first.partition("</script>")[2]


async def test_the_machinery_sets_no_cookie_so_that_one_visit_makes_one_member() -> None:
    async with browser(door()) as one:
        for path in ("/_nicegui/3/static/vue.js", "/room/room.css", "/favicon.ico"):
            assert "set-cookie" not in (await one.get(path)).headers


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", ""])
async def test_a_foreign_host_is_refused(host: str) -> None:
    async with browser(door()) as one:
        assert (await one.get("/", headers={"host": host})).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:3000"])
async def test_a_foreign_origin_is_refused(origin: str) -> None:
    async with browser(door()) as one:
        assert (await one.get("/", headers={"origin": origin})).status_code == 403
        assert (await one.post("/login", headers={"origin": origin})).status_code == 403


async def test_sockets_are_opened_only_by_our_own_page_and_its_own_browser() -> None:
    behind = door(pages={"page-of-ana": "ana"})
    cookies = Cookies("secret")
    async with browser(behind) as one:
        await one.get("/")
        stranger = "; ".join(f"{name}={value}" for name, value in one.cookies.items())
    ana = cookies.write(Pass("ana"), secure=False).partition(";")[0]
    ours = {"host": "127.0.0.1:8080", "origin": US}
    assert await knock(behind, "client_id=page-of-ana", **ours, cookie=ana) == "accept"
    assert await knock(behind, "client_id=gone-since", **ours, cookie=ana) == "accept"  # and told to reload
    assert await knock(behind, "client_id=page-of-ana", **ours, cookie=stranger) == "close"
    assert await knock(behind, "client_id=page-of-ana", **ours) == "close"
    assert await knock(behind, "", **ours, cookie=ana) == "close"
    assert await knock(behind, "client_id=page-of-ana&client_id=other", **ours, cookie=ana) == "close"
    assert await knock(behind, "client_id=page-of-ana", host="127.0.0.1:8080", cookie=ana) == "close"
    foreign = {"host": "127.0.0.1:8080", "origin": "http://evil.example"}
    assert await knock(behind, "client_id=page-of-ana", **foreign, cookie=ana) == "close"
    rebound = {"host": "evil.example:8080", "origin": "http://evil.example:8080"}
    assert await knock(behind, "client_id=page-of-ana", **rebound, cookie=ana) == "close"


async def test_the_start_link_makes_a_browser_the_managers_and_a_wrong_one_does_not() -> None:
    async with browser(door()) as one:
        for wrong in ("", "the-toke", "the-token2", "ü"):
            refused = await one.get(f"/start/{wrong}")
            assert refused.status_code == 403
            assert "set-cookie" not in refused.headers
        started = await one.get(f"/start/{TOKEN}")
        assert (started.status_code, started.headers["location"]) == (303, "/")
        assert (await one.get("/")).text.endswith("manager")


async def test_pages_say_what_they_may_load_and_only_their_own_scripts_run() -> None:
    async with browser(door()) as one:
        page = await one.get("/")
        policy = page.headers["content-security-policy"]
        nonce = policy.partition("'nonce-")[2].partition("'")[0]
        assert page.text.startswith(f'<script nonce="{nonce}">1</script>')
        assert int(page.headers["content-length"]) == len(page.content)
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
        assert "unsafe-inline" not in scripts
        assert {"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} <= set(policy.split("; "))
        assert page.headers["x-content-type-options"] == "nosniff"
        assert page.headers["referrer-policy"] == "same-origin"
        again = await one.get("/")
        assert again.headers["content-security-policy"] != policy


# --- the passphrase -----------------------------------------------------------------------------------------------


async def test_without_the_passphrase_there_is_only_the_page_that_asks_for_it() -> None:
    behind = door(passphrase="open sesame")
    async with browser(behind) as one:
        page = await one.get("/")
        assert (page.status_code, page.headers["location"]) == (303, "/login")
        assert (await one.get("/_nicegui/3/static/vue.js")).status_code == 403
        assert (await one.get("/room/room.css")).status_code == 200  # the page that asks wears it
        asks = await one.get("/login")
        assert 'type="password"' in asks.text
    ours = {"host": "127.0.0.1:8080", "origin": US}
    assert await knock(behind, "client_id=any", **ours) == "close"


async def test_the_right_passphrase_lets_in_and_stays() -> None:
    async with browser(door(passphrase="open sesame")) as one:
        wrong = await one.post("/login", data={"passphrase": "open"})
        assert wrong.status_code == 403
        assert "That is not the passphrase." in wrong.text
        right = await one.post("/login", data={"passphrase": "open sesame"})
        assert (right.status_code, right.headers["location"]) == (303, "/")
        assert (await one.get("/")).status_code == 200


async def test_a_cookie_of_another_passphrase_lets_nobody_in() -> None:
    async with browser(door(passphrase="the old one")) as one:
        await one.post("/login", data={"passphrase": "the old one"})
        cookies = dict(one.cookies)
    async with browser(door(passphrase="the new one")) as two:
        two.cookies.update(cookies)
        assert (await two.get("/")).status_code == 303


async def test_the_start_link_needs_no_passphrase() -> None:
    async with browser(door(passphrase="open sesame")) as one:
        await one.get(f"/start/{TOKEN}")
        assert (await one.get("/")).text.endswith("manager")


async def test_guessing_has_to_wait_also_with_the_right_one() -> None:
    seconds = Seconds()
    async with browser(door(passphrase="open sesame", seconds=seconds)) as one:
        for _ in range(GUESSES):
            assert (await one.post("/login", data={"passphrase": "guess"})).status_code == 403
        assert (await one.post("/login", data={"passphrase": "open sesame"})).status_code == 429
        seconds.now += WINDOW + 1
        assert (await one.post("/login", data={"passphrase": "open sesame"})).status_code == 303


@pytest.mark.parametrize("body", [b"", b"passphrase", b"other=1", b"passphrase=" + b"x" * 20_000, b"\xff\xfe=%ff"])
async def test_a_form_that_is_none_is_a_wrong_guess(body: bytes) -> None:
    async with browser(door(passphrase="open sesame")) as one:
        assert (await one.post("/login", content=body)).status_code == 403


async def test_what_was_typed_is_not_repeated_on_the_page() -> None:
    async with browser(door(passphrase="open sesame")) as one:
        page = await one.post("/login", data={"passphrase": "<b>guess"})
        assert "guess" not in page.text
