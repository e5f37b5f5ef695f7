"""Questions in the rows of a table that stands on a Markdown page."""

from __future__ import annotations

from content.readers.drafts import Draft
from content.readers.page.layout import Block
from content.readers.page.prompts import inline_parser, polish
from content.readers.records.tables import Row, drafts_of_rows
from content.readers.rewriting.unwrapping import Page, block_parser


def drafts_in_grid(page: Page, block: Block) -> list[Draft]:
    """Read a table that has a column of questions; nothing otherwise."""
    rows: list[tuple[int, list[str]]] = []
    for token in block_parser().parse("\n".join(page.lines[block.start : block.end]) + "\n"):
        if token.type == "tr_open" and token.map:
            rows.append((page.numbers[block.start + token.map[0]], []))
        elif token.type == "inline" and rows:
            rows[-1][1].append(token.content.strip())
    if len(rows) < 2:
        return []
    inline = inline_parser()
    body = [Row(line, tuple(polish(cell, inline) for cell in cells)) for line, cells in rows[1:]]
    return drafts_of_rows(rows[0][1], body)
