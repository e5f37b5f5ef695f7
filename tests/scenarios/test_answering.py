"""Answering: in the thread or by form, edited, deleted, taken as talk, three tries."""

from __future__ import annotations

from tests.scenarios.stage import Stage

FULL = (
    "Wrap the young trunks in jute against the frost, prune old branches in February while the sap is low, "
    "mulch keeps the soil around the roots from freezing, and check the stored apples weekly for rotten ones."
)
HALF = "Wrap the young trunks in jute against the frost, and mulch keeps the soil around the roots from freezing."


async def test_the_whole_loop(stage: Stage) -> None:
    await stage.sees("ana", "Question of the day: Orchard (mid)", "How does an orchard keep its trees healthy")
    await stage.says("ana", HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.", "“Wrap the young trunks in jute against the frost”")
    await stage.sees("ana", "Not found:", "when branches go", "1 of 3 tries used")
    await stage.sees_no("raj", "Covered 2 of 4 key points.")
    await stage.presses("ana", "Reveal model answer")
    await stage.sees("ana", "Your answer keeps its points. Anything after this is practice.")
    await stage.presses("ana", "Show the model answer")
    await stage.sees("ana", "because one rotten apple spoils the box")
    await stage.sees_no("raj", "because one rotten apple spoils the box")
    await stage.commands("ana", "/leaderboard")
    await stage.sees("ana", "You: 1 of 1")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. Ana", "You: no points yet.")


async def test_talk_is_no_answer_until_its_author_says_so(stage: Stage) -> None:
    await stage.says("ana", "good morning all")
    await stage.sees("ana", "Taken as talk.")
    await stage.presses("ana", "Use as my answer")
    await stage.sees("ana", "I found none of the 4 key points.")


async def test_a_question_to_the_others_is_talk(stage: Stage) -> None:
    await stage.says("ana", "does anyone here know what this is about?")
    await stage.sees("ana", "Taken as talk.")


async def test_messages_within_two_minutes_are_one_answer(stage: Stage) -> None:
    await stage.says("ana", "Wrap the young trunks in jute against the frost.")
    await stage.passes(hours=1 / 60)
    await stage.says("ana", "And mulch keeps the soil around the roots from freezing.")
    await stage.sees("ana", "Covered 2 of 4 key points.", "1 of 3 tries used")


async def test_editing_changes_the_answer_and_takes_a_try(stage: Stage) -> None:
    message = await stage.says("ana", HALF)
    await stage.edits("ana", message, FULL)
    await stage.sees("ana", "Covered 4 of 4 key points. Score")
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "One question answered")


async def test_deleting_takes_the_answer_back(stage: Stage) -> None:
    message = await stage.says("ana", FULL)
    await stage.deletes("ana", message)
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "You took your answer back.")
    await stage.commands("raj", "/leaderboard")
    await stage.sees_no("raj", "1. Ana 1")


async def test_who_answers_again_after_taking_an_answer_back_has_that_answers_points(stage: Stage) -> None:
    message = await stage.says("ana", FULL)
    await stage.deletes("ana", message)
    await stage.passes(hours=0.1)
    await stage.says("ana", "Mulch keeps the soil around the roots from freezing.")
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "One question answered")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. Ana ")
    await stage.sees_no("raj", "1. Ana 1", "1. Ana 2")  # of the first answer, or of both together


async def test_only_three_tries_count(stage: Stage) -> None:
    message = await stage.says("ana", "Wrap the young trunks in jute against the frost, nothing more.")
    for text in ("Mulch keeps the soil around the roots from freezing.", HALF):
        await stage.edits("ana", message, text)
    await stage.edits("ana", message, FULL)
    await stage.sees("ana", "Practice: your 3 tries are used")


async def test_a_later_answer_can_be_put_aside_for_the_earlier_one(stage: Stage) -> None:
    await stage.says("ana", HALF)
    await stage.passes(hours=0.2)
    await stage.says("ana", "Stored apples are checked weekly for rotten ones.")
    await stage.sees("ana", "Covered 1 of 4 key points.")
    await stage.presses("ana", "Keep the earlier answer")
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")


async def test_a_private_answer_stays_private(stage: Stage) -> None:
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.sees_no("raj", "jute")
    await stage.passes(hours=25)
    await stage.presses("raj", "Show answers")
    await stage.sees("raj", "Nobody who answered privately chose to show it.")


async def test_a_private_answer_is_shown_after_the_close_if_its_author_ticked_that(stage: Stage) -> None:
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=HALF, show_after_close=True)
    await stage.presses("raj", "Answer privately")
    await stage.passes(hours=25)
    await stage.presses("raj", "Show answers")
    await stage.sees("raj", "Ana:", "and mulch keeps the soil around the roots")


async def test_another_ones_answer_earns_nothing(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.passes(hours=0.1)
    await stage.says("raj", FULL.replace("weekly", "each week"))
    await stage.sees("raj", "nearly the same as an earlier answer or the model answer, so it earns nothing")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. Ana")
    await stage.sees_no("raj", "1. Raj")


async def test_an_answer_after_the_reveal_is_practice(stage: Stage) -> None:
    await stage.presses("ana", "Reveal model answer")
    await stage.sees("ana", "You will earn no points here. Show the model answer?")
    await stage.presses("ana", "Show the model answer")
    await stage.says("ana", HALF)
    await stage.sees("ana", "Practice: it earns nothing.")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "Nobody has points yet.")


async def test_what_was_acknowledged_is_there_after_a_restart(stage: Stage) -> None:
    await stage.says("ana", HALF)
    await stage.restarts()
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.presses("ana", "Hint")
    await stage.sees("ana", "Think of what a tree wears")
