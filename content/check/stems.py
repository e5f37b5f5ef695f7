"""The words of a text that carry its meaning."""

from __future__ import annotations

from collections.abc import Iterable

from content.judge.words import is_grammar, stem, words
from content.text import plain


def stems(*texts: str) -> frozenset[str]:
    """Reduce Markdown texts to the stems of their words, those of grammar left out."""
    return frozenset(stem(word) for text in texts for word in words(plain(text)) if not is_grammar(word))


def share(part: Iterable[str], whole: frozenset[str]) -> float:
    """Tell which share of some stems is among others, 0 to 1; of none, 0."""
    wanted = frozenset(part)
    return len(wanted & whole) / len(wanted) if wanted else 0.0
