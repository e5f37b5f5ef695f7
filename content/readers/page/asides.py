"""What of a page holds no questions by the headings it stands below, and which lists surely do."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from content.readers.labels import Part, heads_contents, split_label, stands_aside
from content.readers.page.candidates import Candidate
from content.readers.page.layout import Block
from content.readers.page.prompts import rough
from content.readers.page.spans import announces

_OF_A_STORY = re.compile(r"\W*(action|result)s?\b[\s*_]{0,4}(?:\([^)]*\))?\s?[:–—-]", re.IGNORECASE)
_LONGEST_LINE = 120  # characters of a line that says that questions follow
_LOWEST = 6  # of the ranks of headings


def announced(blocks: Sequence[Block], running: Sequence[Candidate], *, is_bank: bool) -> frozenset[int]:
    """Find the lists below headings or lines that say questions follow, where most of what follows, or of all, asks."""
    listed = [c for c in running if c.carrier.startswith("item1")]
    asking = {c.run for c in listed if c.asked.asks}
    items = {c.at: c.asked.asks for c in listed if c.run in asking}
    mostly = 2 * sum(items.values()) >= len(listed)
    found: set[int] = set()
    section: list[int] = []
    says = False
    for at, block in enumerate([*blocks, None]):
        heads = block is not None and block.kind == "heading" and not block.depth
        if block is None or heads or (block.kind == "paragraph" and _announces_a_list(block)):
            if says and len(section) > 2 and (mostly or 2 * sum(items[item] for item in section) > len(section)):
                found.update(section)
            section, says = [], block is not None and announces(block) and (is_bank or not heads)
        elif at in items:
            section.append(at)
    return frozenset(found)


def _announces_a_list(block: Block) -> bool:
    said = block.text.rstrip(" *_")
    return not block.depth and len(said) < _LONGEST_LINE and said.endswith((":", "：")) and announces(block)


def over_lists(blocks: Sequence[Block], running: Sequence[Candidate]) -> frozenset[int]:
    """Find the headings that do not ask and stand over nothing but a list that does: they name its subject."""
    items = {c.at: c.asked.likeness == 1.0 for c in running if c.carrier.startswith("item1")}
    heads = [c.at for c in running if c.is_heading and not c.asked.marked and "?" not in c.asked.text]
    found = set()
    for head in heads:
        section = [at for at in _section(blocks, head) if at in items]
        if len(section) > 2 and 5 * sum(items[at] for at in section) >= 3 * len(section):
            found.add(head)
    return frozenset(found)


def _section(blocks: Sequence[Block], head: int) -> range:
    """Take the blocks between a heading and the next."""
    end = head + 1
    while end < len(blocks) and (blocks[end].kind != "heading" or blocks[end].depth):
        end += 1
    return range(head + 1, end)


def asides(blocks: Sequence[Block]) -> frozenset[int]:
    """Find what stands below headings that hold no questions, except headings."""
    found: set[int] = set()
    aside = 0
    told = _stories(blocks)
    title = next((at for at, block in enumerate(blocks) if block.kind == "heading" and not block.depth), -1)
    for at, block in enumerate(blocks):
        if at == title:
            continue
        if block.kind == "heading" and block.depth == 0:
            if not aside or block.rank <= aside:
                aside = block.rank if stands_aside(block.text) or _heads_a_part(block.text) else 0
                aside = _LOWEST if heads_contents(block.text) else aside
        elif aside or (block.kind == "item" and block.run in told):
            found.add(at)
        elif block.kind == "paragraph" and len(block.text) < 80 and (below := _list_after(blocks, at)):
            aside_too = _heads_a_part(block.text) or (
                block.text.rstrip("*_ ").endswith(":") and stands_aside(block.text)
            )
            found.update(below if aside_too else ())
    return frozenset(found)


def _stories(blocks: Sequence[Block]) -> frozenset[int]:
    """Find the lists that take a story apart: `Situation: …`, `Action: …`, `Result: …`."""
    parts = [
        (block.run, part[1].lower())
        for block in blocks
        if block.kind == "item" and (part := _OF_A_STORY.match(block.text))
    ]
    return frozenset(
        {run for run, part in parts if part == "action"} & {run for run, part in parts if part != "action"}
    )


def _list_after(blocks: Sequence[Block], at: int) -> list[int]:
    """Take the list that begins right below a paragraph."""
    found = []
    for following in range(at + 1, len(blocks)):
        if not blocks[following].depth:
            break
        found.append(following)
    return found


def _heads_a_part(text: str) -> bool:
    """Say whether a heading stands above a list that asks and belongs to a question: its follow-ups."""
    return split_label(rough(text))[0] in (Part.FOLLOW_UPS, Part.LISTEN_FOR, Part.HINT, Part.MISTAKES, Part.RED_FLAGS)


def above(blocks: Sequence[Block]) -> dict[int, str]:
    """Say of each heading what the larger one it stands below says."""
    found: dict[int, str] = {}
    open_: list[Block] = []
    for at, block in enumerate(blocks):
        if block.kind == "heading" and not block.depth:
            while open_ and open_[-1].rank >= block.rank:
                open_.pop()
            found[at] = open_[-1].text if open_ else ""
            open_.append(block)
    return found


def parted(running: Sequence[Candidate]) -> frozenset[str]:
    """Find the ranks of headings whose numbers go on in questions below them: 8 above 8.1."""
    parts = {c.asked.number[:-1] for c in running if len(c.asked.number) > 1 and c.asked.asks}
    counted: dict[str, list[bool]] = defaultdict(list)
    for c in running:
        if c.is_heading and c.asked.number and not c.asked.asks:
            counted[c.carrier].append(c.asked.number in parts)
    return frozenset(carrier for carrier, found in counted.items() if 2 * sum(found) >= len(found))
