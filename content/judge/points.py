"""The points an answer is held against: the bank's, or those read out of the model answer."""

from __future__ import annotations

from functools import lru_cache

from content.judge.clauses import sentences
from content.judge.normal import plain
from content.judge.words import is_grammar, words
from content.model import KeyPoint, Question

MOST = 8
"""Points read out of one model answer."""


@lru_cache(maxsize=512)
def points_of(question: Question) -> tuple[KeyPoint, ...]:
    """Return the question's key points, or else one for each sentence of its model answer.

    A derived point has no cue. Empty where the question has neither.
    """
    if question.points or not question.answer:
        return question.points
    told = [part for part in sentences(plain(question.answer)) if _tells(part)]
    if len(told) > MOST:  # neighbours belong together
        size = -(-len(told) // MOST)
        told = [" ".join(told[i : i + size]) for i in range(0, len(told), size)]
    return tuple(KeyPoint(cue="", claim=part) for part in told)


def _tells(sentence: str) -> bool:
    return sum(not is_grammar(word) for word in words(sentence)) >= 2
