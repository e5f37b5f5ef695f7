"""The cards of a round: the question, the hint, the model answer."""

from __future__ import annotations

from dataclasses import replace

from bot.practice.actions import action
from bot.practice.contract import Capabilities
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Instant,
    Markdown,
    Quote,
    Sentence,
    Style,
    say,
)
from bot.practice.requests import (
    AnswerForm,
    Asking,
    AskReveal,
    Choose,
    OfRound,
    OpenQuiz,
    ReportForm,
    ShowAnswers,
    ShowHint,
    ShowVerdict,
    UseMessage,
)
from content.model import Kind, Question
from content.typed import Literal
from storage.records import Round

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BY_FORM = Capabilities(private_in_thread=True, reads_threads=False)
"""For the card of a question that is no message in its place, a reply say: nothing can be typed below it."""


def button(request: type[Asking], label: str, *arguments: str, style: Style = Style.PLAIN) -> Button:
    """Make a button of a request and the key of its label."""
    return Button(action(request, *arguments), say(label), style)


def title(round_: Round, question: Question) -> Sentence:
    """Give the first line of a round's card."""
    key = "round.title_daily" if round_.daily else "round.title_quiz"
    return say(key, topic=round_.subject, level=str(question.level))


def answer_buttons(round_: Round, question: Question) -> tuple[Button, ...]:
    """Give the buttons that answer a round: one for a form, one for each option where one is right."""
    if question.kind is Kind.CHOICE:
        if len(question.correct_options) > 1:
            return (button(Choose, "button.choose", round_.id, "", style=Style.PRIMARY),)
        return tuple(
            Button(action(Choose, round_.id, str(i)), say("button.option", letter=LETTERS[i]))
            for i in range(len(question.options))
        )
    label = "button.answer" if round_.hidden or round_.private or round_.direct else "button.answer_privately"
    return (button(AnswerForm, label, round_.id, style=Style.PRIMARY),)


def verdict_button(round_: Round) -> tuple[Button, ...]:
    """Give the button that shows one's verdict."""
    return (button(ShowVerdict, "button.verdict", round_.id),)


def taken_as_talk(message: str) -> Card:
    """Tell a member that their message was taken as talk, with the button that makes it their answer."""
    return Card(blocks=(say("answer.talk"),), buttons=(button(UseMessage, "button.use", message),))


def options(question: Question) -> tuple[Block, ...]:
    """List the options of a choice question, each with its letter."""
    return tuple(Markdown(f"**{LETTERS[i]}.** {option.text}") for i, option in enumerate(question.options))


_ROUND_BUTTONS: tuple[tuple[type[OfRound], str], ...] = (
    (ShowHint, "button.hint"),
    (ShowVerdict, "button.verdict"),
    (AskReveal, "button.reveal"),
    (ReportForm, "button.report"),
)


def question_card(round_: Round, question: Question, zone: str, can: Capabilities) -> Card:
    """Show a round's question, open or closed."""
    rest = tuple(
        button(request, label, round_.id)
        for request, label in _ROUND_BUTTONS
        if not (request is ShowHint and not question.hint)
    )
    blocks = (Markdown(question.prompt), *options(question))
    if not round_.open:
        shared = (button(ShowAnswers, "button.answers", round_.id),)
        return Card(
            title=title(round_, question),
            blocks=blocks,
            notes=(say("round.closed"),),
            buttons=(*rest[1:], *shared) if question.hint else (*rest, *shared),
        )
    return Card(
        title=title(round_, question),
        blocks=blocks,
        notes=(
            say("round.closes", when=Instant(round_.closes_at, zone)),
            say(_how_to_answer(round_, question, can)),
        ),
        buttons=(*answer_buttons(round_, question), *rest),
    )


def how_to_choose(question: Question) -> str:
    """Name the sentence that says how many options are right."""
    return "round.choose_several" if len(question.correct_options) > 1 else "round.choose_one"


def _how_to_answer(round_: Round, question: Question, can: Capabilities) -> str:
    if question.kind is Kind.CHOICE:
        return how_to_choose(question)
    if round_.direct:
        return "round.direct"
    if round_.private:
        return "round.private"
    if round_.hidden:
        return "round.hidden"
    if not can.reads_threads:
        return "round.form_only"
    return "round.open" if can.private_in_thread else "round.open_received"


_NO_THREAD = {
    "round.open": "round.no_thread",
    "round.open_received": "round.no_thread",
    "round.form_only": "round.no_thread",
    "round.hidden": "round.hidden_no_thread",
}


def without_thread(card: Card) -> Card:
    """Say on a question's card how it is answered in a place where no thread can hang on it."""
    notes = tuple(say(_NO_THREAD[note.key]) if note.key in _NO_THREAD else note for note in card.notes)
    return replace(card, notes=notes)


def explained(question: Question) -> list[Block]:
    """Say which options are right, and why."""
    right = tuple(Literal(LETTERS[i]) for i in sorted(question.correct_options))
    blocks: list[Block] = [say("choice.right_is", letters=right)]
    if question.answer:
        blocks.append(Markdown(question.answer))
    blocks.extend(
        Markdown(f"- **{LETTERS[i]}**: {option.why}") for i, option in enumerate(question.options) if option.why
    )
    return blocks


# --- hint, model answer, summary ------------------------------------------------------------------------------------


def hint(question: Question, coaching: str) -> Card:
    """Show the hint, and for a story or a question back how such are told."""
    blocks: tuple[Block, ...] = (Markdown(question.hint),) if question.hint else (say("hint.none"),)
    if coaching:
        blocks = (*blocks, Markdown(coaching))
    return Card(title=say("hint.title"), blocks=blocks)


def model_answer(question: Question, coaching: str, *, full: bool = True) -> tuple[Block, ...]:
    """Give the model answer, with what belongs to it; not `full`: the answer alone."""
    blocks = _told(question)
    if full:
        lists = (
            ("reveal.listen_for", question.listen_for),
            ("reveal.points", tuple(point.claim for point in question.points)),
            ("reveal.mistakes", question.mistakes),
            ("reveal.follow_ups", question.follow_ups),
        )
        for heading, lines in lists:
            blocks += [say(heading), bullets(lines)] if lines else []
        blocks += [Markdown(coaching)] if coaching else []
    return tuple(blocks)


def _told(question: Question) -> list[Block]:
    if question.kind is Kind.CHOICE:
        return explained(question)
    if question.kind is Kind.REVERSE:
        told: list[Block] = []
        told += [say("reveal.why_ask"), Markdown(question.answer)] if question.answer else []
        told += [say("reveal.red_flags"), bullets(question.red_flags)] if question.red_flags else []
        return told
    return [Markdown(question.answer) if question.answer else say("reveal.no_answer")]


def bullets(lines: tuple[str, ...]) -> Markdown:
    """List lines of Markdown."""
    return Markdown("\n".join("- " + line.replace("\n", "\n  ") for line in lines))


def another(round_: Round, question: Question) -> tuple[Button, ...]:
    """Give the button for one more of the topic, where a person practises alone."""
    if not (round_.private or round_.direct):
        return ()
    topic = question.topics[0] if question.topics else ""
    return (button(OpenQuiz, "button.another", topic, "", "yes" if round_.private else "no"),)


def reveal(round_: Round, question: Question, coaching: str) -> Card:
    """Show one member the model answer."""
    buttons: tuple[Button, ...] = (
        button(ShowVerdict, "button.verdict", round_.id),
        button(ReportForm, "button.report", round_.id),
        *another(round_, question),
    )
    return Card(title=say("reveal.title"), blocks=model_answer(question, coaching), buttons=buttons)


def shared_answers(answers: list[tuple[str, str]]) -> tuple[Block, ...]:
    """Show the private answers whose authors allowed it: (name, text)."""
    blocks: list[Block] = []
    for name, text in answers:
        blocks += [say("answers.of", name=Literal(name)), Quote(Literal(text))]
    return tuple(blocks)
