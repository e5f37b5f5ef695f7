"""A question to ask the interviewer: asked where a schedule names its topic, judged on what one would listen for."""

from __future__ import annotations

from tests.scenarios.stage import Stage

HOPES = "I would listen for sensors in each cold room that raise an alarm. A named person answers for every variety."
WARNING = "It would worry me if customers find the rot first and they call that normal."


async def test_a_question_back_is_asked_answered_and_coached_where_a_schedule_names_its_topic(stage: Stage) -> None:
    await stage.commands("boss", "/daily set 09:00 asking")
    await stage.sees("boss", "Topics: asking")
    await stage.passes(hours=25)
    await stage.sees(
        "ana", "Question of the day: Orchard (mid)", "Ask the grower how they find out that fruit is rotten"
    )
    await stage.presses("ana", "Hint")
    await stage.sees(
        "ana", "Ask for the last crate that was thrown away.", "Bring six questions, ask the three that fit"
    )
    await stage.says("ana", f"{HOPES} {WARNING}")
    await stage.sees("ana", "You named 2 of 3 things to listen for. No points: there is no one right list.")
    await stage.sees("ana", "You named a red flag: “if customers find the rot first")
    await stage.sees_no("raj", "You named 2 of 3 things")
    await stage.says("raj", HOPES)
    await stage.sees("raj", "Name a reply that would worry you, too.")
    await stage.presses("raj", "Reveal model answer")
    await stage.presses("raj", "Show the model answer")
    await stage.sees("raj", "Why ask it:", "Red flags:", "Blame for one picker", "Listen for:", "lost harvest told")
    await stage.commands("ana", "/leaderboard")
    await stage.sees("ana", "You: 1 of 2, 0 points.")
    await stage.passes(hours=24)
    await stage.sees("li", "2 people answered.")
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "Streak here: one day")
