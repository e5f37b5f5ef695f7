"""Times, hours and weekdays, as people type them and as they are shown."""

from __future__ import annotations

import pytest

from bot.practice.times import Hours, Time, weekdays, written
from content.library import Library

NONE = Library([])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9:00", "09:00"),
        ("09.05", "09:05"),
        ("00h00", "00:00"),
        ("23:59", "23:59"),
        ("24:00", None),
        ("9:60", None),
        ("9", None),
        ("9:00pm", None),
        ("-1:00", None),
    ],
)
def test_a_time_of_day(typed: str, read: str | None) -> None:
    assert Time("time").read(typed, NONE) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("24h", 24), ("0h", 0), ("99H", 99), ("744h", 744), ("745h", None), ("24", None), ("1.5h", None)],
)
def test_hours(typed: str, read: int | None) -> None:
    assert Hours("hours").read(typed, NONE) == read


@pytest.mark.parametrize(
    ("typed", "read", "shown"),
    [
        ("mon-fri", ("mon", "tue", "wed", "thu", "fri"), "mon-fri"),
        ("Monday,wednesday", ("mon", "wed"), "mon,wed"),
        ("fri-mon", ("mon", "fri", "sat", "sun"), "mon,fri,sat,sun"),
        ("tue,wed,thu", ("tue", "wed", "thu"), "tue-thu"),
        ("sat-sun", ("sat", "sun"), "sat,sun"),
        ("daily", ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), "mon-sun"),
    ],
)
def test_weekdays(typed: str, read: tuple[str, ...], shown: str) -> None:
    assert weekdays(typed) == read
    assert written(read) == shown


@pytest.mark.parametrize("typed", ["", "mo", "mon-", "mon..fri", "mon,someday"])
def test_what_names_no_weekday(typed: str) -> None:
    assert weekdays(typed) is None
