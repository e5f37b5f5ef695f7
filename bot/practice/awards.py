"""Points, moved: whatever changes an answer moves its totals in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.practice.asked import question_of
from bot.practice.scoring import earns, periods, points
from storage import Tx
from storage.records import Answer, AnswerState, Change, Revision, Round, Space


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one answer adds to its member's totals."""

    points: int = 0
    answered: int = 0
    scored: int = 0
    score_sum: int = 0


def contribution(answer: Answer) -> Contribution:
    """Give what an answer adds as it stands; `recount` sums just these."""
    if answer.state is not AnswerState.STANDING or answer.counted is None:
        return Contribution()
    return Contribution(
        points=answer.points + answer.bonus,
        answered=1,
        scored=int(answer.scored),
        score_sum=(answer.score or 0) if answer.scored else 0,
    )


def change_of(space: Space, round_: Round, member: str, before: Contribution, after: Contribution) -> Change | None:
    """Give the change of totals between two states of an answer; None if there is none."""
    if before == after:
        return None
    return Change(
        space=round_.space,
        place=round_.place,
        member=member,
        periods=periods(round_.counted_on, space.first_weekday),
        topics=round_.topics,
        points=after.points - before.points,
        answered=after.answered - before.answered,
        scored=after.scored - before.scored,
        score_sum=after.score_sum - before.score_sum,
    )


def settle(tx: Tx, round_: Round, before: Answer, after: Answer) -> None:
    """Store an answer's new state, and move the totals by the difference."""
    tx.answers.put(after)
    was, becomes = contribution(before), contribution(after)
    space = tx.spaces.get(round_.space) if was != becomes else None
    change = change_of(space, round_, after.member, was, becomes) if space is not None else None
    if change is not None:
        tx.standings.apply([change])


def count(tx: Tx, round_: Round, answer: Answer, revision: Revision) -> Answer:
    """Let a judged revision be the one that counts; give the answer as it stands then."""
    question = question_of(round_)
    scored = round_.scores and earns(question.kind)
    earned = points(revision.score or 0, question.level) if scored and not revision.copied else 0
    after = replace(answer, counted=revision.number, score=revision.score, points=earned, scored=scored)
    settle(tx, round_, answer, after)
    return after


def withdraw(tx: Tx, round_: Round, answer: Answer) -> None:
    """Take an answer back, with its points; the tries it used stay used."""
    taken = replace(answer, state=AnswerState.WITHDRAWN, burst=0, counted=None, score=None, points=0, scored=False)
    settle(tx, round_, answer, taken)


def recount(tx: Tx, space: Space | None = None) -> None:
    """Rebuild the totals of one space, or of all, from the answers; the numbers come out the same."""
    only = space.space if space else None
    tx.standings.clear(only)
    spaces = {space.space: space} if space else {s.space: s for s in tx.spaces.everywhere()}
    after = ("", "", "")
    while page := tx.answers.slice(after, 1000, only):
        changes = [
            change_of(spaces[round_.space], round_, answer.member, Contribution(), contribution(answer))
            for answer, round_ in page
            if round_.space in spaces
        ]
        tx.standings.apply(change for change in changes if change is not None)
        last, _ = page[-1]
        after = (last.space, last.member, last.round)
