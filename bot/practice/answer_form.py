"""The form to answer in, alone: it stores and returns; judging comes after, outside the transaction (`verdicts`)."""

from __future__ import annotations

from bot.practice.access import RefusedError
from bot.practice.actions import action
from bot.practice.answers import answered_in_words
from bot.practice.asked import question_of
from bot.practice.contract import NOTHING, Context, Outcome
from bot.practice.messages import Form, Markdown, TextField, TickField, say
from bot.practice.requests import AnswerForm, SubmitAnswer
from bot.practice.revisions import LONGEST_ANSWER, is_practice, revise
from content.typed import clean
from storage import Tx


def show(tx: Tx, ctx: Context, request: AnswerForm) -> Outcome:
    """Give the form to answer in, with what was answered so far."""
    round_ = answered_in_words(tx, request.who, request.round)
    question = question_of(round_)
    answer = tx.answers.get(round_.id, request.who.member)
    newest = tx.answers.revision(round_.id, request.who.member, answer.latest) if answer else None
    fields: tuple[TextField | TickField, ...] = (
        TextField(name="text", label=say("form.answer"), value=newest.text[:4000] if newest else ""),
    )
    if not round_.private and not request.who.direct:
        tick = TickField(
            name="show_after_close", label=say("form.show"), value=bool(newest and newest.show_after_close)
        )
        fields = (*fields, tick)
    blocks = (Markdown(question.prompt),)
    practice = is_practice(tx, round_, request.who.member, ctx.now)
    return Outcome(
        reply=Form(
            action=action(SubmitAnswer, round_.id),
            title=say("form.title"),
            blocks=(say("form.practice"), *blocks) if practice else blocks,
            fields=fields,
            submit=say("form.submit"),
        )
    )


def submit(tx: Tx, ctx: Context, request: SubmitAnswer) -> Outcome:
    """Take an answer from the form; it stays private for good unless its author lets it be shown."""
    who = request.who
    round_ = answered_in_words(tx, who, request.round)
    if tx.answers.of_event(who.space, who.event) is not None:
        return NOTHING
    text = clean(request.text).strip()
    if not text:
        raise RefusedError(say("answer.empty"), field="text")
    if len(text) > LONGEST_ANSWER:
        raise RefusedError(say("answer.too_long", most=LONGEST_ANSWER, length=len(text)), field="text")
    answer = tx.answers.get(round_.id, who.member)
    return revise(
        tx,
        ctx,
        round_,
        answer,
        who,
        text=text,
        sent_at=ctx.now,
        burst=0,
        show_after_close=request.show_after_close,
    )
