"""Local dates and wall clocks: when a schedule asks.

A schedule asks once for every local date it names. Where the clock skips its time (summer time begins), it asks at
the first moment after the gap; where the time comes twice, at the first; a date that never was (Samoa had no
30 December 2011) is not asked for. A cron trigger fires twice or not at all on such days, so the dates are ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from storage.records import Schedule

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def zone_names() -> tuple[str, ...]:
    """Give the names of all time zones, sorted, without the legacy folders."""
    odd = ("Etc/", "posix/", "right/", "SystemV/", "US/")
    return tuple(sorted(n for n in available_timezones() if ("/" in n or n == "UTC") and not n.startswith(odd)))


_UTC = frozenset({"utc", "gmt", "z", "etc/utc", "etc/uct", "etc/gmt", "etc/zulu", "etc/universal", "etc/greenwich"})


@cache
def _zones() -> Mapping[str, str]:
    return {name.lower(): name for name in available_timezones() if "/" in name} | dict.fromkeys(_UTC, "UTC")


def zone_named(word: str) -> str | None:
    """Read a time zone in any case of letters, with spaces for underscores; None if there is none of that name.

    Abbreviations are none: EST keeps winter time all year, and IST is three zones.
    """
    return _zones().get(word.lower().replace(" ", "_"))


def local_date(at: datetime, zone: str) -> date:
    """Give the date an instant falls on in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def instant(day: date, wall: str, zone: str) -> datetime:
    """Give the instant a wall clock shows HH:MM on a date, by the rules of this module's first lines."""
    there = ZoneInfo(zone)
    hour, minute = wall.split(":")
    meant = datetime.combine(day, time(int(hour), int(minute)), there)
    at = meant.astimezone(UTC)
    if at.astimezone(there).replace(tzinfo=None) == meant.replace(tzinfo=None):
        return at
    # The wall clock never shows it: go to the end of the gap, which lies between the two readings of the fold.
    before, after = meant.replace(fold=1).astimezone(UTC), at
    offset = after.astimezone(there).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(there).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def exists(day: date, zone: str) -> bool:
    """Say whether a zone's calendar has a date."""
    return instant(day, "12:00", zone).astimezone(ZoneInfo(zone)).date() == day


def dates(schedule: Schedule, after: date) -> Iterator[date]:
    """Give the dates a schedule asks for, later than one, without end."""
    day = after
    while True:
        day += timedelta(days=1)
        if WEEKDAYS[day.weekday()] not in schedule.days or day == schedule.skip_date:
            continue
        if schedule.paused_until is not None and day < schedule.paused_until:
            continue
        if exists(day, schedule.zone):
            yield day


def asks_at(schedule: Schedule, day: date) -> datetime:
    """Give the instant a schedule asks for a date."""
    return instant(day, schedule.time, schedule.zone)


def closes_at(schedule: Schedule, day: date) -> datetime:
    """Give the instant a date's round closes: after its hours, else when the next date is asked for."""
    if schedule.open_hours:
        return asks_at(schedule, day) + timedelta(hours=schedule.open_hours)
    return asks_at(schedule, next(dates(schedule, day)))


def next_asking(schedule: Schedule, now: datetime) -> tuple[date, datetime]:
    """Give the first date, with its instant, that a schedule asks for later than now."""
    day = local_date(now, schedule.zone) - timedelta(days=2)
    return next((d, at) for d in dates(schedule, day) if (at := asks_at(schedule, d)) > now)
