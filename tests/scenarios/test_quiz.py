"""`/quiz`: a question here and now, for everyone or for one alone."""

from __future__ import annotations

import pytest

from tests.scenarios.stage import Stage


async def test_a_quiz_is_put_up_for_everyone_and_lasts_an_hour(stage: Stage) -> None:
    await stage.commands("ana", "/quiz tools junior")
    await stage.sees("raj", "Quiz: Orchard (junior)", "Which tool trims a thin branch?", "Closes Mon 23 Nov 09:30.")
    await stage.passes(hours=1.1)
    await stage.sees("raj", "Closed.")


async def test_one_open_quiz_a_member(stage: Stage) -> None:
    await stage.commands("ana", "/quiz tools")
    await stage.commands("ana", "/quiz trees")
    await stage.sees("ana", "Your last quiz is open until Mon 23 Nov 09:30.")
    await stage.presses("ana", "Close it")
    await stage.sees("ana", "Closing.")


async def test_a_private_quiz_is_seen_by_one_alone(stage: Stage) -> None:
    await stage.commands("ana", "/quiz stories private")
    await stage.sees("ana", "Tell me about a harvest that went wrong.", "Only you see this question.")
    await stage.sees_no("raj", "Tell me about a harvest")
    await stage.presses("ana", "Answer")
    await stage.fills(
        "ana",
        text="Last autumn our only press broke two days before the harvest. I was responsible for the cider. I called "
        "three neighbours and hired a press. As a result we lost half a day instead of a week and pressed 4000 litres.",
    )
    await stage.sees("ana", "Structure only; your story is not judged. Found: situation")


async def test_a_quiz_never_asks_what_is_open(stage: Stage) -> None:
    await stage.commands("ana", "/quiz trees mid")
    await stage.sees("ana", "There is no question to ask: topic trees, level mid.")


async def test_a_mistyped_topic_is_named_with_close_ones(stage: Stage) -> None:
    await stage.commands("ana", "/quiz treees")
    await stage.sees("ana", "No topic treees. Close: trees", "All: /topics")


async def test_in_a_direct_conversation_the_next_message_is_the_answer(stage: Stage) -> None:
    await stage.says("ana", "hello", where="direct")
    await stage.sees("ana", "Nothing is asked here now.")
    await stage.commands("ana", "/quiz stories", where="direct")
    await stage.sees("ana", "Tell me about a harvest that went wrong.", "Your next message here is the answer.")
    await stage.sees_no("raj", "Tell me about a harvest")
    await stage.says("ana", "In autumn our press broke. I had to save the cider, so I hired another.", where="direct")
    await stage.sees("ana", "Structure only; your story is not judged.")


@pytest.mark.needs("direct conversations in the space")
async def test_another_question_is_none_that_is_open_in_the_space(stage: Stage) -> None:
    await stage.commands("ana", "/quiz stories", where="direct")
    await stage.says("ana", "In autumn our press broke. I had to save the cider, so I hired another.", where="direct")
    await stage.presses("ana", "Another")
    await stage.sees("ana", "Which tool trims a thin branch?")


async def test_three_quizzes_a_day_score(stage: Stage) -> None:
    for _ in range(3):
        await stage.commands("ana", "/quiz tools private")
        await stage.presses("ana", "B")
        await stage.presses("ana", "Confirm")
        await stage.passes(hours=1.1)
    await stage.commands("ana", "/quiz tools private")
    await stage.presses("ana", "B")
    await stage.presses("ana", "Confirm")
    await stage.sees("ana", "This quiz is practice: three quizzes a day score.")
