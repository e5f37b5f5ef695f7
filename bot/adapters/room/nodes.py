"""What the page shows, as a tree of named parts and text: the browser builds elements of it, and never reads HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

Node: TypeAlias = "str | Part"


@dataclass(frozen=True, slots=True)
class Part:
    """An element with what is inside it; `parts/rich.js` lists the names and attributes it builds."""

    name: str
    inside: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


def part(name: str, *inside: Node, **attributes: str) -> Part:
    """Make a part; an attribute's underscore at the end is dropped (`class_`)."""
    named = tuple((key.rstrip("_"), value) for key, value in attributes.items() if value)
    return Part(name, inside, named)


def as_json(nodes: Sequence[Node]) -> list[Any]:
    """Give nodes as lists and strings: text as itself, a part as [name, attributes, inside]."""
    return [
        node if isinstance(node, str) else [node.name, dict(node.attributes), as_json(node.inside)] for node in nodes
    ]


def from_json(stored: Sequence[Any]) -> tuple[Node, ...]:
    """Read nodes back."""
    return tuple(
        node if isinstance(node, str) else Part(node[0], from_json(node[2]), tuple(node[1].items())) for node in stored
    )


def words(nodes: Sequence[Node]) -> str:
    """Give the text of nodes, without its parts."""
    return "".join(node if isinstance(node, str) else words(node.inside) for node in nodes)
