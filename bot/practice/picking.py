"""Which question comes next: no repeats while there are new ones, then what was longest ago and went badly."""

from __future__ import annotations

from collections.abc import Collection

from bot.practice.contract import Context
from content.model import Kind, Level, Question
from storage import Tx
from storage.rounds import Asked

RUNS_LOW = 10
"""Questions left when the schedule's owner hears of it."""


def pool(ctx: Context, topics: Collection[str], level: str) -> tuple[Question, ...]:
    """Give the questions a place may be asked; stories and questions back only where a topic is named."""
    wanted = Level(level) if level else None
    if not topics:
        return ctx.library.find(level=wanted, kinds=(Kind.KNOWLEDGE, Kind.CHOICE))
    found = (question for topic in topics for question in ctx.library.find(topic=topic, level=wanted))
    return tuple({question.id: question for question in found}.values())


def unasked(candidates: Collection[Question], asked: dict[str, Asked]) -> list[Question]:
    """Give the questions of a pool that a place has not had, under this id or a former one."""
    return [q for q in candidates if not any(name in asked for name in (q.id, *q.formerly))]


def pick(tx: Tx, ctx: Context, space: str, place: str, candidates: Collection[Question]) -> Question | None:
    """Pick the next question for a place; None if every one is open somewhere in the space."""
    # A question somebody practises alone is nobody else's matter.
    open_now = {
        r.question_id for r in tx.rounds.open_in_space(space) if r.place == place or not (r.private or r.direct)
    }
    free = [question for question in candidates if question.id not in open_now]
    if not free:
        return None
    asked = tx.rounds.asked_in(space, place)
    fresh = unasked(free, asked)
    if fresh:
        return ctx.random.choice(fresh)
    return again(free, asked)


def again(candidates: Collection[Question], asked: dict[str, Asked]) -> Question:
    """Pick from questions that were all asked: of the quarter asked longest ago, the one that went worst."""

    def last(question: Question) -> tuple[float, str]:
        times = [asked[name].last_at.timestamp() for name in (question.id, *question.formerly) if name in asked]
        return max(times, default=0.0), question.id

    def average(question: Question) -> float:
        record = asked.get(question.id)
        return 100.0 if record is None or record.average is None else record.average

    oldest = sorted(candidates, key=last)
    quarter = oldest[: max(1, len(oldest) // 4)]
    return min(quarter, key=lambda question: (average(question), last(question)))
