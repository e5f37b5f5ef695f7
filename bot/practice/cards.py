"""The cards of a round: the question, the verdict, the model answer, the summary."""

from __future__ import annotations

from bot.practice.asked import verdict_of
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
    Value,
    say,
)
from bot.practice.notes import note_sentence
from bot.practice.requests import (
    AnswerForm,
    AppealForm,
    Asking,
    AskReveal,
    Choose,
    KeepEarlier,
    OfRound,
    OpenQuiz,
    ReportForm,
    ShowAnswers,
    ShowHint,
    ShowVerdict,
    UseMessage,
    action,
)
from bot.practice.scoring import TRIES, earns
from bot.practice.scoring import points as points_of
from content.judge import Covered, Verdict
from content.model import Kind, Question
from content.typed import Literal
from storage.records import Answer, Revision, Round

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STORY_PARTS = ("situation", "task", "action", "result", "measure")


def _button(request: type[Asking], label: str, *arguments: str, style: Style = Style.PLAIN) -> Button:
    return Button(action(request, *arguments), say(label), style)


def title(round_: Round, question: Question) -> Sentence:
    """Give the first line of a round's card."""
    key = "round.title_daily" if round_.daily else "round.title_quiz"
    return say(key, topic=round_.subject, level=str(question.level))


def answer_buttons(round_: Round) -> tuple[Button, ...]:
    """Give the button that answers a round, as far as one button does."""
    if round_.kind == Kind.CHOICE:
        return (_button(Choose, "button.choose", round_.id, "", style=Style.PRIMARY),)
    label = "button.answer" if round_.hidden or round_.private or round_.direct else "button.answer_privately"
    return (_button(AnswerForm, label, round_.id, style=Style.PRIMARY),)


def verdict_button(round_: Round) -> tuple[Button, ...]:
    """Give the button that shows one's verdict."""
    return (_button(ShowVerdict, "button.verdict", round_.id),)


def taken_as_talk(message: str) -> Card:
    """Tell a member that their message was taken as talk, with the button that makes it their answer."""
    return Card(blocks=(say("answer.talk"),), buttons=(_button(UseMessage, "button.use", message),))


def _choices(round_: Round, question: Question) -> tuple[Button, ...]:
    if len(question.correct_options) > 1:
        return answer_buttons(round_)
    return tuple(
        Button(action(Choose, round_.id, str(i)), say("button.option", letter=LETTERS[i]))
        for i in range(len(question.options))
    )


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
        _button(request, label, round_.id)
        for request, label in _ROUND_BUTTONS
        if not (request is ShowHint and not question.hint)
    )
    blocks = (Markdown(question.prompt), *options(question))
    if not round_.open:
        shared = (_button(ShowAnswers, "button.answers", round_.id),)
        return Card(
            title=title(round_, question),
            blocks=blocks,
            notes=(say("round.closed"),),
            buttons=(*rest[1:], *shared) if question.hint else (*rest, *shared),
        )
    first = _choices(round_, question) if question.kind is Kind.CHOICE else answer_buttons(round_)
    return Card(
        title=title(round_, question),
        blocks=blocks,
        notes=(
            say("round.closes", when=Instant(round_.closes_at, zone)),
            say(_how_to_answer(round_, question, can)),
        ),
        buttons=(*first, *rest),
    )


def _how_to_answer(round_: Round, question: Question, can: Capabilities) -> str:
    if question.kind is Kind.CHOICE:
        several = len(question.correct_options) > 1
        return "round.choose_several" if several else "round.choose_one"
    if round_.direct:
        return "round.direct"
    if round_.private:
        return "round.private"
    if round_.hidden:
        return "round.hidden"
    if not can.reads_threads:
        return "round.form_only"
    return "round.open" if can.private_in_thread else "round.open_received"


# --- the verdict --------------------------------------------------------------------------------------------------


def verdict(
    round_: Round,
    question: Question,
    answer: Answer | None,
    revision: Revision,
    *,
    zone: str,
    full: bool,
    changeable: bool,
    may_keep: bool,
    may_appeal: bool,
    since: tuple[Sentence, ...],
) -> Card:
    """Show a member how a revision was judged; missed points by their cue alone until `full`.

    `since` says what became of the verdict after it was given.
    """
    judged = verdict_of(revision)
    if judged is None:
        return Card(blocks=(say("verdict.waiting"),))
    blocks: list[Block] = [_score_line(round_, question, revision, judged)]
    if question.kind is Kind.CHOICE:
        blocks = [
            say(
                "verdict.right" if judged.score == 100 else "verdict.wrong",
                worth=_worth(round_, question, revision),
            )
        ]
        if full or not changeable:
            blocks.extend(_explained(question))
    elif question.kind is Kind.KNOWLEDGE:
        blocks.extend(_points_said(question, judged, full=full))
    blocks.extend(since)
    blocks.extend(sentence for note in judged.notes if (sentence := note_sentence(note, question)) is not None)
    blocks.extend(_standing(round_, question, answer, revision, zone, changeable=changeable))
    buttons: tuple[Button, ...] = ()
    if may_keep:
        buttons = (_button(KeepEarlier, "button.keep", round_.id),)
    if judged.score < 100 and question.hint and changeable and question.kind is not Kind.CHOICE:
        buttons = (*buttons, _button(ShowHint, "button.hint", round_.id))
    if may_appeal:
        buttons = (*buttons, _button(AppealForm, "button.appeal", round_.id))
    if not full:
        buttons = (*buttons, _button(AskReveal, "button.reveal", round_.id))
    buttons = (*buttons, *another(round_, question))
    engine = say("verdict.engine", engine=judged.engine, version=judged.version)
    return Card(title=say("verdict.title"), blocks=tuple(blocks), notes=(engine,), buttons=buttons)


def _worth(round_: Round, question: Question, revision: Revision) -> int:
    if not round_.scores or not earns(question.kind) or revision.practice or revision.copied:
        return 0
    if (revision.try_number or 0) > TRIES:
        return 0
    return points_of(revision.score or 0, question.level)


def _score_line(round_: Round, question: Question, revision: Revision, judged: Verdict) -> Sentence:
    if question.kind is Kind.BEHAVIORAL:
        return _structure_line(judged, STORY_PARTS, "verdict.structure", "part")
    if question.kind is Kind.REVERSE:
        return say("verdict.reverse", found=len(judged.covered), count=len(judged.points))
    counted = sum(1 for point in question.points if not point.extra) or len(judged.points)
    found = len([i for i in judged.covered if i >= len(question.points) or not question.points[i].extra])
    worth = _worth(round_, question, revision)
    if not judged.points:
        return say("verdict.whole", score=judged.score, worth=worth)
    if found == 0 and not any(point.covered is Covered.PARTLY for point in judged.points):
        return say("verdict.none", count=counted, score=judged.score)
    return say("verdict.covered", found=found, count=counted, score=judged.score, worth=worth)


def _structure_line(judged: Verdict, names: tuple[str, ...], key: str, prefix: str) -> Sentence:
    pairs = list(zip(names, judged.points, strict=False))
    found: tuple[Sentence, ...] = tuple(say(f"{prefix}.{n}") for n, p in pairs if p.covered is not Covered.NO)
    missing: tuple[Sentence, ...] = tuple(say(f"{prefix}.{n}") for n, p in pairs if p.covered is Covered.NO)
    if not missing:
        return say(f"{key}_all", found=found)
    return say(key, found=found, missing=missing) if found else say(f"{key}_none", missing=missing)


def _points_said(question: Question, judged: Verdict, *, full: bool) -> list[Block]:
    """Say which points were covered, partly and not found; the words that earned one; the claim only in full."""
    lines: list[Block] = []
    by_state: dict[Covered, list[int]] = {state: [] for state in Covered}
    for i, point in enumerate(judged.points):
        if i < len(question.points) and not (question.points[i].extra and point.covered is Covered.NO):
            by_state[point.covered].append(i)
    for state, key in (
        (Covered.YES, "verdict.points_covered"),
        (Covered.PARTLY, "verdict.points_partly"),
        (Covered.NO, "verdict.points_missed"),
    ):
        if not by_state[state]:
            continue
        cues: Value = tuple(Literal(question.points[i].cue.rstrip(".").lower()) for i in by_state[state])
        lines.append(say(key, cues=cues))
        if full and state is not Covered.YES:
            lines.extend(Markdown(f"- {question.points[i].claim}") for i in by_state[state])
    return lines


def _explained(question: Question) -> list[Block]:
    right = tuple(Literal(LETTERS[i]) for i in sorted(question.correct_options))
    blocks: list[Block] = [say("choice.right_is", letters=right)]
    if question.answer:
        blocks.append(Markdown(question.answer))
    blocks.extend(
        Markdown(f"- **{LETTERS[i]}**: {option.why}") for i, option in enumerate(question.options) if option.why
    )
    return blocks


def _standing(
    round_: Round,
    question: Question,
    answer: Answer | None,
    revision: Revision,
    zone: str,
    *,
    changeable: bool,
) -> list[Block]:
    """Say what this revision means for the points, and what can still be done."""
    if revision.practice:
        return [say("verdict.practice")]
    lines: list[Block] = []
    if revision.copied:
        lines.append(say("verdict.copied"))
    if not round_.scores and earns(question.kind):
        lines.append(say("verdict.no_score"))
    if question.kind is Kind.CHOICE:
        return lines
    used = revision.try_number or 0
    if used > TRIES:
        lines.append(say("verdict.tries_over", tries=TRIES))
    elif changeable and earns(question.kind) and round_.scores and (revision.score or 0) < 100:
        when = Instant(round_.closes_at, zone)
        key = "verdict.change" if used < TRIES else "verdict.last_try"
        lines.append(say(key, when=when, used=used, tries=TRIES))
    if answer is not None and answer.bonus:
        lines.append(say("verdict.bonus", bonus=answer.bonus))
    return lines


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
            blocks += [say(heading), _bullets(lines)] if lines else []
        blocks += [Markdown(coaching)] if coaching else []
    return tuple(blocks)


def _told(question: Question) -> list[Block]:
    if question.kind is Kind.CHOICE:
        return _explained(question)
    if question.kind is Kind.REVERSE:
        told: list[Block] = []
        told += [say("reveal.why_ask"), Markdown(question.answer)] if question.answer else []
        told += [say("reveal.red_flags"), _bullets(question.red_flags)] if question.red_flags else []
        return told
    return [Markdown(question.answer) if question.answer else say("reveal.no_answer")]


def _bullets(lines: tuple[str, ...]) -> Markdown:
    return Markdown("\n".join("- " + line.replace("\n", "\n  ") for line in lines))


def another(round_: Round, question: Question) -> tuple[Button, ...]:
    """Give the button for one more of the topic, where a person practises alone."""
    if not (round_.private or round_.direct):
        return ()
    topic = question.topics[0] if question.topics else ""
    return (_button(OpenQuiz, "button.another", topic, "", "yes" if round_.private else "no"),)


def reveal(round_: Round, question: Question, coaching: str) -> Card:
    """Show one member the model answer."""
    buttons: tuple[Button, ...] = (
        _button(ShowVerdict, "button.verdict", round_.id),
        _button(ReportForm, "button.report", round_.id),
        *another(round_, question),
    )
    return Card(title=say("reveal.title"), blocks=model_answer(question, coaching), buttons=buttons)


def shared_answers(answers: list[tuple[str, str]]) -> tuple[Block, ...]:
    """Show the private answers whose authors allowed it: (name, text)."""
    blocks: list[Block] = []
    for name, text in answers:
        blocks += [say("answers.of", name=Literal(name)), Quote(Literal(text))]
    return tuple(blocks)
