"""Answers that stand apart from their questions: a numbered key at the end of a page or folded away below a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.model import Option
from content.readers.drafts import Draft
from content.readers.labels import hides_answer, plain
from content.readers.page.layout import Block
from content.readers.page.options import Found, choose, explained
from content.readers.page.prompts import rough, without_tags

_KEY = re.compile(
    r"(?:the |correct )?(?:answers|answer (?:key|sheet|list)|solutions|respuestas|antworten|lösungen|ответы)"
)
_LONGEST = 60  # characters of a line that says that answers follow
_NUMBERED = re.compile(
    r"^\W*(?:q(?:uestion)?\W*)?(?P<number>\d{1,3})\s*[.):\-–]+\s*(?P<text>\S.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Key:
    """A numbered list of answers."""

    blocks: Sequence[Block]
    start: int
    """Index of its first block, its heading or fold with it."""
    end: int
    """Index of the block after its last."""
    run: int | None
    """The list whose questions it answers; None: those of the whole page."""


def keys(blocks: Sequence[Block]) -> list[Key]:
    """Find the keys of a page: folded away right below a list as long as they are, or a last section `Answers`."""
    found = [key for at in range(1, len(blocks) - 1) if (key := _folded(blocks, at))]
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading" and not block.depth]
    named = [at for at in headings if _KEY.fullmatch(plain(rough(without_tags(blocks[at].text))))]
    if not named:  # in a plain text a line says it
        said = (at for at, b in enumerate(blocks) if b.kind == "paragraph" and not b.depth and len(b.text) < _LONGEST)
        named = [at for at in said if _KEY.fullmatch(plain(rough(blocks[at].text)))]
    last = headings[-1] if headings else 0
    if len(named) == 1 and named[0] >= last and _is_key(blocks[named[0] + 1 :]):
        found.append(Key(blocks[named[0] + 1 :], named[0], len(blocks), None))
    return found


def _folded(blocks: Sequence[Block], at: int) -> Key | None:
    """Read what is folded away at a block, if it answers the list that ends there, item for item."""
    if blocks[at].kind != "open" or blocks[at].depth or not blocks[at - 1].depth or blocks[at + 1].kind != "summary":
        return None
    end = next((i for i in range(at, len(blocks)) if blocks[i].kind == "close"), len(blocks))
    above = next((blocks[i] for i in range(at - 1, -1, -1) if blocks[i].kind == "item" and blocks[i].depth == 1), None)
    inside = blocks[at + 2 : end]
    if above is None or not hides_answer(blocks[at + 1].text) or not _is_key(inside):
        return None
    listed = 0
    for i in range(at - 1, -1, -1):
        if not blocks[i].depth:
            break
        listed += blocks[i].kind == "item" and blocks[i].run == above.run and blocks[i].number is not None
    return Key(inside, at, end + 1, above.run) if listed == len(_keyed(inside)) else None


def _is_key(blocks: Sequence[Block]) -> bool:
    listed = [b for b in blocks if b.kind in ("item", "paragraph")]
    numbered = (b.number is not None or b.depth or _NUMBERED.match(b.text) for b in listed)
    return len(_keyed(blocks)) > 1 and all(numbered)


def _keyed(blocks: Sequence[Block]) -> dict[int, str]:
    """Read a numbered list: items, or lines that begin with a number."""
    found: dict[int, str] = {}
    for block in blocks:
        if block.kind == "item" and block.depth == 1 and block.number is not None:
            found[len(found) + 1 if block.number in found else block.number] = block.text
        elif block.kind == "paragraph" and not block.depth:
            lines = (_NUMBERED.match(line) for line in block.text.split("\n"))
            found |= {int(line["number"]): line["text"] for line in lines if line}
    return found


def unlocked(drafts: Sequence[Draft], numbers: Sequence[tuple[int, ...]], blocks: Sequence[Block]) -> list[Draft]:
    """Give questions the answers of a key: by their number, or by their place where numbers begin anew."""
    key = _keyed(blocks)
    counted = [number[0] if number else 0 for number in numbers]
    if len(set(counted)) < len(counted):
        counted = list(range(1, len(drafts) + 1))
    return [_answered(draft, key.get(number, "")) for draft, number in zip(drafts, counted, strict=True)]


def _answered(draft: Draft, told: str) -> Draft:
    if not told or draft.answer:
        return draft
    if not draft.options:
        return replace(draft, answer=told)
    found = Found(draft.options, lettered=True, start=0, end=0)
    chosen: tuple[Option, ...] | None = choose(found, told)
    return replace(draft, options=chosen, answer=explained(found, told) or None) if chosen else draft
