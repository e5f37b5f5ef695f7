"""`hotseat db rejudge`: hold every stored verdict against the present engine, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from bot.practice import rejudging
from bot.practice.contract import Context
from bot.practice.rejudging import Anew
from content.judge import Engine
from storage import Tx
from storage.records import Revision, Round
from storage.store import Store

PAGE = 200
"""Answers read at once."""


@dataclass(slots=True)
class Rejudged:
    """What came of it."""

    engine: str
    compared: int = 0
    left_out: int = 0
    """Verdicts of this very engine, or of a model."""
    differing: list[tuple[Anew, bool]] = field(default_factory=list)
    """Each with whether it may change; without a dry run, whether it did."""

    def lines(self, *, dry_run: bool) -> Iterator[str]:
        """Tell it, question by question."""
        yield f"Judged again by {self.engine}: {self.compared}. Its own already, or a model's: {self.left_out}."
        by_question: dict[str, list[tuple[Anew, bool]]] = defaultdict(list)
        for anew, changes in self.differing:
            by_question[anew.round.question_id].append((anew, changes))
        says = "would change" if dry_run else "changed"
        for question, found in sorted(by_question.items()):
            up = sum(anew.after.score > anew.before.score for anew, _ in found)
            down = sum(anew.after.score < anew.before.score for anew, _ in found)
            yield f"{question}: {len(found)} differ, {up} higher, {down} lower"
            yield from (f"  {_line(anew)}; {says if changes else 'stays'}" for anew, changes in found)
        changing = sum(changes for _, changes in self.differing)
        yield f"{len(self.differing)} differ; {changing} {says}: those of open rounds."


def _line(anew: Anew) -> str:
    covered = f"{len(anew.before.covered)} → {len(anew.after.covered)} points"
    by = f"{anew.before.engine} {anew.before.version}"
    return f"{anew.revision.sent_at:%Y-%m-%d}  {anew.before.score} → {anew.after.score}, {covered}; was {by}"


def rejudge(store: Store, engine: Engine, ctx: Context, *, dry_run: bool) -> Rejudged:
    """Judge every stored answer again; without `dry_run`, let verdicts in open rounds give way."""
    done = Rejudged(f"{engine.name} {engine.version}")
    for revision, round_ in _pages(store):
        anew = rejudging.judged_anew(revision, round_, engine)
        if anew is None:
            done.left_out += 1
            continue
        done.compared += 1
        if anew.differs:
            work = partial(rejudging.may_change, anew=anew) if dry_run else partial(_change, ctx=ctx, anew=anew)
            done.differing.append((anew, (store.read if dry_run else store.write)(work).result()))
    return done


def _change(tx: Tx, *, ctx: Context, anew: Anew) -> bool:
    return rejudging.change(tx, ctx, anew)


def _pages(store: Store) -> Iterator[tuple[Revision, Round]]:
    after = ("", "", 0)
    while page := store.read(partial(_page, after=after)).result():
        yield from page
        last = page[-1][0]
        after = (last.round, last.member, last.number)


def _page(tx: Tx, *, after: tuple[str, str, int]) -> list[tuple[Revision, Round]]:
    return tx.answers.judged(after, PAGE)
