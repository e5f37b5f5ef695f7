"""The values of a record as text: HTML, comments and what a service encodes undone."""

from __future__ import annotations

import ast
import base64
import html
import json
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

from content.readers.records.roles import Role, roles_of
from content.readers.rewriting.hypertext import as_markdown

_HTML = re.compile(
    r"\A<(?P<tag>p|div|span|pre|ul|ol|h[1-6]|b|strong|code)\b.*</(?P=tag)>\Z|</p>|</li>|</pre>|<br ?/?>",
    re.IGNORECASE | re.DOTALL,
)
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_LIST = re.compile(r"\s*\[\s*(?:\".*\"|'.*')\s*\]\s*", re.DOTALL)
_LONGEST_LIST = 20_000  # characters
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


def text_of(value: object) -> str:
    """Write a scalar as text, with HTML undone."""
    if value is None or isinstance(value, (list, dict, tuple)):
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    text = str(value).strip()
    if "<!--" in text:
        text = "".join(p if i % 2 else _without_comments(p) for i, p in enumerate(_CODE.split(text)))
    if "<" in text and "```" not in text and _HTML.search(text):
        text = "\n".join(line for line, _ in as_markdown(text.split("\n"), 1))
    elif "&" in text and ";" in text:
        text = html.unescape(text)
    return text.strip()


def listed(value: object) -> object:
    """Take a list apart that is written as a text, as JSON or as Python does: `["a", "b"]`, `['a', 'b']`."""
    if not isinstance(value, str) or not _LIST.fullmatch(value) or len(value) > _LONGEST_LIST:
        return value
    for read in (json.loads, ast.literal_eval):
        try:
            found = read(value)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return value


def accepted(texts: Sequence[str]) -> str:
    """Write the answers that are accepted as one: the first, and what else is right; of none nothing."""
    also = f"\n\nAlso accepted: {', '.join(texts[1:])}" if len(texts) > 1 else ""
    return texts[0] + also if texts else ""


def number_with_margin(text: str) -> str:
    """Write `3:2` or `1..5` as Moodle means it: a number and how far off one may be, a range."""
    if between := re.fullmatch(r"(-?[\d.]+)\.\.(-?[\d.]+)", text):
        return f"from {between[1]} to {between[2]}"
    value, _, margin = text.partition(":")
    return value if not margin.strip(" 0.") else f"{value} (± {margin})"


def _without_comments(text: str) -> str:
    """Cut the comments of HTML out of a text."""
    kept: list[str] = []
    at = 0
    while (opened := text.find("<!--", at)) >= 0 and (closed := text.find("-->", opened)) >= 0:
        kept.append(text[at:opened].rstrip())
        at = closed + 3
    return "".join((*kept, text[at:]))


def spelled_out(record: Mapping[str, object]) -> Mapping[str, object]:
    """Undo what a service encodes all the texts of a record with: percent signs, base64."""
    prompt = next((v for n in roles_of(record).get(Role.QUESTION, ()) if isinstance(v := record[n], str)), "")
    if " " in prompt:
        return record
    if "%20" in prompt:
        return {name: _decoded(value, unquote) for name, value in record.items()}
    if len(prompt) > 11 and " " in _from_base64(prompt):
        return {name: _decoded(value, _from_base64) for name, value in record.items()}
    return record


def _decoded(value: object, decode: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return decode(value)
    return [_decoded(one, decode) for one in value] if isinstance(value, list) else value


def _from_base64(text: str) -> str:
    """Decode a text, if it is printable afterwards; else it stays."""
    if not _BASE64.fullmatch(text):
        return text
    try:
        decoded = base64.b64decode(text).decode("utf-8")
    except ValueError:
        return text
    return decoded if all(c.isprintable() or c in "\r\n\t" for c in decoded) else text
