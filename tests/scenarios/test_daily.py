"""The daily question: asked by the clock, closed with one summary, paused, skipped, changed, hidden."""

from __future__ import annotations

from tests.scenarios.stage import Stage
from tests.scenarios.test_answering import FULL, HALF


async def test_a_round_closes_with_one_summary_in_its_thread(stage: Stage) -> None:
    await stage.says("ana", FULL)
    await stage.says("raj", HALF)
    await stage.passes(hours=25)
    await stage.sees("li", "2 people answered.", "Most missed: when branches go.", "Highest: Ana")
    await stage.sees("li", "Which tool trims a thin branch?")


async def test_a_round_nobody_answered_gets_no_summary(stage: Stage) -> None:
    await stage.passes(hours=25)
    await stage.sees("ana", "Closed.", "Which tool trims a thin branch?")
    await stage.sees_no("ana", "people answered")


async def test_a_question_links_to_the_last_results(stage: Stage) -> None:
    await stage.sees_no("ana", "Last results")
    await stage.says("ana", HALF)
    await stage.passes(hours=25)
    await stage.sees("ana", "Last results")


async def test_results_nobody_has_are_not_linked_to(stage: Stage) -> None:
    await stage.passes(hours=25)
    await stage.sees("ana", "Closed.")
    await stage.sees_no("ana", "Last results")


async def test_an_answer_to_a_closed_question_is_not_counted(stage: Stage) -> None:
    message = await stage.says("ana", "good morning")
    await stage.passes(hours=25)
    await stage.edits("ana", message, HALF)
    await stage.sees("ana", "This question is closed, so your message was not counted.")


async def test_the_weekend_is_left_out(stage: Stage) -> None:
    await stage.commands("boss", "/daily")
    await stage.sees("boss", "At 09:00 (UTC), Mon, Tue, Wed, Thu, Fri", "Next: Tue 24 Nov 09:00")
    await stage.passes(hours=24 * 4 + 1)  # Friday morning: the last new question was Wednesday's
    await stage.commands("boss", "/daily")
    await stage.sees("boss", "Next: Mon 30 Nov 09:00")


async def test_what_was_missed_is_asked_once_and_late(stage: Stage) -> None:
    await stage.passes(hours=24 * 3 + 1)
    await stage.sees("ana", "Which tool trims a thin branch?")
    await stage.sees_no("ana", "Which of these grow on trees?")


async def test_a_schedule_is_set_and_says_what_it_will_do(stage: Stage) -> None:
    await stage.commands("boss", "/daily set 17:30 Europe/Berlin trees,tools mon-thu")
    await stage.sees("boss", "Saved", "At 17:30 (Europe/Berlin), Mon, Tue, Wed, Thu", "Topics: trees, tools")
    await stage.sees("boss", "Next: Tue 24 Nov")


async def test_a_schedule_is_set_in_a_form(stage: Stage) -> None:
    await stage.commands("boss", "/daily edit")
    await stage.fills("boss", time="25:00")
    await stage.sees("boss", "25:00 is no time. Write it as HH:MM")
    await stage.commands("boss", "/daily edit")
    await stage.fills("boss", time="10:15", topics="trees", days="mon,wed")
    await stage.sees("boss", "At 10:15 (UTC), Mon, Wed")


async def test_only_managers_set_it(stage: Stage) -> None:
    await stage.commands("ana", "/daily set 17:30")
    await stage.sees("ana", "Only managers can do that.")


async def test_pause_until_a_date_and_resume(stage: Stage) -> None:
    await stage.commands("boss", "/daily pause until 2026-12-01")
    await stage.sees("boss", "Next: Tue 1 Dec 09:00")
    await stage.passes(hours=48)
    await stage.sees_no("ana", "Which tool trims a thin branch?")
    await stage.commands("boss", "/daily resume")
    await stage.sees("boss", "Asking again.", "Next: Wed 25 Nov 09:00")
    await stage.passes(hours=25)
    await stage.sees("ana", "Which tool trims a thin branch?")


async def test_skip_leaves_out_one(stage: Stage) -> None:
    await stage.commands("boss", "/daily skip")
    await stage.sees("boss", "Left out: Tue 24 Nov 09:00.", "Next: Wed 25 Nov 09:00")
    await stage.passes(hours=25)
    await stage.sees_no("ana", "Which tool trims a thin branch?")
    await stage.passes(hours=24)
    await stage.sees("ana", "Which tool trims a thin branch?")


async def test_now_asks_at_once_and_close_ends_it(stage: Stage) -> None:
    await stage.commands("boss", "/daily now")
    await stage.sees("boss", "Asked.")
    await stage.sees("ana", "Which tool trims a thin branch?")
    await stage.commands("boss", "/daily close")
    await stage.passes(hours=0.1)
    await stage.sees("ana", "Closed.")


async def test_preview_shows_times_and_an_example(stage: Stage) -> None:
    await stage.commands("boss", "/daily preview")
    await stage.sees("boss", "What comes next", "Tue 24 Nov 09:00", "Mon 30 Nov 09:00", "A question might be")


async def test_in_a_hidden_round_only_the_form_counts(stage: Stage) -> None:
    await stage.commands("boss", "/settings answers hidden")
    await stage.commands("ana", "/quiz stories")
    await stage.sees("raj", "Tell me about a harvest that went wrong.", "Nobody sees your answer.")
    await stage.says("raj", "In the autumn our press broke and I hired another, so we lost only half a day.")
    await stage.commands("raj", "/verdict")
    await stage.sees("raj", "You have not answered a question here yet.")
    await stage.presses("raj", "Answer")
    await stage.fills("raj", text="Last autumn our press broke. I had to save the cider. I hired another press.")
    await stage.sees("raj", "Structure only; your story is not judged.")


async def test_after_the_pool_is_used_up_the_oldest_comes_again(stage: Stage) -> None:
    await stage.passes(hours=25)
    await stage.passes(hours=24)
    await stage.sees("ana", "Which of these grow on trees?")
    await stage.passes(hours=24)
    await stage.commands("boss", "/daily")
    await stage.sees("boss", "Each of the 3 questions was asked here; now the oldest come again")


async def test_the_owner_hears_when_questions_run_out(stage: Stage) -> None:
    await stage.sees("boss", "questions are left in #daily that nobody there has had.")
    await stage.sees_no("ana", "questions are left in #daily")
