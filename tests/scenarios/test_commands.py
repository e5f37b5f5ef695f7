"""What is typed wrong gets a sentence that says what would be right."""

from __future__ import annotations

import pytest

from tests.scenarios.stage import Stage

WRONG = [
    pytest.param(
        "/quizz",
        "I know no /quizz. /help lists what I understand.",
        marks=pytest.mark.needs("commands nobody registered"),
    ),
    ("/quiz seniro", "No level seniro. The levels are junior, mid, senior."),
    ("/quiz zzz", "No topic zzz. All: /topics"),
    ("/quiz tools junior private more", "I don't know what to do with more."),
    ("/leaderboard yearly", "yearly is neither a topic nor one of week, month, all. All topics: /topics"),
    ("/leaderboard mnth", "mnth does not fit there. What does: week, month, all."),
    ("/daily sett", "sett means nothing after /daily."),
    ("/daily set 9 o'clock", "9 is no time. Write it as HH:MM"),
    ("/daily set Europe/Berln", "No time zone Europe/Berln. Close: Europe/Berlin"),
    ("/daily set mon-fry", "mon-fry are no days."),
    ("/daily set senior nothing,trees", "No topic nothing."),
    ("/daily pause 2026-13-01", "2026-13-01 is no date. Write it as YYYY-MM-DD"),
    (
        "/daily pause 2020-01-01",
        "That date is not in the future. Write it as YYYY-MM-DD, for example /daily pause until 2026-12-21.",
    ),
    ("/settings zone", "Something is missing. For example: /settings zone Europe/Berlin"),
    ("/settings week someday", "someday is no weekday."),
    ("/settings manager +Nobody", "I know nobody called Nobody here."),
    ("/privacy board maybe", "maybe does not fit there. What does: on, off."),
]


@pytest.mark.needs("typed commands")
@pytest.mark.parametrize(("typed", "answer"), WRONG)
async def test_a_wrong_argument_is_answered_with_what_would_be_right(stage: Stage, typed: str, answer: str) -> None:
    await stage.commands("boss", typed)
    await stage.sees("boss", answer)
    await stage.sees_no("ana", answer)


async def test_help_lists_every_command_and_explains_each(stage: Stage) -> None:
    await stage.commands("ana", "/help")
    await stage.sees("ana", "/quiz [topic] [level] [private]: a question here and now", "/privacy", "/daily")
    await stage.commands("ana", "/daily help")
    await stage.sees("ana", "/daily pause", "stop asking, until a date or until resumed", "The daily question here.")
    await stage.commands("ana", "/daily pause help")
    await stage.sees(
        "ana", "Stop asking, until a date or until resumed.", "Example: /daily pause until 2030-01-07", "For managers."
    )


async def test_settings_are_changed_one_by_one(stage: Stage) -> None:
    await stage.commands("boss", "/settings zone Europe/Berlin")
    await stage.sees("boss", "Time zone: Europe/Berlin")
    await stage.commands("boss", "/settings week sunday")
    await stage.sees("boss", "The week begins on Sunday")
    await stage.commands("ana", "/settings zone UTC")
    await stage.sees("ana", "Only managers can do that.")
    await stage.says("ana", "good morning")
    await stage.commands("boss", "/settings manager +Ana")
    await stage.sees("boss", "Managers: Boss, Ana")
    await stage.commands("ana", "/settings zone UTC")
    await stage.sees("ana", "Time zone: UTC")


async def test_a_report_reaches_the_managers_with_its_reason(stage: Stage) -> None:
    await stage.presses("ana", "Report this question")
    await stage.fills("ana", reason="Trees are *not* wrapped <b>here</b>.")
    await stage.sees("ana", "Thank you. The managers will read it.")
    await stage.commands("boss", "/settings reports")
    await stage.sees("boss", "One reported question", "orchard-winter, by Ana", "Trees are *not* wrapped <b>here</b>.")
    await stage.presses("boss", "Done with 1")
    await stage.sees("boss", "No question is reported.")
    await stage.commands("ana", "/settings reports")
    await stage.sees("ana", "Only managers can do that.")
