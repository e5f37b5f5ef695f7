"""Which question comes next: no repeats while there are new ones, then what was longest ago and went badly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.practice.contract import Context
from content.model import Kind, Level, Question
from storage import Tx

RUNS_LOW = 10
"""Questions left when the schedule's owner hears of it."""


def pool(ctx: Context, topics: Collection[str], level: str) -> tuple[Question, ...]:
    """Give the questions a place may be asked; stories and questions back only where a topic is named."""
    wanted = Level(level) if level else None
    if not topics:
        return ctx.library.find(level=wanted, kinds=(Kind.KNOWLEDGE, Kind.CHOICE))
    found = (question for topic in topics for question in ctx.library.find(topic=topic, level=wanted))
    return tuple({question.id: question for question in found}.values())


def unasked(candidates: Collection[Question], asked: Collection[str]) -> list[Question]:
    """Give the questions of a pool that a place has not had, under this id or a former one."""
    return [q for q in candidates if not any(name in asked for name in (q.id, *q.formerly))]


def pick(tx: Tx, ctx: Context, space: str, place: str, candidates: Collection[Question]) -> Question | None:
    """Pick the next question for a place; None if every one is open somewhere in the space."""
    open_now = tx.rounds.questions_open(space, place)
    free = [question for question in candidates if question.id not in open_now]
    if not free:
        return None
    asked = tx.rounds.asked_in(space, place)
    fresh = unasked(free, asked)
    if not asked:  # a place's first question shows what this is: an answer in words, and a verdict on each point
        fresh = [question for question in fresh if question.kind is Kind.KNOWLEDGE] or fresh
    return ctx.random.choice(fresh) if fresh else again(free, asked, tx.rounds.averages(space, place))


def again(candidates: Collection[Question], asked: Mapping[str, datetime], averages: Mapping[str, float]) -> Question:
    """Pick from questions that were all asked: of the quarter asked longest ago, the one that went worst."""

    def last(question: Question) -> tuple[float, str]:
        times = [asked[name].timestamp() for name in (question.id, *question.formerly) if name in asked]
        return max(times, default=0.0), question.id

    oldest = sorted(candidates, key=last)
    quarter = oldest[: max(1, len(oldest) // 4)]
    return min(quarter, key=lambda question: (averages.get(question.id, 100.0), last(question)))
