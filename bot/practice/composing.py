"""What is owed, composed when it is sent, so that it is true at that moment."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.practice import appeals, cards
from bot.practice.actions import action
from bot.practice.asked import question_of, verdict_of
from bot.practice.contract import Capabilities, Context, MessageRef, Parcel, Reason
from bot.practice.deliveries import CONSEQUENCES
from bot.practice.leaderboard import posted_board
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Instant,
    Link,
    Sentence,
    Slash,
    Style,
    Where,
    notice,
    say,
)
from bot.practice.requests import AskReveal, DailyForm, OpenQuiz, ShowAnswers, ShowVerdict
from bot.practice.scoring import ENOUGH_FOR_AVERAGE, NAMED_IN_SUMMARY
from bot.practice.stats import posted_stats, topics_card
from content.coaching import coaching
from content.judge import Covered
from content.model import Question
from content.typed import Literal
from storage import Tx
from storage.records import Answer, Delivery, DeliveryState, Round, ScheduleState, Space


def compose(tx: Tx, ctx: Context, delivery: Delivery, can: Capabilities) -> Parcel | None:
    """Compose a delivery; None if nothing is owed any more (its round is gone, its space left)."""
    space = tx.spaces.get(delivery.space)
    if space is None or not space.active:
        return None
    return _COMPOSERS[delivery.kind](tx, ctx, space, delivery, can)


def _parcel(
    delivery: Delivery,
    message: Card,
    *,
    thread: str | None = None,
    edits: MessageRef | None = None,
    opens_thread: bool = False,
) -> Parcel:
    return Parcel(
        key=delivery.key,
        space=delivery.space,
        place=delivery.place,
        member=delivery.member,
        thread=thread,
        edits=edits,
        opens_thread=opens_thread,
        message=message,
    )


def _question(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    round_ = tx.rounds.get(delivery.round)
    over = round_ is None or not round_.open or round_.closes_at <= ctx.now
    if round_ is None or (over and not delivery.attempts):
        return None  # nobody could answer it any more; what was tried before is still looked for
    card = cards.question_card(round_, question_of(round_), space.zone, can)
    schedule = tx.schedules.get(round_.schedule) if round_.schedule is not None else None
    calling = replace(card, ping=schedule.ping) if schedule is not None else card
    parcel = _parcel(delivery, calling, opens_thread=not round_.direct)
    return replace(parcel, results=_last_results(tx, round_))


def _last_results(tx: Tx, round_: Round) -> MessageRef | None:
    """Give where the results of the last question are that was answered; in a direct conversation they stand above."""
    if round_.schedule is None or round_.local_date is None or round_.direct:
        return None
    last = tx.rounds.with_results(round_.schedule, round_.local_date)
    if last is None or last.message is None or last.thread is None:
        return None
    summary = tx.deliveries.get(f"summary:{last.id}")
    if summary is not None and summary.state is DeliveryState.FAILED:
        return None
    # Where it is not there yet, it will be in that thread in a moment.
    return MessageRef(last.place, (summary.message if summary else None) or last.message, last.thread)


def with_results(parcel: Parcel, address: str) -> Parcel:
    """Link a question's card to the last results, behind what it says about answering."""
    *others, answering = parcel.message.notes
    linked = say("round.and_results", note=answering, results=Link(say("round.results"), address))
    return replace(parcel, message=replace(parcel.message, notes=(*others, linked)))


def _closed(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    round_ = tx.rounds.get(delivery.round)
    if round_ is None or round_.message is None:
        return None
    card = cards.question_card(round_, question_of(round_), space.zone, can)
    return _parcel(delivery, card, edits=MessageRef(round_.place, round_.message, round_.thread))


def _summary(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    round_ = tx.rounds.get(delivery.round)
    if round_ is None or (round_.thread is None and not round_.direct):
        return None
    answers = tx.answers.of_round(round_.id)
    if not answers:
        return None
    return _parcel(delivery, summary(tx, round_, question_of(round_), answers), thread=round_.thread)


def summary(tx: Tx, round_: Round, question: Question, answers: list[Answer]) -> Card:
    """Sum a round up: how many answered, the average from five up, what most missed, three names at most."""
    scored = [answer.score for answer in answers if answer.scored and answer.score is not None]
    if len(scored) >= ENOUGH_FOR_AVERAGE:
        first = say("summary.average", count=len(answers), score=round(sum(scored) / len(scored)))
    else:
        first = say("summary.count", count=len(answers))
    blocks: list[Block] = [first]
    missed = _most_missed(tx, question, answers)
    if missed is not None:
        blocks.append(say("summary.most_missed", cue=Literal(missed)))
    named = _highest(tx, answers)
    if named:
        blocks.append(say("summary.highest", names=named))
    blocks.append(say("summary.model_answer"))
    blocks.extend(cards.model_answer(question, coaching(question.kind), full=False))
    buttons: tuple[Button, ...] = (
        Button(action(ShowVerdict, round_.id), say("button.verdict")),
        Button(action(AskReveal, round_.id), say("button.whole_answer")),
    )
    if tx.answers.shown_after_close(round_.id):
        buttons = (*buttons, Button(action(ShowAnswers, round_.id), say("button.answers")))
    return Card(title=say("summary.title"), blocks=tuple(blocks), buttons=buttons)


def _most_missed(tx: Tx, question: Question, answers: list[Answer]) -> str | None:
    """Give the cue of the point most answers missed; None if every point was made by all, or one answered."""
    misses = [0] * len(question.points)
    for answer in answers:
        revision = tx.answers.revision(answer.round, answer.member, answer.counted) if answer.counted else None
        verdict = verdict_of(revision) if revision else None
        for i, point in enumerate(verdict.points[: len(misses)] if verdict else ()):
            misses[i] += point.covered is Covered.NO and not question.points[i].extra
    if len(answers) < 2 or not misses or max(misses) == 0:
        return None
    return question.points[misses.index(max(misses))].cue.rstrip(".").lower()


def _highest(tx: Tx, answers: list[Answer]) -> tuple[Sentence, ...]:
    """Name up to three who did best, only those who let themselves be named, and nobody without points."""
    best = sorted((a for a in answers if a.points > 0), key=lambda a: (-a.points, a.first_at, a.member))
    named: list[Sentence] = []
    for answer in best:
        member = tx.spaces.member(answer.space, answer.member)
        if member is not None and member.listed:
            named.append(say("summary.name", name=Literal(member.name), points=answer.points))
        if len(named) == NAMED_IN_SUMMARY:
            break
    return tuple(named)


def _board(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    return _parcel(delivery, posted_board(tx, space, delivery.place, json.loads(delivery.data)))


def _stats(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    card = posted_stats(tx, space.space, delivery.place, json.loads(delivery.data)["by"])
    return None if card is None else _parcel(delivery, card)


def _topics(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    return _parcel(delivery, topics_card(ctx))


def _low(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    """Tell a schedule's owner that its questions run out."""
    left = int(json.loads(delivery.data)["left"])
    place = where(tx, space, delivery.place)
    card = notice(say("daily.low", count=left, place=place) if left else say("daily.low_none", place=place))
    return _parcel(delivery, card)


def _trouble(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    """Tell a schedule's owner why a question is not in its place."""
    reason = Reason(json.loads(delivery.data)["reason"])
    what_follows = (say("trouble.paused"),) if CONSEQUENCES[reason].pauses else ()
    return _parcel(delivery, notice(say(f"trouble.{reason}", place=where(tx, space, delivery.place)), *what_follows))


def _welcome(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    """Say the first words in a place whose schedule is set."""
    schedule = tx.schedules.of_place(space.space, delivery.place)
    blocks: tuple[Block, ...] = (say("welcome.room", command=Slash("/quiz aws")),)
    if schedule is not None and schedule.next_at is not None:
        blocks = (*blocks, say("welcome.next", when=Instant(schedule.next_at, schedule.zone)))
    return _parcel(delivery, Card(blocks=blocks))


def _installed(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    """Greet whoever installed the bot, alone."""
    try_one = Button(action(OpenQuiz), say("button.try_one"))
    if not can.direct_in_space:
        # Who is told may have several, and is told of each in the same conversation.
        here = say("welcome.installed_in", space=Literal(space.name))
        asked = say("welcome.installed_by_command", command=Slash("/daily set"))
        return _parcel(delivery, notice(say("welcome.installed"), asked, buttons=(try_one,), notes=(here,)))
    set_up = Button(action(DailyForm), say("button.set_up"), Style.PRIMARY)
    return _parcel(delivery, notice(say("welcome.installed"), buttons=(set_up, try_one)))


def _back(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    """Tell whoever brought the bot back what waits for them."""
    waiting = [s for s in tx.schedules.of_space(space.space) if s.state is not ScheduleState.ACTIVE]
    if not waiting:
        return _installed(tx, ctx, space, delivery, can)
    said = say("welcome.back", space=Literal(space.name), count=len(waiting), command=Slash("/daily resume"))
    return _parcel(delivery, notice(said, buttons=(Button(action(OpenQuiz), say("button.try_one")),)))


def _appeals(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    card = appeals.digest(tx, space, delivery.member)
    return None if card is None else _parcel(delivery, card)


def _appeal(tx: Tx, ctx: Context, space: Space, delivery: Delivery, can: Capabilities) -> Parcel | None:
    card = appeals.decision(tx, json.loads(delivery.data)["appeal"])
    return None if card is None else _parcel(delivery, card)


def where(tx: Tx, space: Space, place: str) -> Where:
    """Give a place with its name, for a sentence."""
    known = tx.spaces.place(space.space, place)
    return Where(place, known.name if known else place)


_Composer = Callable[[Tx, Context, Space, Delivery, Capabilities], Parcel | None]
_COMPOSERS: Mapping[str, _Composer] = {
    "question": _question,
    "closed": _closed,
    "summary": _summary,
    "board": _board,
    "stats": _stats,
    "topics": _topics,
    "low": _low,
    "trouble": _trouble,
    "welcome": _welcome,
    "installed": _installed,
    "back": _back,
    "appeals": _appeals,
    "appeal": _appeal,
}
"""What each kind of delivery says; the kinds are those of `owing.owe`."""
