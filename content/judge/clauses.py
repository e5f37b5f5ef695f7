"""An answer in parts: sentences, and the clauses and list items inside them."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=\S)|\n+|\s+(?=[-*•]\s)|(?<=\S)\s+(?=\d[.)]\s)")
_CLAUSE = re.compile(
    r"\s*(?:[;:]|,|->|=>|→|⇒|\s[-–—]\s|\((?=\S)|\)(?=\s|$))\s*"
    r"|\s+(?=(?:and|but|while|whereas|because|cause|so|although|though|which|then|otherwise|instead|or|if|when)\s)",
    re.IGNORECASE,
)
MOST = 120
"""Clauses that are looked at; a text with more is read up to there."""


def sentences(text: str) -> list[str]:
    """Split a text at sentence ends, line ends and list marks."""
    return [part for part in (piece.strip(" \t-*•") for piece in _SENTENCE.split(text)) if part]


def clauses(sentence: str) -> list[str]:
    """Split a sentence at its inner punctuation and conjunctions."""
    return [part for part in (piece.strip(" \t,.;") for piece in _CLAUSE.split(sentence)) if part]
