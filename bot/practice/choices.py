"""Multiple choice: options chosen, confirmed once, judged exactly."""

from __future__ import annotations

from bot.practice import cards
from bot.practice.access import RefusedError, round_of
from bot.practice.actions import action
from bot.practice.asked import question_of
from bot.practice.contract import NOTHING, Context, Outcome
from bot.practice.messages import Block, Button, Card, Markdown, Style, say
from bot.practice.requests import Choose, ConfirmChoice
from bot.practice.revisions import revise
from content.model import Kind, Question
from content.typed import Literal
from storage import Tx
from storage.records import Round


def choose(tx: Tx, ctx: Context, request: Choose) -> Outcome:
    """Show what was chosen and ask to confirm it; with several right options, let more be added."""
    round_ = round_of(tx, request.who, request.round)
    question = _choice_of(round_)
    _refuse_final(tx, round_, request.who.member)
    chosen = _read(question, request.chosen)
    several = len(question.correct_options) > 1
    blocks: tuple[Block, ...] = cards.options(question) if several else ()
    if chosen:
        letters = tuple(Literal(cards.LETTERS[i]) for i in chosen)
        blocks = (*blocks, say("choice.chosen", letters=letters))
        if not several:
            blocks = (*blocks, Markdown(question.options[chosen[0]].text))
    else:
        blocks = (*blocks, say("choice.choose_several"))
    toggles = tuple(_toggle(round_, chosen, i) for i in range(len(question.options))) if several else ()
    confirm = Button(action(ConfirmChoice, round_.id, _write(chosen)), say("button.confirm"), Style.PRIMARY)
    buttons = (*toggles, confirm) if chosen else toggles
    return Outcome(reply=Card(title=say("choice.title"), blocks=blocks, buttons=buttons, notes=(say("choice.final"),)))


def _toggle(round_: Round, chosen: tuple[int, ...], option: int) -> Button:
    taken = option in chosen
    after = [i for i in chosen if i != option] if taken else [*chosen, option]
    label = say("button.option_off" if taken else "button.option", letter=cards.LETTERS[option])
    return Button(action(Choose, round_.id, _write(tuple(sorted(after)))), label)


def confirm(tx: Tx, ctx: Context, request: ConfirmChoice) -> Outcome:
    """Make a choice final."""
    round_ = round_of(tx, request.who, request.round)
    question = _choice_of(round_)
    chosen = _read(question, request.chosen)
    if not chosen:
        raise RefusedError(say("choice.choose_several"))
    _refuse_final(tx, round_, request.who.member)
    who, letters = request.who, ", ".join(cards.LETTERS[i] for i in chosen)
    if tx.answers.of_event(who.space, who.event) is not None:
        return NOTHING
    return revise(tx, ctx, round_, None, who, text=letters, sent_at=ctx.now, burst=0)


def _choice_of(round_: Round) -> Question:
    question = question_of(round_)
    if question.kind is not Kind.CHOICE:
        raise RefusedError(say("refused.no_round"))
    return question


def _refuse_final(tx: Tx, round_: Round, member: str) -> None:
    answer = tx.answers.get(round_.id, member)
    if answer is not None:
        raise RefusedError(say("choice.was_final"), *cards.verdict_button(round_))


def _read(question: Question, text: str) -> tuple[int, ...]:
    """Read option numbers from a button; one edited by hand is refused."""
    if not text:
        return ()
    parts = text.split(",")
    if not all(part.isdecimal() and int(part) < len(question.options) for part in parts):
        raise RefusedError(say("refused.no_round"))
    return tuple(sorted({int(part) for part in parts}))


def _write(chosen: tuple[int, ...]) -> str:
    return ",".join(str(i) for i in chosen)
