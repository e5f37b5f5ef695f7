"""A space comes and goes: the bot is installed, a schedule is offered, the bot is removed."""

from __future__ import annotations

from dataclasses import replace

from bot.practice.calendar import next_asking
from bot.practice.contract import NOTHING, Context, Outcome
from bot.practice.daily import DEFAULT_DAYS, DEFAULT_TIME
from bot.practice.owing import owe
from bot.practice.requests import LeaveSpace, OpenSpace
from storage import Tx
from storage.records import Place, Schedule, Space


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
        created_at=ctx.now,
    )
    if not tx.spaces.add(space):
        tx.spaces.change(who.space, active=True, name=request.name)
        return NOTHING
    if not request.daily_place:
        owe(tx, ctx, space, "installed", who.space, member=who.member)
        return NOTHING
    tx.spaces.put_place(Place(space=who.space, place=who.place, name=request.daily_place))
    schedule = Schedule(
        id=ctx.new_id(),
        space=who.space,
        place=who.place,
        time=DEFAULT_TIME,
        zone=request.zone,
        days=DEFAULT_DAYS,
        owner=who.member,
        created_at=ctx.now,
    )
    day, at = next_asking(schedule, ctx.now)
    tx.schedules.put(replace(schedule, next_date=day, next_at=at))
    owe(tx, ctx, space, "welcome", who.place, place=who.place)
    return NOTHING


def leave_space(tx: Tx, ctx: Context, request: LeaveSpace) -> Outcome:
    """Stop everything in a space that removed the bot; what was kept stays until it is forgotten."""
    tx.spaces.change(request.who.space, active=False)
    return NOTHING
