"""The stand-in, running: a server on a free port of loopback, and people who act."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.emulators.discord.gateway import Gateway
from tests.emulators.discord.limits import Limits
from tests.emulators.discord.rest import Rest
from tests.emulators.discord.world import EVERYTHING, Channel, Payload, Told, World

MANAGE = 1 << 5
PLAIN = EVERYTHING & ~MANAGE & ~(1 << 3)


class Discord:
    """A Discord on loopback."""

    def __init__(self, heartbeat: float = 41.25) -> None:
        self.world = World()
        self.gateway = Gateway(self.world, heartbeat)
        self.limits = Limits(self.world.clock)
        self.rest = Rest(self.world, self.limits)
        self.patience = 5.0
        """Seconds until what is waited for is taken for lost."""
        app = web.Application()
        app.router.add_get("/gateway/", self.gateway.handle)
        app.router.add_route("*", "/api/v10/{rest:.*}", self.rest.handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)

    async def start(self) -> None:
        """Listen on a free port."""
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.api_url = f"http://{host}:{port}/api/v10"
        self.gateway.url = self.rest.gateway_url = self.gateway_url = f"ws://{host}:{port}/gateway/"

    async def stop(self) -> None:
        """Stop listening."""
        await self.gateway.cut()
        await self._runner.cleanup()

    # --- what people do -----------------------------------------------------------------------------------------------

    def says(self, user: str, channel: Channel, text: str, **given: Any) -> Payload:
        """Type a message."""
        return self.world.post(channel, user, text, **given)

    def edits(self, message: Payload, text: str) -> None:
        """Edit a message."""
        message.update(content=text, edited_timestamp=self.world.stamp())
        channel = self.world.channels[message["channel_id"]]
        self.world.tell("MESSAGE_UPDATE", self.world.spoken(channel, message))

    def previews(self, message: Payload) -> None:
        """Let Discord add a preview of a link, which is an update and no edit."""
        channel = self.world.channels[message["channel_id"]]
        message["embeds"] = [{"type": "link", "url": "https://kafka.apache.org"}]
        self.world.tell("MESSAGE_UPDATE", self.world.spoken(channel, message))

    def purges(self, messages: list[Payload]) -> None:
        """Delete messages together, as a moderator does."""
        channel = self.world.channels[messages[0]["channel_id"]]
        ids = [message["id"] for message in messages]
        for message in ids:
            del channel.messages[message]
        told = {"ids": ids, "channel_id": channel.id, "guild_id": channel.server}
        self.world.tell("MESSAGE_DELETE_BULK", told)

    def deletes(self, message: Payload) -> None:
        """Delete a message."""
        channel = self.world.channels[message["channel_id"]]
        del channel.messages[message["id"]]
        told = {"id": message["id"], "channel_id": channel.id}
        self.world.tell("MESSAGE_DELETE", told | ({"guild_id": channel.server} if channel.server else {}))

    async def presses(self, user: str, message: Payload, custom_id: str, **given: Any) -> Told:
        """Press a button, of that id whether the message has it or not."""
        data = {"custom_id": custom_id, "component_type": 2}
        return await self._interact(user, message["channel_id"], 3, data, message=message, **given)

    async def submits(self, user: str, channel: str, custom_id: str, values: dict[str, str], **given: Any) -> Told:
        """Send a form."""
        parts = [{"type": 18, "component": {"type": 4, "custom_id": k, "value": v}} for k, v in values.items()]
        return await self._interact(user, channel, 5, {"custom_id": custom_id, "components": parts}, **given)

    async def calls(self, user: str, channel: str, name: str, options: dict[str, Any], **given: Any) -> Told:
        """Call a command."""
        kinds = {"channel": 7, "ping": 8}
        listed = [
            {"name": k, "type": 5 if isinstance(v, bool) else kinds.get(k, 3), "value": v} for k, v in options.items()
        ]
        top, *own = name.split()
        if own:
            listed = [{"name": own[0], "type": 1, "options": listed}]
        data: Payload = {"id": "1", "name": top, "type": 1, "options": listed}
        if "channel" in options:
            chosen = self.world.channels[options["channel"]]
            shown = self.world.channel_payload(chosen) | {"permissions": str(rights_of(given))}
            data["resolved"] = {"channels": {chosen.id: shown}}
        if "ping" in options:
            server = self.world.servers[self.world.channels[channel].server]
            shown = next(r for r in self.world.server_payload(server)["roles"] if r["id"] == options["ping"])
            data.setdefault("resolved", {})["roles"] = {shown["id"]: shown}
        return await self._interact(user, channel, 2, data, **given)

    async def chooses(self, user: str, message: Payload, command: str) -> Told:
        """Call a command on a message, which comes with it whole."""
        data = {
            "id": "1", "name": command, "type": 3, "target_id": message["id"],
            "resolved": {"messages": {message["id"]: message}},
        }  # fmt: skip
        return await self._interact(user, message["channel_id"], 2, data)

    async def completes(self, user: str, channel: str, name: str, option: str, typed: str) -> list[str]:
        """Type into an option; give what is offered."""
        options: list[Payload] = [{"name": option, "type": 3, "value": typed, "focused": True}]
        top, *own = name.split()
        if own:
            options = [{"name": own[0], "type": 1, "options": options}]
        told = await self._interact(user, channel, 4, {"id": "1", "name": top, "type": 1, "options": options})
        return [choice["value"] for choice in told.choices or ()]

    async def _interact(
        self, user: str, channel: str, kind: int, data: Payload, *, message: Payload | None = None,
        rights: int = PLAIN, waits: bool = True, user_install: bool = False, late: float = 0.0,
        locale: str = "en-US",
    ) -> Told:  # fmt: skip
        world = self.world
        told = Told(world.new_id(), secrets.token_hex(8), channel, user, world.clock() - late)
        told.message = message["id"] if message else ""
        world.interactions[told.id] = told
        where = world.channels[channel]
        payload: Payload = {
            "id": told.id, "application_id": world.application, "type": kind, "token": told.token, "version": 1,
            "data": data, "channel_id": channel, "channel": world.channel_payload(where), "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": {"1": user} if user_install else {"0": where.server or "0"},
            "context": 0 if where.server else 1, "attachment_size_limit": 10_000_000,
            "app_permissions": str(where.permissions),
        }  # fmt: skip
        if where.server:
            payload |= {"guild_id": where.server, "member": world.member_payload(user, rights)}
        else:
            payload["user"] = world.users[user]
        if message is not None:
            payload["message"] = message
        world.tell("INTERACTION_CREATE", payload)
        if waits:
            await self.until(lambda: told.answered and (not told.deferred or told.replies))
        return told

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, looking whenever something happened; fail if it takes too long."""
        async with asyncio.timeout(self.patience):
            while not holds():
                await self.world.next_event()


def rights_of(given: dict[str, Any]) -> int:
    """Give the rights somebody acts with."""
    return int(given.get("rights", PLAIN))
