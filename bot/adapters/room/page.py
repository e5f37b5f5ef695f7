"""The page's addresses; each finds its room in the request, since the library keeps one application a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from nicegui import Client, ui
from starlette.staticfiles import StaticFiles

from bot.adapters.room.door import MEMBER, ROOM
from bot.adapters.room.view import View

_PARTS = Path(__file__).parent / "parts"
PATIENCE = 60
"""Seconds a page may take to be built, on a machine that does much else; after that the library shows an error."""
_FAVICON = _PARTS / "hotseat.svg"


@ui.page("/", response_timeout=PATIENCE)
@ui.page("/c/{place}", response_timeout=PATIENCE)
@ui.page("/c/{place}/{thread}", response_timeout=PATIENCE)
async def conversation(request: Request, client: Client) -> None:
    """Show the conversation at this address."""
    room, member = request.scope[ROOM], request.scope[MEMBER]
    ui.add_head_html('<link rel="stylesheet" href="/room/room.css">')
    # The library's frame calls itself the main part; ours is the conversation inside it.
    for frame in (client.layout, *client.layout.descendants()):
        if frame.tag == "q-page":
            frame.props["role"] = "presentation"
    view = View(room.talk, member, client)
    room.enter(view, client)
    await view.build(request.scope["path"])


async def health() -> PlainTextResponse:
    """Say that pages are answered."""
    return PlainTextResponse("ok")


@cache
def application() -> FastAPI:
    """Make the application behind every door of this process; the library can be set up only once."""
    app = FastAPI(openapi_url=None)
    app.add_api_route("/health", health)
    app.mount("/room", StaticFiles(directory=_PARTS))
    ui.run_with(
        app,
        title="Hotseat",
        favicon=_FAVICON,
        dark=None,
        language="en-US",
        tailwind=False,
        gzip_middleware_factory=None,  # the door writes into pages
        show_welcome_message=False,
        reconnect_timeout=10,
    )
    return app
