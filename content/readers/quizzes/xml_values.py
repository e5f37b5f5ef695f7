"""XML as a tree, with the line each of its questions begins in; nothing it names is fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from content.readers.rewriting.hypertext import as_markdown

_HYPHENED = re.compile(r"-(\w)")


def tree(text: str) -> ET.Element | tuple[int, str]:
    """Parse XML, its names without their namespaces; where it is none, the line and why.

    Names of QTI 3, `qti-simple-choice`, become those of QTI 2: `simpleChoice`.
    """
    try:
        root = ET.fromstring(text)  # noqa: S314 - expat bounds what entities grow to, and none is fetched
    except ET.ParseError as error:
        return error.position[0], f"not read: no XML ({error.msg.partition(':')[0]})"
    for element in root.iter():
        element.tag = name = element.tag.rpartition("}")[2]
        if name.startswith("qti-"):
            element.tag = _camel(name.removeprefix("qti-"))
            element.attrib = {_camel(key): value for key, value in element.attrib.items()}
    return root


def _camel(name: str) -> str:
    return _HYPHENED.sub(lambda found: found[1].upper(), name)


def lines_of(text: str, name: str) -> Iterator[int]:
    """Give the line each element begins in whose name matches a pattern."""
    line, at = 1, 0
    for found in re.finditer(rf"<(?:\w+:)?(?:{name})(?=[\s/>])", text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield line


def from_html(text: str) -> str:
    """Write HTML as Markdown."""
    if "<" in text or "&" in text:
        text = "\n".join(line for line, _ in as_markdown(text.split("\n"), 1))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
