"""Appeals: a member says *I did cover this*, a manager decides, and the verdict and the points change with it."""

from __future__ import annotations

from dataclasses import replace

from bot.practice import appeal_cards as cards
from bot.practice.access import RefusedError, manages, require_manager, round_of
from bot.practice.appeal_cards import Case
from bot.practice.asked import question_of, verdict_of, write_verdict
from bot.practice.awards import count
from bot.practice.calendar import instant, local_date
from bot.practice.contract import Context, Outcome, Remark
from bot.practice.messages import Card, Sentence, say
from bot.practice.owing import owe
from bot.practice.requests import AppealForm, AppealPoint, DecideAppeal, ShowAppeals
from bot.practice.scoring import APPEAL_TIME
from content.judge import Covered, PointVerdict, Verdict, nearest, regraded
from content.model import Kind, Question
from content.typed import Literal
from storage import Tx
from storage.records import Answer, AnswerState, Appeal, AppealState, EarlierVerdict, Revision, Round, Space

DIGEST_AT = "09:00"
"""When managers get their digest, on the space's clock."""


# --- the member ---------------------------------------------------------------------------------------------------


def form(tx: Tx, ctx: Context, request: AppealForm) -> Outcome:
    """Show which points of the verdict that counts can be appealed."""
    round_ = round_of(tx, request.who, request.round)
    points = _refuse_or_points(tx, ctx, round_, request.who.member)
    return Outcome(reply=cards.choose(round_, question_of(round_), points, sent=False))


def appeal(tx: Tx, ctx: Context, request: AppealPoint) -> Outcome:
    """Take an appeal; the managers decide."""
    who = request.who
    round_ = round_of(tx, who, request.round)
    points = _refuse_or_points(tx, ctx, round_, who.member)
    point = int(request.point) if request.point.isdecimal() else -1
    answer = tx.answers.get(round_.id, who.member)
    if point not in points or answer is None or answer.counted is None:
        raise RefusedError(say("appeal.not_this"))
    tx.appeals.add(
        Appeal(
            id=ctx.new_id(),
            space=round_.space,
            round=round_.id,
            member=who.member,
            number=answer.counted,
            point=point,
            at=ctx.now,
        )
    )
    left = [i for i in points if i != point]
    if not left:
        return Outcome(reply=Card(title=say("appeal.title"), blocks=(say("appeal.sent"),)))
    return Outcome(reply=cards.choose(round_, question_of(round_), left, sent=True))


def _refuse_or_points(tx: Tx, ctx: Context, round_: Round, member: str) -> list[int]:
    answer = tx.answers.get(round_.id, member)
    counted = _counted(tx, answer)
    if counted is None or not points_shown(tx, round_, member):
        raise RefusedError(say("appeal.not_yet"))
    points = appealable(tx, ctx, round_, answer, counted)
    if not points:
        over = _time_over(tx, ctx, round_, member)
        raise RefusedError(say("appeal.too_late" if over else "appeal.nothing"))
    return points


def points_shown(tx: Tx, round_: Round, member: str) -> bool:
    """Say whether a member may read the points in full: after the close, or once they saw the model answer."""
    seen = tx.answers.revealed(round_.space, member, round_.question_id)
    return not round_.open or (seen is not None and seen.at >= round_.opened_at)


def _time_over(tx: Tx, ctx: Context, round_: Round, member: str) -> bool:
    seen = tx.answers.revealed(round_.space, member, round_.question_id)
    shown = [at for at in (round_.closed_at, seen.at if seen else None) if at is not None and at >= round_.opened_at]
    return not shown or ctx.now >= min(shown) + APPEAL_TIME


def _counted(tx: Tx, answer: Answer | None) -> Revision | None:
    if answer is None or answer.state is not AnswerState.STANDING or answer.counted is None:
        return None
    return tx.answers.revision(answer.round, answer.member, answer.counted)


def appealable(tx: Tx, ctx: Context, round_: Round, answer: Answer | None, revision: Revision) -> list[int]:
    """Give the points of a verdict its member may appeal now: named, not covered in full, not appealed before.

    Only the verdict that counts can be appealed, and not that of a copied answer: nothing would follow.
    """
    question, verdict = question_of(round_), verdict_of(revision)
    if question.kind is not Kind.KNOWLEDGE or verdict is None or revision.copied:
        return []
    if answer is None or answer.state is not AnswerState.STANDING or answer.counted != revision.number:
        return []
    if not points_shown(tx, round_, revision.member) or _time_over(tx, ctx, round_, revision.member):
        return []
    before = {a.point for a in tx.appeals.of_revision(round_.id, revision.member, revision.number)}
    shown = zip(question.points, verdict.points, strict=False)
    return [
        i
        for i, (point, judged) in enumerate(shown)
        if i not in before and (judged.covered is Covered.PARTLY or (judged.covered is Covered.NO and not point.extra))
    ]


# --- the managers -------------------------------------------------------------------------------------------------


def show_appeals(tx: Tx, ctx: Context, request: ShowAppeals) -> Outcome:
    """Show a manager what is appealed, the oldest first."""
    space = require_manager(tx, request.who)
    return Outcome(reply=open_cases(tx, space))


def open_cases(tx: Tx, space: Space, first: Sentence | None = None) -> Card:
    """List what is appealed in a space and not decided; `first` says what was just decided."""
    return cards.cases([case for a in tx.appeals.open(space.space) if (case := _case(tx, a))], space.zone, first=first)


def _case(tx: Tx, appeal_: Appeal) -> Case | None:
    round_ = tx.rounds.get(appeal_.round)
    revision = tx.answers.revision(appeal_.round, appeal_.member, appeal_.number)
    if round_ is None or revision is None:
        return None
    return Case(appeal_, question_of(round_), revision.text, _name(tx, appeal_.space, appeal_.member))


def _name(tx: Tx, space: str, member: str) -> str:
    known = tx.spaces.member(space, member)
    return known.name if known else "?"


def decide(tx: Tx, ctx: Context, request: DecideAppeal) -> Outcome:
    """Decide an appeal; a yes changes the verdict, the score and the points, and its author is told either way."""
    who = request.who
    appeal_ = tx.appeals.get(request.appeal)
    space = tx.spaces.get(appeal_.space) if appeal_ else None
    # The digest is answered in a direct conversation, which on some platforms is a space of its own.
    if appeal_ is None or space is None or not space.active or not (who.space == space.space or who.direct):
        raise RefusedError(say("appeals.gone"))
    if not manages(tx, who, space):
        raise RefusedError(say("refused.managers_only"))
    case = _case(tx, appeal_)
    if case is None:
        raise RefusedError(say("appeals.gone"))
    named = {"name": Literal(case.name), "cue": cards.cue(case.question, appeal_.point)}
    if appeal_.state is not AppealState.OPEN:
        by = Literal(_name(tx, space.space, appeal_.decided_by))
        return Outcome(reply=open_cases(tx, space, say(f"appeals.was_{appeal_.state}", by=by, **named)))
    state = AppealState.ACCEPTED if request.yes else AppealState.DECLINED
    before, points = tx.answers.revision(appeal_.round, appeal_.member, appeal_.number), _points(tx, appeal_)
    after = _accept(tx, ctx, appeal_) if request.yes else before
    tx.appeals.decide(
        appeal_.id,
        state=state,
        decided_at=ctx.now,
        decided_by=who.member,
        score_before=before.score if before else None,
        score_after=after.score if after else None,
    )
    owe(tx, ctx, space, "appeal", appeal_.id, member=appeal_.member, appeal=appeal_.id)
    changed = {
        "score": f"{before.score if before else None} → {after.score if after else None}",
        "points": f"{points} → {_points(tx, appeal_)}",
    }
    decided = {"appeal": appeal_.id, "state": str(state), "by": who.member, **changed}
    remark = Remark("appeal decided", tuple(decided.items()))
    return Outcome(reply=open_cases(tx, space, say(f"appeals.{state}", **named)), remarks=(remark,))


def _points(tx: Tx, appeal_: Appeal) -> int:
    answer = tx.answers.get(appeal_.round, appeal_.member)
    return answer.points if answer else 0


def _accept(tx: Tx, ctx: Context, appeal_: Appeal) -> Revision | None:
    """Let a point count: the verdict as it was is kept, and points follow if this is the answer that counts."""
    round_ = tx.rounds.get(appeal_.round)
    revision = tx.answers.revision(appeal_.round, appeal_.member, appeal_.number)
    verdict = verdict_of(revision) if revision else None
    if round_ is None or revision is None or verdict is None:
        return None
    question = question_of(round_)
    made = PointVerdict(Covered.YES, _evidence(question, verdict, appeal_.point, revision.text))
    anew = replace_verdict(tx, ctx, revision, regraded(question, verdict, {appeal_.point: made}), appeal=appeal_.id)
    answer = tx.answers.get(round_.id, appeal_.member)
    if answer is not None and answer.state is AnswerState.STANDING and answer.counted == anew.number:
        count(tx, round_, answer, anew)
    return anew


def _evidence(question: Question, verdict: Verdict, point: int, text: str) -> str:
    """Give the part of an answer that makes a point, as far as words can tell."""
    others = [judged.evidence for i, judged in enumerate(verdict.points) if i != point]
    return verdict.points[point].evidence or nearest(text, question.points[point].claim, others)


def replace_verdict(tx: Tx, ctx: Context, revision: Revision, verdict: Verdict, *, appeal: str = "") -> Revision:
    """Give a revision another verdict, and keep the one it had; points are the caller's to move."""
    tx.appeals.keep_earlier(
        EarlierVerdict(
            id=ctx.new_id(),
            space=revision.space,
            round=revision.round,
            member=revision.member,
            number=revision.number,
            replaced_at=ctx.now,
            appeal=appeal,
            score=revision.score,
            verdict=revision.verdict,
            engine=revision.engine,
            version=revision.version,
        )
    )
    anew = {
        "score": verdict.score,
        "verdict": write_verdict(verdict),
        "engine": verdict.engine,
        "version": verdict.version,
    }
    tx.answers.change_revision(revision.round, revision.member, revision.number, **anew)
    return replace(
        revision,
        score=verdict.score,
        verdict=write_verdict(verdict),
        engine=verdict.engine,
        version=verdict.version,
    )


# --- what is told -------------------------------------------------------------------------------------------------


def tell_managers(tx: Tx, ctx: Context) -> None:
    """Owe the managers of each space their digest of the day, if anything was appealed since the last."""
    for key in tx.appeals.untold():
        space = tx.spaces.get(key)
        if space is None or not space.active:
            continue
        today = local_date(ctx.now, space.zone)
        last = tx.appeals.last_told(key)
        told_today = last is not None and local_date(last, space.zone) >= today
        managers = {space.owner, *tx.spaces.managers(key)} - {""}
        if told_today or not managers or ctx.now < instant(today, DIGEST_AT, space.zone):
            continue
        tx.appeals.tell(key, ctx.now)
        for member in sorted(managers):
            owe(tx, ctx, space, "appeals", f"{key}:{today.isoformat()}:{member}", member=member)


def digest(tx: Tx, space: Space, member: str) -> Card | None:
    """Compose a manager's digest; None if nothing is open any more, or they manage no more."""
    if not tx.appeals.open(space.space) or member not in {space.owner, *tx.spaces.managers(space.space)}:
        return None
    return open_cases(tx, space)


def decision(tx: Tx, appeal_id: str) -> Card | None:
    """Compose what a member is told of their appeal; None if it is gone."""
    appeal_ = tx.appeals.get(appeal_id)
    round_ = tx.rounds.get(appeal_.round) if appeal_ else None
    if appeal_ is None or round_ is None or appeal_.state is AppealState.OPEN:
        return None
    revision = tx.answers.revision(appeal_.round, appeal_.member, appeal_.number)
    verdict = verdict_of(revision) if revision else None
    answer = tx.answers.get(appeal_.round, appeal_.member)
    if verdict is None:
        return None
    counts = answer is not None and answer.counted == appeal_.number and answer.scored
    worth = answer.points if answer is not None and counts else None
    return cards.decided(question_of(round_), appeal_, verdict, worth=worth)
