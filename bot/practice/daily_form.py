"""The form that sets a place's schedule."""

from __future__ import annotations

from bot.practice import parameters as p
from bot.practice import times as t
from bot.practice.access import RefusedError, require_schedule_keeper
from bot.practice.actions import action
from bot.practice.asking import DEFAULT_DAYS, DEFAULT_TIME
from bot.practice.contract import Context, Outcome
from bot.practice.daily import set_daily
from bot.practice.messages import ChoiceField, Field, Form, Sentence, TextField, Word, say
from bot.practice.requests import DailyForm, SetDaily, SubmitDaily
from content.model import Level
from storage import Tx

USUAL_HOURS = (0, 2, 8, 24, 72)
"""How long a round may stay open, as the form offers it; 0: until the next question."""
_KINDS = ("topics", "days", "time", "zone")
_PARAMETERS: tuple[p.Parameter, ...] = (
    p.Topics("topics"),
    p.Level("level", every=True),
    t.Weekdays("days"),
    t.Time("time"),
    t.Zone("zone"),
    t.Hours("hours"),
    p.OneOf("answers", ("open", "hidden")),
)


def show(tx: Tx, ctx: Context, request: DailyForm) -> Outcome:
    """Give the form, filled with what is set now or what is usual."""
    who = request.who
    space = require_schedule_keeper(tx, who)
    schedule = tx.schedules.of_place(who.space, who.place)
    hours = (schedule.open_hours if schedule else None) or 0
    values = {
        "topics": ",".join(schedule.topics) if schedule and schedule.topics else "all",
        "level": (schedule.level if schedule else "") or "any",
        "days": t.written(schedule.days if schedule else DEFAULT_DAYS),
        "time": schedule.time if schedule else DEFAULT_TIME,
        "zone": schedule.zone if schedule else who.zone or space.zone,
        "hours": f"{hours}h",
        "answers": "hidden" if (schedule.hidden if schedule else space.hidden) else "open",
    }
    levels: tuple[str, ...] = ("any", *Level)
    menus: dict[str, tuple[tuple[str, Sentence], ...]] = {
        "level": tuple((level, say(f"level.{level}")) for level in levels),
        "hours": tuple((f"{h}h", _until(h)) for h in sorted({hours, *USUAL_HOURS})),
        "answers": (("open", say("daily.open")), ("hidden", say("daily.hidden"))),
    }
    fields = tuple(_field(name, value, menus.get(name)) for name, value in values.items())
    form = Form(
        action=action(SubmitDaily), title=say("daily.form"), fields=fields, submit=say("button.save"), of_place=True
    )
    return Outcome(reply=form)


def _until(hours: int) -> Sentence:
    return say("hours.after", hours=hours) if hours else say("hours.next")


def _field(name: str, value: str, menu: tuple[tuple[str, Sentence], ...] | None) -> Field:
    label = say(f"field.{name}")
    if menu is not None:
        return ChoiceField(name=name, label=label, options=menu, value=value)
    kind = name if name in _KINDS else ""
    return TextField(name=name, label=label, value=value, multiline=False, max_length=200, kind=kind)


def submit(tx: Tx, ctx: Context, request: SubmitDaily) -> Outcome:
    """Set the schedule from the form; the first value that cannot be read is named."""
    read: dict[str, object] = {}
    for parameter in _PARAMETERS:
        text = str(getattr(request, parameter.name)).strip().replace(", ", ",")
        value = parameter.read(text, ctx.library)
        if value is None:
            wrong = parameter.wrong(text, ctx.library) if text else say("wrong.empty", field=Word(parameter.name))
            raise RefusedError(wrong, field=parameter.name)
        read[parameter.name] = value
    return set_daily(tx, ctx, SetDaily(request.who, **read))  # type: ignore[arg-type]  # each read by its own parameter
