"""A space comes and goes: the bot is installed, a schedule is offered, the bot is removed."""

from __future__ import annotations

from datetime import timedelta

from bot.practice.asking import begin
from bot.practice.contract import NOTHING, Context, Outcome
from bot.practice.owing import owe
from bot.practice.requests import LeaveSpace, OnlySpaces, OpenSpace
from storage import Tx
from storage.records import Place, ScheduleState, Space


def open_space(tx: Tx, ctx: Context, request: OpenSpace) -> Outcome:
    """Store a space on its first start; with a place named, that place gets a schedule and its first question.

    A space that came back is active again, with all that was kept of it.
    """
    who = request.who
    space = Space(
        space=who.space,
        platform=request.platform,
        name=request.name,
        zone=request.zone,
        owner=who.member,
        direct=who.direct,
        created_at=ctx.now,
    )
    if not tx.spaces.add(space):
        _back(tx, ctx, space, tx.spaces.get(who.space))
        return NOTHING
    if who.direct:
        return NOTHING  # its one member came by themselves
    if not request.daily_place:
        if who.member:
            owe(tx, ctx, space, "installed", who.space, member=who.member)
        return NOTHING
    tx.spaces.put_place(Place(space=who.space, place=who.place, name=request.daily_place))
    begin(tx, ctx, space, who.place, who.member)
    return NOTHING


def _back(tx: Tx, ctx: Context, space: Space, known: Space | None) -> None:
    """Let a space that is known be active again; `space` is as the platform describes it now."""
    if known is None:
        return
    if not known.owner and space.owner:
        # The platform told only now who it is that set us up.
        tx.spaces.change(space.space, owner=space.owner, zone=space.zone)
        owe(tx, ctx, space, "installed", space.space, member=space.owner)
    if known.active and known.name == space.name:
        return
    tx.spaces.change(space.space, active=True, left_at=None, name=space.name)
    for schedule in tx.schedules.of_space(space.space):
        if schedule.next_at is None and schedule.state is ScheduleState.ACTIVE:
            tx.schedules.change(schedule.id, state=ScheduleState.PAUSED)  # nothing is posted until somebody says so
    if known.left_at is not None and space.owner:
        owe(tx, ctx, space, "back", f"{space.space}:{known.left_at:%Y%m%d%H%M%S}", member=space.owner)


def leave_space(tx: Tx, ctx: Context, request: LeaveSpace) -> Outcome:
    """Stop everything in a space that removed the bot; what was kept stays until it is forgotten."""
    _leave(tx, ctx, request.who.space)
    return NOTHING


def only_spaces(tx: Tx, ctx: Context, request: OnlySpaces) -> Outcome:
    """Leave the shared spaces of a platform that removed the bot while it was away."""
    there = frozenset(request.spaces)
    for space in tx.spaces.all():
        if space.platform == request.platform and not space.direct and space.space not in there:
            _leave(tx, ctx, space.space)
    return NOTHING


def _leave(tx: Tx, ctx: Context, space: str) -> None:
    tx.spaces.change(space, active=False, left_at=ctx.now)
    for schedule in tx.schedules.of_space(space):
        tx.schedules.change(schedule.id, next_at=None, next_date=None)


def forget_left(tx: Tx, ctx: Context, grace: timedelta) -> bool:
    """Remove all data of one space that removed the bot longer ago than the grace period; False if there is none."""
    space = tx.spaces.left_before(ctx.now - grace)
    if space is not None:
        tx.spaces.forget(space)
    return space is not None
