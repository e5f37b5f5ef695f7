"""What is kept of a member: shown, exported, removed, and whether boards may name them."""

from __future__ import annotations

from tests.scenarios.stage import Stage
from tests.scenarios.test_answering import FULL, HALF


async def test_boards_and_summaries_name_nobody_without_their_leave(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.commands("ana", "/privacy board off")
    await stage.sees("ana", "Leaderboards and summaries do not name you any more.")
    await stage.commands("raj", "/leaderboard")
    await stage.sees_no("raj", "1. Ana")
    await stage.commands("ana", "/leaderboard")
    await stage.sees("ana", "You: 1 of 1")
    await stage.passes(hours=25)
    await stage.sees("raj", "One person answered.")
    await stage.sees_no("raj", "Highest: Ana")
    await stage.commands("ana", "/privacy board on")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. Ana")


async def test_forgetting_removes_everything(stage: Stage) -> None:
    await stage.says("ana", HALF)
    await stage.commands("ana", "/privacy forget")
    await stage.sees("ana", "This removes your answers, points, streak and name for good")
    await stage.presses("ana", "Remove it all")
    await stage.sees("ana", "All that was kept of you here is removed.")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "Nobody has points yet.")
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "You have answered nothing yet.")


async def test_forgetting_gives_no_second_turn(stage: Stage) -> None:
    await stage.presses("ana", "Reveal model answer")
    await stage.presses("ana", "Show the model answer")
    await stage.commands("ana", "/privacy forget")
    await stage.presses("ana", "Remove it all")
    await stage.passes(hours=0.1)
    await stage.says("ana", FULL)
    await stage.sees("ana", "Practice: it earns nothing.")
    await stage.commands("ana", "/leaderboard")
    await stage.sees("ana", "Nobody has points yet.")
    await stage.passes(hours=25)
    await stage.presses("ana", "B")
    await stage.presses("ana", "Confirm")
    await stage.sees("ana", "Right. Worth 100.")


async def test_an_export_holds_what_was_answered(stage: Stage) -> None:
    await stage.says("ana", HALF)
    await stage.commands("ana", "/privacy export")
    await stage.sees("ana", "All that is kept of you here:", "hotseat-export.json")
    await stage.commands("ana", "/privacy")
    await stage.sees("ana", "What is kept of you here", "The name you go by here")
