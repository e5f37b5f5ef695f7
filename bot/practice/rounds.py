"""Rounds: put up by a quiz or a schedule, closed at their time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from bot.practice import cards
from bot.practice.access import RefusedError, is_manager, round_of, space_of
from bot.practice.actions import action
from bot.practice.asked import question_of, write_question
from bot.practice.awards import settle
from bot.practice.calendar import instant, local_date
from bot.practice.contract import NOTHING, Context, Outcome, Remark
from bot.practice.messages import Button, Instant, Word, notice, say
from bot.practice.owing import owe, owe_new_face, owe_question
from bot.practice.picking import pick, pool
from bot.practice.requests import CloseRound, OpenQuiz
from bot.practice.scoring import QUIZ_OPEN, SCORING_QUIZZES, earns, streak_bonus
from content.model import Level, Question
from storage import Tx
from storage.records import AnswerState, Round, Schedule, Space

LONGEST_DEAF = timedelta(hours=6)
"""A round is closed so long after its time even where its platform is not heard again."""
SLICE = 50
"""Rounds closed, or put up, in one transaction: between two of them others have their turn."""


def make_round(
    ctx: Context,
    space: Space,
    place: str,
    question: Question,
    *,
    event: str,
    closes_at: datetime,
    opener: str = "",
    schedule: Schedule | None = None,
    day: date | None = None,
    hidden: bool = False,
    private: bool = False,
    direct: bool = False,
    scores: bool = True,
) -> Round:
    """Make a round of a question, stored as it is asked now."""
    return Round(
        id=ctx.new_id(),
        space=space.space,
        place=place,
        schedule=schedule.id if schedule else None,
        local_date=day,
        question_id=question.id,
        question=write_question(question),
        subject=ctx.library.title(question),
        kind=str(question.kind),
        topics=question.topics,
        opener=opener,
        event=event,
        opened_at=ctx.now,
        counted_on=local_date(ctx.now, space.zone),
        closes_at=closes_at,
        hidden=hidden,
        private=private,
        direct=direct,
        scores=scores,
    )


def open_quiz(tx: Tx, ctx: Context, request: OpenQuiz) -> Outcome:
    """Put up a question here and now: for everyone, or for the asker alone."""
    who = request.who
    space = space_of(tx, who)
    midnight = instant(local_date(ctx.now, space.zone), "00:00", space.zone)
    own = tx.rounds.opened_by(space.space, who.member, min(midnight, ctx.now - QUIZ_OPEN))
    alone = request.private or who.direct
    if request.level and request.level not in tuple(Level):
        raise RefusedError(say("refused.no_round"))
    running = next((r for r in own if r.open and not (r.private or r.direct) and ctx.now < r.closes_at), None)
    if running is not None and not alone:
        close = Button(action(CloseRound, running.id), say("button.close_quiz"))
        raise RefusedError(say("quiz.one_open", when=Instant(running.closes_at, space.zone)), close)
    for earlier in own:
        running_alone = (earlier.private or earlier.direct) and earlier.open and ctx.now < earlier.closes_at
        if alone and running_alone:
            end_now(tx, ctx, earlier)  # one at a time, or one person could hold every question
    topics = (request.topic,) if request.topic else ()
    question = pick(tx, ctx, space.space, who.place, pool(ctx, topics, request.level))
    if question is None:
        raise RefusedError(say("quiz.none_left", topic=Word(request.topic or "any"), level=request.level or "any"))
    round_ = make_round(
        ctx,
        space,
        who.place,
        question,
        event=who.event,
        closes_at=ctx.now + QUIZ_OPEN,
        opener=who.member,
        hidden=space.hidden and not alone,
        private=request.private and not who.direct,
        direct=who.direct,
        scores=sum(r.scores and r.opened_at >= midnight for r in own) < SCORING_QUIZZES,
    )
    if not tx.rounds.add(round_):
        return NOTHING
    if round_.private:
        return Outcome(reply=cards.question_card(round_, question, space.zone, cards.BY_FORM))
    owe_question(tx, ctx, space, round_)
    return NOTHING


def close_round(tx: Tx, ctx: Context, request: CloseRound) -> Outcome:
    """Close one's own quiz, or as a manager any round, before its time."""
    who = request.who
    own = tx.rounds.get(request.round)
    # One's own quiz can be closed from anywhere in the space.
    mine = own is not None and own.space == who.space and own.opener == who.member
    round_ = own if own is not None and mine else round_of(tx, who, request.round)
    if not mine and not is_manager(tx, who):
        raise RefusedError(say("refused.managers_only"))
    if not round_.open or round_.closes_at <= ctx.now:
        raise RefusedError(say("round.already_closed"))
    end_now(tx, ctx, round_)
    return closing(round_)


def closing(*ended: Round) -> Outcome:
    """Say that rounds are closing, and whether a summary follows: none does where no thread hangs on the question."""
    summed_up = any(round_.thread is not None or round_.direct for round_ in ended)
    return Outcome(reply=notice(say("round.closing" if summed_up else "round.closing_alone")))


def end_now(tx: Tx, ctx: Context, round_: Round) -> None:
    """Let a round's time be over now; it is closed like any other, once its answers are judged."""
    tx.rounds.change(round_.id, closes_at=ctx.now)


def close_due(tx: Tx, ctx: Context, *, deaf: Collection[str] = ()) -> tuple[int, tuple[Remark, ...]]:
    """Close a slice of the rounds whose time is over and whose answers are judged; give their number, and what to log.

    Those of platforms that are not heard wait, though not for ever: what was said there before the close counts.
    """
    due = tx.rounds.due(ctx.now, SLICE, but_on=deaf, since=ctx.now - LONGEST_DEAF)
    remarks: list[Remark] = []
    for round_ in due:
        fault = tx.apart(partial(_close, tx, ctx, round_))
        if fault:  # without its streaks and its summary, but closed: else it would be due for ever, before all others
            tx.rounds.change(round_.id, closed_at=ctx.now)
            remarks.append(Remark("closing failed", (("round", round_.id), ("fault", fault))))
    return len(due), tuple(remarks)


def _close(tx: Tx, ctx: Context, round_: Round) -> None:
    tx.rounds.change(round_.id, closed_at=ctx.now)
    space = tx.spaces.get(round_.space)
    if space is None or not space.active:
        return
    if round_.schedule is not None and round_.local_date is not None:
        _fix_streaks(tx, round_, round_.schedule, round_.local_date)
    if round_.private:
        return
    owe_new_face(tx, ctx, space, round_)
    if tx.answers.count_in(round_.id):
        owe(tx, ctx, space, "summary", round_.id, place=round_.place, round_id=round_.id)


def _fix_streaks(tx: Tx, round_: Round, schedule: str, day: date) -> None:
    """Count the streak of everyone who answered: the dates on which the schedule asked, one after another."""
    points_count = earns(question_of(round_).kind) and round_.scores
    for answer in tx.answers.of_round(round_.id):
        known = tx.standings.streak(round_.space, round_.place, answer.member)
        length = _length(tx, schedule, day, answer.member, known)
        if known is None or known[1] < day:  # else a later date was closed first, and has counted this one
            tx.standings.put_streak(round_.space, round_.place, answer.member, length, day)
        bonus = streak_bonus(length) if points_count and answer.points > 0 else 0
        if bonus:
            settle(tx, round_, answer, replace(answer, bonus=bonus))


def _length(tx: Tx, schedule: str, day: date, member: str, known: tuple[int, date] | None) -> int:
    """Count a member's dates back from one they answered, through rounds that are still open, to those counted."""
    length = 1
    while (before := tx.rounds.before(schedule, day)) is not None and before.local_date is not None:
        day = before.local_date
        if known is not None and known[1] == day:
            return length + known[0]
        answer = tx.answers.get(before.id, member)
        if answer is None or answer.state is not AnswerState.STANDING:
            break
        length += 1
    return length


def streak_now(tx: Tx, space: str, place: str, member: str) -> int:
    """Give a member's streak in a place as it stands: 0 once the schedule asked and closed without them."""
    known = tx.standings.streak(space, place, member)
    if known is None:
        return 0
    schedule = tx.schedules.of_place(space, place)
    if schedule is None:
        return known[0]
    last = tx.rounds.last_closed(schedule.id)
    return known[0] if last is None or last.local_date is None or last.local_date <= known[1] else 0
