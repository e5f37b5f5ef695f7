"""Cut long mrkdwn at sensible places: between pieces, paragraphs, lines, sentences, words; never inside a fence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.adapters.slack.mrkdwn import is_fence

_FENCE = "```\n{}\n```"
_ENTITY = re.compile(r"<[^<>]*$|&[a-z]{0,3}$")


def sections(pieces: Iterable[str], most: int) -> list[str]:
    """Join pieces into as few texts of at most `most` characters as their order allows."""
    texts: list[str] = []
    for piece in pieces:
        for part in cut(piece, most):
            if texts and len(texts[-1]) + 1 + len(part) <= most:
                texts[-1] += "\n" + part
            elif part.strip():
                texts.append(part)
    return texts


def cut(piece: str, most: int) -> Sequence[str]:
    """Cut one piece into parts of at most `most` characters; each part of a fence is a fence."""
    if len(piece) <= most:
        return (piece,)
    if is_fence(piece):
        inner = piece.removeprefix("```\n").removesuffix("\n```")
        room = most - len(_FENCE.format(""))
        return [_FENCE.format(part) for part in _runs(inner, room)]
    return _runs(piece, most)


def _runs(text: str, most: int) -> list[str]:
    runs: list[str] = []
    while len(text) > most:
        at = _best_cut(text, most)
        runs.append(text[:at].rstrip(" \n"))
        text = text[at:].lstrip("\n")
    return [*runs, text] if text.strip() else runs


def _best_cut(text: str, most: int) -> int:
    """Find the last good place in the second half of what fits, the best kind of place first."""
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, most // 2, most)
        if at > 0:
            return at + len(mark)
    # In the middle of a word, but not of an entity or a link.
    broken = _ENTITY.search(text[:most])
    return broken.start() if broken and broken.start() > 0 else most
