"""An answer's revisions: stored one after another, the newest that can score becomes the answer's latest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.practice.awards import settle
from bot.practice.contract import NOTHING, Context, Outcome, Unjudged
from bot.practice.forgetting import had_their_turn
from bot.practice.requests import Asker
from bot.practice.scoring import REVEAL_REMEMBERED
from storage import Tx
from storage.records import Answer, AnswerState, Revision, Role, Round, ThreadMessage

LONGEST_ANSWER = 20_000
"""Characters; more than any platform takes in a message, and ten minutes of speech."""


def begin_burst(
    tx: Tx, ctx: Context, round_: Round, answer: Answer | None, who: Asker, message: ThreadMessage
) -> Outcome:
    """Make a message an answer of its own, in place of what was answered before."""
    burst = tx.answers.next_number(round_.id, who.member)
    tx.answers.put_message(replace(message, role=Role.PART, burst=burst))
    return revise(tx, ctx, round_, answer, who, text=message.text, sent_at=message.sent_at, burst=burst, number=burst)


def revise_from_parts(
    tx: Tx,
    ctx: Context,
    round_: Round,
    answer: Answer,
    who: Asker,
    sent_at: datetime,
    *,
    joining: bool = False,
) -> Outcome:
    """Put an answer together anew from the messages it is made of."""
    text = "\n".join(part.text for part in tx.answers.parts(round_.id, answer.member, answer.burst))
    return revise(
        tx,
        ctx,
        round_,
        answer,
        who,
        text=text[:LONGEST_ANSWER],
        sent_at=sent_at,
        burst=answer.burst,
        joining=joining,
    )


def revise(
    tx: Tx,
    ctx: Context,
    round_: Round,
    answer: Answer | None,
    who: Asker,
    *,
    text: str,
    sent_at: datetime,
    burst: int,
    show_after_close: bool = False,
    joining: bool = False,
    number: int | None = None,
) -> Outcome:
    """Store a revision; one that can score becomes the answer's latest. `number`: the one it gets, if that is known."""
    number = number or tx.answers.next_number(round_.id, who.member)
    before = tx.answers.revision(round_.id, who.member, answer.latest) if joining and answer else None
    practice = is_practice(tx, round_, who.member, sent_at)
    fresh = tx.answers.add_revision(
        Revision(
            round=round_.id,
            member=who.member,
            number=number,
            space=round_.space,
            event=who.event,
            text=text,
            burst=burst,
            show_after_close=show_after_close,
            attempt=before.attempt if before else number,
            practice=practice,
            sent_at=sent_at,
            received_at=ctx.now,
        )
    )
    if not fresh:
        return NOTHING
    if not practice:
        stored = answer or Answer(
            round=round_.id, member=who.member, space=round_.space, place=round_.place, first_at=ctx.now
        )
        standing = replace(stored, state=AnswerState.STANDING, latest=number, burst=burst)
        settle(tx, round_, stored, standing)
    return Outcome(unjudged=Unjudged(round_.id, who.member, number))


def is_practice(tx: Tx, round_: Round, member: str, sent_at: datetime) -> bool:
    """Say whether an answer sent now would be practice: after the close, or after the model answer was seen."""
    if sent_at >= round_.closes_at or (round_.closed_at is not None and sent_at >= round_.closed_at):
        return True
    seen = tx.answers.revealed(round_.space, member, round_.question_id)
    if seen is not None and seen.at >= round_.opened_at - REVEAL_REMEMBERED:
        return True
    return had_their_turn(tx, round_, member)
