"""The cards of an appeal: what may be appealed, what managers decide, what its author hears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.practice.actions import action
from bot.practice.messages import Block, Button, Card, Instant, Markdown, Quote, Sentence, Style, notice, say
from bot.practice.requests import AppealPoint, DecideAppeal
from content.judge import Verdict
from content.model import Question
from content.typed import Literal
from storage.records import Appeal, AppealState, EarlierVerdict, Round

LONGEST_QUOTE = 700
"""Characters of an answer shown to managers."""
LISTED = 5
"""Appeals in one card: each takes six blocks and two buttons, and platforms take 50 and 25."""


@dataclass(frozen=True, slots=True)
class Case:
    """An appeal with what a manager needs to decide it."""

    appeal: Appeal
    question: Question
    text: str
    """The answer."""
    name: str
    """What its author goes by."""


def cue(question: Question, point: int) -> Literal:
    """Give a point's cue, as it stands in a sentence."""
    return Literal(question.points[point].cue.rstrip(".").lower())


def since(question: Question, appeals: Sequence[Appeal], earlier: Sequence[EarlierVerdict]) -> tuple[Sentence, ...]:
    """Say what became of a verdict since it was given: nothing about it changes silently."""
    lines = [
        say(f"verdict.appeal_{state}", cues=tuple(cue(question, a.point) for a in appeals if a.state is state))
        for state in AppealState
        if any(a.state is state for a in appeals)
    ]
    if earlier and earlier[0].score is not None:
        key = "verdict.was" if any(one.appeal for one in earlier) else "verdict.judged_again"
        lines.append(say(key, score=earlier[0].score))
    return tuple(lines)


def choose(round_: Round, question: Question, points: Sequence[int], *, sent: bool) -> Card:
    """Ask which point was made, and say who will read the answer."""
    blocks: list[Block] = [say("appeal.sent")] if sent else []
    blocks.append(say("appeal.how"))
    buttons = []
    for i in points:
        blocks.append(Markdown(f"- {question.points[i].claim}"))
        label = say("button.point", cue=Literal(question.points[i].cue.rstrip(".")))
        buttons.append(Button(action(AppealPoint, round_.id, str(i)), label))
    return Card(title=say("appeal.title"), blocks=tuple(blocks), buttons=tuple(buttons))


def cases(listed: Sequence[Case], zone: str, *, first: Sentence | None = None) -> Card:
    """List open appeals, each with yes and no; `first` says what was just decided."""
    blocks: list[Block] = [first] if first else []
    buttons: list[Button] = []
    for number, case in enumerate(listed[:LISTED], start=1):
        when = Instant(case.appeal.at, zone)
        point = case.question.points[case.appeal.point]
        blocks += [
            say("appeals.line", number=number, name=Literal(case.name), when=when),
            Markdown(case.question.prompt),
            say("appeals.point"),
            Markdown(f"- {point.claim}"),
            say("appeals.answer"),
            Quote(Literal(_short(case.text))),
        ]
        decide = (case.appeal.id, "yes"), (case.appeal.id, "no")
        buttons += [
            Button(action(DecideAppeal, *decide[0]), say("button.appeal_yes", number=number), Style.PRIMARY),
            Button(action(DecideAppeal, *decide[1]), say("button.appeal_no", number=number)),
        ]
    if len(listed) > LISTED:
        blocks.append(say("appeals.more", count=len(listed) - LISTED))
    if not listed:
        return notice(first or say("appeals.none"), *((say("appeals.none"),) if first else ()))
    return Card(
        title=say("appeals.title", count=len(listed)),
        blocks=tuple(blocks),
        notes=(say("appeals.note"),),
        buttons=tuple(buttons),
    )


def decided(question: Question, appeal: Appeal, verdict: Verdict, *, worth: int | None) -> Card:
    """Tell a member what was decided; `worth` is the points their answer has now, None where it has none."""
    values = {"cue": cue(question, appeal.point), "prompt": Literal(_short(question.prompt))}
    if appeal.state is AppealState.DECLINED:
        return notice(say("appeal.declined", **values), say("appeal.as_before", score=verdict.score))
    before, after = appeal.score_before or 0, appeal.score_after or 0
    lines: list[Block] = [say("appeal.score", before=before, after=after)]
    if worth is not None:
        lines.append(say("appeal.worth", count=worth))
    return notice(say("appeal.accepted", **values), *lines)


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rstrip() + "…"
