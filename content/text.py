"""Text as it is shown: one parse of our Markdown into a tree every adapter renders, and what people typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.typed import Literal, clean

__all__ = [
    "Block", "Bullets", "Code", "CodeSpan", "Emphasis", "Heading", "LineBreak", "Link", "Literal", "Numbered",
    "Paragraph", "Quote", "Rule", "Span", "Strong", "Table", "Text", "clean", "parse", "plain",
]  # fmt: skip

_SCHEMES = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Text:
    """Words without markup; an adapter escapes them."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Code in a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to `http`, `https` or `mailto`; anything else became the text it stood on."""

    url: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A break the author asked for."""


Span: TypeAlias = Text | Strong | Emphasis | CodeSpan | Link | LineBreak


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with bullets; each item is a run of blocks."""

    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Numbered:
    """A numbered list; each item is a run of blocks."""

    start: int
    items: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A block of code, without its last line end; the language is empty where none is named."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has as many cells as the head."""

    head: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Block: TypeAlias = Paragraph | Heading | Bullets | Numbered | Code | Quote | Table | Rule


def parse(markdown: str) -> tuple[Block, ...]:
    """Parse CommonMark with tables. HTML is text like any other; an image is a link to it."""
    return _blocks(_parser().parse(markdown))


@cache
def _parser() -> MarkdownIt:
    """Make the one parser; it has parsed something, as the first parse alone changes it (its rules)."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.parse("warm")
    return parser


def plain(markdown: str) -> str:
    """Reduce Markdown to one line without markup, for titles and notifications.

    Blocks of code are left out, unless there is nothing else.
    """
    tree = parse(markdown)
    return " ".join(_words(tree, code=False).split() or _words(tree, code=True).split())


def _blocks(tokens: Sequence[Token]) -> tuple[Block, ...]:
    return tuple(_block(opening, inner) for opening, inner in _siblings(tokens))


def _block(opening: Token, inner: Sequence[Token]) -> Block:
    if opening.type in ("bullet_list_open", "ordered_list_open", "blockquote_open"):
        return _container(opening, inner)
    match opening.type:
        case "heading_open":
            return Heading(int(opening.tag[1]), _spans(inner[0].children or ()))
        case "fence" | "code_block":
            language = opening.info.split()[0] if opening.info.strip() else ""
            return Code(language, opening.content.removesuffix("\n"))
        case "table_open":
            return _table(inner)
        case "hr":
            return Rule()
        case _:
            return Paragraph(_spans(inner[0].children or ()))


def _container(opening: Token, inner: Sequence[Token]) -> Quote | Bullets | Numbered:
    if opening.type == "blockquote_open":
        return Quote(_blocks(inner))
    items = tuple(_blocks(item) for _, item in _siblings(inner))
    if opening.type == "bullet_list_open":
        return Bullets(items)
    start = opening.attrGet("start")
    return Numbered(1 if start is None else int(start), items)


def _table(inner: Sequence[Token]) -> Table:
    head, *rows = (
        tuple(_spans(cell[0].children or ()) for _, cell in _siblings(row))
        for _, part in _siblings(inner)
        for _, row in _siblings(part)
    )
    return Table(head, tuple(rows))


def _spans(tokens: Sequence[Token]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for opening, inner in _siblings(tokens):
        match opening.type:
            case "strong_open":
                spans.append(Strong(_spans(inner)))
            case "em_open":
                spans.append(Emphasis(_spans(inner)))
            case "code_inline":
                spans.append(CodeSpan(opening.content))
            case "hardbreak":
                spans.append(LineBreak())
            case "link_open":
                spans.extend(_link(str(opening.attrGet("href") or ""), _spans(inner)))
            case "image":
                spans.extend(_link(str(opening.attrGet("src") or ""), _spans(opening.children or ())))
            case "softbreak":
                spans.append(Text(" "))
            case _:
                spans.append(Text(opening.content))
    return _joined(spans)


def _link(url: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Link what stands inside, which then holds no links of its own (an image inside a link would)."""
    if not (spans and url.lower().startswith(_SCHEMES)):
        return spans
    return (Link(url, _unlinked(spans)),)


def _unlinked(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    free: list[Span] = []
    for span in spans:
        match span:
            case Link(_, inner):
                free.extend(_unlinked(inner))
            case Strong(inner):
                free.append(Strong(_unlinked(inner)))
            case Emphasis(inner):
                free.append(Emphasis(_unlinked(inner)))
            case _:
                free.append(span)
    return _joined(free)


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Join texts that stand side by side, so that no reader depends on how the parser cut them."""
    joined: list[Span] = []
    for span in spans:
        if isinstance(span, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + span.text)
        elif span != Text(""):
            joined.append(span)
    return tuple(joined)


def _siblings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Walk the outermost tokens of a run, each with the tokens between its opening and its closing."""
    at = 0
    while at < len(tokens):
        opening, closing = tokens[at], at
        if opening.nesting == 1:
            closing = at + 1
            while tokens[closing].level != opening.level:
                closing += 1
        yield opening, tokens[at + 1 : closing]
        at = closing + 1


def _block_words(block: Block, *, code: bool) -> str:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return _span_words(spans)
        case Bullets(items) | Numbered(_, items):
            return " ".join(_words(item, code=code) for item in items)
        case Quote(inner):
            return _words(inner, code=code)
        case Table(head, rows):
            return " ".join(_span_words(cell) for row in (head, *rows) for cell in row)
        case Code(_, text) if code:
            return text
    return ""


def _words(blocks: Sequence[Block], *, code: bool) -> str:
    return " ".join(_block_words(block, code=code) for block in blocks)


def _span_words(spans: Sequence[Span]) -> str:
    words = []
    for span in spans:
        match span:
            case Text(text) | CodeSpan(text):
                words.append(text)
            case Strong(inner) | Emphasis(inner) | Link(_, inner):
                words.append(_span_words(inner))
            case LineBreak():
                words.append(" ")
    return "".join(words)
