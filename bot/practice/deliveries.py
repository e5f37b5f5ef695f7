"""What becomes of a delivery: it is known to be there, or it failed and something follows from that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.practice.contract import Context, MessageRef, Reason, Remark
from bot.practice.owing import owe
from storage import Tx
from storage.records import Delivery, DeliveryState, ScheduleState

GIVE_UP = timedelta(hours=24)
"""A delivery that could not be made for so long is not made any more."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
_NOTHING = "{}"
"""What composing needed is not kept beyond it: it may name somebody who has themselves forgotten."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows from a failure."""

    again: bool
    """Whether it is tried again, after what the platform asks for or a wait that doubles."""
    pauses: bool
    """Whether a question that fails so stops its place's schedule."""
    tells: bool
    """Whether the owner of a question's schedule hears why it is not there."""


CONSEQUENCES: Mapping[Reason, Consequence] = {
    Reason.GONE: Consequence(again=False, pauses=True, tells=True),
    Reason.FORBIDDEN: Consequence(again=False, pauses=True, tells=True),
    Reason.ARCHIVED: Consequence(again=False, pauses=True, tells=True),
    Reason.TOO_LONG: Consequence(again=False, pauses=False, tells=False),
    # It is about this one message: the next question may pass.
    Reason.BLOCKED: Consequence(again=False, pauses=False, tells=True),
    Reason.RATE_LIMITED: Consequence(again=True, pauses=False, tells=False),
    Reason.UNAVAILABLE: Consequence(again=True, pauses=False, tells=False),
    # Before it is sent again the platform is asked whether it is there (`Adapter.find`).
    Reason.UNKNOWN_OUTCOME: Consequence(again=True, pauses=False, tells=False),
}


def delivered(tx: Tx, ctx: Context, key: str, ref: MessageRef) -> None:
    """Mark a delivery as known to be there; edits and threads hang on its message."""
    delivery = tx.deliveries.get(key)
    if delivery is None:
        return
    there = {"message": ref.message, "thread": ref.thread}
    tx.deliveries.change(key, state=DeliveryState.SENT, holder="", reason="", data=_NOTHING, **there)
    if delivery.kind == "question":
        tx.rounds.change(delivery.round, message=ref.message, thread=ref.thread)


def dropped(tx: Tx, ctx: Context, key: str) -> None:
    """Mark a delivery that nothing is owed for any more."""
    tx.deliveries.change(key, state=DeliveryState.FAILED, holder="", reason="void", data=_NOTHING)


def failed(tx: Tx, ctx: Context, key: str, reason: Reason, retry_after: float | None = None) -> tuple[Remark, ...]:
    """Draw the consequence of a failure; `retry_after` is in seconds. Give what the log should say."""
    delivery = tx.deliveries.get(key)
    if delivery is None or delivery.state is not DeliveryState.CLAIMED:
        return ()
    consequence = CONSEQUENCES[reason]
    said = (("delivery", key), ("reason", str(reason)))
    if consequence.again and ctx.now - delivery.created_at < GIVE_UP:
        wait = timedelta(seconds=retry_after) if retry_after is not None else _wait(delivery)
        tx.deliveries.change(key, state=DeliveryState.OWED, holder="", due_at=ctx.now + wait, reason=str(reason))
        return (Remark("delivery put off", said),)
    tx.deliveries.change(key, state=DeliveryState.FAILED, holder="", reason=str(reason), data=_NOTHING)
    if consequence.tells and delivery.kind == "question":
        _tell_owner(tx, ctx, delivery, reason)
    return (Remark("delivery failed", said),)


def _wait(delivery: Delivery) -> timedelta:
    doublings = min(max(delivery.attempts - 1, 0), 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def _tell_owner(tx: Tx, ctx: Context, delivery: Delivery, reason: Reason) -> None:
    """Let a schedule's owner hear why a question is not there; one that can't go on stops, and is never removed."""
    space = tx.spaces.get(delivery.space)
    round_ = tx.rounds.get(delivery.round)
    schedule = tx.schedules.get(round_.schedule) if round_ is not None and round_.schedule is not None else None
    if space is None or schedule is None or schedule.state is ScheduleState.FAILED:
        return
    if CONSEQUENCES[reason].pauses:
        tx.schedules.change(schedule.id, state=ScheduleState.FAILED, next_at=None, next_date=None)
    owe(
        tx,
        ctx,
        space,
        "trouble",
        delivery.key,
        place=delivery.place,
        member=schedule.owner,
        reason=str(reason),
    )
