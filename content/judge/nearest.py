"""The part of an answer that speaks most nearly of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.judge.clauses import clauses, sentences
from content.judge.normal import LONGEST, plain
from content.judge.words import is_grammar, stem, weight, words

_WHOLE = 14
"""Words: a sentence up to this long is one part, a longer one falls into its clauses."""


def nearest(text: str, claim: str, taken: Sequence[str] = ()) -> str:
    """Return the part of a text that shares most telling words with a claim, verbatim; empty for an empty text.

    Where nothing is shared, the longest part that is none of those `taken`, which speak of other points.
    """
    about = telling(claim)
    others = [plain(part) for part in taken if part]
    best, found = (-1.0, False, -1), ""
    for part in _parts(text[:LONGEST]):
        bare = plain(part)
        free = not any(bare in other or other in bare for other in others)
        rank = (sum(weight(s) for s in about & telling(bare)), free, len(bare))
        if rank > best:
            best, found = rank, part
    return found


def telling(text: str) -> frozenset[str]:
    """Return the stems of a text without those of grammar."""
    return frozenset(stem(word) for word in words(plain(text)) if not is_grammar(word))


def _parts(text: str) -> Iterator[str]:
    for sentence in sentences(text):
        yield from (sentence,) if len(sentence.split()) <= _WHOLE else clauses(sentence)
