"""What the present engine says of answers that were judged before; and, in open rounds alone, its word for theirs.

A verdict is stored with the engine that gave it, so that a later one never silently re-scores the past: what a closed
round gave stays as it was.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.practice.appeals import replace_verdict
from bot.practice.asked import question_of, verdict_of
from bot.practice.awards import count
from bot.practice.contract import Context
from content.judge import Engine, Verdict, judge
from storage import Tx
from storage.records import AnswerState, Revision, Round

MODEL = "model"
"""Verdicts a model had a part in: asked again it may say anything, so they are not compared."""


@dataclass(frozen=True, slots=True)
class Anew:
    """A stored verdict beside the one the present engine gives."""

    round: Round
    revision: Revision
    before: Verdict
    after: Verdict

    @property
    def differs(self) -> bool:
        """Whether the score or a point is another."""
        states = ([point.covered for point in verdict.points] for verdict in (self.before, self.after))
        return self.before.score != self.after.score or next(states) != next(states)


def judged_anew(revision: Revision, round_: Round, engine: Engine) -> Anew | None:
    """Judge a stored answer again; None where this very engine, or a model, gave its verdict."""
    before = verdict_of(revision)
    if before is None or before.engine == MODEL or (before.engine, before.version) == (engine.name, engine.version):
        return None
    return Anew(round_, revision, before, judge(question_of(round_), revision.text, engine))


def may_change(tx: Tx, anew: Anew) -> bool:
    """Say whether a verdict may give way: its round is open, its answer not frozen, and no manager changed it."""
    revision = anew.revision
    round_ = tx.rounds.get(revision.round)
    answer = tx.answers.get(revision.round, revision.member)
    stored = tx.answers.revision(revision.round, revision.member, revision.number)
    return (
        round_ is not None
        and round_.open
        and answer is not None
        and not answer.frozen
        and stored is not None
        and stored.verdict == revision.verdict
        and not any(one.appeal for one in tx.appeals.earlier(revision.round, revision.member, revision.number))
    )


def change(tx: Tx, ctx: Context, anew: Anew) -> bool:
    """Let the present engine's verdict take the place of the stored one, and points follow; False if it may not."""
    if not may_change(tx, anew):
        return False
    revision = replace_verdict(tx, ctx, anew.revision, anew.after)
    answer = tx.answers.get(revision.round, revision.member)
    if answer is not None and answer.state is AnswerState.STANDING and answer.counted == revision.number:
        count(tx, anew.round, answer, revision)
    return True
