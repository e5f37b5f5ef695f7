"""markdown-it's flat tokens as nested blocks with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a Markdown text and what it holds."""

    kind: str
    """markdown-it's word for it: `heading`, `paragraph`, `bullet_list`, `list_item`, `fence` …"""
    token: Token
    tokens: Sequence[Token]
    """The tokens between its opening and its closing."""
    start: int
    """Index of its first line, counted from 0."""
    end: int
    """Index of the line after its last."""

    @property
    def line(self) -> int:
        """The number of its first line, counted from 1."""
        return self.start + 1

    @property
    def name(self) -> str:
        """What to call it in a report."""
        word = {"hr": "line", "html_block": "HTML", "fence": "code block"}.get(self.kind, self.kind)
        article = "" if word == "HTML" else "an " if word[0] in "aeiou" else "a "
        return article + word.replace("_", " ")

    @property
    def text(self) -> str:
        """Of a heading or paragraph its Markdown, without the marks of the block; else its raw content."""
        return self.tokens[0].content if self.tokens else self.token.content

    @property
    def folded(self) -> str:
        """Its text in one line."""
        return " ".join(self.text.split())

    @property
    def comments(self) -> tuple[str, ...]:
        """The HTML comments it consists of, if it is a block of HTML."""
        found = _COMMENT.findall(self.token.content) if self.kind == "html_block" else ()
        return tuple(comment.strip() for comment in found)

    @property
    def is_comment(self) -> bool:
        """Whether it consists of comments and nothing else."""
        return self.kind == "html_block" and not _COMMENT.sub("", self.token.content).strip()

    def inside(self) -> Iterator[Block]:
        """Walk the blocks one level down."""
        return (block for block in siblings(self.tokens) if block.kind != "inline")

    def walk(self) -> Iterator[Block]:
        """Walk this block and every block inside it, in order."""
        yield self
        for child in self.inside():
            yield from child.walk()


def blocks(text: str) -> Iterator[Block]:
    """Parse a text into its outermost blocks; marks inside a line are left unread: half the time."""
    parser = MarkdownIt("commonmark").enable("table").disable("inline")
    return siblings(parser.parse(text))


def holds_comment(paragraph: str) -> bool:
    """Tell whether an HTML comment stands in the middle of a paragraph."""
    if "<!--" not in paragraph:
        return False
    (inline,) = MarkdownIt("commonmark").parseInline(paragraph)
    return any(mark.content.startswith("<!--") and mark.type == "html_inline" for mark in inline.children or ())


def siblings(tokens: Sequence[Token]) -> Iterator[Block]:
    """Walk the outermost blocks of a run of tokens."""
    at = 0
    while at < len(tokens):
        opening, closing = tokens[at], at
        if opening.nesting == 1:
            closing = at + 1
            while tokens[closing].level != opening.level:
                closing += 1
        start, end = opening.map or (0, 0)
        yield Block(opening.type.removesuffix("_open"), opening, tokens[at + 1 : closing], start, end)
        at = closing + 1
