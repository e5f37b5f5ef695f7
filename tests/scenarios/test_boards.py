"""Leaderboards, statistics, topics: private, with *Post here* where sharing makes sense; streaks."""

from __future__ import annotations

from tests.scenarios.stage import Stage
from tests.scenarios.test_answering import FULL, HALF


async def test_the_board_shows_the_first_and_ones_own_line(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.says("raj", HALF)
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "This week, 23–29 Nov, all topics, here", "1. Ana", "2. Raj", "You: 2 of 2")
    await stage.sees_no("li", "1. Ana")


async def test_a_board_is_posted_for_everyone(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.commands("raj", "/leaderboard month")
    await stage.sees("raj", "November 2026, all topics, here")
    await stage.presses("raj", "Post here")
    await stage.sees("li", "November 2026, all topics, here", "1. Ana", "Posted by Raj.")


async def test_a_board_of_one_topic_and_of_another_period(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.commands("ana", "/leaderboard all tools")
    await stage.sees("ana", "All time, tools, here", "Nobody has points yet.")
    await stage.commands("ana", "/leaderboard trees everywhere")
    await stage.sees("ana", "This week, 23–29 Nov, trees, everywhere", "1. Ana")


async def test_a_new_week_begins_empty_and_last_weeks_board_can_be_posted(stage: Stage) -> None:
    await stage.commands("boss", "/settings weekly on")
    await stage.sees("boss", "Last week's board is posted when a week ends")
    await stage.passes(hours=0.1)
    await stage.says("ana", FULL)
    await stage.passes(hours=24 * 7)
    await stage.sees("li", "Last week, 23–29 Nov, all topics, here", "1. Ana")
    await stage.commands("ana", "/leaderboard")
    await stage.sees("ana", "This week, 30 Nov – 6 Dec, all topics, here", "Nobody has points yet.")


async def test_streaks_count_the_days_the_schedule_asked(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.passes(hours=25)
    await stage.presses("ana", "B")
    await stage.presses("ana", "Confirm")
    await stage.passes(hours=24)
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "2 questions answered", "Streak here: 2 days", "Average score")
    await stage.commands("ana", "/leaderboard")
    await stage.sees("ana", "Streak: 2 days.")
    await stage.passes(hours=24)
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "Streak here: 0 days")


async def test_stats_can_be_shared(stage: Stage) -> None:
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "You have answered nothing yet.")
    await stage.says("ana", FULL)
    await stage.commands("ana", "/stats")
    await stage.presses("ana", "Post here")
    await stage.sees("raj", "How Ana does", "One question answered")


async def test_topics_list_the_banks(stage: Stage) -> None:
    await stage.commands("ana", "/topics")
    await stage.sees("ana", "5 questions", "orchard: 5 questions. Questions about a fruit farm")
