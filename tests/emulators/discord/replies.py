"""Replies to interactions: in three seconds, once, seen by one alone; and what follows them for fifteen minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.emulators.discord import shape
from tests.emulators.discord.wire import ApiError
from tests.emulators.discord.world import Channel, Payload, Told, World

FIRST_REPLY, LAST_REPLY = 3.0, 900.0


@dataclass(slots=True)
class Replies:
    """The routes of interactions."""

    world: World
    post: Callable[[Channel, Payload], Payload]
    """Puts a message up."""
    edit: Callable[[Payload, Payload], Payload]
    """Changes a message."""

    async def callback(self, request: web.Request, body: Any, found: str, token: str) -> Any:
        told = self.world.interactions.get(found)
        if told is None or told.token != token or (not told.answered and self._age(told) > FIRST_REPLY):
            raise ApiError(404, 10062, "Unknown interaction")
        if told.answered:
            raise ApiError(400, 40060, "Interaction has already been acknowledged.")
        data = body.get("data") or {}
        message: Payload | None = None
        match body["type"]:
            case 4:
                shape.message(data)
                message = self._reply(told, data)
            case 5 | 6:
                told.deferred = True
            case 7:
                shape.message(data, edited=True)
                latest = reversed(self.world.interactions.values())
                stored = next(r for t in latest for r in t.replies if r["id"] == told.message)
                message = self.edit(stored, data)
            case 8:
                shape.check(len(data["choices"]) <= 25, "more than 25 choices")
                told.choices = data["choices"]
            case 9:
                shape.modal(data)
                told.modal = data
            case other:
                raise shape.WrongShapeError(f"callback type {other}")
        told.answered = True
        answer: Payload = {"interaction": {"id": told.id, "type": 2, "response_message_id": None}}
        if message is not None:
            answer["interaction"]["response_message_id"] = message["id"]
            answer["resource"] = {"type": body["type"], "message": message}
        return answer

    def _age(self, told: Told) -> float:
        return self.world.clock() - told.at

    def _reply(self, told: Told, data: Payload) -> Payload:
        shape.check(data.get("flags", 0) & 64 == 64, "a reply that others see")
        message = self.post(self.world.channels[told.channel], data)
        told.replies.append(message)
        return message

    async def follow_up(self, request: web.Request, body: Any, application: str, token: str) -> Any:
        told = self._told(token)
        shape.message(body)
        return self._reply(told, body)

    async def edit_reply(self, request: web.Request, body: Any, application: str, token: str) -> Any:
        told = self._told(token)
        shape.message(body, edited=True)
        if not told.replies:
            return self._reply(told, body | {"flags": 64})
        return self.edit(told.replies[0], body)

    def _told(self, token: str) -> Told:
        told = next((t for t in self.world.interactions.values() if t.token == token), None)
        if told is None or self._age(told) > LAST_REPLY:
            raise ApiError(404, 50027, "Invalid Webhook Token")
        return told
