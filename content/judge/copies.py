"""Whether one text is the other over again."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz

from content.judge.normal import LONGEST, plain
from content.judge.words import stem, words

ALIKE = 86.0
"""From here on, out of 100, two texts count as one: a word changed here and there stays above."""


def nearly_equal(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for case, markup, order of sentences and a few words.

    Meant for texts of 15 words or more; shorter right answers are alike by nature.
    """
    a, b = _bare(one), _bare(other)
    if not a or not b:
        return False
    if min(len(a), len(b)) / max(len(a), len(b)) < 0.7:
        return False
    return fuzz.ratio(a, b, score_cutoff=ALIKE) > 0 or fuzz.token_sort_ratio(a, b, score_cutoff=ALIKE + 4) > 0


@lru_cache(maxsize=2048)
def _bare(text: str) -> str:
    # Kept: an answer to a busy question is compared with every one that follows.
    return " ".join(stem(word) for word in words(plain(text[:LONGEST])))
