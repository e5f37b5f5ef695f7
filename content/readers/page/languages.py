"""Pages that say everything in several languages: one of them is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from content.readers.page.layout import Block

_TAG = re.compile(r"\s*[(\[](?P<code>[A-Z]{2})[)\]]\s*$")
_PREFERRED = "EN"


def without_tag(heading: str) -> str:
    """Take the code of its language off a heading: `Question (EN)`."""
    return _TAG.sub("", heading)


def said_again(blocks: Sequence[Block]) -> list[tuple[int, int, str]]:
    """Find the blocks below headings in another language than the one that is read.

    Each from its heading to the block after its last, with the code of its language. A page is taken to say everything
    several times only if each language has two headings or more: `Question (EN)`, `Answer (EN)`.
    """
    heads = [at for at, block in enumerate(blocks) if block.kind == "heading" and not block.depth]
    tagged = {at: tag["code"] for at in heads if (tag := _TAG.search(blocks[at].text))}
    codes = Counter(tagged.values())
    if len(codes) < 2 or min(codes.values()) < 2:
        return []
    kept = _PREFERRED if _PREFERRED in codes else next(iter(codes))
    found: list[tuple[int, int, str]] = []
    begun = -1
    for at in (*heads, len(blocks)):
        if begun >= 0 and (at == len(blocks) or at in tagged or blocks[at].rank <= blocks[begun].rank):
            found.append((begun, at, tagged[begun]))
            begun = -1
        if tagged.get(at, kept) != kept:
            begun = at
    return found
