"""What is owed is sent once, in order, whatever the platform does in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.contract import MessageRef, Parcel, Reason, SendFailedError
from bot.practice.deliveries import CONSEQUENCES
from storage.records import DeliveryState, ScheduleState
from tests.scenarios.practice_stage import PracticeStage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[PracticeStage]:
    """Give the practice stage, with its chat at hand to be broken."""
    found = PracticeStage(tmp_path)
    await found.start()
    yield found
    await found.stop()


def questions(stage: PracticeStage) -> list[str]:
    return [post.text for post in stage.chat.posts if post.key.startswith("question:")]


async def test_a_post_that_may_have_arrived_is_looked_for_before_it_is_sent_again(stage: PracticeStage) -> None:
    stage.chat.lost_replies = 1
    await stage.passes(hours=25)
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2
    await stage.says("ana", "Secateurs, B")
    await stage.presses("ana", "B")
    await stage.sees("ana", "You chose B.")


@pytest.mark.parametrize("reason", [Reason.RATE_LIMITED, Reason.UNAVAILABLE, Reason.UNKNOWN_OUTCOME])
async def test_a_passing_failure_is_tried_again(stage: PracticeStage, reason: Reason) -> None:
    stage.chat.broken = [SendFailedError(reason, retry_after=30 if reason is Reason.RATE_LIMITED else None)] * 2
    await stage.passes(hours=25)
    for _ in range(3):
        await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2


@pytest.mark.parametrize("reason", [Reason.GONE, Reason.FORBIDDEN, Reason.ARCHIVED])
async def test_a_place_that_fails_pauses_its_schedule_and_its_owner_hears(stage: PracticeStage, reason: Reason) -> None:
    # The closing card of the first round is sent first, then the new question.
    stage.chat.broken = [SendFailedError(Reason.TOO_LONG), SendFailedError(reason)]
    await stage.passes(hours=25)
    await stage.sees("boss", "Its schedule waits. Once that is mended, type /daily resume there.")
    await stage.sees_no("ana", "Its schedule waits.")
    [schedule] = stage.store.read(lambda tx: tx.schedules.all()).result()
    assert schedule.state is ScheduleState.FAILED
    await stage.passes(hours=24)
    assert len(questions(stage)) == 1
    await stage.commands("boss", "/daily resume")
    await stage.passes(hours=24)
    assert len(questions(stage)) == 2


async def test_an_adapters_own_fault_stops_no_other_delivery(stage: PracticeStage) -> None:
    stage.chat.broken = [RuntimeError("a fault of ours")]
    await stage.passes(hours=25)
    await stage.passes(hours=0.1)
    assert len(questions(stage)) == 2


async def test_a_reference_that_is_none_stops_no_other_delivery(stage: PracticeStage) -> None:
    send = stage.adapter.send

    async def forgetful(parcel: Parcel) -> MessageRef:
        """Send, and give nothing back."""
        await send(parcel)
        stage.adapter.send = send  # type: ignore[method-assign] # the next one is as it should be
        return None  # type: ignore[return-value] # the fault

    stage.adapter.send = forgetful  # type: ignore[method-assign] # one faulty send
    await stage.commands("ana", "/quiz tools")
    await stage.commands("raj", "/quiz stories")
    await stage.sees("raj", "Tell me about a harvest that went wrong.")


async def test_what_can_never_be_sent_is_given_up_after_a_day(stage: PracticeStage) -> None:
    stage.chat.broken = [SendFailedError(Reason.UNAVAILABLE) for _ in range(1000)]
    await stage.passes(hours=25)
    for _ in range(3):
        await stage.passes(hours=12.1)
    stage.chat.broken = []
    await stage.passes(hours=0.2)
    failed = stage.store.read(lambda tx: [d.kind for d in tx.deliveries.in_state(DeliveryState.FAILED)]).result()
    assert "question" in failed
    assert len(questions(stage)) == 2  # the next day's question came through


async def test_every_reason_has_its_consequence() -> None:
    assert set(CONSEQUENCES) == set(Reason)


async def test_an_answer_to_a_question_still_on_its_way_waits_for_it(stage: PracticeStage) -> None:
    adapter = stage.adapter
    under_way, seen = asyncio.Event(), asyncio.Event()
    answered: list[asyncio.Task[str]] = []
    send = adapter.send

    async def slow(parcel: Parcel) -> MessageRef:
        """Somebody answers while the platform's reply to our post is still under way."""
        ref = await send(parcel)
        if parcel.key.startswith("question:"):
            answered.append(asyncio.create_task(stage.says("ana", "In autumn our press broke and I hired another.")))
            under_way.set()
            await seen.wait()
        return ref

    adapter.send = slow  # type: ignore[method-assign] # one slow send
    asking = asyncio.create_task(stage.commands("boss", "/quiz stories"))
    async with asyncio.timeout(10):
        await under_way.wait()
    seen.set()
    await answered[0]
    await asking
    await stage.sees("ana", "Structure only; your story is not judged.")
