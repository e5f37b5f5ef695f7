"""What people answer under measurement: each makes the same point, and goes on in words of their own."""

from __future__ import annotations

from functools import cache
from random import Random

from tests.scenarios.stage import library
from tests.scenarios.test_answering import HALF

WORDS, SENTENCE = (20, 60), 9


def answer(number: int) -> str:
    """Give the answer of the nth who answers: no two are alike, or each would be a copy of the first."""
    by_chance = Random(number)
    chosen = by_chance.choices(_vocabulary(), k=by_chance.randint(*WORDS))
    sentences = [" ".join(chosen[at : at + SENTENCE]) for at in range(0, len(chosen), SENTENCE)]
    return " ".join((HALF, *(f"{sentence.capitalize()}." for sentence in sentences)))


@cache
def _vocabulary() -> list[str]:
    answers = (question.answer or "" for bank in library().banks for question in bank.questions)
    return sorted({word for text in answers for word in text.split() if word.isalpha()})
