"""Questions nothing is wrong with, to break one thing at a time, and judges simple enough to foresee."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from content.check import check
from content.judge import Covered, PointVerdict, Verdict
from content.model import Bank, KeyPoint, Option, Question
from content.readers.native.bank import read_bank

BANKS = Path(__file__).parents[1] / "banks"


def example_bank(name: str) -> Bank:
    bank, _ = read_bank((BANKS / f"{name}.md").read_text("utf-8"), f"{name}.md")
    assert bank is not None
    return bank


KNOWLEDGE, CHOICE = example_bank("kafka").questions
(STORY,) = example_bank("teamwork").questions
(ASK,) = example_bank("ask-them").questions


def literal_judge(question: Question, text: str) -> Verdict:
    """Judge by the letter: a text makes the points whose claims stand in it."""
    made = (point.claim.casefold() in text.casefold() for point in question.points)
    points = tuple(PointVerdict(Covered.YES if is_made else Covered.NO) for is_made in made)
    return Verdict(0, points, (), 1.0, "literal", "1")


def lenient_judge(question: Question, text: str) -> Verdict:
    """Judge by length: an answer makes every point and a cue none, so that the other rules stand alone."""
    covered = Covered.YES if len(text) > 60 else Covered.NO
    return Verdict(0, tuple(PointVerdict(covered) for _ in question.points), (), 1.0, "lenient", "1")


def faults(*questions: Question, strict: bool = False) -> list[str]:
    bank = Bank("kafka", "Kafka", "Topics and groups.", questions)
    return [str(fault) for fault in check([bank], judge=lenient_judge, strict=strict)]


def rules(*questions: Question, strict: bool = False) -> list[str]:
    """Name the rules that questions break."""
    return [fault.split(": ")[1] for fault in faults(*questions, strict=strict)]


def changed(question: Question, **fields: Any) -> Question:
    return replace(question, **fields)


def points(*claims: str) -> tuple[KeyPoint, ...]:
    return tuple(KeyPoint(f"Cue of {number}", claim) for number, claim in enumerate(claims))


def options(right: str, *wrong: str) -> tuple[Option, ...]:
    return (Option(right, correct=True), *(Option(text, correct=False, why="it is not") for text in wrong))
