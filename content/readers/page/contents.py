"""Tables of contents: lists and tables that only point at what the page holds below."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Sequence

from content.readers.noise import is_only_links
from content.readers.page.layout import Block
from content.readers.page.prompts import rough

_ANCHOR = re.compile(r"\]\(\s*<?(?:[\w./-]*\.mdx?)?#|href=[\"']#")
_LINK = re.compile(r"\]\(")
_WORD = re.compile(r"[^\W_]+")


def key(text: str) -> str:
    """Reduce a prompt to what makes it the same prompt: its words, in lower case."""
    return " ".join(_WORD.findall(text.lower()))


def contents(blocks: Sequence[Block], lines: Sequence[str]) -> frozenset[int]:
    """Find the blocks that belong to tables of contents: items, tables and lines of links."""
    titles = {key(_unnumbered(rough(b.text))) for b in blocks if b.kind in ("heading", "underlined", "summary")}
    runs: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block.kind == "item":
            runs[block.run].append(at)
    found: set[int] = set()
    for members in runs.values():
        if _points_inside([blocks[at].text for at in members if blocks[at].text], titles):
            found.update(members)
    for at, block in enumerate(blocks):
        if block.kind == "table":
            rows = lines[block.start + 2 : block.end]
            if rows and sum(bool(_ANCHOR.search(row)) for row in rows) >= 0.5 * len(rows):
                found.add(at)
        elif block.kind == "paragraph" and len(_ANCHOR.findall(block.text)) > 2:
            found.update([at] if _points_inside(block.text.split("\n"), titles) else [])
    return frozenset(found)


def _points_inside(texts: Sequence[str], titles: Container[str]) -> bool:
    """Say whether most texts are links into the page, or links that repeat its headings."""
    if not texts:
        return False
    return sum(_points(text.split("\n")[0], titles, several=len(texts) > 2) for text in texts) >= 0.6 * len(texts)


def _points(line: str, titles: Container[str], *, several: bool) -> bool:
    if _ANCHOR.search(line):
        return several or is_only_links(line)
    if not several and not (_LINK.search(line) and is_only_links(line)):
        return False
    return key(_unnumbered(rough(line))) in titles


def _unnumbered(text: str) -> str:
    return re.sub(r"^[\W_]*(?:q(?:uestion)?\W*(?=\d))?\d*[.):\s]*(?=\S)", "", text, flags=re.IGNORECASE)
