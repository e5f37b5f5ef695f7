"""What must outlive forgetting somebody: that they had their turn at a question that is still open.

Else one could see the model answer, have oneself forgotten, and answer anew for points. A mark is a salted hash of the
member, so it names nobody; whoever comes back while the question is open is known by it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from bot.practice.contract import Context
from bot.practice.scoring import REVEAL_REMEMBERED
from storage import Tx
from storage.records import Forgotten, Round


def leave_marks(tx: Tx, ctx: Context, space: str, member: str) -> None:
    """Mark the questions a member took part in, before all else that is kept of them is removed."""
    said = {message.round for message in tx.answers.messages_of(space, member)}
    seen = {reveal.question_id: reveal.at + REVEAL_REMEMBERED for reveal in tx.answers.reveals_of(space, member)}
    running = tx.rounds.open_in_space(space)
    answered = {round_.question_id for round_ in running if tx.answers.next_number(round_.id, member) > 1}
    until = {question: end for question, end in seen.items() if end > ctx.now}
    for round_ in running:
        question = round_.question_id
        known = _mark_of(tx, space, question, member)
        if question in answered or round_.id in said or known is not None:
            until[question] = max(until.get(question, round_.closes_at), round_.closes_at)
    for question, end in until.items():
        known = _mark_of(tx, space, question, member)
        salt = known.salt if known is not None else f"{ctx.random.getrandbits(128):032x}"
        tx.forgotten.add(
            Forgotten(
                space=space,
                question_id=question,
                salt=salt,
                mark=_hashed(salt, member),
                at=ctx.now,
                until=end,
                spent=question in answered or question in seen or (known is not None and known.spent),
            )
        )


def _mark_of(tx: Tx, space: str, question_id: str, member: str) -> Forgotten | None:
    """Give the mark of a member on a question, None if there is none."""
    marks = tx.forgotten.of_question(space, question_id)
    return next((mark for mark in marks if mark.mark == _hashed(mark.salt, member)), None)


def had_their_turn(tx: Tx, round_: Round, member: str) -> bool:
    """Say whether a member who was forgotten had answered a round's question, or seen its model answer."""
    mark = _mark_of(tx, round_.space, round_.question_id, member)
    return mark is not None and mark.spent and mark.until >= round_.opened_at


def is_forgotten(tx: Tx, round_: Round, member: str, sent_at: datetime) -> bool:
    """Say whether what a member said in a round was to be forgotten: a platform may tell it again."""
    mark = _mark_of(tx, round_.space, round_.question_id, member)
    return mark is not None and sent_at <= mark.at


def _hashed(salt: str, member: str) -> str:
    return hashlib.sha256(f"{salt}:{member}".encode()).hexdigest()
