"""The plain engine: which of a point's words an answer has, each point against its siblings."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from content.judge.clauses import MOST, clauses, sentences
from content.judge.engine import Evidence
from content.judge.points import points_of
from content.judge.words import is_grammar, stem, weight, words
from content.model import Question

_ASKED_BEFORE = 0.1  # what a word of the question still weighs in a point
_SIBLING = 0.5  # share of the best sibling's recall that is taken off
_MIDDLE, _STEEP = 0.3, 9.0


@dataclass(frozen=True, slots=True)
class _Prepared:
    wordings: tuple[tuple[dict[str, float], ...], ...]
    """For each point, for each of its wordings: stem → weight, summing to one."""


class Lexical:
    """Judge by stemmed words, weighted by how much they tell, without the question's own."""

    name = "lexical"
    version = "1"

    def evidence(self, question: Question, text: str) -> list[Evidence]:
        """Say how surely each point of the question is in the text (plain), and where."""
        prepared = _prepare(question)
        spans = [(span, frozenset(_stems(span))) for span in _spans(text)]
        recalls = [
            [max((_recall(w, stems) for w in wordings), default=0.0) for wordings in prepared.wordings]
            for _, stems in spans
        ]
        found = []
        for i in range(len(prepared.wordings)):
            best, said = 0.0, ""
            for (span, _), row in zip(spans, recalls, strict=True):
                siblings = max((r for j, r in enumerate(row) if j != i), default=0.0)
                margin = row[i] - _SIBLING * min(siblings, row[i])
                if margin > best + 1e-9:
                    best, said = margin, span
            found.append(Evidence(1 / (1 + math.exp(-_STEEP * (best - _MIDDLE))), said))
        return found


@lru_cache(maxsize=512)
def _prepare(question: Question) -> _Prepared:
    asked = set(_stems(question.prompt))
    points = points_of(question)
    spread = Counter(s for point in points for s in set(_stems(point.claim)))
    return _Prepared(
        tuple(tuple(_weights(w, asked, spread) for w in (point.claim, *point.also) if _stems(w)) for point in points)
    )


def _weights(wording: str, asked: set[str], spread: Counter[str]) -> dict[str, float]:
    raw = {s: weight(s) * (_ASKED_BEFORE if s in asked else 1.0) / max(1, spread[s]) for s in _stems(wording)}
    total = sum(raw.values())
    return {s: w / total for s, w in raw.items()}


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if not is_grammar(word)]


def _recall(weights: dict[str, float], stems: frozenset[str]) -> float:
    return sum(w for s, w in weights.items() if s in stems)


def _spans(text: str) -> list[str]:
    spans: list[str] = []
    for sentence in sentences(text):
        parts = clauses(sentence)
        spans.extend(parts)
        spans.extend(f"{a}, {b}" for a, b in pairwise(parts))
        if len(parts) > 2:
            spans.append(sentence)
        if len(spans) > MOST:
            break
    return spans
