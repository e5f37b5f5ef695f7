"""The daily question: its schedule in a place, set, shown, paused, and asked when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.practice.access import RefusedError, require_schedule_keeper, space_of
from bot.practice.calendar import asks_at, closes_at, dates, local_date, next_asking
from bot.practice.contract import Context, Outcome, Remark
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Instant,
    Listing,
    Markdown,
    Sentence,
    Style,
    Word,
    notice,
    say,
)
from bot.practice.owing import owe, owe_question
from bot.practice.picking import RUNS_LOW, pick, pool, unasked
from bot.practice.requests import (
    Asker,
    AskNow,
    CloseDaily,
    DailyForm,
    PauseDaily,
    PreviewDaily,
    ResumeDaily,
    SetDaily,
    ShowDaily,
    SkipDaily,
    StopDaily,
    action,
)
from bot.practice.rounds import end_now, make_round
from content.model import Question
from storage import Tx
from storage.records import Place, Round, Schedule, ScheduleState, Space

DEFAULT_TIME = "09:00"
DEFAULT_DAYS = ("mon", "tue", "wed", "thu", "fri")


def _schedule_here(tx: Tx, who: Asker) -> Schedule:
    schedule = tx.schedules.of_place(who.space, who.place)
    if schedule is None:
        raise RefusedError(say("daily.none"))
    return schedule


# --- commands -----------------------------------------------------------------------------------------------------


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
    )
    blocks: tuple[Block, ...] = (Listing(lines), state_line(schedule), _supply(tx, ctx, schedule))
    buttons: tuple[Button, ...] = (
        Button(action(PreviewDaily), say("button.preview")),
        Button(action(AskNow), say("button.post_now")),
        Button(action(DailyForm), say("button.change")),
    )
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
        return say("daily.supply_again", total=len(candidates))
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
        state=ScheduleState.ACTIVE,
        told_low=False,
    )
    if not pool(ctx, schedule.topics, schedule.level):
        raise RefusedError(say("daily.empty_pool", topics=_topics(schedule), level=schedule.level or "any"))
    schedule = _planned_after_today(tx, ctx, schedule)
    tx.schedules.put(schedule)
    if who.direct:
        tx.spaces.put_place(Place(space=who.space, place=who.place, name=who.name, direct=True))
    return Outcome(reply=schedule_card(tx, ctx, schedule, say("daily.saved")))


def _planned_after_today(tx: Tx, ctx: Context, schedule: Schedule) -> Schedule:
    """Plan the next asking; a date that was asked for already is not asked for again at another time."""
    day, _ = next_asking(schedule, ctx.now)
    return _planned_from(tx, schedule, day)


def _planned_from(tx: Tx, schedule: Schedule, day: date) -> Schedule:
    while tx.rounds.on(schedule.id, day) is not None:
        day = next(dates(schedule, day))
    return replace(schedule, next_date=day, next_at=asks_at(schedule, day))


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
        blocks = (*blocks, line, Markdown(example.prompt))
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
    if not _ask(tx, ctx, space, schedule, day, closes):
        raise RefusedError(say("daily.all_open"))
    if schedule.state is ScheduleState.ACTIVE:
        tx.schedules.put(_planned_after_today(tx, ctx, _current(tx, schedule)))
    return Outcome(reply=notice(say("daily.asked_now")))


def _current(tx: Tx, schedule: Schedule) -> Schedule:
    return tx.schedules.get(schedule.id) or schedule


def pause(tx: Tx, ctx: Context, request: PauseDaily) -> Outcome:
    """Stop asking here, until a date or until resumed; a round that is open stays open."""
    require_schedule_keeper(tx, request.who)
    schedule = _schedule_here(tx, request.who)
    if not request.until:
        tx.schedules.change(schedule.id, state=ScheduleState.PAUSED, paused_until=None, next_at=None, next_date=None)
        resume_button = Button(action(ResumeDaily), say("button.resume"))
        return Outcome(reply=notice(say("daily.paused"), buttons=(resume_button,)))
    until = date.fromisoformat(request.until)
    if until <= local_date(ctx.now, schedule.zone):
        raise RefusedError(say("daily.pause_past"))
    if until > local_date(ctx.now, schedule.zone) + timedelta(days=3660):
        raise RefusedError(say("daily.pause_far"))
    asking = replace(schedule, state=ScheduleState.ACTIVE, paused_until=until)
    asking = _planned_after_today(tx, ctx, asking)
    tx.schedules.put(asking)
    return Outcome(reply=notice(say("daily.paused_until"), state_line(asking)))


def resume(tx: Tx, ctx: Context, request: ResumeDaily) -> Outcome:
    """Ask again, from the next date on."""
    require_schedule_keeper(tx, request.who)
    schedule = replace(_schedule_here(tx, request.who), state=ScheduleState.ACTIVE, paused_until=None, skip_date=None)
    schedule = _planned_after_today(tx, ctx, schedule)
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
    schedule = _planned_from(
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
    return Outcome(reply=notice(say("round.closing")))


def stop(tx: Tx, ctx: Context, request: StopDaily) -> Outcome:
    """Remove this place's schedule."""
    require_schedule_keeper(tx, request.who)
    tx.schedules.drop(_schedule_here(tx, request.who).id)
    return Outcome(reply=notice(say("daily.stopped")))


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
    owe(tx, ctx, space, "welcome", f"{space.space}:{place}", place=place)
    today = local_date(ctx.now, schedule.zone)
    _ask(tx, ctx, space, schedule, today, closes_at(schedule, today))
    tx.schedules.put(_planned_after_today(tx, ctx, _current(tx, schedule)))


# --- what the heartbeat asks for ----------------------------------------------------------------------------------


def ask_due(tx: Tx, ctx: Context, limit: int = 50) -> tuple[int, tuple[Remark, ...]]:
    """Ask for up to `limit` schedules that are due; give their number and what the log should say."""
    due = tx.schedules.due(ctx.now, limit)
    remarks: list[Remark] = []
    for schedule in due:
        remarks.extend(_ask_one(tx, ctx, schedule))
    return len(due), tuple(remarks)


def _ask_one(tx: Tx, ctx: Context, schedule: Schedule) -> list[Remark]:
    """Ask the last date whose time has come if its window is open; skip what was missed, plan the next."""
    space = tx.spaces.get(schedule.space)
    if space is None or not space.active or schedule.next_date is None:
        tx.schedules.change(schedule.id, next_at=None, next_date=None)
        return []
    remarks: list[Remark] = []
    day = schedule.next_date
    later = dates(schedule, day)
    following = next(later)
    while asks_at(schedule, following) <= ctx.now:
        remarks.append(_missed(schedule, day))
        day, following = following, next(later)
    closes = closes_at(schedule, day)
    if ctx.now < closes:
        if not _ask(tx, ctx, space, schedule, day, closes):
            remarks.append(Remark("nothing to ask", (("schedule", schedule.id), ("date", day.isoformat()))))
    else:
        remarks.append(_missed(schedule, day))
    tx.schedules.change(schedule.id, next_date=following, next_at=asks_at(schedule, following))
    return remarks


def _missed(schedule: Schedule, day: date) -> Remark:
    return Remark("daily question skipped", (("schedule", schedule.id), ("date", day.isoformat())))


def _ask(tx: Tx, ctx: Context, space: Space, schedule: Schedule, day: date, closes: datetime) -> bool:
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


def plan_again(tx: Tx, ctx: Context) -> None:
    """Work the next instants out anew: at start, when the time zone rules may have changed."""
    for schedule in tx.schedules.all():
        if schedule.next_date is not None and schedule.next_at is not None:
            at = asks_at(schedule, schedule.next_date)
            if at != schedule.next_at:
                tx.schedules.change(schedule.id, next_at=at)
