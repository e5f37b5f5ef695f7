"""Rules on what gives an answer away, and on an answer that does not make its own points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from content.check.flaws import Flaw
from content.check.stems import share, stems
from content.judge import Covered, Verdict
from content.judge.structure import ELEMENTS
from content.judge.words import words
from content.model import KeyPoint, Kind, Question
from content.text import plain

Judge: TypeAlias = Callable[[Question, str], Verdict]
_LEAST_STORY = 60
"""Of 100: a sample story below this lacks about half of its structure. One part may be told in words no judge knows."""
_CREDIT = {Covered.YES: 1.0, Covered.PARTLY: 0.5, Covered.NO: 0.0}


def wording(question: Question, judge: Judge) -> Iterator[Flaw]:
    """Find points, cues and hints that tell too much, and answers that tell too little."""
    asked = stems(question.prompt)
    hinted = stems(question.hint)
    for point in question.points:
        if share(stems(point.claim), asked) >= 0.8:
            yield Flaw(f"restates: the claim of '{point.cue}' says no more than the question", point.claim)
        if told := _told(point.claim, *point.also, asked=asked, by=hinted):
            yield Flaw(f"hint-tells: the hint says '{told}', which is what '{point.cue}' asks for", question.hint)
    yield from _said_again(question.points)
    if question.kind is Kind.CHOICE:
        yield from _hinted_option(question, asked, hinted)
    if question.kind is Kind.KNOWLEDGE and question.points:
        yield from _judged(question, judge)
    if question.kind is Kind.BEHAVIORAL and question.answer:
        yield from _judged_story(question, judge)


def _told(*wordings: str, asked: frozenset[str], by: frozenset[str]) -> str | None:
    """Return a wording most of whose own words are given, words of the question aside."""
    for wording_ in wordings:
        own = stems(wording_) - asked
        if len(own) >= 2 and share(own, by) >= 0.6:
            return wording_
    return None


def _said_again(points: Sequence[KeyPoint]) -> Iterator[Flaw]:
    """Find wordings that stand there twice: of one point, of two, or as accepted and as wrong."""
    first: dict[str, str] = {}
    for point in points:
        for text in (point.claim, *point.also, *point.wrong):
            said = " ".join(words(plain(text)))
            if said in first:
                yield Flaw(f"said-again: '{text}' of '{point.cue}' stands under '{first[said]}' already", text)
            first.setdefault(said, point.cue)


def _hinted_option(question: Question, asked: frozenset[str], hinted: frozenset[str]) -> Iterator[Flaw]:
    wrong = stems(*(option.text for option in question.options if not option.correct))
    for option in question.options:
        own = stems(option.text) - asked - wrong
        if option.correct and own and share(own, hinted) >= (0.6 if len(own) > 1 else 1.0):
            yield Flaw(f"hint-tells: the hint says what sets the right option '{option.text}' apart", question.hint)


def _judged(question: Question, judge: Judge) -> Iterator[Flaw]:
    for point in question.points:
        for covered in _covered(question, judge(question, point.cue)):
            yield Flaw(f"cue-tells: the cue '{point.cue}' alone covers the point '{covered.claim}'", point.cue)
    if question.answer:
        verdict = judge(question, plain(question.answer))
        counted = list(zip(question.points, verdict.points, strict=True))
        weight = sum(point.weight for point, _ in counted)
        made = sum(point.weight * _CREDIT[found.covered] for point, found in counted)
        if made < 0.8 * weight:
            missed = ", ".join(f"'{point.cue}'" for point, found in counted if found.covered is not Covered.YES)
            yield Flaw(
                f"thin-answer: the answer makes {made:g} of {weight} points; not in full: {missed}", question.answer
            )


def _judged_story(question: Question, judge: Judge) -> Iterator[Flaw]:
    verdict = judge(question, plain(question.answer or ""))
    missing = [name for name, point in zip(ELEMENTS, verdict.points, strict=False) if point.covered is Covered.NO]
    if missing and verdict.score < _LEAST_STORY:
        yield Flaw(
            f"thin-story: our judge finds no {', no '.join(missing).replace('_', ' ')} in the sample story",
            question.answer or "",
        )


def _covered(question: Question, verdict: Verdict) -> Iterator[KeyPoint]:
    return (question.points[index] for index in verdict.covered)
