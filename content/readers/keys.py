"""Answers that stand apart from their questions: a numbered key at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from content.model import Option
from content.readers.drafts import Draft
from content.readers.labels import plain
from content.readers.layout import Block
from content.readers.options import Found, choose, explained
from content.readers.prompts import rough, without_tags

_KEY = re.compile(
    r"(?:the |correct )?(?:answers|answer (?:key|sheet|list)|solutions|respuestas|antworten|lösungen|ответы)"
)
_NUMBERED = re.compile(
    r"^\W*(?:q(?:uestion)?\W*)?(?P<number>\d{1,3})\s*[.):\-–]+\s*(?P<text>\S.*)", re.IGNORECASE | re.DOTALL
)


def key_heading(blocks: Sequence[Block]) -> int | None:
    """Find the heading of a key: the one `Answers`, with a numbered list below it; None if there is none."""
    headings = [at for at, block in enumerate(blocks) if block.kind == "heading" and not block.depth]
    keys = [at for at in headings if _KEY.fullmatch(plain(rough(without_tags(blocks[at].text))))]
    if len(keys) != 1 or keys[0] != headings[-1]:
        return None
    return keys[0] if _is_key(blocks[keys[0] + 1 :]) else None


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
