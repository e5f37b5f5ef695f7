"""What a person reads: blocks as Slack's client shows them, markup read as Slack reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

Json = dict[str, Any]

_FENCE = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
_REFERENCE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
# Bold, italic, struck: a mark at a boundary, no space inside it, its twin at a boundary.
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=[^\s\u200b*_~])([^\n]*?[^\s\u200b])\1(?![\w*_~])")
UNSEEN = "\u200b"


def mrkdwn(text: str, name_of: Callable[[str], str] = str) -> str:
    """Read mrkdwn as Slack shows it; a date shows its fallback."""
    parts = re.split(r"(```.*?```)", text, flags=re.DOTALL)
    return "".join(
        unescape(part.strip("`").strip("\n")) if part.startswith("```") else _line(part, name_of) for part in parts
    ).replace(UNSEEN, "")


def _line(text: str, name_of: Callable[[str], str]) -> str:
    text = _CODE.sub(r"\1", text)
    while (shown := _MARKED.sub(r"\2", text)) != text:
        text = shown
    text = re.sub(r"^(?:&gt;|>)", "", text, flags=re.MULTILINE)
    text = _REFERENCE.sub(lambda found: _reference(found, name_of), text)
    return unescape(text)


def _reference(found: re.Match[str], name_of: Callable[[str], str]) -> str:
    kind, target, label = found[1], found[2], found[3]
    if kind in {"#", "@"}:
        return kind + (label or name_of(target))
    if kind == "!" and target.startswith("subteam^"):
        return "@" + name_of(target.removeprefix("subteam^"))
    if kind == "!" and not target.startswith("date"):
        return f"@{target} (everyone is notified)"
    return label or target


def mentions(text: str) -> list[str]:
    """Give whom a text notifies: members, groups, everyone."""
    return re.findall(r"<(?:@[UW]\w+|!(?:channel|here|everyone|subteam)[^>]*)[^>]*>", text)


def shown(blocks: list[Json], name_of: Callable[[str], str] = str) -> str:
    """Read blocks from top to bottom."""
    return "\n".join(_block(blocks, name_of))


def _block(blocks: list[Json], name_of: Callable[[str], str]) -> Iterator[str]:
    for block in blocks:
        if block["type"] in {"header", "section"}:
            yield _text(block["text"], name_of)
        elif block["type"] == "context":
            yield " ".join(_text(element, name_of) for element in block["elements"])
        elif block["type"] == "actions":
            yield " ".join(f"({element['text']['text']})" for element in block["elements"])
        elif block["type"] == "input":
            element = block["element"]
            value = element.get("initial_value") or element.get("initial_time") or ""
            value += f"#{name_of(element['initial_conversation'])}" if "initial_conversation" in element else ""
            for option in [element.get("initial_option"), *(element.get("initial_options") or [])]:
                value += option["text"]["text"] if option else ""
            yield f"[{block['label']['text']}: {value}]"


def _text(text: Json, name_of: Callable[[str], str]) -> str:
    return mrkdwn(text["text"], name_of) if text["type"] == "mrkdwn" else str(text["text"])
