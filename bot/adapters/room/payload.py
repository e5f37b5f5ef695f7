"""A message of the bot as the room keeps it: rendered once, when it is sent, as every chat platform does."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.adapters.room import rendering
from bot.adapters.room.nodes import Node, Part, as_json, from_json, part
from bot.practice import sentences
from bot.practice.messages import Card, File, Style


@dataclass(frozen=True, slots=True)
class Press:
    """A button."""

    action: str
    label: str
    style: Style = Style.PLAIN


@dataclass(frozen=True, slots=True)
class Kept:
    """A file somebody may keep."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """A card, rendered."""

    title: tuple[Node, ...] = ()
    body: tuple[Node, ...] = ()
    notes: tuple[Node, ...] = ()
    buttons: tuple[Press, ...] = ()
    files: tuple[Kept, ...] = ()
    opens_thread: bool = False


def render(card: Card, *, opens_thread: bool = False) -> Payload:
    """Render a card."""
    return Payload(
        title=rendering.sentence(card.title) if card.title else (),
        body=tuple(node for block in card.blocks for node in rendering.block(block)),
        notes=tuple(part("p", *rendering.sentence(note)) for note in card.notes),
        buttons=tuple(Press(button.action, sentences.text(button.label), button.style) for button in card.buttons),
        files=tuple(Kept(block.name, block.text) for block in card.blocks if isinstance(block, File)),
        opens_thread=opens_thread,
    )


def write(payload: Payload) -> str:
    """Write a payload as JSON."""
    return json.dumps(
        {
            "title": as_json(payload.title),
            "body": as_json(payload.body),
            "notes": as_json(payload.notes),
            "buttons": [[press.action, press.label, press.style] for press in payload.buttons],
            "files": [[kept.name, kept.text] for kept in payload.files],
            "opens_thread": payload.opens_thread,
        },
        ensure_ascii=False,
    )


def read(stored: str) -> Payload:
    """Read a payload back."""
    given = json.loads(stored)
    return Payload(
        title=from_json(given["title"]),
        body=from_json(given["body"]),
        notes=from_json(given["notes"]),
        buttons=tuple(Press(action, label, Style(style)) for action, label, style in given["buttons"]),
        files=tuple(Kept(name, text) for name, text in given["files"]),
        opens_thread=given["opens_thread"],
    )


def quoted(name: str) -> str:
    """Write a name as it stands in a payload that says it."""
    return json.dumps(name, ensure_ascii=False)


NOBODY = "…"
"""What stands where a name stood."""


def without(payload: Payload, name: str) -> Payload:
    """Take a name that somebody typed out of a card."""

    def replaced(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(
            node
            if isinstance(node, str)
            else Part(
                node.name,
                (NOBODY,)
                if dict(node.attributes).get("class") == "typed" and node.inside == (name,)
                else replaced(node.inside),
                node.attributes,
            )
            for node in nodes
        )

    return Payload(
        title=replaced(payload.title),
        body=replaced(payload.body),
        notes=replaced(payload.notes),
        buttons=payload.buttons,
        files=payload.files,
        opens_thread=payload.opens_thread,
    )
