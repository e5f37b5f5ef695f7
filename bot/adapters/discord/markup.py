"""Text in Discord's Markdown: what people typed stays as they typed it, what authors wrote keeps its form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from content import text as t

_MARKUP = re.compile(r"[\\*_~|`<]|\](?=\()|@(?=everyone|here)")
_LINE_BEGINS = re.compile(r"^([ \t]*)(>|#|[-+](?=[ \t#])|\d+(?=[.)][ \t]))", re.MULTILINE)
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_INDENT = "  "
_GAP = "\u200b"
"""Takes no room, and keeps backticks apart."""


def literal(text: str) -> str:
    """Escape what would be markup, a mention, a time or a list, so that every character is seen as it was typed."""
    return _LINE_BEGINS.sub(_unlisted, _MARKUP.sub(lambda found: "\\" + found[0], text))


def _unlisted(found: re.Match[str]) -> str:
    """Take a line's first sign its power; a number loses it by its dot."""
    indent, sign = found.groups()
    return f"{indent}{sign}\\" if sign.isdecimal() else f"{indent}\\{sign}"


@lru_cache(maxsize=1024)  # most of what we say is said again and again
def authored(text: str) -> str:
    """Escape an author's plain words; an address among them stays one that can be pressed."""
    return "".join(part if i % 2 else literal(part) for i, part in enumerate(_ADDRESS.split(text)))


def code_span(text: str) -> str:
    """Set a few words as code."""
    if "`" not in text:
        return f"`{text}`"
    apart = text.replace("``", f"`{_GAP}`")
    return f"`` {apart} ``"


def fenced(text: str, language: str = "") -> str:
    """Set lines as a block of code that nothing inside can end."""
    inside, known = text.replace("```", f"`{_GAP}``"), re.sub(r"[^a-zA-Z0-9+#-]", "", language)
    return f"```{known}\n{inside}\n```"


def quoted(text: str) -> str:
    """Set lines, already escaped, as a quotation."""
    return "\n".join(f"> {line}" for line in text.split("\n"))


@lru_cache(maxsize=1024)  # a question and its model answer are shown to many
def blocks(markdown: str) -> tuple[str, ...]:
    """Give an author's Markdown as Discord shows it, block by block, so that it can be split between them."""
    parsed = t.parse(markdown)
    shown = [_block(block) for block in parsed]
    for i, (above, below) in enumerate(pairwise(parsed), start=1):
        if isinstance(above, t.Paragraph) and isinstance(below, t.Paragraph):
            shown[i] = "\n" + shown[i]  # else one could not tell where the first ends
    return tuple(shown)


def _block(block: t.Block) -> str:
    match block:
        case t.Paragraph(spans):
            return _spans(spans)
        case t.Heading(_, spans):
            return f"**{_spans(spans)}**"
        case t.Bullets(items):
            return "\n".join(_item("- ", item) for item in items)
        case t.Numbered(start, items):
            return "\n".join(_item(f"{start + i}. ", item) for i, item in enumerate(items))
        case t.Code(language, text):
            return fenced(text, language)
        case t.Quote(inner):
            return quoted("\n".join(_block(part) for part in inner))
        case t.Table():
            return fenced(_aligned(block))
        case t.Rule():
            return "───"


def _item(mark: str, item: Sequence[t.Block]) -> str:
    """Give a list's item; what follows its first line is indented, a block of code stands at the margin."""
    first, *rest = "\n".join(_block(part) for part in item).split("\n")
    lines, code = [mark + first], first.startswith("```")
    if code:  # a fence is no fence behind a list's mark
        lines = [mark.rstrip(), first]
    for line in rest:
        fence = line.startswith("```")
        lines.append(line if code or fence else _INDENT + line)
        code ^= fence
    return "\n".join(lines)


def _spans(spans: Iterable[t.Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: t.Span) -> str:
    match span:
        case t.Text(text):
            return authored(text)
        case t.Strong(inner):
            return f"**{_spans(inner)}**"
        case t.Emphasis(inner):
            return f"*{_spans(inner)}*"
        case t.CodeSpan(text):
            return code_span(text)
        case t.LineBreak():
            return "\n"
        case t.Link(url, inner):
            return _link(url, _spans(inner))


def _link(url: str, shown: str) -> str:
    if url.startswith("mailto:"):
        return shown
    return f"[{shown}]({url.replace('(', '%28').replace(')', '%29')})" if shown != url else url


def _aligned(table: t.Table) -> str:
    """Write a table with its columns aligned, for a fixed-width face."""
    rows = [[_cell(cell) for cell in row] for row in (table.head, *table.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def _cell(spans: Iterable[t.Span]) -> str:
    """Give a cell's words: inside code there is no markup."""
    words = ""
    for span in spans:
        match span:
            case t.Text(text) | t.CodeSpan(text):
                words += text
            case t.Strong(inner) | t.Emphasis(inner) | t.Link(_, inner):
                words += _cell(inner)
            case t.LineBreak():
                words += " "
    return words


def _width(text: str) -> int:
    """Count the columns a text takes: wide signs take two."""
    return sum(0 if unicodedata.combining(c) else 1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
