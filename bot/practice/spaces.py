"""A space comes and goes: the bot is installed, a schedule is offered, the bot is removed."""

from __future__ import annotations

from bot.practice.contract import NOTHING, Context, Outcome
from bot.practice.daily import begin
from bot.practice.owing import owe
from bot.practice.requests import LeaveSpace, OpenSpace
from storage import Tx
from storage.records import Place, Space


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
    if who.direct:
        return NOTHING  # its one member came by themselves
    if not request.daily_place:
        owe(tx, ctx, space, "installed", who.space, member=who.member)
        return NOTHING
    tx.spaces.put_place(Place(space=who.space, place=who.place, name=request.daily_place))
    begin(tx, ctx, space, who.place, who.member)
    return NOTHING


def leave_space(tx: Tx, ctx: Context, request: LeaveSpace) -> Outcome:
    """Stop everything in a space that removed the bot; what was kept stays until it is forgotten."""
    tx.spaces.change(request.who.space, active=False)
    return NOTHING
