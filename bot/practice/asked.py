"""Questions and verdicts as they are stored: whole, as JSON, so that later edits of a bank change nothing."""

from __future__ import annotations

from functools import lru_cache

from pydantic import TypeAdapter

from content.judge import Verdict
from content.model import Question
from storage.records import Revision, Round

_QUESTION = TypeAdapter(Question)
_VERDICT = TypeAdapter(Verdict)


def write_question(question: Question) -> str:
    """Write a question as it is asked."""
    return _QUESTION.dump_json(question).decode()


def question_of(round_: Round) -> Question:
    """Read the question a round asked."""
    return _read_question(round_.question)


@lru_cache(maxsize=64)
def _read_question(text: str) -> Question:
    # The few questions that are open are read several times for each answer.
    return _QUESTION.validate_json(text)


def write_verdict(verdict: Verdict) -> str:
    """Write a verdict as it was given."""
    return _VERDICT.dump_json(verdict).decode()


def verdict_of(revision: Revision) -> Verdict | None:
    """Read a revision's verdict; None while it waits for one."""
    return None if revision.verdict is None else _VERDICT.validate_json(revision.verdict)
