"""Discord's own client, as far as a person's eyes go: markup becomes what it looks like."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

_ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
_TIME = re.compile(r"<t:(\d+):\w>")
_CHANNEL = re.compile(r"<#(\d+)>")
_HELD = "\ue000"
"""Stands for an escaped sign while markup is read."""


def shown(content: str, channel_name: Callable[[int], str | None]) -> str:
    """Show a message's content to a reader whose clock is UTC."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[1])
        return _HELD

    text = _ESCAPED.sub(hold, content)
    text = _TIME.sub(lambda found: _clock(int(found[1])), text)
    text = _CHANNEL.sub(lambda found: f"#{channel_name(int(found[1])) or 'unknown'}", text)
    text = re.sub(r"```[a-z]*\n|\n```|\*\*|(?<!\w)\*|\*(?!\w)|`|^-# |^> |^- ", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\(https?://[^)]*\)", r"\1", text)
    return re.sub(_HELD, lambda _: held.pop(0), text)


def _clock(timestamp: int) -> str:
    return datetime.fromtimestamp(timestamp, UTC).strftime("%a %-d %b %H:%M")


def controls(components: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give what can be pressed or filled in, in order."""
    found: list[dict[str, Any]] = []
    for component in components:
        inside = component.get("components") or ([component["component"]] if component.get("component") else [])
        found.extend(controls(inside) if inside else [component])
    return found
