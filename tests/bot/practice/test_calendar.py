"""A schedule asks once for every local date it names, in every zone, also where the clock skips or repeats."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.practice.calendar import (
    WEEKDAYS,
    asks_at,
    closes_at,
    dates,
    exists,
    instant,
    local_date,
    next_asking,
    zone_names,
)
from storage.records import Schedule

START = datetime(2026, 1, 1, tzinfo=UTC)


def schedule(zone: str, wall: str = "09:00", days: tuple[str, ...] = WEEKDAYS, **more: object) -> Schedule:
    return Schedule(
        id="s",
        space="x",
        place="p",
        time=wall,
        zone=zone,
        days=days,
        owner="o",
        created_at=START,
        **more,  # type: ignore[arg-type] # fields of a schedule
    )


def walk(plan: Schedule, start: datetime, days: int) -> list[tuple[date, datetime]]:
    """Ask as the heartbeat does: each time the next asking after the last."""
    asked = []
    at = start
    while at < start + timedelta(days=days):
        day, at = next_asking(plan, at)
        asked.append((day, at))
    return asked


@pytest.mark.parametrize("zone", zone_names())
def test_every_zone_is_asked_once_a_date_for_two_years(zone: str) -> None:
    asked = walk(schedule(zone, "02:30"), datetime(2025, 12, 31, tzinfo=UTC), 730)
    days = [day for day, _ in asked]
    assert days == [days[0] + timedelta(days=i) for i in range(len(days))]
    assert all(a < b for (_, a), (_, b) in pairwise(asked))


def test_where_the_clock_skips_the_time_it_asks_right_after_the_gap() -> None:
    at = instant(date(2026, 3, 29), "02:30", "Europe/Berlin")
    assert at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    assert at.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M") == "03:00"


def test_where_the_time_comes_twice_it_asks_the_first_time() -> None:
    at = instant(date(2026, 10, 25), "02:30", "Europe/Berlin")
    assert at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_a_date_that_never_was_is_not_asked_for() -> None:
    assert not exists(date(2011, 12, 30), "Pacific/Apia")
    days = list(islice(dates(schedule("Pacific/Apia"), date(2011, 12, 28)), 3))
    assert days == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_where_midnight_is_skipped_the_date_is_still_asked_for() -> None:
    # Beirut puts its clock forward at midnight: 00:00 to 01:00.
    at = instant(date(2026, 3, 29), "00:00", "Asia/Beirut")
    assert at.astimezone(ZoneInfo("Asia/Beirut")).strftime("%d %H:%M") == "29 01:00"


def test_a_round_stays_open_until_the_next_question_or_for_its_hours() -> None:
    friday = date(2026, 11, 27)
    weekly = schedule("UTC", days=("mon", "tue", "wed", "thu", "fri"))
    assert closes_at(weekly, friday) == datetime(2026, 11, 30, 9, tzinfo=UTC)
    assert closes_at(schedule("UTC", open_hours=8), friday) == datetime(2026, 11, 27, 17, tzinfo=UTC)


def test_pauses_and_skips_are_left_out() -> None:
    plan = schedule("UTC", paused_until=date(2026, 11, 26), skip_date=date(2026, 11, 27))
    assert list(islice(dates(plan, date(2026, 11, 23)), 2)) == [date(2026, 11, 26), date(2026, 11, 28)]


@settings(max_examples=300, deadline=None)
@given(
    zone=st.sampled_from(zone_names()),
    day=st.dates(date(1995, 1, 1), date(2037, 12, 31)),
    minutes=st.integers(0, 24 * 60 - 1),
)
def test_the_wall_clock_shows_the_time_unless_it_never_does(zone: str, day: date, minutes: int) -> None:
    wall = f"{minutes // 60:02}:{minutes % 60:02}"
    at = instant(day, wall, zone)
    shown = at.astimezone(ZoneInfo(zone))
    before = (at - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
    meant = datetime.combine(day, time.fromisoformat(wall))
    if shown.replace(tzinfo=None) != meant:
        # Then it is the first moment after a gap that holds the time.
        assert before.replace(tzinfo=None) < meant < shown.replace(tzinfo=None)
        assert shown.utcoffset() != before.utcoffset()
    assert local_date(asks_at(schedule(zone, wall), day), zone) >= day
