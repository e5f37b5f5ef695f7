"""Commands registered with Discord, and only when they changed: registering counts against a day's allowance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
import structlog
from discord import app_commands

log = structlog.get_logger(__name__)


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> bool:
    """Register the tree's commands if Discord has others; say whether it did. Raise what the library raises."""
    if client.application_id is None:
        return False
    there = await client.http.get_global_commands(client.application_id)
    ours = [command.to_dict(tree) for command in tree.get_commands()]  # those on a message among them
    if _known(there) == _known(ours):
        return False
    await client.http.bulk_upsert_global_commands(client.application_id, payload=ours)
    log.info("commands registered", number=len(ours))
    return True


def _known(commands: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return sorted((_command(command) for command in commands), key=lambda c: (c["type"], c["name"]))


def _command(command: Mapping[str, Any]) -> dict[str, Any]:
    """Give what makes a command; Discord adds ids and fills in what was left out."""
    rights = command.get("default_member_permissions")
    return {
        "type": command.get("type", 1),
        "name": command["name"],
        "description": command.get("description", ""),
        "options": [_option(option) for option in command.get("options") or ()],
        "rights": None if rights is None else str(rights),
        "contexts": sorted(command.get("contexts") or ()),
        "installs": sorted(command.get("integration_types") or ()),
    }


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": option["type"],
        "name": option["name"],
        "description": option.get("description", ""),
        "required": bool(option.get("required")),
        "autocomplete": bool(option.get("autocomplete")),
        "choices": [(choice["name"], choice["value"]) for choice in option.get("choices") or ()],
        "channels": sorted(option.get("channel_types") or ()),
        "options": [_option(inner) for inner in option.get("options") or ()],
    }
