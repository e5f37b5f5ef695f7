"""Never lost, never twice: what is delivered again, what a connection drops, what Slack refuses for a while."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.adapters.slack.errors import REASONS
from bot.practice.contract import Reason
from bot.practice.deliveries import CONSEQUENCES
from storage import Tx
from storage.records import Delivery, DeliveryState, Schedule, ScheduleState
from tests.bot.adapters.slack.test_events import answer_of
from tests.emulators.slack.api import Fault
from tests.emulators.slack.people import People
from tests.emulators.slack.world import Message
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL, HALF


def questions(stage: SlackStage) -> list[Message]:
    """Give the questions that were posted."""
    found = stage.people.w.messages
    return [m for m in found if m.metadata and m.metadata["event_payload"]["key"].startswith("question:")]


async def newest_delivery(stage: SlackStage) -> Delivery:
    """Give the newest question's delivery."""
    space = f"slack:{stage.people.w.team}"

    def work(tx: Tx) -> Delivery:
        rounds = tx.rounds.open_in_space(space)
        found = tx.deliveries.get(f"question:{rounds[-1].id}")
        assert found is not None
        return found

    return await asyncio.wrap_future(stage.store.read(work))


async def schedule(stage: SlackStage) -> Schedule:
    """Give the schedule of `daily`."""
    place = stage.people.daily.id
    found = await asyncio.wrap_future(
        stage.store.read(lambda tx: tx.schedules.of_place(f"slack:{stage.people.w.team}", place))
    )
    assert found is not None
    return found


# --- delivered again ------------------------------------------------------------------------------------------------


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


# --- connections ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
async def test_a_connection_slack_ends_is_replaced_without_losing_what_is_said(stage: SlackStage, reason: str) -> None:
    stage.slack.sockets.ack_within = 1
    await stage.slack.sockets.disconnect(reason)
    await stage.says("ana", HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.slack.sockets.connected(2)


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


async def test_a_long_thread_is_read_page_by_page(stage: SlackStage) -> None:
    await stage.halt()
    thread, daily = stage.thread(), stage.people.daily
    for n in range(450):
        user = stage.user(f"member{n}")
        stage.people.w.messages.append(Message(daily.id, stage.slack.ids.ts(), user.id, HALF, thread=thread))
    await stage.start()
    assert await answer_of(stage, "member449") is not None
    assert len(stage.slack.api.called("conversations.replies")) >= 3


# --- what is sent ---------------------------------------------------------------------------------------------------


async def test_a_post_whose_answer_was_lost_is_found_and_not_sent_again(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("chat.postMessage", cut=True))
    await stage.passes(hours=25)
    assert len(questions(stage)) == 2
    assert (await newest_delivery(stage)).state is not DeliveryState.SENT
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2
    assert (await newest_delivery(stage)).state is DeliveryState.SENT
    await stage.presses("ana", "B")
    await stage.sees("ana", "You chose B.")


async def test_a_post_slack_failed_on_is_looked_for_then_sent(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("chat.postMessage", status=503))
    await stage.passes(hours=25)
    assert len(questions(stage)) == 1
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2


async def test_a_429_is_honoured_and_holds_up_no_other_channel(stage: SlackStage) -> None:
    w = stage.people.w
    stage.slack.api.faults.append(Fault("chat.postMessage", status=429, retry_after=30, channel=stage.people.daily.id))
    await stage.passes(hours=25)
    assert len(questions(stage)) == 1
    delivery = await newest_delivery(stage)
    assert delivery.state is DeliveryState.OWED
    assert 29 <= (delivery.due_at - stage.clock.now).total_seconds() <= 31
    boss = stage.user("boss")
    await stage.people.commands(boss, "/quiz stories", w.direct(boss.id))
    await stage.settles()
    assert [m for m in w.messages if m.channel == w.direct(boss.id).id and "harvest" in str(m.blocks)]
    calls = len(stage.slack.api.called("chat.postMessage"))
    await stage.passes(hours=0.001)  # not over yet: nothing is tried
    to_daily = [c for c in stage.slack.api.called("chat.postMessage")[calls:] if c.arguments["channel"] == "CDAILYT1"]
    assert not to_daily


async def test_an_expired_trigger_is_answered_in_the_channel(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("views.open", error="expired_trigger_id"))
    await stage.presses("ana", "Hint")
    await stage.sees("ana", "Think of what a tree wears")
    stage.slack.api.faults.append(Fault("views.open", error="expired_trigger_id"))
    await stage.presses("ana", "Answer privately")
    await stage.sees("ana", "That took too long, so nothing opened. Press it again.")


async def test_a_card_that_was_deleted_is_no_trouble_at_the_close(stage: SlackStage) -> None:
    questions(stage)[0].deleted = True
    await stage.passes(hours=25)
    assert (await schedule(stage)).state is ScheduleState.ACTIVE


@pytest.mark.parametrize("code", REASONS)
async def test_every_error_code_has_its_consequence(stage: SlackStage, code: str) -> None:
    reason = REASONS[code]
    stage.slack.api.faults.append(Fault("chat.postMessage", error=code, channel=stage.people.daily.id))
    await stage.passes(hours=25)
    delivery = await newest_delivery(stage)
    consequence = CONSEQUENCES[reason]
    assert delivery.reason == str(reason)
    expected = DeliveryState.OWED if consequence.again else DeliveryState.FAILED
    assert delivery.state is expected
    state = (await schedule(stage)).state
    assert state is (ScheduleState.FAILED if consequence.pauses else ScheduleState.ACTIVE)
    if reason in {Reason.FORBIDDEN, Reason.ARCHIVED}:
        await stage.sees("boss", "#daily", "Its schedule waits.")
        await stage.sees_no("ana", "Its schedule waits.")


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive"])
async def test_a_token_that_is_gone_stops_the_workspace(stage: SlackStage, code: str) -> None:
    stage.people.w.revoked = code
    await stage.passes(hours=25)
    calls = len(stage.slack.api.calls)
    await stage.passes(hours=24)
    assert len(stage.slack.api.calls) == calls


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


async def test_long_messages_are_sent_whole_and_their_missing_parts_only(stage: SlackStage) -> None:
    await stage.says("ana", FULL)
    stage.slack.api.faults.append(Fault("chat.postMessage", status=500))
    await stage.passes(hours=25)
    await stage.passes(hours=0.1)
    summaries = [m for m in stage.people.w.messages if m.metadata and "summary:" in str(m.metadata)]
    assert len(summaries) == 1


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
