"""An answer in parts: sentences, and the clauses and list items inside them."""

from __future__ import annotations

import re

_SENTENCE = re.compile(
    r"(?<=[.!?])[\"')\]]*\s+(?=\S)"  # after a full stop
    r"|\n+"
    r"|\s+(?=[-*•]\s)|(?<=\S)\s+(?=\d[.)]\s)"  # before a list mark
)
_CLAUSE = re.compile(
    r"\s*(?:[;:]|,|->|=>|→|⇒|\s[-–—]\s|\s\((?=\S)|\)(?=\s|$))\s*"
    r"|\s+(?=(?:and|but|while|whereas|because|cause|so|although|though|which|then|otherwise|instead|or|if|when)\s)",
    re.IGNORECASE,
)
_EDGES = " \t-*•,.;"


def sentences(text: str) -> list[str]:
    """Split a text at sentence ends, line ends and list marks."""
    return [part for part in (piece.strip(" \t-*•") for piece in _SENTENCE.split(text)) if part]


def clauses(sentence: str) -> list[str]:
    """Split a sentence at its inner punctuation and conjunctions."""
    return [sentence[start:end] for start, end in clause_spans(sentence)]


def clause_spans(sentence: str) -> list[tuple[int, int]]:
    """Return where each clause of a sentence starts and ends."""
    spans = []
    start = 0
    for end, following in [*((m.start(), m.end()) for m in _CLAUSE.finditer(sentence)), (len(sentence), 0)]:
        piece = sentence[start:end]
        left = start + len(piece) - len(piece.lstrip(_EDGES))
        right = start + len(piece.rstrip(_EDGES))
        if right > left:
            spans.append((left, right))
        start = following
    return spans
