"""What Slack refuses in blocks and views: limits, required parts, ids used twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

Json = dict[str, Any]

IN_MESSAGE = frozenset({"header", "section", "context", "actions", "divider", "image", "rich_text", "markdown"})
IN_VIEW = IN_MESSAGE | {"input"}
BLOCKS_JSON = 13_200
"""Characters of a message's blocks at which Slack says `msg_blocks_too_long`, as its users measured."""
LONGEST = {"header": 150, "section": 3000, "button": 75, "title": 24, "context": 2000, "label": 2000, "option": 75}


def message_error(text: str, blocks: list[Json] | None) -> str:
    """Give the error a message is refused with; empty if it is taken."""
    if not text and not blocks:
        return "no_text"
    if not text.strip():
        return "no_text"  # Slack only warns; we ask for it: notifications and screen readers read nothing else
    if len(text) > 40_000:
        return "msg_too_long"
    if blocks and len(json.dumps(blocks)) > BLOCKS_JSON:
        return "msg_blocks_too_long"
    faults = list(_blocks(blocks or [], IN_MESSAGE, 50))
    return "invalid_blocks" if faults else ""


def view_faults(view: Json) -> list[str]:
    """Give what is wrong with a view."""
    faults = list(_blocks(view.get("blocks") or [], IN_VIEW, 100))
    inputs = [b for b in view.get("blocks") or [] if b.get("type") == "input"]
    if view.get("type") == "modal":
        faults += [] if 0 < len(view.get("title", {}).get("text", "")) <= LONGEST["title"] else ["title"]
        faults += ["submit missing"] if inputs and "submit" not in view else []
        faults += ["callback_id"] if len(view.get("callback_id", "")) > 255 else []
        faults += ["private_metadata"] if len(view.get("private_metadata", "")) > 3000 else []
        for part in ("submit", "close"):
            faults += [part] if part in view and not 0 < len(view[part]["text"]) <= LONGEST["title"] else []
    elif view.get("type") != "home":
        faults.append(f"type {view.get('type')}")
    return faults


def message_faults(blocks: list[Json]) -> list[str]:
    """Give what is wrong with a message's blocks."""
    return list(_blocks(blocks, IN_MESSAGE, 50))


def _blocks(blocks: list[Json], allowed: frozenset[str], most: int) -> Iterator[str]:
    if len(blocks) > most:
        yield f"{len(blocks)} blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id twice"
    for i, block in enumerate(blocks):
        kind = block.get("type")
        if kind not in allowed:
            yield f"block {i}: {kind}"
            continue
        if len(block.get("block_id", "")) > 255:
            yield f"block {i}: block_id"
        parsed = Block.parse(dict(block))
        if parsed is not None:
            try:
                parsed.validate_json()
            except SlackObjectFormationError as error:
                yield f"block {i}: {error}"
        yield from (f"block {i}: {fault}" for fault in _block(kind, block))


def _block(kind: str, block: Json) -> Iterator[str]:
    if kind in {"header", "section"}:
        yield from _text(block.get("text"), LONGEST[kind], plain=kind == "header")
    elif kind == "context":
        elements = block.get("elements") or []
        if not 0 < len(elements) <= 10:
            yield "context elements"
        for element in elements:
            yield from _text(element, LONGEST["context"])
    elif kind == "actions":
        elements = block.get("elements") or []
        if not 0 < len(elements) <= 25:
            yield "actions elements"
        actions = [element.get("action_id") for element in elements]
        if len(actions) != len(set(actions)):
            yield "an action_id twice"
        for element in elements:
            yield from _button(element)
    elif kind == "input":
        yield from _text(block.get("label"), LONGEST["label"], plain=True)
        yield from _element(block.get("element") or {})


def _text(text: Any, most: int, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"text {text!r}"
        return
    if plain and text["type"] != "plain_text":
        yield "markup where only plain text is"
    if not 0 < len(text.get("text", "")) <= most:
        yield f"{len(text.get('text', ''))} characters, {most} at most"


def _button(element: Json) -> Iterator[str]:
    if element.get("type") != "button":
        yield f"element {element.get('type')}"
        return
    yield from _text(element.get("text"), LONGEST["button"], plain=True)
    if not 0 < len(element.get("action_id", "")) <= 255:
        yield "action_id"
    if len(element.get("value", "")) > 2000:
        yield "value"
    if element.get("style") not in {None, "primary", "danger"}:
        yield "style"


def _element(element: Json) -> Iterator[str]:
    kind = element.get("type")
    if not 0 < len(element.get("action_id", "")) <= 255:
        yield "action_id"
    if kind == "plain_text_input":
        if not 0 < element.get("max_length", 3000) <= 3000:
            yield "max_length"
        if len(element.get("initial_value", "")) > element.get("max_length", 3000):
            yield "initial_value"
    elif kind in {"static_select", "multi_static_select", "checkboxes"}:
        options = element.get("options") or []
        if not 0 < len(options) <= (10 if kind == "checkboxes" else 100):
            yield "options"
        for option in options:
            yield from _text(option.get("text"), LONGEST["option"])
            if not 0 < len(option.get("value", "")) <= 150:
                yield "option value"
        yield from _initial(element, options)
    elif kind == "timepicker":
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", element.get("initial_time", "00:00")):
            yield "initial_time"
    elif kind not in {"external_select", "multi_external_select", "conversations_select"}:
        yield f"element {kind}"
    if len(element.get("placeholder", {}).get("text", "")) > 150:
        yield "placeholder"


def _initial(element: Json, options: list[Json]) -> Iterator[str]:
    """What is chosen at first must be among the options, to the letter."""
    chosen = [
        *element.get("initial_options", []),
        *([element["initial_option"]] if "initial_option" in element else []),
    ]
    if any(option not in options for option in chosen):
        yield "initial option"
    if "initial_options" in element and not element["initial_options"]:
        yield "no initial option"
