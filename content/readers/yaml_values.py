"""YAML as plain texts, lists and mappings with their lines; nothing a file names is ever constructed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

_DEEPEST = 60
_MOST_BY_ALIAS = 100_000
"""Values that aliases may add to those that are written out."""
_STANDARD = "tag:yaml.org,2002:"
_PLAIN = frozenset(
    f"{_STANDARD}{kind}"
    for kind in (
        "str",
        "int",
        "float",
        "bool",
        "null",
        "seq",
        "map",
        "set",
        "timestamp",
        "omap",
        "pairs",
        "binary",
    )
)
_NOTHING = ("", "~", "null", "Null", "NULL")


class UnreadableError(Exception):
    """The file cannot be read; the message says why, `line` where."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line
        self.why = why


class Lined(dict[str, object]):
    """A mapping that knows where it stands and where each of its keys does."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.again: list[tuple[str, int]] = []
        """Keys that stand in it twice, with the line of the second."""


def documents(text: str) -> list[object]:
    """Read every document of a YAML text; scalars stay texts, null is None.

    Raises:
        UnreadableError: broken YAML, a tag that names an object, nesting deeper than 60, or aliases of aliases
            that stand for very much more than is written.
    """
    try:
        return list(_built(yaml.parse(text, Loader=_loader())))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "unreadable characters"
        raise UnreadableError(mark.line + 1 if mark else 1, f"not YAML: {why}") from error


def _loader() -> type[yaml.SafeLoader]:
    loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return loader


@dataclass(slots=True)
class _Open:
    """A list or mapping that has not ended yet."""

    value: list[object] | Lined
    anchor: str
    waiting: list[object] = field(default_factory=list)
    """The key that waits for its value."""
    size: int = 1
    """Values in it so far, those behind aliases counted again each time."""


def _built(events: Iterator[yaml.Event]) -> Iterator[object]:
    """Build values from events without recursion: a stack of what is open."""
    anchors: dict[str, tuple[object, int]] = {}
    stack: list[_Open] = []
    by_alias = 0
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        size = 1
        value: object
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            ended = stack.pop()
            value, size = ended.value, ended.size
            anchors[ended.anchor] = (value, size)
        elif isinstance(event, yaml.AliasEvent):
            if any(holder.anchor == event.anchor for holder in stack):
                raise UnreadableError(line, f"not read: *{event.anchor} stands inside of itself")
            value, size = anchors.get(event.anchor or "", (None, 1))
            by_alias += size
            if by_alias > _MOST_BY_ALIAS:
                raise UnreadableError(line, "not read: aliases of aliases stand for more than can be read")
        elif isinstance(event, yaml.ScalarEvent):
            value = _scalar(event, line)
            anchors[event.anchor or ""] = (value, 1)
        elif isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            stack.append(_Open(_begun(event, line), event.anchor or ""))
            if len(stack) > _DEEPEST:
                raise UnreadableError(line, f"not read: nested deeper than {_DEEPEST}")
            continue
        else:
            continue
        if stack:
            stack[-1].size += size
            _put(stack[-1], value, line)
        else:
            yield value


def _named_object(tag: str | None, line: int) -> None:
    if tag and tag not in ("!", *_PLAIN):
        name = tag.removeprefix(_STANDARD)
        raise UnreadableError(line, f"names an object ({name}); nothing of this file was run or read")


def _scalar(event: yaml.ScalarEvent, line: int) -> str | None:
    _named_object(event.tag, line)
    return None if event.value in _NOTHING and not event.style else event.value


def _begun(event: yaml.CollectionStartEvent, line: int) -> list[object] | Lined:
    _named_object(event.tag, line)
    return [] if isinstance(event, yaml.SequenceStartEvent) else Lined(line)


def _put(holder: _Open, value: object, line: int) -> None:
    into = holder.value
    if isinstance(into, list):
        into.append(value)
    elif not holder.waiting:
        holder.waiting.append(value)
        if isinstance(value, str):
            if value in into.lines:
                into.again.append((value, line))
            into.lines.setdefault(value, line)
    else:
        key = holder.waiting.pop()
        if isinstance(key, str) and key not in into:
            into[key] = value
