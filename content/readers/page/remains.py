"""What a page holds beside its questions, said in a few words and with its line."""

from __future__ import annotations

from collections.abc import Container, Sequence

from content.readers.noise import Noise, noise
from content.readers.page.layout import Block
from content.readers.page.prompts import rough
from content.readers.page.spans import Spans
from content.readers.rewriting.unwrapping import Page

_SAID = ("paragraph", "item", "code", "table")


def remains(
    page: Page, blocks: Sequence[Block], held: Spans, toc: frozenset[int], grids: Container[int]
) -> list[tuple[int, str]]:
    """Say what was left out: tables of contents, introductions, sections without a question."""
    left: list[tuple[int, str]] = []
    heading: Block | None = None
    said: Block | None = None  # where the section under way was first reported
    in_toc = False
    for at, block in enumerate(blocks):
        if held.owners[at] is not None or at in grids:
            heading, said, in_toc = None, None, False
            continue
        if block.kind in ("heading", "underlined") and not block.depth:
            heading, said, in_toc = block, None, False
        elif at in toc:
            if not in_toc:
                left.append((page.numbers[block.start], "a table of contents"))
            in_toc = True
        elif block.kind in _SAID and said is None and not in_toc and (block.text or block.kind in ("code", "table")):
            kind = noise(block.text) if block.text else None
            if kind is None:
                said = block
                left.append((page.numbers[block.start], _named(heading)))
            elif kind is Noise.ADVERTISEMENT:
                left.append((page.numbers[block.start], str(kind)))
    return left


def _named(heading: Block | None) -> str:
    if heading is None:
        return "text outside of any question"
    return f"no question, but text below '{rough(heading.text)[:60]}'"
