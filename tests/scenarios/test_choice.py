"""Multiple choice: options as buttons, one confirmation, exact judging, several right options too."""

from __future__ import annotations

from tests.scenarios.stage import Stage


async def test_one_option_is_chosen_and_confirmed_once(stage: Stage) -> None:
    await stage.passes(hours=25)  # Tuesday's question is the tool
    await stage.sees("ana", "Which tool trims a thin branch?", "Secateurs")
    await stage.presses("ana", "B")
    await stage.sees("ana", "You chose B.", "Once you confirm it, it is final.")
    await stage.presses("ana", "Confirm")
    await stage.sees("ana", "Right. Worth 100.")
    await stage.presses("ana", "A")
    await stage.sees("ana", "You have chosen already, and a confirmed choice is final.")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. Ana 100")


async def test_a_wrong_choice_does_not_tell_the_right_one(stage: Stage) -> None:
    await stage.passes(hours=25)
    await stage.presses("ana", "A")
    await stage.presses("ana", "Confirm")
    await stage.sees("ana", "Not right.")
    await stage.sees_no("ana", "Right: B.", "it digs")
    await stage.passes(hours=24)
    await stage.sees("raj", "Right: B.")


async def test_who_types_an_option_in_the_thread_is_told_alone_how_to_choose(stage: Stage) -> None:
    await stage.passes(hours=25)
    await stage.says("ana", "A spade is what I would love to have")
    await stage.sees_no("ana", "Taken as talk")
    await stage.says("ana", "I think B")
    await stage.sees("ana", "Taken as talk: this question is answered by its buttons.")
    await stage.sees_no("raj", "Taken as talk")
    await stage.presses("ana", "B")
    await stage.sees("ana", "You chose B.")
    await stage.presses("ana", "Confirm")
    await stage.sees("ana", "Right. Worth 100.")


async def test_several_right_options_are_all_needed(stage: Stage) -> None:
    await stage.passes(hours=25)
    await stage.passes(hours=24)  # Wednesday's question has two right options
    await stage.sees("ana", "Which of these grow on trees?")
    await stage.presses("ana", "Choose")
    await stage.presses("ana", "A")
    await stage.presses("ana", "C")
    await stage.sees("ana", "You chose A, C.")
    await stage.presses("ana", "Confirm")
    await stage.sees("ana", "Right. Worth 100.")
    await stage.presses("raj", "Choose")
    await stage.presses("raj", "A")
    await stage.presses("raj", "Confirm")
    await stage.sees("raj", "Not right.", "Not every right option was chosen.")
