"""Messages into nodes: how the room shows each span, each block of a card, and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from urllib.parse import quote

from bot.adapters.room.nodes import Node, Part, part
from bot.practice import sentences
from bot.practice.messages import (
    Block,
    Day,
    File,
    Group,
    Instant,
    Link,
    Listing,
    Markdown,
    Quote,
    Ranking,
    Sentence,
    Where,
    Word,
)
from bot.practice.sentences import Plain, Span
from content import text
from content.typed import Literal

SHORT = 24
"""Characters of a command that stays on one line."""


def sentence(given: Sentence, locale: str = "en") -> tuple[Node, ...]:
    """Show a sentence: times as instants the browser writes on its own clock, typed words as they are."""
    return tuple(_span(span) for span in sentences.spans(given, locale))


def _span(span: Span) -> Node:
    match span:
        case Plain(text=words):
            return words
        case Word(text=words):
            if not words.startswith("/"):
                return part("b", words)
            return part("code", words, class_="short" if len(words) <= SHORT else "")
        case Literal(text=words):
            return part("span", words, class_="typed")
        case Instant():
            return instant(span)
        case Day():
            return sentences.day_text(span)
        case Group():
            return sentences.plain(span)
        case Where():
            return part("a", f"#{span.name}", href=f"/c/{quote(span.place, safe='')}")
        case Link(words=words, address=address):
            return part("a", sentences.text(words), href=address)


def instant(given: Instant, *, brief: bool = False) -> Part:
    """Show an instant, in full or `brief`; the words inside are for a browser that runs no scripts."""
    at = given.at.astimezone(UTC).isoformat()
    return part("time", sentences.local_time(given), class_="brief" if brief else "", datetime=at)


def block(given: Block) -> tuple[Node, ...]:
    """Show one block of a card; a file is shown by the button that gives it."""
    match given:
        case Sentence():
            return (part("p", *sentence(given)),)
        case Markdown(text=source):
            return markdown(source)
        case Quote(text=typed):
            return (part("blockquote", *typed_lines(typed.text)),)
        case Listing(lines=lines):
            return (part("ul", *(part("li", *sentence(line)) for line in lines)),)
        case Ranking(lines=ranked):
            rows = tuple(
                part(
                    "tr",
                    part("td", f"{line.rank}.", class_="rank"),
                    part("td", part("span", line.name.text, class_="typed")),
                    part("td", str(line.points), class_="points"),
                )
                for line in ranked
            )
            return (part("div", part("table", part("tbody", *rows), class_="ranking"), class_="wide"),)
        case File():
            return ()


def typed_lines(typed: str) -> tuple[Node, ...]:
    """Show what a person typed: each line as a paragraph, nothing read as markup."""
    return tuple(part("p", line, class_="typed") for line in typed.split("\n")) or (part("p"),)


# --- Markdown ---------------------------------------------------------------------------------------------------


def markdown(source: str) -> tuple[Node, ...]:
    """Show Markdown of a bank's author."""
    return _blocks(text.parse(source))


def _blocks(blocks: Sequence[text.Block]) -> tuple[Node, ...]:
    return tuple(_markdown_block(given) for given in blocks)


def _markdown_block(given: text.Block) -> Node:
    match given:
        case text.Paragraph(spans):
            return part("p", *_spans(spans))
        case text.Heading(level, spans):
            # The page has its own headings down to the card's title, the third.
            return part(f"h{min(level + 3, 6)}", *_spans(spans))
        case text.Bullets(items):
            return part("ul", *(_item(item) for item in items))
        case text.Numbered(start, items):
            return part("ol", *(_item(item) for item in items), start="" if start == 1 else str(start))
        case text.Code(_, code):
            return part("pre", part("code", code))
        case text.Quote(inner):
            return part("blockquote", *_blocks(inner))
        case text.Table(head, rows):
            return part("div", part("table", _head(head), _body(rows)), class_="wide")
        case text.Rule():
            return part("hr")


def _item(item: Sequence[text.Block]) -> Part:
    """Show a list's item; one paragraph alone needs no element of its own."""
    if len(item) == 1 and isinstance(item[0], text.Paragraph):
        return part("li", *_spans(item[0].spans))
    return part("li", *_blocks(item))


def _head(cells: Sequence[Sequence[text.Span]]) -> Part:
    return part("thead", part("tr", *(part("th", *_spans(cell)) for cell in cells)))


def _body(rows: Sequence[Sequence[Sequence[text.Span]]]) -> Part:
    return part("tbody", *(part("tr", *(part("td", *_spans(cell)) for cell in row)) for row in rows))


def _spans(spans: Sequence[text.Span]) -> tuple[Node, ...]:
    return tuple(_markdown_span(span) for span in spans)


def _markdown_span(span: text.Span) -> Node:
    match span:
        case text.Text(words):
            return words
        case text.Strong(inner):
            return part("strong", *_spans(inner))
        case text.Emphasis(inner):
            return part("em", *_spans(inner))
        case text.CodeSpan(code):
            return part("code", code)
        case text.Link(url, inner):
            return part("a", *_spans(inner), href=url)
        case text.LineBreak():
            return part("br")
