"""Never lost, never twice: what is delivered again, what a connection drops, what was said meanwhile."""

from __future__ import annotations

import asyncio
import threading
from datetime import timedelta

import pytest

from bot.adapters.slack.asking import event_of
from storage import Tx
from storage.errors import StoreError
from storage.records import AnswerState
from tests.bot.adapters.slack.test_events import answer_of
from tests.bot.adapters.slack.test_faults import questions
from tests.emulators.slack.api import Fault
from tests.emulators.slack.people import People
from tests.emulators.slack.world import Json, Message
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import HALF


@pytest.mark.row("an event delivered again")
async def test_an_event_whose_acknowledgement_is_lost_comes_again_and_changes_nothing(stage: SlackStage) -> None:
    stage.slack.sockets.ack_within = 0.3
    stage.slack.sockets.lost_acks = 2
    await stage.says("ana", HALF)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)
    assert len([m for m in stage.people.w.messages if m.viewer and "Covered 2 of 4" in str(m.blocks)]) == 1


async def test_an_event_that_two_connections_hear_is_one_answer(stage: SlackStage) -> None:
    handle = await stage.says("ana", HALF)
    message = stage.typed[handle]
    event = stage.people.event_of(message)
    await asyncio.gather(*(stage.slack.event(stage.people.w, event, event_id="Ev1") for _ in range(6)))
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)


async def test_an_event_again_after_a_restart_changes_nothing(stage: SlackStage) -> None:
    handle = await stage.says("ana", HALF)
    await stage.restarts()
    await stage.people.hears(stage.typed[handle])
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)


async def test_a_form_sent_twice_is_one_answer(stage: SlackStage) -> None:
    await stage.presses("ana", "Answer privately")
    payloads: list[object] = []
    deliver = stage.slack.interact

    async def twice(payload: dict[str, object]) -> dict[str, object]:
        payloads.append(payload)
        await deliver(payload)
        return await deliver(payload)

    stage.slack.interact = twice  # type: ignore[method-assign] # Slack, stuttering
    await stage.fills("ana", text=HALF)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)


async def test_a_command_delivered_twice_posts_one_question(stage: SlackStage) -> None:
    deliver = stage.slack.deliver

    async def twice(kind: str, payload: dict[str, object]) -> dict[str, object]:
        await deliver(kind, payload)
        return await deliver(kind, payload)

    stage.slack.deliver = twice  # type: ignore[method-assign] # Slack, stuttering
    await stage.commands("ana", "/quiz tools")
    assert len(questions(stage)) == 2


@pytest.mark.row("`disconnect` of a socket")
@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_a_connection_slack_ends_is_replaced_without_losing_what_is_said(stage: SlackStage, reason: str) -> None:
    stage.slack.sockets.ack_within = 1
    await stage.slack.sockets.disconnect(reason)
    await stage.says("ana", HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.slack.sockets.connected(2)


@pytest.mark.row("a socket that breaks")
async def test_a_connection_that_breaks_is_replaced(stage: SlackStage) -> None:
    await stage.halt()
    stage.ping_every = 0.1
    await stage.start()
    await stage.slack.sockets.connected(2)
    stage.slack.sockets.ack_within = 1
    await stage.slack.sockets.cut()
    await stage.says("ana", HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.slack.sockets.connected(2)


@pytest.mark.row("a socket that falls silent")
async def test_a_silent_connection_is_noticed_and_replaced(stage: SlackStage) -> None:
    await stage.halt()
    stage.ping_every = 0.1
    await stage.start()
    await stage.slack.sockets.connected(2)
    stage.slack.sockets.ack_within = 1
    silent = list(stage.slack.sockets.open)
    for socket in silent:
        socket.deaf = True
    await stage.slack.sockets.heard_by_others(silent)
    await stage.says("ana", HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.row("what was said while no socket came about")
async def test_what_was_said_while_every_connection_was_down_is_read_once_one_is_back(stage: SlackStage) -> None:
    await stage.halt()
    stage.ping_every, stage.long_silence = 0.1, 0.2
    await stage.start()
    await stage.slack.sockets.connected(2)
    stage.slack.sockets.refuses = True
    asked = len(stage.slack.api.called("apps.connections.open"))
    await stage.slack.sockets.cut()
    await stage.slack.api.calls_of("apps.connections.open", asked + 4)
    message = Message(stage.people.daily.id, stage.slack.ids.ts(), stage.user("ana").id, HALF, thread=stage.thread())
    stage.people.w.messages.append(message)  # Slack has long given up to deliver it
    read = len(stage.slack.api.called("conversations.replies"))
    stage.slack.sockets.refuses = False
    await stage.slack.sockets.connected(2)
    await stage.slack.api.calls_of("conversations.replies", read + 1)
    await stage.settles()
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.parametrize("same", ["trigger_id", "response_url", "actions", "view", "nothing"])
def test_what_is_done_is_told_apart_by_more_than_one_field(same: str) -> None:
    def told(number: int) -> Json:
        return {
            "trigger_id": f"{number}.1",
            "response_url": f"https://hooks.slack.com/{number}",
            "actions": [{"action_id": "quiz", "action_ts": f"{number}.2"}],
            "view": {"id": f"V{number}", "hash": f"{number}.3"},
        }

    first, again, another = told(1), told(1), told(2)
    if same in first:
        another[same] = first[same]
    assert event_of("press", first) == event_of("press", again)
    assert event_of("press", first) != event_of("press", another)


@pytest.mark.row("what was said while nobody listened")
async def test_what_was_said_while_nobody_listened_is_read_from_the_thread(stage: SlackStage) -> None:
    await stage.halt()
    ana, raj = stage.user("ana"), stage.user("raj")
    thread, daily = stage.thread(), stage.people.daily
    for user, text in ((ana, HALF), (raj, "good morning all")):
        message = Message(daily.id, stage.slack.ids.ts(), user.id, text, thread=thread)
        stage.people.w.messages.append(message)
    await stage.start()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.tries == 1
    assert await answer_of(stage, "raj") is None
    await stage.restarts()
    again = await answer_of(stage, "ana")
    assert again == answer


async def test_what_was_said_in_a_direct_conversation_is_read_also_where_the_question_is_gone(
    stage: SlackStage,
) -> None:
    w, ana = stage.people.w, stage.user("ana")
    direct = w.direct(ana.id)
    await stage.people.commands(ana, "/quiz stories", direct)
    await stage.settles()
    await stage.halt()
    told = "Last autumn our press broke. I had to save the cider. I hired another."
    w.messages.append(Message(direct.id, stage.slack.ids.ts(), ana.id, told))
    stage.slack.api.faults.append(Fault("conversations.replies", error="thread_not_found", channel=direct.id))
    await stage.start()
    await stage.people.commands(ana, "/verdict", direct)
    await stage.settles()
    await stage.sees("ana", "Structure only; your story is not judged.")


@pytest.mark.parametrize("replied", [True, False], ids=["in the thread of the question", "after the question"])
async def test_what_was_said_in_a_direct_conversation_meanwhile_is_read(stage: SlackStage, *, replied: bool) -> None:
    w, ana = stage.people.w, stage.user("ana")
    direct = w.direct(ana.id)
    await stage.people.commands(ana, "/quiz stories", direct)
    await stage.settles()
    asked = [m for m in w.messages if m.channel == direct.id][-1]
    await stage.halt()
    told = "Last autumn our press broke. I had to save the cider. I hired another."
    w.messages.append(Message(direct.id, stage.slack.ids.ts(), ana.id, told, thread=asked.ts if replied else None))
    await stage.start()
    await stage.people.commands(ana, "/verdict", direct)
    await stage.settles()
    await stage.sees("ana", "Structure only; your story is not judged.")


@pytest.mark.row("no socket comes about when a question closes")
async def test_what_was_said_before_the_close_counts_where_no_socket_was_there_at_the_close(stage: SlackStage) -> None:
    await stage.halt()
    stage.ping_every, stage.long_silence = 0.1, 0.2
    await stage.start()
    await stage.slack.sockets.connected(2)
    stage.slack.sockets.refuses = True
    asked, question = len(stage.slack.api.called("apps.connections.open")), stage.question()
    await stage.slack.sockets.cut()
    await stage.slack.api.calls_of("apps.connections.open", asked + 6)
    message = Message(stage.people.daily.id, stage.slack.ids.ts(), stage.user("ana").id, HALF, thread=question.ts)
    stage.people.w.messages.append(message)
    stage.clock.now += timedelta(hours=25)
    await stage.hotseat.desk.due()
    await stage.hotseat.in_flight.idle()
    assert "Closed." not in str(question.blocks)
    stage.slack.sockets.refuses = False
    async with asyncio.timeout(20):
        while "Closed." not in str(question.blocks):
            await stage.slack.sockets.connected(2)
            await stage.passes(hours=0)
    await stage.sees("ana", "One person answered.", "Highest: Ana")


@pytest.mark.row("what was deleted while nobody listened")
async def test_what_was_deleted_while_nobody_listened_is_withdrawn(stage: SlackStage) -> None:
    said = {who: stage.typed[await stage.says(who, HALF)] for who in ("ana", "raj")}
    await stage.halt()
    said["ana"].deleted = True
    await stage.start()
    withdrawn, kept = await answer_of(stage, "ana"), await answer_of(stage, "raj")
    assert withdrawn is not None
    assert kept is not None
    assert (withdrawn.state, kept.state) == (AnswerState.WITHDRAWN, AnswerState.STANDING)


async def test_of_a_thread_that_cannot_be_read_nothing_is_taken_for_deleted(stage: SlackStage) -> None:
    message = stage.typed[await stage.says("ana", HALF)]
    await stage.halt()
    message.deleted = True
    stage.slack.api.faults.append(Fault("conversations.replies", error="internal_error"))
    await stage.start()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.STANDING


async def test_under_a_question_that_was_deleted_the_answers_stand(stage: SlackStage) -> None:
    kept, taken_back = await stage.says("ana", HALF), await stage.says("raj", HALF)
    await stage.halt()
    for message in (stage.question(), stage.typed[taken_back]):
        message.deleted = True
    await stage.start()
    assert stage.typed[kept].deleted is False
    states = [answer.state for who in ("ana", "raj") if (answer := await answer_of(stage, who))]
    assert states == [AnswerState.STANDING, AnswerState.WITHDRAWN]


async def test_of_a_thread_that_is_given_without_its_question_nothing_is_taken_for_deleted(stage: SlackStage) -> None:
    await stage.says("ana", HALF)
    await stage.halt()
    messages, question = stage.people.w.messages, stage.question()
    messages.remove(question)
    await stage.start()
    messages.insert(0, question)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.STANDING


async def test_a_clock_ahead_of_slacks_loses_nothing_that_was_said(stage: SlackStage) -> None:
    message = stage.typed[await stage.says("ana", HALF)]
    opened = stage.clock.now + timedelta(minutes=3)

    def move(tx: Tx) -> None:
        for round_ in tx.rounds.open_in_space(f"slack:{stage.people.w.team}"):
            tx.rounds.change(round_.id, opened_at=opened)

    await stage.store.commit(move)
    await stage.restarts()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.state, message.deleted) == (AnswerState.STANDING, False)


async def test_a_long_thread_is_read_page_by_page(stage: SlackStage) -> None:
    await stage.halt()
    thread, daily = stage.thread(), stage.people.daily
    for n in range(450):
        user = stage.user(f"member{n}")
        stage.people.w.messages.append(Message(daily.id, stage.slack.ids.ts(), user.id, HALF, thread=thread))
    await stage.start()
    assert await answer_of(stage, "member449") is not None
    assert len(stage.slack.api.called("conversations.replies")) >= 3


async def test_a_thread_slack_asks_us_to_wait_for_is_read_all_the_same(stage: SlackStage) -> None:
    await stage.halt()
    ana, daily = stage.user("ana"), stage.people.daily
    message = Message(daily.id, stage.slack.ids.ts(), ana.id, HALF, thread=stage.thread())
    stage.people.w.messages.append(message)
    stage.slack.api.faults.append(Fault("conversations.replies", status=429, retry_after=0))
    await stage.start()
    assert await answer_of(stage, "ana") is not None


@pytest.mark.row("an event stored too late to be acknowledged")
async def test_an_answer_stored_too_late_to_be_acknowledged_is_answered_once(stage: SlackStage) -> None:
    stage.slack.sockets.ack_within = 4
    release = threading.Event()
    held = stage.store.write(lambda tx: release.wait(10))
    saying = asyncio.create_task(stage.says("ana", HALF))
    asyncio.get_running_loop().call_later(3, release.set)
    await saying
    held.result()
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)
    assert len([m for m in stage.people.w.messages if m.viewer and "Covered 2 of 4" in str(m.blocks)]) == 1


async def test_a_reply_that_overtakes_its_question_waits_for_it(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("chat.postMessage", cut=True))
    await stage.passes(hours=25)
    people: People = stage.people
    thread = stage.thread()
    ana = stage.user("ana")
    message = Message(people.daily.id, stage.slack.ids.ts(), ana.id, "I would say B here, the shears", thread=thread)
    people.w.messages.append(message)
    hearing = asyncio.create_task(people.hears(message))
    await stage.passes(hours=0.1)
    await hearing
    assert len(questions(stage)) == 2


@pytest.mark.row("an event that could not be stored")
async def test_an_event_that_could_not_be_stored_is_not_acknowledged_and_comes_again(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.slack.sockets.ack_within = 0.2
    commit, fails = stage.store.commit, iter([True, False])

    async def failing(work: object) -> object:
        if next(fails, False):
            msg = "the disk is full"
            raise StoreError(msg)
        return await commit(work)  # type: ignore[arg-type]

    monkeypatch.setattr(stage.store, "commit", failing)
    acknowledged = len(stage.slack.sockets.acks)
    await stage.says("ana", HALF)
    assert len(stage.slack.sockets.acks) == acknowledged + 1
    await stage.sees("ana", "Covered 2 of 4 key points.")
