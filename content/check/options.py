"""Rules on options that show which of them is right without any knowledge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.check.flaws import Flaw
from content.model import Kind, Question
from content.text import plain

_MOST = 0.6
"""The share of a bank's choices in which the longest option may be a right one; chance makes it about a quarter."""
_FEW = 4
"""Fewer choices than this say nothing about a habit."""


def longest(question: Question) -> Iterator[Flaw]:
    """Find a right option far longer than every wrong one."""
    right, wrong = _lengths(question)
    if right and wrong and max(right) > 1.6 * max(wrong) and max(right) - max(wrong) > 20:
        yield Flaw(
            f"long-right: a right option has {max(right)} letters, the longest wrong one {max(wrong)}",
            max(question.options, key=lambda option: len(plain(option.text)) * option.correct).text,
        )


def always_longest(questions: Sequence[Question]) -> str | None:
    """Find the habit of giving the right option the most words, over many questions."""
    choices = [question for question in questions if question.kind is Kind.CHOICE and question.options]
    lengths = [_lengths(question) for question in choices]
    given_away = sum(max(right, default=0) > max(wrong, default=0) for right, wrong in lengths)
    if len(choices) < _FEW or given_away <= _MOST * len(choices):
        return None
    return f"always-longest: in {given_away} of {len(choices)} choice questions the longest option is right"


def _lengths(question: Question) -> tuple[list[int], list[int]]:
    """Measure the right and the wrong options, in letters a reader sees."""
    right = [len(plain(option.text)) for option in question.options if option.correct]
    return right, [len(plain(option.text)) for option in question.options if not option.correct]
