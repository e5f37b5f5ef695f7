"""A long text in several messages: cut between blocks, else between lines, sentences, words; no fence cut in two."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FENCE = re.compile(r"```([a-zA-Z0-9+#-]*)\n(.*)\n```", re.DOTALL)
_PLACES = (re.compile(r"\n"), re.compile(r"(?<=[.!?…:;]) "), re.compile(r" "))
"""Where a text may be cut, the best first."""


def messages(parts: Iterable[str], most: int) -> list[str]:
    """Put parts together, in order, into texts of at most `most` characters."""
    texts: list[str] = []
    for part in parts:
        for piece in pieces(part, most):
            if texts and len(texts[-1]) + 1 + len(piece) <= most:
                texts[-1] += "\n" + piece
            else:
                texts.append(piece.lstrip("\n"))
    return texts


def pieces(part: str, most: int) -> list[str]:
    """Cut one part where it reads best; a block of code becomes blocks of whole lines."""
    if len(part) <= most:
        return [part]
    inside = _fences(part)
    if inside is not None:
        return [piece for run in inside for piece in pieces(run, most)]
    code = _FENCE.fullmatch(part)
    if code is not None:
        room = most - len(f"```{code[1]}\n\n```")
        return [f"```{code[1]}\n{lines}\n```" for lines in _cut(code[2], room, _PLACES[:1])]
    return _cut(part, most, _PLACES)


def _fences(part: str) -> list[str] | None:
    """Cut a part around its blocks of code; None if it is one block, or holds none."""
    runs = [run.strip("\n") for run in re.split(r"(?m)(^```[^`]*\n(?:.*\n)*?```$)", part)]
    runs = [run for run in runs if run]
    return runs if len(runs) > 1 else None


def _cut(text: str, most: int, places: tuple[re.Pattern[str], ...]) -> list[str]:
    cut: list[str] = []
    while len(text) > most:
        at, after = _last(text, most, places)
        cut.append(text[:at])
        text = text[after:]
    return [*cut, text] if text else cut


def _last(text: str, most: int, places: tuple[re.Pattern[str], ...]) -> tuple[int, int]:
    """Find the last best place in the second half of what fits; without one, cut at what fits."""
    for place in places:
        found = [match.span() for match in place.finditer(text, most // 2, most)]
        if found:
            return found[-1]
    at = most - 1 if text[most - 1] == "\\" else most  # a backslash stays with what it escapes
    return at, at
