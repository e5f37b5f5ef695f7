"""Corners that a scenario on every stage would only repeat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.practice.contract import MessageRef, Parcel, Reason, SendFailedError, Unjudged
from bot.practice.messages import Card
from bot.practice.picking import pick
from bot.practice.requests import (
    AskReveal,
    CloseRound,
    ConfirmChoice,
    Deleted,
    KeepEarlier,
    LeaveSpace,
    OpenSpace,
    Reveal,
    Said,
    SubmitAnswer,
    Typed,
    UseMessage,
)
from content.model import Kind, Question
from storage.records import Revision, Round, ScheduleState
from tests.scenarios.practice_stage import PLACE, PracticeStage
from tests.scenarios.stage import MORNING
from tests.scenarios.test_answering import FULL, HALF


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[PracticeStage]:
    found = PracticeStage(tmp_path)
    await found.start()
    yield found
    await found.stop()


def newest(stage: PracticeStage) -> Round:
    return stage.store.read(lambda tx: tx.rounds.open_in_space("orchard")[0]).result()


async def test_who_deletes_anothers_message_does_not_see_their_verdict(stage: PracticeStage) -> None:
    await stage.says("ana", "Wrap the young trunks in jute against the frost.")
    second = await stage.says("ana", "Mulch keeps the soil around the roots from freezing.")
    outcome = await stage.hotseat.desk.ask(Deleted(stage.asker("boss"), second))
    assert outcome.unjudged is None
    await stage.passes(hours=0.01)
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 1 of 4 key points.")


async def test_a_place_is_first_asked_something_to_be_answered_in_words(stage: PracticeStage) -> None:
    ctx = stage.hotseat.desk.context()
    questions = sorted(
        (q for bank in stage.library.banks for q in bank.questions), key=lambda q: q.kind is not Kind.CHOICE
    )
    assert questions[0].kind is Kind.CHOICE, "whose first is drawn"

    def picked(space: str, among: list[Question]) -> Question | None:
        return stage.store.read(lambda tx: pick(tx, ctx, space, PLACE, among)).result()

    first, another = picked("new", questions), picked("orchard", questions)
    assert first is not None and first.kind is Kind.KNOWLEDGE
    assert another == questions[0], "a place that had one takes what comes"
    choices = [question for question in questions if question.kind is Kind.CHOICE]
    assert picked("new", choices) == choices[0], "where there is nothing else"


async def test_an_answer_is_compared_with_those_said_last(
    stage: PracticeStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.practice.verdicts.COPIED_FROM", 1)
    copied = "nearly the same as an earlier answer"
    latest = (
        HALF.replace("the young", "all") + " I learned it from my grandmother, who kept forty pear trees on a hill."
    )
    await stage.says("ana", FULL)
    await stage.passes(hours=0.01)
    await stage.says("raj", latest)
    await stage.passes(hours=0.01)
    await stage.says("kim", FULL)
    await stage.sees("kim", "Covered 4 of 4 key points.")
    await stage.sees_no("kim", copied)
    await stage.passes(hours=0.01)
    await stage.says("boss", FULL + " Indeed.")
    await stage.sees("boss", copied)


async def test_what_was_forgotten_is_not_taken_in_again_and_the_mark_goes_with_the_round(stage: PracticeStage) -> None:
    message = await stage.says("ana", FULL)
    sent_at = stage.clock()
    await stage.commands("ana", "/privacy forget")
    await stage.presses("ana", "Remove it all")
    round_ = newest(stage)
    told_again = Said(stage.asker("ana"), text=FULL, message=message, thread=round_.thread, sent_at=sent_at)
    outcome = await stage.hotseat.desk.ask(told_again)
    assert outcome.unjudged is None
    marks = stage.store.read(lambda tx: tx.forgotten.of_question(round_.space, round_.question_id)).result()
    assert [mark.spent for mark in marks] == [True]
    assert "ana" not in f"{marks}"
    await stage.passes(hours=25)
    await stage.passes(hours=0.1)
    assert stage.store.read(lambda tx: tx.forgotten.of_question(round_.space, round_.question_id)).result() == []


async def test_what_is_said_directly_while_the_bot_is_away_is_the_answer(stage: PracticeStage) -> None:
    await stage.commands("ana", "/quiz stories", where="direct")
    await stage.stop()
    stage.clock.now += timedelta(minutes=5)
    text = "In autumn our press broke. I had to save the cider, so I hired another."
    place = stage.asker("ana", direct=True).place
    stage.chat.post(place=place, thread=None, author="ana", text=text, sent_at=stage.clock.now)
    await stage.start()
    await stage.commands("ana", "/verdict", where="direct")
    await stage.sees("ana", "Structure only; your story is not judged.")


async def test_in_a_direct_conversation_a_reply_and_an_edit_belong_to_the_question_they_were_made_to(
    stage: PracticeStage,
) -> None:
    text = "In autumn our press broke. I had to save the cider, so I hired another."
    await stage.commands("ana", "/quiz stories", where="direct")
    answered = await stage.says("ana", text, where="direct")
    stage.clock.now += timedelta(minutes=5)
    await stage.commands("ana", "/quiz asking", where="direct")  # and the first is over
    asking, *_ = stage.store.read(lambda tx: tx.rounds.open_in_space("orchard")).result()
    ana, sent_at = stage.asker("ana", direct=True), stage.clock()
    story = stage.store.read(lambda tx: tx.answers.message("orchard", ana.place, answered)).result()
    assert story is not None
    story_asked = stage.store.read(lambda tx: tx.rounds.get(story.round)).result()
    assert story_asked is not None
    late = [
        Said(replace(ana, event="said:edited"), f"{text} It worked.", answered, None, sent_at, "1"),
        Said(replace(ana, event="said:replied"), text, "later", story_asked.message, sent_at),
    ]
    for said in late:
        outcome = await stage.hotseat.desk.ask(said)
        assert outcome.unjudged is None
        assert "answer.closed" in str(outcome.reply)
    assert stage.store.read(lambda tx: tx.answers.get(asking.id, "ana")).result() is None
    reply = Said(replace(ana, event="said:reply"), "Who sorts out the rotten ones?", "last", asking.message, sent_at)
    assert (await stage.hotseat.desk.ask(reply)).unjudged == Unjudged(asking.id, "ana", 1)


async def test_the_first_words_stand_above_the_first_question(stage: PracticeStage) -> None:
    in_daily = [post.key.split(":")[0] for post in stage.chat.posts if post.place == "daily"]
    assert in_daily == ["welcome", "question"]


async def test_the_model_answer_is_asked_about_once_and_then_shown_and_the_points_stay(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    round_ = newest(stage)
    before = stage.store.read(lambda tx: tx.answers.get(round_.id, "ana")).result()
    replies = []
    for request in (AskReveal, Reveal, Reveal, AskReveal):
        outcome = await stage.hotseat.desk.ask(request(stage.asker("ana"), round_.id))
        assert isinstance(outcome.reply, Card)
        replies.append(outcome.reply.fallback.key)
    assert replies == ["reveal.keeps", "reveal.title", "reveal.title", "reveal.title"]
    after = stage.store.read(lambda tx: tx.answers.get(round_.id, "ana")).result()
    assert before is not None
    assert after == replace(before, frozen=True)


async def test_going_back_to_the_earlier_answer_that_is_told_twice_goes_back_once(stage: PracticeStage) -> None:
    for text in ("Wrap the young trunks in jute against the frost.", HALF, FULL):
        await stage.says("ana", text)
        stage.clock.now += timedelta(minutes=5)
    again = KeepEarlier(stage.asker("ana"), newest(stage).id)
    for _ in range(2):
        await stage.hotseat.desk.ask(again)
    stage.replies.clear()
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.sees_no("ana", "Covered 1 of 4 key points.")


async def test_a_tick_belongs_to_the_answer_it_was_set_on(stage: PracticeStage) -> None:
    for text, ticked in ((HALF, False), ("Stored apples are checked weekly for rotten ones.", True)):
        await stage.presses("ana", "Answer privately")
        await stage.fills("ana", text=text, show_after_close=ticked)
    await stage.presses("ana", "Keep the earlier answer")
    await stage.passes(hours=25)
    await stage.presses("raj", "Show answers")
    await stage.sees("raj", "Nobody who answered privately chose to show it.")


async def test_what_was_public_once_stays_compared_and_what_was_private_is_not(stage: PracticeStage) -> None:
    await stage.says("ana", FULL)
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=HALF)
    await stage.passes(hours=0.1)
    await stage.says("raj", FULL)
    await stage.sees("raj", "so it earns nothing")
    await stage.passes(hours=0.1)
    await stage.presses("li", "Answer privately")
    await stage.fills("li", text=HALF)
    await stage.sees_no("li", "so it earns nothing")


async def test_two_skips_leave_out_two_dates(stage: PracticeStage) -> None:
    await stage.commands("boss", "/daily skip")
    await stage.commands("boss", "/daily skip")
    await stage.sees("boss", "Left out: Wed 25 Nov 09:00.", "Next: Thu 26 Nov 09:00")


async def test_a_space_that_left_and_came_back_waits_to_be_resumed(stage: PracticeStage) -> None:
    await stage.hotseat.desk.ask(LeaveSpace(stage.asker("boss")))
    await stage.passes(hours=25)
    await stage.sees_no("ana", "Which tool trims a thin branch?")
    await stage.hotseat.desk.ask(OpenSpace(stage.asker("boss"), platform="chat", name="Orchard", zone="UTC"))
    await stage.commands("boss", "/daily resume")
    await stage.passes(hours=25)
    await stage.sees("ana", "Which tool trims a thin branch?")


async def test_to_a_space_that_left_nothing_is_owed_when_its_question_closes(stage: PracticeStage) -> None:
    await stage.says("ana", FULL)
    round_ = newest(stage)
    await stage.hotseat.desk.ask(LeaveSpace(stage.asker("boss")))
    await stage.passes(hours=25)
    closed = stage.store.read(lambda tx: tx.rounds.get(round_.id)).result()
    assert closed is not None
    assert not closed.open
    owed = [f"closed:{round_.id}", f"summary:{round_.id}"]
    assert stage.store.read(lambda tx: [tx.deliveries.get(key) for key in owed]).result() == [None, None]


async def test_a_schedule_that_cannot_be_worked_out_stops_itself_alone(stage: PracticeStage) -> None:
    await stage.commands("ana", "/daily set 10:00", where="direct")
    broken = stage.store.read(lambda tx: tx.schedules.of_place("orchard", PLACE)).result()
    assert broken is not None
    stage.store.write(lambda tx: tx.schedules.change(broken.id, zone="Nowhere/Land")).result()
    await stage.passes(hours=26)
    found = stage.store.read(lambda tx: (tx.schedules.get(broken.id), tx.schedules.of_place("orchard", "dm-ana")))
    stopped, going = found.result()
    assert stopped is not None
    assert stopped.state is ScheduleState.FAILED
    assert going is not None
    assert stage.store.read(lambda tx: tx.rounds.on(going.id, stage.clock().date())).result() is not None
    await stage.restarts()  # the plan is worked out anew, and the broken one stops nothing


async def test_a_round_that_cannot_be_read_is_closed_and_holds_up_no_other(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    broken = newest(stage)
    stage.store.write(lambda tx: tx.rounds.change(broken.id, question="{}")).result()
    unjudged = Revision(
        round=broken.id,
        member="raj",
        number=1,
        space="orchard",
        event="e",
        text=HALF,
        attempt=1,
        sent_at=stage.clock(),
        received_at=stage.clock(),
    )
    stage.store.write(lambda tx: tx.answers.add_revision(unjudged)).result()
    await stage.commands("boss", "/quiz tools")
    other = newest(stage)
    await stage.passes(hours=2)
    await stage.passes(hours=24)
    assert not stage.store.read(lambda tx: [r for r in tx.rounds.open_in_space("orchard") if r.id == other.id]).result()
    stage.store.write(lambda tx: tx.answers.forget_member("orchard", "raj")).result()
    await stage.passes(hours=1)
    closed = stage.store.read(lambda tx: tx.rounds.get(broken.id)).result()
    assert closed is not None
    assert not closed.open


async def test_a_question_that_a_moderator_deleted_stops_no_schedule(stage: PracticeStage) -> None:
    stage.chat.broken = [SendFailedError(Reason.GONE)]  # the edit of the first card, at its close
    await stage.passes(hours=25)
    [schedule] = stage.store.read(lambda tx: tx.schedules.all()).result()
    assert schedule.state is ScheduleState.ACTIVE
    await stage.sees("ana", "Which tool trims a thin branch?")


async def test_a_quiz_that_could_not_be_posted_in_its_hour_is_not_posted_after_it(stage: PracticeStage) -> None:
    stage.chat.broken = [SendFailedError(Reason.RATE_LIMITED, retry_after=7200)]
    await stage.commands("ana", "/quiz stories")
    await stage.passes(hours=3)
    await stage.sees_no("raj", "Closes Mon 23 Nov 09:30.")


async def test_a_day_whose_question_never_arrived_breaks_no_streak(stage: PracticeStage) -> None:
    await stage.says("ana", FULL)
    send = stage.adapter.send

    async def forbidden(parcel: Parcel) -> MessageRef:
        if parcel.key.startswith("question:"):
            raise SendFailedError(Reason.FORBIDDEN)
        return await send(parcel)

    stage.adapter.send = forbidden  # type: ignore[method-assign] # for a day
    await stage.passes(hours=25)
    stage.adapter.send = send  # type: ignore[method-assign] # mended
    await stage.commands("boss", "/daily resume")
    await stage.passes(hours=24)
    await stage.commands("ana", "/stats")
    await stage.sees("ana", "Streak here: one day")


async def test_a_question_that_closes_after_the_next_one_breaks_no_streak(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    for hours in (72, 2):  # Tuesday's question is open until Friday, Wednesday's until eleven
        await stage.commands("boss", f"/daily set {hours}h")
        await stage.passes(hours=24.6)
        chosen = await stage.hotseat.desk.ask(ConfirmChoice(stage.asker("ana"), newest(stage).id, "0"))
        assert chosen.unjudged is not None
        await stage.hotseat.desk.judge(chosen.unjudged)
    await stage.commands("boss", "/daily pause")
    for hours in (3, 72):
        await stage.passes(hours=hours)
        stage.replies.clear()
        await stage.commands("ana", "/stats")
        await stage.sees("ana", "Streak here: 3 days")


async def test_a_choice_cannot_be_made_twice_through_the_form(stage: PracticeStage) -> None:
    await stage.passes(hours=25)
    round_ = newest(stage)
    await stage.presses("ana", "A")
    await stage.presses("ana", "Confirm")
    outcome = await stage.hotseat.desk.ask(SubmitAnswer(stage.asker("ana"), round_.id, "B"))
    assert outcome.unjudged is None
    await stage.commands("raj", "/leaderboard")
    await stage.sees_no("raj", "1. Ana 100")


async def test_who_types_a_choice_is_told_once_and_it_never_becomes_an_answer(stage: PracticeStage) -> None:
    await stage.passes(hours=25)
    typed = await stage.says("ana", "B")
    await stage.says("ana", "secateurs")
    await stage.edits("ana", typed, "A")
    assert str(stage.replies["ana"]).count("choice.typed") == 1
    outcome = await stage.hotseat.desk.ask(UseMessage(stage.asker("ana"), typed))
    assert outcome.refused
    assert "choice.by_buttons" in str(outcome.reply)
    await stage.presses("raj", "A")
    await stage.presses("raj", "Confirm")
    await stage.says("raj", "A")
    assert "choice.typed" not in str(stage.replies["raj"])


async def test_talk_cannot_become_an_answer_after_the_close(stage: PracticeStage) -> None:
    talk = await stage.says("ana", "hello all")
    await stage.says("ana", HALF)
    await stage.passes(hours=25)
    outcome = await stage.hotseat.desk.ask(UseMessage(stage.asker("ana"), talk))
    assert outcome.unjudged is None


async def test_ones_own_quiz_can_be_closed_from_another_channel(stage: PracticeStage) -> None:
    await stage.commands("ana", "/quiz stories")
    [round_] = stage.store.read(lambda tx: tx.rounds.opened_by("orchard", "ana", MORNING)).result()
    elsewhere = replace(stage.asker("ana"), place="random")
    await stage.hotseat.desk.ask(CloseRound(elsewhere, round_.id))
    await stage.passes(hours=0.01)
    closed = stage.store.read(lambda tx: tx.rounds.get(round_.id)).result()
    assert closed is not None
    assert not closed.open


async def test_words_that_fit_nowhere_are_told_so(stage: PracticeStage) -> None:
    outcome = await stage.hotseat.desk.ask(Typed(stage.asker("boss"), "daily pause 2027-01-04 foo"))
    assert "command.too_much" in str(outcome.reply)


async def test_a_manager_is_found_by_a_name_of_any_alphabet(stage: PracticeStage) -> None:
    await stage.hotseat.desk.ask(Typed(replace(stage.asker("x1"), name="Élodie data_guy"), "privacy board on"))
    await stage.commands("boss", "/settings manager +élodie_data_guy")
    await stage.sees("boss", "I know nobody called")
    await stage.hotseat.desk.ask(Typed(replace(stage.asker("x2"), name="Élodie"), "privacy board on"))
    await stage.commands("boss", "/settings manager +élodie")
    await stage.sees("boss", "Managers: Boss, Élodie")


async def test_who_is_no_manager_cannot_be_made_none(stage: PracticeStage) -> None:
    await stage.says("ana", FULL)
    await stage.commands("boss", "/settings manager -ana")
    await stage.sees("boss", "Ana is no manager.")
