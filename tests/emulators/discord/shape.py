"""What Discord takes: every limit and field of what a bot sends, refused where it would refuse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any


class WrongShapeError(Exception):
    """A body Discord would refuse."""


def check(holds: object, otherwise: str) -> None:
    """Refuse what does not hold."""
    if not holds:
        raise WrongShapeError(otherwise)


def message(body: Mapping[str, Any], *, edited: bool = False) -> None:
    """Check a message: its length, its mentions, its nonce, its components."""
    known = {
        "content", "components", "flags", "nonce", "enforce_nonce", "allowed_mentions", "attachments", "tts",
        "message_reference", "embeds", "sticker_ids",
    }  # fmt: skip
    check(set(body) <= known, f"fields {sorted(set(body) - known)}")
    content = body.get("content") or ""
    check(len(content) <= 2000, f"content of {len(content)}")
    check(edited or content or body.get("attachments"), "an empty message")
    check(len(str(body.get("nonce", ""))) <= 25, "a nonce longer than 25")
    mentions = body.get("allowed_mentions")
    check(mentions is not None and not mentions.get("parse"), "mentions are allowed")
    check(not body.get("embeds"), "an embed, which a reader may have switched off")
    check(not body.get("nonce") or body.get("enforce_nonce"), "a nonce that nothing enforces")
    _rows(body.get("components") or ())


def pings(body: Mapping[str, Any]) -> list[str]:
    """Give whom a message calls: what its text names and its allowed mentions let through."""
    text, allowed = body.get("content") or "", body.get("allowed_mentions") or {"parse": ["everyone", "users", "roles"]}
    named = {
        "everyone": re.findall(r"(?<!\\)@(everyone|here)", text),
        "users": re.findall(r"(?<!\\)<@!?(\d+)>", text),
        "roles": re.findall(r"(?<!\\)<@&(\d+)>", text),
    }
    through = {kind: {str(one) for one in allowed.get(kind) or ()} for kind in named}
    return [one for kind, found in named.items() for one in found if kind in allowed["parse"] or one in through[kind]]


def _rows(rows: Sequence[Mapping[str, Any]]) -> None:
    check(len(rows) <= 5, f"{len(rows)} rows")
    ids: list[str] = []
    for row in rows:
        check(row["type"] == 1 and 1 <= len(row["components"]) <= 5, "a row of one to five")
        for button in row["components"]:
            check(button["type"] == 2, f"component {button['type']}")
            check(1 <= len(button["label"]) <= 80, f"label {button['label']!r}")
            check(1 <= len(button["custom_id"]) <= 100, f"id {button['custom_id']!r}")
            check(button["style"] in (1, 2, 3, 4), f"style {button['style']}")
            ids.append(button["custom_id"])
    check(len(ids) == len(set(ids)), f"an id twice: {ids}")


def modal(data: Mapping[str, Any]) -> None:
    """Check a form."""
    check(1 <= len(data["title"]) <= 45, f"title {data['title']!r}")
    check(1 <= len(data["custom_id"]) <= 100, f"id {data['custom_id']!r}")
    check(1 <= len(data["components"]) <= 5, f"{len(data['components'])} components")
    for part in data["components"]:
        if part["type"] == 10:
            check(1 <= len(part["content"]) <= 4000, "a text too long")
            continue
        check(part["type"] == 18, f"component {part['type']}")
        check(1 <= len(part["label"]) <= 45, f"label {part['label']!r}")
        check(len(part.get("description") or "") <= 100, "a description too long")
        inner = part["component"]
        check(inner["type"] in (3, 4, 23), f"component {inner['type']} in a form")
        check(len(inner.get("value") or "") <= inner.get("max_length", 4000) <= 4000, "a value too long")


def thread(body: Mapping[str, Any]) -> None:
    """Check a new thread."""
    check(1 <= len(body["name"]) <= 100, f"name {body['name']!r}")
    check(body.get("auto_archive_duration", 1440) in (60, 1440, 4320, 10080), "archive duration")


def commands(given: Sequence[Mapping[str, Any]]) -> None:
    """Check commands to be registered."""
    names = [(command["name"], command.get("type", 1)) for command in given]
    check(len(names) == len(set(names)), f"a name twice: {names}")
    for command in given:
        kind = command.get("type", 1)
        check(kind in (1, 3), f"command type {kind}")
        check(1 <= len(command["name"]) <= 32, f"name {command['name']!r}")
        if kind == 1:
            _command(command)


def _command(command: Mapping[str, Any]) -> None:
    check(re.fullmatch(r"[\w-]{1,32}", command["name"]) and command["name"].islower(), f"name {command['name']!r}")
    check(1 <= len(command["description"]) <= 100, f"description of {command['name']}")
    options = command.get("options") or ()
    check(len(options) <= 25, f"{len(options)} options")
    needed = [bool(option.get("required")) for option in options]
    check(needed == sorted(needed, reverse=True), "a required option after one that is not")
    for option in options:
        _command(option)
        check(len(option.get("choices") or ()) <= 25, "more than 25 choices")
        check(not (option.get("choices") and option.get("autocomplete")), "choices and completion")
