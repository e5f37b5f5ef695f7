"""markdown-it's flat tokens as nested blocks with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a Markdown text and the blocks inside it."""

    kind: str
    """markdown-it's word for it: `heading`, `paragraph`, `bullet_list`, `list_item`, `fence` …"""
    mark: str
    """What it is marked with: `##`, `-`, three backticks."""
    depth: int
    """How many blocks it stands inside of."""
    text: str
    """Of a heading or paragraph its Markdown, without the marks of the block; else its raw content."""
    inside: tuple[Block, ...]
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
    def folded(self) -> str:
        """Its text in one line."""
        return " ".join(self.text.split())

    @property
    def comments(self) -> tuple[str, ...]:
        """The HTML comments it consists of, if it is a block of HTML."""
        found = _COMMENT.findall(self.text) if self.kind == "html_block" else ()
        return tuple(comment.strip() for comment in found)

    @property
    def is_comment(self) -> bool:
        """Whether it consists of comments and nothing else."""
        return self.kind == "html_block" and not _COMMENT.sub("", self.text).strip()

    def walk(self) -> Iterator[Block]:
        """Walk this block and every block inside it, in order."""
        yield self
        for child in self.inside:
            yield from child.walk()


def blocks(text: str) -> tuple[Block, ...]:
    """Parse a text into its outermost blocks; marks inside a line are left unread: half the time."""
    open_: list[tuple[Token, list[Block]]] = []
    level: list[Block] = []
    words = ""
    for token in MarkdownIt("commonmark").enable("table").disable("inline").parse(text):
        if token.type == "inline":
            words = token.content
        elif token.nesting == 1:
            open_.append((token, level))
            level = []
        elif token.nesting == -1:
            opening, outer = open_.pop()
            outer.append(_block(opening, words, tuple(level)))
            level, words = outer, ""
        else:
            level.append(_block(token, token.content, ()))
    return tuple(level)


def _block(token: Token, text: str, inside: tuple[Block, ...]) -> Block:
    start, end = token.map or (0, 0)
    return Block(token.type.removesuffix("_open"), token.markup, token.level, text, inside, start, end)


def holds_comment(paragraph: str) -> bool:
    """Tell whether an HTML comment stands in the middle of a paragraph."""
    if "<!--" not in paragraph:
        return False
    (inline,) = MarkdownIt("commonmark").parseInline(paragraph)
    return any(mark.content.startswith("<!--") and mark.type == "html_inline" for mark in inline.children or ())
