"""What `hotseat bank check` holds of a bank; each rule has a short name that its faults start with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.check.parts import parts
from content.model import Bank, Question, Source
from content.readers.reading import Fault

__all__ = ["check"]


def check(banks: Sequence[Bank]) -> tuple[Fault, ...]:
    """Find every fault of every question, in the order of the banks."""
    return tuple(fault for bank in banks for question in bank.questions for fault in _of_one(question))


def _of_one(question: Question) -> Iterator[Fault]:
    source = question.source or Source(question.bank, 1)
    for what in parts(question):
        yield Fault(source, what, question.id)
