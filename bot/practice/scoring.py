"""How points come about: every figure a member may want to foresee stands here."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from content.model import Kind, Level

LEVEL_WEIGHT = {Level.JUNIOR: Decimal(1), Level.MID: Decimal("1.5"), Level.SENIOR: Decimal(2)}
TRIES = 3
"""The first three judged revisions can score; the last of them counts."""
REVEAL_REMEMBERED = timedelta(days=30)
"""A model answer seen this long before a round opened still makes its answers practice."""
SCORING_QUIZZES = 3
"""A member's first three quizzes of a day score."""
QUIZ_OPEN = timedelta(hours=1)
JOIN_WINDOW = timedelta(minutes=2)
"""Messages sent within this of an answer's first belong to it, and so to one try."""
APPEAL_TIME = timedelta(days=7)
"""How long a verdict can be appealed once its points are shown in full."""
LONG_ENOUGH_TO_COPY = 15
"""Words: a shorter right answer is like another by nature."""
COPIED_FROM = 1000
"""An answer is compared with so many that were said last before it; nobody copies from further up a thread."""
ENOUGH_WORDS = 5
"""A first message of five words or more that asks nothing is an answer."""
ENOUGH_FOR_AVERAGE = 5
"""People: fewer, and the average would tell who did badly."""
NAMED_IN_SUMMARY = 3
STREAK_STEP = 5
STREAK_DAYS = 5


def points(score: int, level: Level) -> int:
    """Give the points of a score (0-100): times the level's weight, halves rounded up; 0-200."""
    return int((score * LEVEL_WEIGHT[level]).quantize(Decimal(1), ROUND_HALF_UP))


def streak_bonus(length: int) -> int:
    """Give the bonus of the n-th day in a row: 5 for the second, 5 more each day, 25 at most."""
    return STREAK_STEP * min(max(length - 1, 0), STREAK_DAYS)


def earns(kind: Kind) -> bool:
    """Say whether answers to this kind earn points; a story of one's own is nobody's to grade."""
    return kind in {Kind.KNOWLEDGE, Kind.CHOICE}


def periods(counted_on: date, first_weekday: int) -> tuple[str, ...]:
    """Name the periods a date falls in: all time, its month, and its week by the day that week begins."""
    return (
        "all",
        f"month:{counted_on:%Y-%m}",
        f"week:{week_start(counted_on, first_weekday).isoformat()}",
    )


def week_start(day: date, first_weekday: int) -> date:
    """Give the first day of a date's week; `first_weekday` 0 is Monday."""
    return day - timedelta(days=(day.weekday() - first_weekday) % 7)
