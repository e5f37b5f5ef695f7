"""What `hotseat bank check` holds of a bank; each rule has a short name that its faults start with."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from content.check.alone import alone
from content.check.figures import figures
from content.check.flaws import Flaw, Places
from content.check.markup import markup
from content.check.options import always_longest, longest
from content.check.parts import parts
from content.check.twins import twins
from content.check.wording import Judge, wording
from content.judge import judge as our_judge
from content.library import same_ids
from content.model import Bank, Question, Source
from content.readers.native.bank import SLUG
from content.readers.reading import Fault

__all__ = ["Judge", "check"]


def check(
    banks: Sequence[Bank], *, beside: Sequence[Bank] = (), judge: Judge = our_judge, strict: bool = False
) -> tuple[Fault, ...]:
    """Find every fault of every question, by file and line.

    `beside` are banks that will be loaded with these and before them: nothing of theirs may be there again.
    `strict` adds what we ask of our own banks: they say what they are about, every point has another wording,
    and a figure has a source with its date.
    """
    questions = [question for bank in banks for question in bank.questions]
    known = [question for bank in beside for question in bank.questions]
    ids = {id_ for question in (*known, *questions) for id_ in (question.id, *question.formerly)}
    faults = [fault for bank in banks for fault in _of_bank(bank, strict=strict)]
    places = Places(questions)
    faults += [
        Fault(places.of(question, flaw.said), flaw.what, question.id)
        for question in questions
        for flaw in _of_question(question, ids, judge, strict=strict)
    ]
    faults += [Fault(question.found_at, what, question.id) for question, what in twins(questions, known)]
    files = {question.found_at.path for question in questions}
    faults += [fault for fault in same_ids((*beside, *banks)) if fault.source.path in files]
    return tuple(sorted(faults, key=lambda fault: (fault.source.path, fault.source.line)))


def _of_bank(bank: Bank, *, strict: bool) -> Iterator[Fault]:
    start = Source(bank.questions[0].found_at.path if bank.questions else bank.name, 1)
    if not SLUG.fullmatch(bank.name):
        yield Fault(start, f"file-name: '{bank.name}' becomes a topic: lower-case words joined by hyphens")
    if strict and not bank.about:
        yield Fault(start, "no-about: no paragraph below the title says what the bank is about")
    if habit := always_longest(bank.questions):
        yield Fault(start, habit)


def _of_question(question: Question, ids: Container[str], judge: Judge, *, strict: bool) -> Iterator[Flaw]:
    yield from parts(question, strict=strict)
    yield from alone(question)
    yield from wording(question, judge)
    yield from markup(question, ids)
    yield from longest(question)
    if strict:
        yield from figures(question)
