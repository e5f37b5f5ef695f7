"""Points, bonuses and periods, as the docs say them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.practice.scoring import earns, periods, points, streak_bonus, week_start
from content.model import Kind, Level


@pytest.mark.parametrize(
    ("score", "level", "worth"),
    [
        (100, Level.JUNIOR, 100),
        (100, Level.MID, 150),
        (100, Level.SENIOR, 200),
        (53, Level.MID, 80),  # 79.5 is rounded up
        (51, Level.MID, 77),  # 76.5 too: halves never go to the even number
        (0, Level.SENIOR, 0),
    ],
)
def test_points_are_the_score_times_the_levels_weight(score: int, level: Level, worth: int) -> None:
    assert points(score, level) == worth


def test_a_streak_earns_five_more_each_day_up_to_twenty_five() -> None:
    assert [streak_bonus(days) for days in range(1, 9)] == [0, 5, 10, 15, 20, 25, 25, 25]


def test_a_story_of_ones_own_earns_nothing() -> None:
    assert [kind for kind in Kind if earns(kind)] == [Kind.KNOWLEDGE, Kind.CHOICE]


def test_a_date_counts_for_all_time_its_month_and_the_week_as_the_space_begins_it() -> None:
    sunday = date(2026, 11, 29)
    assert periods(sunday, 0) == ("all", "month:2026-11", "week:2026-11-23")
    assert periods(sunday, 6) == ("all", "month:2026-11", "week:2026-11-29")
    assert week_start(date(2026, 11, 28), 6) == date(2026, 11, 22)
