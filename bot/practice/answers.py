"""An answer, received as it is said, in a thread or a direct conversation, edited and deleted.

Everything here stores and returns; judging comes after, outside the transaction (`verdicts`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.practice import cards
from bot.practice.access import RefusedError, round_of, space_of
from bot.practice.actions import action
from bot.practice.asked import question_of
from bot.practice.awards import withdraw
from bot.practice.contract import NOTHING, Context, OpenThread, Outcome
from bot.practice.forgetting import is_forgotten
from bot.practice.messages import Button, Slash, notice, say
from bot.practice.requests import Asker, AskReveal, Deleted, Said, UseMessage
from bot.practice.revisions import LONGEST_ANSWER, begin_burst, revise_from_parts
from bot.practice.scoring import ENOUGH_WORDS, JOIN_WINDOW
from content.judge import covers_a_point, is_choice, is_question
from content.model import Kind, Question
from content.typed import clean
from storage import Tx
from storage.records import Answer, AnswerState, Role, Round, ThreadMessage


def said(tx: Tx, ctx: Context, request: Said) -> Outcome:
    """Take a message in a round's thread, new or edited: an answer, a part of one, or talk."""
    who = request.who
    known = tx.answers.message(who.space, who.place, request.message)
    # Edited, it belongs where it did, whatever was put up since.
    round_ = tx.rounds.get(known.round) if known else _round_spoken_in(tx, who, request.thread)
    if round_ is None:
        return _to_no_question(tx, who, request)
    if _is_old(tx, round_, request, known):
        return NOTHING
    question = question_of(round_)
    text = clean(request.text).strip()
    if known is not None and not text:
        return _taken_away(tx, ctx, who, known, request.revision)
    if round_.hidden or question.kind is Kind.CHOICE or not text:
        return _not_by_message(tx, round_, question, request, text)
    refused = _refusal(round_, text, request.sent_at)
    if refused is not None:
        long = len(text) > LONGEST_ANSWER
        return refused if long or who.direct or covers_a_point(question, text) else NOTHING
    message = ThreadMessage(
        space=who.space,
        place=who.place,
        message=request.message,
        round=round_.id,
        member=who.member,
        text=text,
        revision=request.revision,
        role=Role.TALK,
        sent_at=known.sent_at if known else request.sent_at,
    )
    answer = tx.answers.get(round_.id, who.member)
    standing = answer if answer is not None and answer.state is AnswerState.STANDING else None
    if standing and known and known.role is Role.PART:
        message = replace(message, role=Role.PART, burst=known.burst)
        tx.answers.put_message(message)
        if known.burst != standing.burst:
            return NOTHING  # part of an answer that was replaced since
        return revise_from_parts(tx, ctx, round_, standing, who, request.sent_at)
    if standing and _joins(tx, round_, standing, message):
        tx.answers.put_message(replace(message, role=Role.PART, burst=standing.burst))
        return revise_from_parts(tx, ctx, round_, standing, who, request.sent_at, joining=True)
    if _counts_as_answer(question, text, later=standing is not None) or (round_.direct and not standing):
        return begin_burst(tx, ctx, round_, answer, who, message)
    tx.answers.put_message(message)
    return NOTHING if standing and not round_.direct else Outcome(reply=cards.taken_as_talk(message.message))


def deleted(tx: Tx, ctx: Context, request: Deleted) -> Outcome:
    """Take a message away: its answer goes on without it, or is withdrawn."""
    who = request.who
    known = tx.answers.message(who.space, who.place, request.message)
    if known is None:
        return _deleted_unheard(tx, ctx, request)
    # An edit that arrives late must not bring the text back: nothing is newer than a deletion.
    return _taken_away(tx, ctx, who, known, "\uffff")


def _taken_away(tx: Tx, ctx: Context, who: Asker, known: ThreadMessage, revision: str) -> Outcome:
    """Take a message out of the answer it is part of; `revision`: only what is newer can bring it back."""
    if known.role is Role.DELETED:
        return NOTHING
    tx.answers.put_message(replace(known, text="", role=Role.DELETED, revision=revision))
    round_ = tx.rounds.get(known.round)
    answer = tx.answers.get(known.round, known.member)
    if round_ is None or answer is None or known.role is not Role.PART or known.burst != answer.burst:
        return NOTHING
    author = replace(who, member=known.member)
    if tx.answers.parts(round_.id, known.member, known.burst):
        revised = revise_from_parts(tx, ctx, round_, answer, author, ctx.now)
        # Where a moderator deleted it, the verdict is still its author's alone; the heartbeat judges it.
        return revised if who.member == known.member else NOTHING
    in_time = round_.open and ctx.now < round_.closes_at
    if not answer.frozen and in_time and answer.state is AnswerState.STANDING:
        withdraw(tx, round_, answer)
    return NOTHING


def _deleted_unheard(tx: Tx, ctx: Context, request: Deleted) -> Outcome:
    """Remember a deletion that overtook its message, so that the message does not count when it comes."""
    who = request.who
    round_ = _round_spoken_in(tx, who, request.thread)
    if round_ is not None and who.member:
        tx.answers.put_message(
            ThreadMessage(
                space=who.space,
                place=who.place,
                message=request.message,
                round=round_.id,
                member=who.member,
                text="",
                revision="\uffff",
                role=Role.DELETED,
                sent_at=ctx.now,
            )
        )
    return NOTHING


def use_message(tx: Tx, ctx: Context, request: UseMessage) -> Outcome:
    """Use a message that was taken as talk as the answer."""
    who = request.who
    space_of(tx, who)
    known = tx.answers.message(who.space, who.place, request.message)
    if known is None or known.role is Role.DELETED:
        raise RefusedError(say("use.not_kept"))
    if known.member != who.member:
        raise RefusedError(say("use.not_yours"))
    round_ = answered_in_words(tx, who, known.round)
    if known.role is Role.PART:
        raise RefusedError(say("use.already"))
    if not known.text:
        raise RefusedError(say("answer.no_text"))
    # By the time of the button, not of the message: a closed question's summary is out.
    refused = _refusal(round_, known.text, ctx.now)
    if refused is not None:
        return refused
    return begin_burst(tx, ctx, round_, tx.answers.get(round_.id, who.member), who, known)


def answered_in_words(tx: Tx, who: Asker, round_id: str) -> Round:
    """Give a round that is answered in words; refuse one that is answered by buttons."""
    round_ = round_of(tx, who, round_id)
    if round_.kind == Kind.CHOICE:
        raise RefusedError(say("choice.by_buttons"), *cards.answer_buttons(round_, question_of(round_)))
    return round_


def open_threads(tx: Tx, platform: str) -> list[OpenThread]:
    """Give where a platform's open rounds are answered, to be read after a silence."""
    running = tx.rounds.open_on(platform)
    # In a direct conversation only the newest question is answered by what is said.
    newest = {(r.space, r.place): r for r in sorted(running, key=lambda r: r.opened_at) if r.direct}
    return [
        OpenThread(
            space=round_.space,
            place=round_.place,
            round=round_.id,
            message=round_.message,
            thread=round_.thread,
            since=round_.opened_at,
            heard=frozenset(tx.answers.heard(round_.id)),
        )
        for round_ in running
        if round_.message is not None
        and (round_.thread is not None or round_ is newest.get((round_.space, round_.place)))
    ]


def _is_old(tx: Tx, round_: Round, request: Said, known: ThreadMessage | None) -> bool:
    """Say whether a message was delivered before, is older than what we have, or was to be forgotten."""
    if known is None:
        return is_forgotten(tx, round_, request.who.member, request.sent_at)
    return known.member != request.who.member or known.revision >= request.revision


# --- how a message is read ------------------------------------------------------------------------------------


def _round_spoken_in(tx: Tx, who: Asker, thread: str | None) -> Round | None:
    """Find the round a message belongs to: its thread's, or in a direct conversation the one put up last.

    A question there has no thread of ours, but what it is replied to names it.
    """
    found = tx.rounds.by_thread(who.space, who.place, thread) if thread is not None else None
    if found is not None or not who.direct:
        return found
    replied_to = tx.rounds.by_message(who.space, who.place, thread) if thread is not None else None
    return replied_to or tx.rounds.latest_in(who.space, who.place)


def _to_no_question(tx: Tx, who: Asker, request: Said) -> Outcome:
    """Answer what belongs to no question: it may belong to one that is there before we know that it is."""
    waiting = tx.deliveries.question_in_flight(who.space, who.place)
    if waiting is not None and (who.direct or request.thread is not None):
        return Outcome(waits_for=waiting)
    if who.direct:
        return Outcome(reply=notice(say("answer.nothing_asked", command=Slash("/quiz"))))
    return NOTHING


def _refusal(round_: Round, text: str, sent_at: datetime) -> Outcome | None:
    if len(text) > LONGEST_ANSWER:
        return Outcome(reply=notice(say("answer.too_long", most=LONGEST_ANSWER, length=len(text))))
    if sent_at >= round_.closes_at or (round_.closed_at is not None and sent_at >= round_.closed_at):
        again = Button(action(AskReveal, round_.id), say("button.reveal"))
        return Outcome(reply=notice(say("answer.closed"), buttons=(again,)))
    return None


def _counts_as_answer(question: Question, text: str, *, later: bool) -> bool:
    # The cheap test first: this runs on the writer's thread, and judging is the dearest thing we do.
    if not later and len(text.split()) >= ENOUGH_WORDS and not is_question(text):
        return True
    return covers_a_point(question, text)


def _joins(tx: Tx, round_: Round, answer: Answer, message: ThreadMessage) -> bool:
    """Say whether a message was sent soon enough to join an answer."""
    if not answer.burst:
        return False
    parts = tx.answers.parts(round_.id, answer.member, answer.burst)
    # Of its first message: else a verdict each time would make of one try as many as one likes.
    return bool(parts) and abs(message.sent_at - parts[0].sent_at) <= JOIN_WINDOW


def _not_by_message(tx: Tx, round_: Round, question: Question, request: Said, text: str) -> Outcome:
    """Answer a message where only buttons or the form count: it is talk, but alone with the bot it was meant."""
    if request.unread and not text:
        return _without_words(tx, round_, question, request)
    if not (text and round_.open):
        return NOTHING
    buttons = cards.answer_buttons(round_, question)
    if round_.direct:
        key = cards.how_to_choose(question) if question.kind is Kind.CHOICE else "round.private"
        return Outcome(reply=notice(say(key), buttons=buttons))
    if question.kind is Kind.CHOICE and _tries_to_choose(tx, round_, question, request, text):
        _keep_as_talk(tx, round_, request, text)
        return Outcome(reply=notice(say("choice.typed"), buttons=buttons))
    return NOTHING


def _without_words(tx: Tx, round_: Round, question: Question, request: Said) -> Outcome:
    """Answer what may have been meant as an answer and holds nothing we read: in a thread it is talk, and told once."""
    if not round_.open or request.sent_at >= round_.closes_at:
        return NOTHING
    told = Outcome(reply=notice(say("answer.no_text")))
    if round_.direct:
        return told
    if round_.hidden or question.kind is Kind.CHOICE:
        return NOTHING
    member = request.who.member
    again = tx.answers.get(round_.id, member) is not None or tx.answers.spoke(round_.id, member, wordless=True)
    _keep_as_talk(tx, round_, request, "")
    return NOTHING if again else told


def _keep_as_talk(tx: Tx, round_: Round, request: Said, text: str) -> None:
    """Keep a message, so that what it was taken for is told once; it stays talk, whatever becomes of it."""
    tx.answers.put_message(
        ThreadMessage(
            space=round_.space,
            place=round_.place,
            message=request.message,
            round=round_.id,
            member=request.who.member,
            text=text,
            revision=request.revision,
            role=Role.TALK,
            sent_at=request.sent_at,
        )
    )


def _tries_to_choose(tx: Tx, round_: Round, question: Question, request: Said, text: str) -> bool:
    """Say whether somebody types a choice for the first time who has not chosen yet."""
    if request.sent_at >= round_.closes_at or not is_choice(question.options, text):
        return False
    member = request.who.member
    return tx.answers.get(round_.id, member) is None and not tx.answers.spoke(round_.id, member)
