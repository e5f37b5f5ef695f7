"""A Markdown page as one flat run of blocks, each with its lines: what a question may be carried by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.readers.rewriting.unwrapping import Page, block_parser
from content.readers.rewriting.written import FOLD

_COMMENT = re.compile(r"\s*<!--(.*?)-->\s*", re.DOTALL)
_SUMMARY = re.compile(r"\s*<summary>(.*)</summary>\s*", re.DOTALL)
_TAG = {"<details>": "open", "</details>": "close"}


@dataclass(frozen=True, slots=True)
class Block:
    """One block; what stands inside a list item follows it."""

    kind: str
    """`heading`, `underlined`, `item`, `paragraph`, `code`, `table`, `rule`, `comment`, `html`, `open`,
    `close` or `summary`."""
    start: int
    """Index of its first line, counted from 0."""
    end: int
    """Index of the line after its last; of an item, after its first paragraph."""
    text: str = ""
    """Of a heading, item, paragraph or summary its Markdown; of a comment what it says; else empty."""
    rank: int = 0
    """Of a heading 1 to 6."""
    depth: int = 0
    """How many lists it stands in; an item stands in its own."""
    quoted: bool = False
    number: int | None = None
    """Of an ordered item."""
    run: int = -1
    """Of an item: the index of its list, in the order lists begin."""
    indent: int = 0
    """How far the lines that belong to it are indented."""
    close: int = 0
    """Of an item: index of the line after everything in it."""
    mark: str = ""
    """Of an item its bullet, of a code block its fence."""

    def is_closed(self, lines: Sequence[str]) -> bool:
        """Say whether a fenced block of code ends with its own fence."""
        last = lines[self.end - 1].strip().lstrip("> ")
        return self.end - self.start > 1 and last.startswith(self.mark) and not last.strip(self.mark[0])

    def moved(self, lines: int) -> Block:
        """The same block so many lines further down."""
        close = self.close + lines if self.close else 0
        return Block(
            self.kind,
            self.start + lines,
            self.end + lines,
            self.text,
            self.rank,
            self.depth,
            self.quoted,
            self.number,
            self.run,
            self.indent,
            close,
            self.mark,
        )


def layout(page: Page, parser: MarkdownIt | None = None) -> list[Block]:
    """Parse a page into its blocks, in order; a parser may be used again and again."""
    return _Walk((parser or block_parser()).parse(page.text), page.lines).blocks


class _Walk:
    def __init__(self, tokens: Sequence[Token], lines: Sequence[str]) -> None:
        self._lines = lines
        self.blocks: list[Block] = []
        self._lists: list[int] = []  # the runs we are in
        self._runs = 0
        self._quotes = 0
        self._item: Token | None = None  # an item whose first paragraph has not come yet
        self._indents = [0]
        for token, following in zip(tokens, [*tokens[1:], None], strict=False):
            self._take(token, following)

    def _take(self, token: Token, following: Token | None) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(self._runs)
            self._runs += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif kind == "list_item_open":
            self._flush()
            self._item = token
            self._indents.append(self._indent_of(token))
        elif kind == "list_item_close":
            self._flush()
            self._indents.pop()
        elif kind in ("blockquote_open", "blockquote_close"):
            self._flush()
            self._quotes += token.nesting
        elif token.map is not None:
            self._content(token, following)

    def _content(self, token: Token, following: Token | None) -> None:
        start, end = token.map or (0, 0)
        if token.type == "paragraph_open" and following is not None:
            if self._item is not None:
                self._begin_item(following.content, end)
            else:
                self._add("paragraph", start, end, following.content)
        elif token.type == "heading_open" and following is not None:
            self._heading(token, following.content)
        elif token.type in ("fence", "code_block"):
            self._add("code", start, end, mark=token.markup)
        elif token.type == "table_open":
            self._add("table", start, end)
        elif token.type == "hr":
            self._add("rule", start, end)
        elif token.type == "html_block":
            self._html(token.content, start, end)

    def _heading(self, token: Token, text: str) -> None:
        start, end = token.map or (0, 0)
        rank = int(token.tag[1])
        if token.markup[0] not in "-=":
            self._add("heading", start, end, text, rank=rank)
        elif "\n" in text or len(text) > 120:  # a paragraph above a line drawn across the page
            self._add("paragraph", start, end - 1, text)
            self._add("rule", end - 1, end)
        else:
            self._add("underlined", start, end, text, rank=rank)

    def _html(self, content: str, start: int, end: int) -> None:
        if summary := _SUMMARY.fullmatch(content):
            self._add("summary", start, end, summary[1].strip().replace(FOLD, "\n"))
        elif comment := _COMMENT.fullmatch(content):
            self._add("comment", start, end, comment[1].strip())
        else:
            self._add(_TAG.get(content.strip(), "html"), start, end)

    def _indent_of(self, item: Token) -> int:
        """Say how far the content of an item is indented: its marker and one space, tabs widened."""
        line = self._lines[item.map[0]].expandtabs(4) if item.map else ""
        marked = re.match(r"[\s>]*(?:\d+[.)]|[-*+])?\s{0,4}", line)
        return len(marked[0]) if marked else 0

    def _flush(self) -> None:
        """Write down an item that begins with something other than a paragraph."""
        if self._item is not None and self._item.map is not None:
            self._begin_item("", self._item.map[0])

    def _begin_item(self, text: str, end: int) -> None:
        item, self._item = self._item, None
        if item is None or item.map is None:
            return
        self._add(
            "item",
            item.map[0],
            end,
            text,
            number=int(item.info) if item.info.isdigit() else None,
            run=self._lists[-1],
            close=item.map[1],
            mark=item.markup,
        )

    def _add(self, kind: str, start: int, end: int, text: str = "", **more: int | str | None) -> None:
        if kind != "item":
            self._flush()
        self.blocks.append(
            Block(
                kind,
                start,
                end,
                text,
                depth=len(self._lists),
                quoted=self._quotes > 0,
                indent=self._indents[-1],
                **more,  # type: ignore[arg-type]
            )
        )
