"""The daily question: its schedule in a place, set, shown, paused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.practice.access import RefusedError, require_schedule_keeper, space_of
from bot.practice.actions import action
from bot.practice.asking import DEFAULT_DAYS, DEFAULT_TIME, ask, current, planned_after_today, planned_from
from bot.practice.calendar import asks_at, closes_at, dates, local_date
from bot.practice.cards import options
from bot.practice.contract import Context, Outcome
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Group,
    Instant,
    Listing,
    Markdown,
    Sentence,
    Slash,
    Style,
    Word,
    notice,
    say,
)
from bot.practice.picking import pool, unasked
from bot.practice.requests import (
    Asker,
    AskNow,
    CloseDaily,
    DailyForm,
    PauseDaily,
    PingNobody,
    PreviewDaily,
    ResumeDaily,
    SetDaily,
    ShowDaily,
    SkipDaily,
    StopDaily,
)
from bot.practice.rounds import closing, end_now
from storage import Tx
from storage.records import Place, Schedule, ScheduleState


def _schedule_here(tx: Tx, who: Asker) -> Schedule:
    schedule = tx.schedules.of_place(who.space, who.place)
    if schedule is None:
        raise RefusedError(say("daily.none"))
    return schedule


def show_daily(tx: Tx, ctx: Context, request: ShowDaily) -> Outcome:
    """Show this place's schedule."""
    space_of(tx, request.who)
    schedule = tx.schedules.of_place(request.who.space, request.who.place)
    if schedule is None:
        set_up = Button(action(DailyForm), say("button.set_up"), Style.PRIMARY)
        return Outcome(reply=notice(say("daily.none"), buttons=(set_up,)))
    return Outcome(reply=schedule_card(tx, ctx, schedule, say("daily.title")))


def schedule_card(tx: Tx, ctx: Context, schedule: Schedule, title: Sentence) -> Card:
    """Show what a schedule asks, when, and how long that lasts."""
    lines = (
        say("daily.when", time=schedule.time, zone=Word(schedule.zone), days=_days(schedule)),
        say("daily.what", topics=_topics(schedule), level=schedule.level or "any"),
        say("daily.hidden" if schedule.hidden else "daily.open"),
        say("daily.open_hours", hours=schedule.open_hours) if schedule.open_hours else say("daily.open_until_next"),
        *((say("daily.pings", group=Group(schedule.ping)),) if schedule.ping else ()),
    )
    blocks: tuple[Block, ...] = (Listing(lines), state_line(schedule), _supply(tx, ctx, schedule))
    buttons: tuple[Button, ...] = (
        Button(action(PreviewDaily), say("button.preview")),
        Button(action(AskNow), say("button.post_now")),
        Button(action(DailyForm), say("button.change")),
    )
    if schedule.ping:
        buttons = (*buttons, Button(action(PingNobody), say("button.ping_nobody")))
    if schedule.state is not ScheduleState.ACTIVE:
        buttons = (Button(action(ResumeDaily), say("button.resume"), Style.PRIMARY), *buttons)
    return Card(title=title, blocks=blocks, buttons=buttons)


def _days(schedule: Schedule) -> tuple[Sentence, ...]:
    return tuple(say(f"day.{day}") for day in schedule.days)


def _topics(schedule: Schedule) -> tuple[Word, ...] | Sentence:
    return tuple(Word(topic) for topic in schedule.topics) if schedule.topics else say("daily.every_topic")


def state_line(schedule: Schedule) -> Sentence:
    """Say when the schedule asks next, or why it does not."""
    if schedule.state is ScheduleState.FAILED:
        return say("daily.failed")
    if schedule.state is ScheduleState.PAUSED or schedule.next_at is None:
        return say("daily.paused")
    return say("daily.next", when=Instant(schedule.next_at, schedule.zone))


def _supply(tx: Tx, ctx: Context, schedule: Schedule) -> Sentence:
    candidates = pool(ctx, schedule.topics, schedule.level)
    left = len(unasked(candidates, tx.rounds.asked_in(schedule.space, schedule.place)))
    weeks = round(left / len(schedule.days))
    if left == 0:
        return say("daily.supply_again", count=len(candidates))
    return say("daily.supply", count=left, weeks=weeks) if weeks > 1 else say("daily.supply_short", count=left)


def set_daily(tx: Tx, ctx: Context, request: SetDaily) -> Outcome:
    """Make or change this place's schedule."""
    who = request.who
    space = require_schedule_keeper(tx, who)
    before = tx.schedules.of_place(who.space, who.place)
    schedule = before or Schedule(
        id=ctx.new_id(),
        space=who.space,
        place=who.place,
        time=DEFAULT_TIME,
        zone=space.zone,
        days=DEFAULT_DAYS,
        hidden=space.hidden,
        owner=who.member,
        created_at=ctx.now,
    )
    schedule = replace(
        schedule,
        time=request.time or schedule.time,
        zone=request.zone or schedule.zone,
        topics=request.topics if request.topics is not None else schedule.topics,
        days=request.days or schedule.days,
        level=request.level if request.level is not None else schedule.level,
        hidden=schedule.hidden if request.answers is None else request.answers == "hidden",
        open_hours=schedule.open_hours if request.hours is None else request.hours or None,
        ping=schedule.ping if request.ping is None else request.ping,
        state=ScheduleState.ACTIVE,
        told_low=False,
    )
    if not pool(ctx, schedule.topics, schedule.level):
        raise RefusedError(say("daily.empty_pool", topics=_topics(schedule), level=schedule.level or "any"))
    schedule = planned_after_today(tx, ctx, schedule)
    tx.schedules.put(schedule)
    if who.direct:
        tx.spaces.put_place(Place(space=who.space, place=who.place, name=who.name, direct=True))
    return Outcome(reply=schedule_card(tx, ctx, schedule, say("daily.saved")))


def ping_nobody(tx: Tx, ctx: Context, request: PingNobody) -> Outcome:
    """Let this place's questions call nobody any more."""
    require_schedule_keeper(tx, request.who)
    schedule = replace(_schedule_here(tx, request.who), ping="")
    tx.schedules.put(schedule)
    return Outcome(reply=schedule_card(tx, ctx, schedule, say("daily.saved")))


def preview(tx: Tx, ctx: Context, request: PreviewDaily) -> Outcome:
    """Show the next times, and what a question would look like."""
    space_of(tx, request.who)
    schedule = _schedule_here(tx, request.who)
    times = tuple(say("daily.time", when=Instant(at, schedule.zone)) for at in next_times(ctx, schedule, 5))
    candidates = pool(ctx, schedule.topics, schedule.level)
    fresh = unasked(candidates, tx.rounds.asked_in(schedule.space, schedule.place)) or list(candidates)
    example = min(fresh, key=lambda question: question.id) if fresh else None
    blocks: tuple[Block, ...] = (Listing(times),) if times else (say("daily.paused"),)
    if example is not None:
        line = say("daily.example", topic=ctx.library.title(example), level=str(example.level))
        blocks = (*blocks, line, Markdown(example.prompt), *options(example))
    return Outcome(reply=Card(title=say("daily.preview"), blocks=blocks))


def next_times(ctx: Context, schedule: Schedule, count: int) -> list[datetime]:
    """Give the next instants a schedule asks; none while it is paused."""
    if schedule.state is not ScheduleState.ACTIVE or schedule.next_date is None:
        return []
    days = [schedule.next_date]
    later = dates(schedule, schedule.next_date)
    while len(days) < count:
        days.append(next(later))
    return [asks_at(schedule, day) for day in days]


def times_of(tx: Tx, ctx: Context, schedule: Schedule, count: int) -> tuple[str, list[str]]:
    """Give a schedule's label, and its next times on its own wall clock."""
    space = tx.spaces.get(schedule.space)
    place = tx.spaces.place(schedule.space, schedule.place)
    name = f"{space.name if space else schedule.space}, #{place.name if place else schedule.place}"
    zone = ZoneInfo(schedule.zone)
    times = [at.astimezone(zone).strftime("%a %Y-%m-%d %H:%M") for at in next_times(ctx, schedule, count)]
    return f"{name} ({schedule.zone})", times


def ask_now(tx: Tx, ctx: Context, request: AskNow) -> Outcome:
    """Ask the next question now, for today if today was not asked for, else for the date that comes next."""
    who = request.who
    space = require_schedule_keeper(tx, who)
    schedule = _schedule_here(tx, who)
    day = schedule.next_date or local_date(ctx.now, schedule.zone)
    today = local_date(ctx.now, schedule.zone)
    if tx.rounds.on(schedule.id, today) is None:
        day = today
    hours = schedule.open_hours
    closes = ctx.now + timedelta(hours=hours) if hours else closes_at(schedule, day)
    if not ask(tx, ctx, space, schedule, day, closes):
        raise RefusedError(say("daily.all_open"))
    if schedule.state is ScheduleState.ACTIVE:
        tx.schedules.put(planned_after_today(tx, ctx, current(tx, schedule)))
    return Outcome(reply=notice(say("daily.asked_now")))


def pause(tx: Tx, ctx: Context, request: PauseDaily) -> Outcome:
    """Stop asking here, until a date or until resumed; a round that is open stays open."""
    require_schedule_keeper(tx, request.who)
    schedule = _schedule_here(tx, request.who)
    if not request.until:
        tx.schedules.change(schedule.id, state=ScheduleState.PAUSED, paused_until=None, next_at=None, next_date=None)
        resume_button = Button(action(ResumeDaily), say("button.resume"))
        return Outcome(reply=notice(say("daily.paused"), buttons=(resume_button,)))
    until, today = date.fromisoformat(request.until), local_date(ctx.now, schedule.zone)
    if until <= today:
        example = Slash(f"/daily pause until {today + timedelta(weeks=4)}")
        raise RefusedError(say("daily.pause_past", example=example))
    if until > today + timedelta(days=3660):
        raise RefusedError(say("daily.pause_far"))
    asking = replace(schedule, state=ScheduleState.ACTIVE, paused_until=until)
    asking = planned_after_today(tx, ctx, asking)
    tx.schedules.put(asking)
    return Outcome(reply=notice(say("daily.paused_until"), state_line(asking)))


def resume(tx: Tx, ctx: Context, request: ResumeDaily) -> Outcome:
    """Ask again, from the next date on."""
    require_schedule_keeper(tx, request.who)
    schedule = replace(_schedule_here(tx, request.who), state=ScheduleState.ACTIVE, paused_until=None, skip_date=None)
    schedule = planned_after_today(tx, ctx, schedule)
    tx.schedules.put(schedule)
    return Outcome(reply=notice(say("daily.resumed"), state_line(schedule)))


def skip(tx: Tx, ctx: Context, request: SkipDaily) -> Outcome:
    """Leave out the next question."""
    require_schedule_keeper(tx, request.who)
    schedule = _schedule_here(tx, request.who)
    if schedule.state is not ScheduleState.ACTIVE or schedule.next_date is None:
        raise RefusedError(say("daily.paused"))
    skipped = Instant(asks_at(schedule, schedule.next_date), schedule.zone)
    schedule = replace(schedule, skip_date=schedule.next_date)
    schedule = planned_from(
        tx, schedule, next(dates(schedule, schedule.next_date or local_date(ctx.now, schedule.zone)))
    )
    tx.schedules.put(schedule)
    return Outcome(reply=notice(say("daily.skipped", when=skipped), state_line(schedule)))


def close(tx: Tx, ctx: Context, request: CloseDaily) -> Outcome:
    """Close the open daily round now."""
    require_schedule_keeper(tx, request.who)
    schedule = _schedule_here(tx, request.who)
    running = [r for r in tx.rounds.open_in_space(schedule.space) if r.schedule == schedule.id]
    if not running:
        raise RefusedError(say("daily.none_open"))
    for round_ in running:
        end_now(tx, ctx, round_)
    return closing(*running)


def stop(tx: Tx, ctx: Context, request: StopDaily) -> Outcome:
    """Remove this place's schedule."""
    require_schedule_keeper(tx, request.who)
    tx.schedules.drop(_schedule_here(tx, request.who).id)
    return Outcome(reply=notice(say("daily.stopped")))
