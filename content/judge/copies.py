"""Whether one text is the other over again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from content.judge.normal import LONGEST, plain
from content.judge.words import stem, words

ALIKE = 86.0
"""From here on, out of 100, two texts count as one: a word changed here and there stays above."""
KEPT = 16_384
"""Texts kept bare, some 20 MB of usual answers: what is said in a dozen of the busiest rounds."""


def nearly_equals_one_of(text: str, others: Iterable[str]) -> bool:
    """Tell whether a text is one of others but for case, markup, order of sentences and a few words.

    Meant for texts of 15 words or more; shorter right answers are alike by nature. The others may be many, in a busy
    round, so they are compared at one go: a thousand take about a millisecond, and 30 the first time they are seen.
    """
    said, ordered = _bare(text)
    known = [bare for bare in map(_bare, others) if bare[0]]
    return bool(said) and (
        _is_among(said, [bare[0] for bare in known], ALIKE)
        or _is_among(ordered, [bare[1] for bare in known], ALIKE + 4)
    )


def _is_among(text: str, others: Sequence[str], alike: float) -> bool:
    return process.extractOne(text, others, scorer=fuzz.ratio, score_cutoff=alike) is not None


@lru_cache(maxsize=KEPT)
def _bare(text: str) -> tuple[str, str]:
    """Give a text's words bare of their endings, as they were said and in order of the alphabet."""
    # Kept: an answer to a busy question is compared with every one that follows.
    bare = [stem(word) for word in words(plain(text[:LONGEST]))]
    return " ".join(bare), " ".join(sorted(bare))
