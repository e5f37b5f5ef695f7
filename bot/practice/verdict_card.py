"""The verdict's card: what was covered and missed, what it is worth, what can still be done."""

from __future__ import annotations

from bot.practice.appeal_cards import cue
from bot.practice.asked import verdict_of
from bot.practice.cards import another, bullets, button, explained
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Instant,
    Listing,
    Sentence,
    Value,
    say,
)
from bot.practice.notes import in_a_card, quoted
from bot.practice.requests import (
    AppealForm,
    AskReveal,
    KeepEarlier,
    ShowHint,
)
from bot.practice.scoring import TRIES, earns
from bot.practice.scoring import points as points_of
from content.judge import Covered, PointVerdict, Verdict
from content.model import Kind, Question
from storage.records import Answer, Revision, Round

STORY_PARTS = ("situation", "task", "action", "result", "measure")


def verdict_card(
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
            blocks.extend(explained(question))
    elif question.kind is Kind.KNOWLEDGE:
        blocks.extend(_points_said(question, judged, full=full))
    blocks.extend(since)
    blocks.extend(in_a_card(judged, question))
    blocks.extend(_standing(round_, question, answer, revision, zone, changeable=changeable))
    buttons: tuple[Button, ...] = ()
    if may_keep:
        buttons = (button(KeepEarlier, "button.keep", round_.id),)
    if judged.score < 100 and question.hint and changeable and question.kind is not Kind.CHOICE:
        buttons = (*buttons, button(ShowHint, "button.hint", round_.id))
    if may_appeal:
        buttons = (*buttons, button(AppealForm, "button.appeal", round_.id))
    if not full:
        buttons = (*buttons, button(AskReveal, "button.reveal", round_.id))
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
        return _structure_line(judged)
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


def _structure_line(judged: Verdict) -> Sentence:
    """Name the parts of a story that were found and those that were not."""
    parts = [(say(f"part.{name}"), point.covered) for name, point in zip(STORY_PARTS, judged.points, strict=False)]
    found = tuple(part for part, covered in parts if covered is not Covered.NO)
    missing = tuple(part for part, covered in parts if covered is Covered.NO)
    if not missing:
        return say("verdict.structure_all", found=found)
    return (
        say("verdict.structure", found=found, missing=missing)
        if found
        else say("verdict.structure_none", missing=missing)
    )


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
        if state is Covered.NO:
            cues: Value = tuple(cue(question, i) for i in by_state[state])
            lines.append(say(key, cues=cues))
        else:
            lines += [say(key), Listing(tuple(_earned(question, i, judged.points[i]) for i in by_state[state]))]
        if full and state is Covered.PARTLY:
            lines.append(say("verdict.points_in_full", count=len(by_state[state])))
        if full and state is not Covered.YES:
            lines.append(bullets(tuple(question.points[i].claim for i in by_state[state])))
    return lines


def _earned(question: Question, index: int, point: PointVerdict) -> Sentence:
    """Name a point with the words that earned it."""
    named = cue(question, index)
    if not point.evidence:
        return say("verdict.point", cue=named)
    return say("verdict.point_said", cue=named, said=quoted(point.evidence))


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
