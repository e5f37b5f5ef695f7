"""A schedule's question: its dates planned, and asked when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.practice.calendar import asks_at, closes_at, dates, local_date, next_asking
from bot.practice.contract import Context, Remark
from bot.practice.owing import owe, owe_question
from bot.practice.picking import RUNS_LOW, pick, pool, unasked
from bot.practice.rounds import SLICE, make_round
from content.model import Question
from storage import Tx
from storage.records import Round, Schedule, ScheduleState, Space

DEFAULT_TIME = "09:00"
DEFAULT_DAYS = ("mon", "tue", "wed", "thu", "fri")


def planned_after_today(tx: Tx, ctx: Context, schedule: Schedule) -> Schedule:
    """Plan the next asking; a date that was asked for already is not asked for again at another time."""
    day, _ = next_asking(schedule, ctx.now)
    return planned_from(tx, schedule, day)


def planned_from(tx: Tx, schedule: Schedule, day: date) -> Schedule:
    """Plan the asking of a date, or of the first after it that was not asked for."""
    while tx.rounds.on(schedule.id, day) is not None:
        day = next(dates(schedule, day))
    return replace(schedule, next_date=day, next_at=asks_at(schedule, day))


def current(tx: Tx, schedule: Schedule) -> Schedule:
    """Give a schedule as it stands now."""
    return tx.schedules.get(schedule.id) or schedule


def begin(tx: Tx, ctx: Context, space: Space, place: str, owner: str) -> None:
    """Give a place the usual schedule, and its first question at once."""
    schedule = Schedule(
        id=ctx.new_id(),
        space=space.space,
        place=place,
        time=DEFAULT_TIME,
        zone=space.zone,
        days=DEFAULT_DAYS,
        owner=owner,
        created_at=ctx.now,
    )
    tx.schedules.put(schedule)
    # A moment earlier than the question, to stand above it.
    before = replace(ctx, now=ctx.now - timedelta(milliseconds=1))
    owe(tx, before, space, "welcome", f"{space.space}:{place}", place=place)
    today = local_date(ctx.now, schedule.zone)
    ask(tx, ctx, space, schedule, today, closes_at(schedule, today))
    tx.schedules.put(planned_after_today(tx, ctx, current(tx, schedule)))


def ask_due(tx: Tx, ctx: Context) -> tuple[int, tuple[Remark, ...]]:
    """Ask for a slice of the schedules that are due; give their number and what the log should say."""
    due = tx.schedules.due(ctx.now, SLICE)
    remarks: list[Remark] = []
    for schedule in due:
        told: list[Remark] = []
        fault = tx.apart(partial(_ask_one, tx, ctx, schedule, told))
        remarks += _stopped(tx, schedule, fault) if fault else told
    return len(due), tuple(remarks)


def _stopped(tx: Tx, schedule: Schedule, fault: str) -> list[Remark]:
    """Stop a schedule that cannot be worked out: it must not keep the others from asking, nor be tried for ever."""
    tx.schedules.change(schedule.id, state=ScheduleState.FAILED, next_at=None, next_date=None)
    return [Remark("schedule stopped", (("schedule", schedule.id), ("fault", fault)))]


def _ask_one(tx: Tx, ctx: Context, schedule: Schedule, remarks: list[Remark]) -> None:
    """Ask the last date whose time has come if its window is open; skip what was missed, plan the next."""
    space = tx.spaces.get(schedule.space)
    if space is None or not space.active or schedule.next_date is None:
        tx.schedules.change(schedule.id, next_at=None, next_date=None)
        return
    day = schedule.next_date
    later = dates(schedule, day)
    following = next(later)
    while asks_at(schedule, following) <= ctx.now:
        remarks.append(_missed(schedule, day))
        day, following = following, next(later)
    closes = closes_at(schedule, day)
    if ctx.now < closes:
        if not ask(tx, ctx, space, schedule, day, closes):
            remarks.append(Remark("nothing to ask", (("schedule", schedule.id), ("date", day.isoformat()))))
    else:
        remarks.append(_missed(schedule, day))
    tx.schedules.change(schedule.id, next_date=following, next_at=asks_at(schedule, following))


def _missed(schedule: Schedule, day: date) -> Remark:
    return Remark("daily question skipped", (("schedule", schedule.id), ("date", day.isoformat())))


def ask(tx: Tx, ctx: Context, space: Space, schedule: Schedule, day: date, closes: datetime) -> bool:
    """Open a date's round and owe its question; False if there is nothing to ask or it was asked."""
    candidates = pool(ctx, schedule.topics, schedule.level)
    question = pick(tx, ctx, schedule.space, schedule.place, candidates)
    if question is None:
        return False
    place = tx.spaces.place(schedule.space, schedule.place)
    direct = place is not None and place.direct
    round_ = make_round(
        ctx,
        space,
        schedule.place,
        question,
        event=f"daily:{schedule.id}:{day.isoformat()}",
        closes_at=closes,
        schedule=schedule,
        day=day,
        direct=direct,
        hidden=schedule.hidden and not direct,
    )
    if not tx.rounds.add(round_):
        return False
    owe_question(tx, ctx, space, round_)
    _tell_when_low(tx, ctx, space, schedule, candidates, round_)
    return True


def _tell_when_low(
    tx: Tx, ctx: Context, space: Space, schedule: Schedule, candidates: tuple[Question, ...], round_: Round
) -> None:
    asked = tx.rounds.asked_in(schedule.space, schedule.place)
    left = len(unasked(candidates, asked))
    if left > RUNS_LOW and schedule.told_low:
        tx.schedules.change(schedule.id, told_low=False)  # the bank grew
    if left <= RUNS_LOW and not schedule.told_low:
        owe(tx, ctx, space, "low", round_.id, place=schedule.place, member=schedule.owner, left=str(left))
        tx.schedules.change(schedule.id, told_low=True)


def plan_again(tx: Tx, ctx: Context) -> tuple[Remark, ...]:
    """Work the next instants out anew: at start, when the time zone rules may have changed; give what to log."""
    remarks: list[Remark] = []
    for schedule in tx.schedules.all():
        fault = tx.apart(partial(_plan_one, tx, schedule))
        remarks += _stopped(tx, schedule, fault) if fault else []
    return tuple(remarks)


def _plan_one(tx: Tx, schedule: Schedule) -> None:
    if schedule.next_date is not None and schedule.next_at is not None:
        at = asks_at(schedule, schedule.next_date)
        if at != schedule.next_at:
            tx.schedules.change(schedule.id, next_at=at)
