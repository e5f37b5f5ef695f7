"""YAML as plain texts, lists and mappings with their lines; nothing a file names is ever constructed."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

_DEEPEST = 60
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

    An alias gives the same object again, so a text of a few lines may stand for a very large one: whoever
    walks it counts his steps.

    Raises:
        UnreadableError: broken YAML, a tag that names an object, or nesting deeper than 60.
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


def _built(events: Iterator[yaml.Event]) -> Iterator[object]:
    """Build values from events without recursion: a stack of what is open."""
    anchors: dict[str, object] = {}
    stack: list[tuple[object, list[object]]] = []  # a list or mapping, and the key that waits for its value
    for event in events:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            value, _ = stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            value = anchors.get(event.anchor or "")
        elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            value = _begun(event, line)
            if event.anchor:
                anchors[event.anchor] = value
            if not isinstance(event, yaml.ScalarEvent):
                if len(stack) >= _DEEPEST:
                    raise UnreadableError(line, f"nested deeper than {_DEEPEST}")
                stack.append((value, []))
                continue
        else:
            continue
        if stack:
            _put(*stack[-1], value, line)
        else:
            yield value


def _begun(event: yaml.CollectionStartEvent | yaml.ScalarEvent, line: int) -> object:
    if event.tag and event.tag not in ("!", *_PLAIN):
        name = event.tag.removeprefix(_STANDARD)
        raise UnreadableError(line, f"names an object ({name}); nothing of this file was run or read")
    if isinstance(event, yaml.ScalarEvent):
        return None if event.value in _NOTHING and not event.style else event.value
    return [] if isinstance(event, yaml.SequenceStartEvent) else Lined(line)


def _put(holder: object, waiting: list[object], value: object, line: int) -> None:
    if isinstance(holder, list):
        holder.append(value)
    elif not isinstance(holder, Lined):
        return
    elif not waiting:
        waiting.append(value)
        if isinstance(value, str):
            if value in holder.lines:
                holder.again.append((value, line))
            holder.lines.setdefault(value, line)
    else:
        key = waiting.pop()
        if isinstance(key, str) and key not in holder:
            holder[key] = value
