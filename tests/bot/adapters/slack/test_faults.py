"""What Slack refuses, or fails at, when we send: every code with its consequence. Rows of docs/slack.md."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from bot.adapters.slack import showing
from bot.adapters.slack.errors import NO_MODAL, NOTHING_TO_CHANGE, REASONS
from bot.adapters.slack.web import SlackError, Web
from bot.practice.contract import Reason
from bot.practice.deliveries import CONSEQUENCES
from storage import Tx
from storage.records import Delivery, DeliveryState, Schedule, ScheduleState
from tests.emulators.slack.api import Fault
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


# --- what is sent ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [pytest.param(code, marks=pytest.mark.row(f"`{code}`")) for code in REASONS])
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


async def test_long_messages_are_sent_whole_and_their_missing_parts_only(stage: SlackStage) -> None:
    await stage.says("ana", FULL)
    stage.slack.api.faults.append(Fault("chat.postMessage", status=500))
    await stage.passes(hours=25)
    await stage.passes(hours=0.1)
    summaries = [m for m in stage.people.w.messages if m.metadata and "summary:" in str(m.metadata)]
    assert len(summaries) == 1


@pytest.mark.row("a connection cut before the answer")
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


@pytest.mark.row("HTTP 5xx")
async def test_a_post_slack_failed_on_is_looked_for_then_sent(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("chat.postMessage", status=503))
    await stage.passes(hours=25)
    assert len(questions(stage)) == 1
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2


@pytest.mark.row("HTTP 429")
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


async def test_a_429_of_one_method_holds_up_no_other(stage: SlackStage) -> None:
    api = stage.slack.api
    api.faults.append(Fault("chat.postEphemeral", status=429, retry_after=1))
    await stage.people.says(stage.user("ana"), HALF, stage.people.daily, stage.thread())
    await api.calls_of("chat.postEphemeral", 1)
    await stage.passes(hours=25)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    methods = [call.method for call in api.calls if call.arguments.get("channel") == stage.people.daily.id]
    first, second = (i for i, method in enumerate(methods) if method == "chat.postEphemeral")
    assert "chat.postMessage" in methods[first:second]


async def test_a_verdict_waits_where_slack_asks_to_wait(stage: SlackStage) -> None:
    stage.slack.api.faults += 4 * [Fault("chat.postEphemeral", status=429)]
    for who in ("ana", "ben", "eva"):
        await stage.says(who, HALF)
    for who in ("ana", "ben", "eva"):
        await stage.sees(who, "Covered 2 of 4 key points.")
    assert len(stage.slack.api.called("chat.postEphemeral")) == 3 + 4


FAILS: list[dict[str, Any]] = [{"status": 503}, {"cut": True}, {"error": "internal_error"}, {"error": "moon_phase"}]


@pytest.mark.row("a 5xx, a cut, an error of Slack's own, to an ephemeral answer")
@pytest.mark.parametrize("fault", FAILS, ids=str)
async def test_an_ephemeral_verdict_slack_failed_on_is_sent_again(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    monkeypatch.setattr(showing, "AGAIN", (0.0, 0.0))
    stage.slack.api.faults += 2 * [Fault("chat.postEphemeral", **fault)]
    await stage.says("ana", HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    assert len(stage.slack.api.called("chat.postEphemeral")) == 3
    stage.slack.api.faults += 3 * [Fault("chat.postEphemeral", **fault)]
    await stage.says("raj", HALF)
    assert len(stage.slack.api.called("chat.postEphemeral")) == 3 + 3, "and then no more"
    stage.slack.api.faults.append(Fault("chat.postEphemeral", error="user_not_in_channel"))
    await stage.says("li", HALF)
    assert len(stage.slack.api.called("chat.postEphemeral")) == 3 + 3 + 1, "that would not pass"


@pytest.mark.row("a 5xx, a cut, an error of Slack's own, to an answer in the direct conversation")
@pytest.mark.parametrize("fault", FAILS, ids=str)
async def test_a_verdict_in_a_direct_conversation_that_slack_failed_on_comes_once(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    monkeypatch.setattr(showing, "AGAIN", (0.0, 0.0))
    w, ana = stage.people.w, stage.user("ana")
    direct = w.direct(ana.id)
    await stage.people.commands(ana, "/quiz stories", direct)
    await stage.settles()
    stage.slack.api.faults.append(Fault("chat.postMessage", channel=direct.id, **fault))
    await stage.says("ana", "Last autumn our press broke. I had to save the cider. I hired another.", where="direct")
    assert len([m for m in w.messages if m.channel == direct.id and "Structure only" in str(m.blocks)]) == 1


@pytest.mark.row("a code not listed here")
async def test_an_unheard_of_code_is_tried_again(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("chat.postMessage", error="moon_phase", channel=stage.people.daily.id))
    await stage.passes(hours=25)
    assert (await newest_delivery(stage)).state is DeliveryState.OWED
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2


@pytest.mark.row("20 s without an answer")
async def test_a_call_that_hangs_is_given_up_and_looked_for(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.halt()
    monkeypatch.setattr("bot.adapters.slack.web.SLOWEST_CALL", 0.5)
    await stage.start()
    stage.slack.api.faults.append(Fault("chat.postMessage", hangs=True))
    await stage.passes(hours=25)
    assert (await newest_delivery(stage)).reason == str(Reason.UNKNOWN_OUTCOME)
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2


@pytest.mark.row("no connection at all")
async def test_what_was_never_sent_is_known_not_to_be_there() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and listens to none
        web = Web(f"http://127.0.0.1:{nobody.getsockname()[1]}/api/")
        await web.open()
        try:
            with pytest.raises(SlackError) as failed:
                await web.call("T1", "xoxb-T1", "chat.postMessage", channel="C1", text="x")
        finally:
            await web.close()
    assert failed.value.reason is Reason.UNAVAILABLE


@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=pytest.mark.row(f"`{code}`")) for code in sorted(NOTHING_TO_CHANGE)]
)
async def test_a_card_that_cannot_be_changed_is_no_trouble_at_the_close(stage: SlackStage, code: str) -> None:
    stage.slack.api.faults.append(Fault("chat.update", error=code))
    await stage.passes(hours=25)
    assert (await schedule(stage)).state is ScheduleState.ACTIVE
    changed = len(stage.slack.api.called("chat.update"))
    await stage.passes(hours=0.1)
    assert len(stage.slack.api.called("chat.update")) == changed


@pytest.mark.parametrize("code", [pytest.param(code, marks=pytest.mark.row(f"`{code}`")) for code in sorted(NO_MODAL)])
async def test_where_no_modal_can_be_shown_the_same_is_said_otherwise(stage: SlackStage, code: str) -> None:
    for button, says in (
        ("Hint", "Think of what a tree wears"),
        ("Answer privately", "That took too long, so nothing opened. Press it again."),
    ):
        stage.slack.api.faults.append(Fault("views.open", error=code))
        await stage.presses("ana", button)
        await stage.sees("ana", says)


async def test_a_form_that_slack_does_not_take_is_not_said_to_be_late(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("views.open", error="invalid_arguments"))
    await stage.presses("ana", "Answer privately")
    await stage.sees("ana", "The form did not open (invalid_arguments).")
