"""A stand-in for an OpenAI-compatible endpoint, on loopback: a test says how it behaves, well or badly."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Self


@dataclass(frozen=True)
class Reply:
    """A status and a body; where the headers promise more than the body holds, the line goes dead."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


Behaviour = Callable[[dict[str, Any]], Awaitable[Reply]]


@dataclass
class ModelEndpoint:
    """Listens on a port of its own while the `async with` lasts."""

    behaves: Behaviour
    asked: list[dict[str, Any]] = field(default_factory=list)
    """Every request's body, with its path and headers under `_path` and `_headers`."""
    hangs_on: bool = False
    """Whether the line stays open after a reply, as if more were to come."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._tasks: set[asyncio.Task[None]] = set()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """Where it is, up to `/v1`."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/v1"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            reply = await self.behaves(await self._hear(reader))
            headers = {"Content-Length": str(len(reply.body)), "Connection": "close", **reply.headers}
            told = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            writer.write(f"HTTP/1.1 {reply.status} -\r\n{told}\r\n".encode() + reply.body)
            await writer.drain()
            if self.hangs_on:
                await asyncio.Event().wait()
        except (ConnectionError, asyncio.CancelledError):
            pass  # who asked has hung up, or the test is over
        finally:
            writer.close()
            self._tasks.discard(task)

    async def _hear(self, reader: asyncio.StreamReader) -> dict[str, Any]:
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        self.asked.append({**body, "_path": first.split()[1], "_headers": headers})
        return self.asked[-1]


def completion(content: str, tokens: int | None = 100) -> Reply:
    """Give a completion that says this."""
    body: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    if tokens is not None:
        body["usage"] = {"total_tokens": tokens}
    return Reply(200, json.dumps(body).encode())


def says(*points: tuple[str, str], tokens: int | None = 100) -> Behaviour:
    """Behave well: say (covered, evidence) of each point in order."""

    async def behave(_request: dict[str, Any]) -> Reply:
        told = [{"index": i, "covered": covered, "evidence": said} for i, (covered, said) in enumerate(points)]
        return completion(json.dumps({"points": told}), tokens)

    return behave


def replies(reply: Reply) -> Behaviour:
    """Answer everything with this."""

    async def behave(_request: dict[str, Any]) -> Reply:
        return reply

    return behave


async def stalls(_request: dict[str, Any]) -> Reply:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError


async def obeys(request: dict[str, Any]) -> Reply:
    """Do whatever the answer says: cover every point, quoting the sentence that asks for it."""
    data = json.loads(request["messages"][1]["content"])
    order = data["answer"].split(". ")[-1]
    told = [{"index": point["index"], "covered": "covered", "evidence": order} for point in data["key_points"]]
    return completion(json.dumps({"points": told}))
