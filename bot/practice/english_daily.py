"""The sentences of the daily question's schedule, in English; the same rules as in `english`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.practice.english import Template

ENGLISH_DAILY: Mapping[str, Template] = {
    "daily.title": "The daily question here",
    "daily.saved": "Saved",
    "daily.form": "The daily question",
    "daily.none": "Nothing is asked here daily yet.",
    "daily.when": "At {time} ({zone}), {days}",
    "daily.what": "Topics: {topics}; level: {level}",
    "daily.every_topic": "all",
    "daily.open": "Open: answers in the thread, everyone reads",
    "daily.hidden": "Hidden: only the form counts, the thread is talk",
    "daily.open_until_next": "Open until the next question",
    "daily.open_hours": ("Open for one hour", "Open for {hours} hours"),
    "daily.group": "a user group",
    "daily.pings": "Each question pings {group}",
    "daily.next": "Next: {when}.",
    "daily.paused": "Paused. */daily resume* goes on.",
    "daily.paused_until": "Paused.",
    "daily.failed": "Stopped: I could not post here. Once that is mended, */daily resume* goes on.",
    "daily.resumed": "Asking again.",
    "daily.skipped": "Left out: {when}.",
    "daily.stopped": "Nothing is asked here daily any more. Open questions stay open until their time.",
    "daily.supply": (
        "One question nobody here has had.",
        "{count} questions nobody here has had, about {weeks} weeks.",
    ),
    "daily.supply_short": (
        "One question nobody here has had; after that, old ones come again.",
        "{count} questions nobody here has had; after that, old ones come again.",
    ),
    "daily.supply_again": (
        "The only question was asked here; now it comes again.",
        "Each of the {count} questions was asked here; now the oldest come again, the hard ones first.",
    ),
    "daily.low": (
        (
            "One question is left in {place} that nobody there has had. After that, old ones come again. */daily set* "
            "takes more topics."
        ),
        (
            "{count} questions are left in {place} that nobody there has had. After that, old ones come again. */daily "
            "set* takes more topics."
        ),
    ),
    "daily.low_none": "Every question was asked in {place}; now the oldest come again. */daily set* takes more topics.",
    "daily.empty_pool": "There is no question for that: topics {topics}, level {level}. All: */topics*",
    "daily.preview": "What comes next",
    "daily.time": "{when}",
    "daily.example": "A question might be, {topic} ({level}):",
    "daily.asked_now": "Asked.",
    "daily.all_open": "There is nothing to ask now: every question of the pool is open, or today's is asked.",
    "daily.none_open": "No daily question is open here.",
    "daily.pause_past": "That date is not in the future. Write it as YYYY-MM-DD, for example {example}.",
    "daily.pause_far": "That is more than ten years away. */daily stop* ends it for good.",
    "day.mon": "Mon",
    "day.tue": "Tue",
    "day.wed": "Wed",
    "day.thu": "Thu",
    "day.fri": "Fri",
    "day.sat": "Sat",
    "day.sun": "Sun",
    "field.channel": "Channel",
    "field.topics": "Topics, joined by commas, or all",
    "field.level": "Level",
    "field.days": "Days, for example mon-fri",
    "field.time": "Time, HH:MM",
    "field.zone": "Time zone, for example Europe/Berlin",
    "field.hours": "Open until",
    "hours.next": "The next question",
    "hours.after": ("One hour after it is asked", "{hours} hours after it is asked"),
    "field.answers": "Answers",
    # Where a platform has a menu for it, nothing is typed.
    "menu.topics": "Topics",
    "menu.days": "Days",
    "menu.time": "Time",
    "menu.zone": "Time zone",
    "menu.search": "Type to search",
}
