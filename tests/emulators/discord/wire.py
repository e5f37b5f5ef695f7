"""What goes over the wire: requests read, answers written, errors as Discord writes them, faults a test orders."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web


class ApiError(Exception):
    """What Discord answers instead of doing it."""

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"code": code, "message": message}


@dataclass(slots=True)
class Fault:
    """A fault a test orders: for requests whose `METHOD path` matches, so many times."""

    pattern: str
    status: int = 500
    code: int = 0
    times: int = 1
    after: int = 0
    """How many are let through before."""
    retry_after: float = 0.0
    """Set: it is Discord's own 429, which asks to wait so many seconds."""
    overall: bool = False
    """Whether that 429 is of all requests together, not of one bucket."""
    takes_effect: bool = False
    """Whether the request is carried out before its answer is lost."""
    cuts: bool = False
    """Whether the connection is cut instead of answered."""


async def read(request: web.Request) -> Any:
    """Read a request's body; files stand with their attachments."""
    if request.content_type == "multipart/form-data":
        form = await request.post()
        body = json.loads(str(form["payload_json"]))
        told = body.get("data", body)  # a reply to an interaction has its message one level down
        for file in told.get("attachments") or ():
            part = form[f"files[{file['id']}]"]
            assert isinstance(part, web.FileField)
            file["file"] = part.file.read()
        return body
    text = await request.text()
    return json.loads(text) if text else None


def written(answer: Any, status: int = 200) -> web.Response:
    """Write an answer as JSON, of exactly the type the library looks for."""
    if answer is None:
        return web.Response(status=204)
    response = web.Response(text=json.dumps(answer), status=status)
    response.headers["Content-Type"] = "application/json"
    return response
