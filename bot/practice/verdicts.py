"""An answer, judged and scored: the verdict is recorded if its revision is still the latest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.practice import appeal_cards, cards
from bot.practice.access import RefusedError, round_of, space_of
from bot.practice.appeals import appealable, points_shown
from bot.practice.asked import question_of, write_verdict
from bot.practice.awards import count
from bot.practice.contract import NOTHING, Context, Outcome, Unjudged
from bot.practice.messages import Card, Sentence, notice, say
from bot.practice.requests import KeepEarlier, LatestVerdict, ShowVerdict, VerdictOf
from bot.practice.scoring import COPIED_FROM, LONG_ENOUGH_TO_COPY, TRIES
from bot.practice.verdict_card import verdict_card
from content.judge import Verdict, nearly_equals_one_of
from content.model import Kind, Question
from storage import Tx
from storage.records import Answer, AnswerState, Revision, Role, Round


@dataclass(frozen=True, slots=True)
class Judgeable:
    """What judging needs, read from the store so that it can happen outside any transaction."""

    question: Question
    text: str
    earlier: tuple[str, ...]
    """What others said in public before, in an open round."""


def judgeable(tx: Tx, unjudged: Unjudged) -> Judgeable | None:
    """Read what judging a revision needs; None if it was judged or removed meanwhile."""
    revision = tx.answers.revision(unjudged.round, unjudged.member, unjudged.number)
    round_ = tx.rounds.get(unjudged.round)
    if revision is None or round_ is None or revision.judged_at is not None:
        return None
    question = question_of(round_)
    if round_.hidden or round_.private or not _could_be_copied(question, revision.text):
        return Judgeable(question, revision.text, ())
    return Judgeable(question, revision.text, tuple(tx.answers.earlier_texts(revision, COPIED_FROM)))


def is_copy(given: Judgeable) -> bool:
    """Say whether a text nearly equals an earlier answer or the model answer; outside any transaction."""
    if not _could_be_copied(given.question, given.text):
        return False
    model = (given.question.answer,) if given.question.answer else ()
    return nearly_equals_one_of(given.text, (*model, *given.earlier))


def _could_be_copied(question: Question, text: str) -> bool:
    """Say whether a text is long enough to be alike by more than chance."""
    return question.kind is Kind.KNOWLEDGE and len(text.split()) >= LONG_ENOUGH_TO_COPY


def record(tx: Tx, ctx: Context, unjudged: Unjudged, verdict: Verdict, *, copied: bool) -> Outcome:
    """Record a verdict; the points follow if the revision is still the latest and within its tries."""
    revision = tx.answers.revision(unjudged.round, unjudged.member, unjudged.number)
    round_ = tx.rounds.get(unjudged.round)
    if revision is None or round_ is None or revision.judged_at is not None:
        return NOTHING
    answer = tx.answers.get(round_.id, revision.member)
    latest = answer is not None and answer.state is AnswerState.STANDING and answer.latest == revision.number
    judged = replace(
        revision,
        judged_at=ctx.now,
        score=verdict.score,
        copied=copied,
        verdict=write_verdict(verdict),
        engine=verdict.engine,
        version=verdict.version,
    )
    if answer is not None and latest and not revision.practice:
        tries = answer.tries + (revision.attempt != answer.judged_attempt)
        judged = replace(judged, try_number=tries)
        answer = replace(answer, tries=tries, judged_attempt=revision.attempt)
        if tries <= TRIES:
            answer = count(tx, round_, answer, judged)
        else:
            tx.answers.put(answer)
    tx.answers.change_revision(
        revision.round,
        revision.member,
        revision.number,
        judged_at=judged.judged_at,
        try_number=judged.try_number,
        score=judged.score,
        copied=judged.copied,
        verdict=judged.verdict,
        engine=judged.engine,
        version=judged.version,
    )
    if not latest and not revision.practice:
        return NOTHING  # a newer revision is on its way, and its verdict will be the one to read
    return Outcome(reply=_card(tx, ctx, round_, answer, judged, since=()))  # it was given just now


def keep_earlier(tx: Tx, ctx: Context, request: KeepEarlier) -> Outcome:
    """Go back to the answer that counted before the last one."""
    who = request.who
    round_ = round_of(tx, who, request.round)
    answer = tx.answers.get(round_.id, who.member)
    if answer is None or answer.state is not AnswerState.STANDING:
        raise RefusedError(say("keep.none"))
    if answer.frozen or ctx.now >= round_.closes_at or not round_.open:
        raise RefusedError(say("keep.too_late"))
    earlier = _earlier(tx, round_, answer)
    if earlier is None:
        raise RefusedError(say("keep.none"))
    # Later edits of the messages that were put aside change nothing: they are of another burst.
    kept = count(tx, round_, replace(answer, latest=earlier.number, burst=earlier.burst), earlier)
    return Outcome(reply=_card(tx, ctx, round_, kept, earlier, since=_since(tx, round_, earlier)))


def show_verdict(tx: Tx, ctx: Context, request: ShowVerdict) -> Outcome:
    """Show a member their newest verdict in a round."""
    round_ = round_of(tx, request.who, request.round)
    return _newest(tx, ctx, round_, request.who.member)


def latest_verdict(tx: Tx, ctx: Context, request: LatestVerdict) -> Outcome:
    """Show a member their verdict in the round of this place they answered last."""
    who = request.who
    space_of(tx, who)
    round_ = tx.rounds.last_answered(who.space, who.place, who.member)
    if round_ is None:
        raise RefusedError(say("verdict.none_here"))
    return _newest(tx, ctx, round_, who.member)


def verdict_of_message(tx: Tx, ctx: Context, request: VerdictOf) -> Outcome:
    """Show a member what a message of theirs was taken for; what is none of theirs shows their verdict there."""
    who = request.who
    space_of(tx, who)
    known = tx.answers.message(who.space, who.place, request.message)
    if known is not None and known.member == who.member:
        if known.role is Role.TALK:
            talk = cards.taken_as_talk(known.message) if known.text else notice(say("answer.no_text"))
            return Outcome(reply=talk)
        return _newest(tx, ctx, round_of(tx, who, known.round), who.member)
    there = tx.rounds.by_thread(who.space, who.place, request.thread) if request.thread else None
    round_ = there or tx.rounds.last_answered(who.space, who.place, who.member)
    if round_ is None:
        raise RefusedError(say("verdict.none_here"))
    return _newest(tx, ctx, round_, who.member)


def _newest(tx: Tx, ctx: Context, round_: Round, member: str) -> Outcome:
    revisions = tx.answers.revisions(round_.id, member)
    answer = tx.answers.get(round_.id, member)
    if not revisions:
        raise RefusedError(say("verdict.no_answer"), *cards.answer_buttons(round_, question_of(round_)))
    if answer is not None and answer.state is AnswerState.WITHDRAWN and not revisions[-1].practice:
        raise RefusedError(say("verdict.withdrawn"), *cards.answer_buttons(round_, question_of(round_)))
    judged = [revision for revision in revisions if revision.judged_at is not None]
    if not judged:
        raise RefusedError(say("verdict.waiting"))
    counted = next((r for r in judged if answer is not None and r.number == answer.latest), None)
    newest = judged[-1] if judged[-1].practice or counted is None else counted
    return Outcome(reply=_card(tx, ctx, round_, answer, newest, since=_since(tx, round_, newest)))


def _since(tx: Tx, round_: Round, revision: Revision) -> tuple[Sentence, ...]:
    """Say what became of a verdict since it was given."""
    appealed = tx.appeals.of_revision(round_.id, revision.member, revision.number)
    earlier = tx.appeals.earlier(round_.id, revision.member, revision.number)
    return appeal_cards.since(question_of(round_), appealed, earlier)


def _card(
    tx: Tx, ctx: Context, round_: Round, answer: Answer | None, revision: Revision, since: tuple[Sentence, ...]
) -> Card:
    may_keep = (
        answer is not None
        and not revision.practice
        and round_.open
        and not answer.frozen
        and ctx.now < round_.closes_at
        and _earlier(tx, round_, answer) is not None
    )
    return verdict_card(
        round_,
        question_of(round_),
        answer,
        revision,
        zone=_zone(tx, round_),
        full=points_shown(tx, round_, revision.member),
        changeable=round_.open and ctx.now < round_.closes_at and not (answer is not None and answer.frozen),
        may_keep=may_keep,
        may_appeal=bool(appealable(tx, ctx, round_, answer, revision)),
        since=since,
    )


def _earlier(tx: Tx, round_: Round, answer: Answer) -> Revision | None:
    """Find the newest revision of an earlier attempt that could count; one whose messages are gone cannot."""
    if answer.latest == 1 or round_.kind == Kind.CHOICE:
        return None
    revisions = tx.answers.revisions(answer.round, answer.member)
    current = next((revision for revision in revisions if revision.number == answer.latest), None)
    if current is None:
        return None
    before = [
        revision
        for revision in revisions
        if revision.number < current.number
        and revision.attempt != current.attempt
        and revision.try_number is not None
        and revision.try_number <= TRIES
        and (revision.burst == 0 or tx.answers.parts(answer.round, answer.member, revision.burst))
    ]
    return before[-1] if before else None


def _zone(tx: Tx, round_: Round) -> str:
    space = tx.spaces.get(round_.space)
    return space.zone if space else "UTC"
