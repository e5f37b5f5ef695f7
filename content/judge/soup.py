"""Keyword soup: terms in a row with nothing said of them."""

from __future__ import annotations

import re

from content.judge.fitted import SOUP
from content.judge.measured import Measures, weigh
from content.judge.words import is_grammar, words

_SHORT, _ROW = 2, 4  # so many fragments of so few words make a row of keywords
_BARE = 9  # so many words without one of grammar make one without commas
_FRAGMENT = re.compile(r"[,/;|•\n]|\s-\s|\.\s")
_RELATION = re.compile(
    r"->|=>|[=<>≈+]|[:;]|\.(?=\s|$)|\(|%|\b(?:no|not|never|only|per|vs|if|then|via|by|w/|w/o)\b", re.IGNORECASE
)
_STRUCTURE = re.compile(r"[.;:!?]\s|->|=>|=|\n")


def soup(text: str) -> float:
    """Say how surely a plain text is a list of keywords, 0 to 1; a terse answer relates its terms."""
    fragments = _fragments(text)
    row = sum(len(cut) <= _SHORT for cut in fragments) >= _ROW
    if not row and not any(len(cut) >= _BARE and not any(map(is_grammar, cut)) for cut in fragments):
        return 0.0
    return weigh(measures(text), SOUP)


def measures(text: str) -> Measures:
    """Measure how bare a plain text is."""
    said = words(text)
    fragments = _fragments(text)
    count = max(1, len(fragments))
    return {
        "grammar": sum(map(is_grammar, said)) / max(1, len(said)),
        "relations": min(0.5, len(_RELATION.findall(text)) / max(1, len(said))),
        "short": sum(len(cut) <= _SHORT for cut in fragments) / count,
        "bound": sum(any(map(is_grammar, cut)) for cut in fragments) / count,
        "one_list": float(not _STRUCTURE.search(text)),
    }


def _fragments(text: str) -> list[list[str]]:
    return [cut for part in _FRAGMENT.split(text) if (cut := words(part))]
