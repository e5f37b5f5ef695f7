"""Judging again: shown for all, changed in open rounds alone, and never silently."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.desk import new_id
from bot.practice.asked import verdict_of, write_verdict
from bot.practice.awards import count, recount
from bot.practice.contract import Context
from bot.rejudge import Rejudged, rejudge
from content.judge import Verdict, engine_named
from storage import Tx
from storage.records import Revision
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.test_answering import HALF


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[PracticeStage]:
    stage = PracticeStage(tmp_path)
    await stage.start()
    yield stage
    await stage.stop()


def stored(stage: PracticeStage, who: str) -> tuple[Revision, Verdict]:
    def work(tx: Tx) -> Revision:
        return next(r for r, _ in tx.answers.judged(("", "", 0), 100) if r.member == who)

    revision = stage.store.read(work).result()
    verdict = verdict_of(revision)
    assert verdict is not None
    return revision, verdict


def age(stage: PracticeStage, who: str, *, engine: str = "lexical") -> None:
    """Make a verdict one that another judge gave: lower, and of another version."""
    revision, verdict = stored(stage, who)
    older = replace(verdict, score=10, engine=engine, version="older")

    def work(tx: Tx) -> None:
        columns = {"score": 10, "verdict": write_verdict(older), "engine": engine, "version": "older"}
        tx.answers.change_revision(revision.round, who, revision.number, **columns)
        round_, answer = tx.rounds.get(revision.round), tx.answers.get(revision.round, who)
        assert round_ is not None
        assert answer is not None
        count(tx, round_, answer, replace(revision, score=10))

    stage.store.write(work).result()


def again(stage: PracticeStage, *, dry_run: bool = False) -> Rejudged:
    ctx = Context(now=stage.clock.now, new_id=new_id, random=Random(1), library=stage.library)
    return rejudge(stage.store, engine_named("lexical"), ctx, dry_run=dry_run)


def totals(stage: PracticeStage) -> list[tuple[object, ...]]:
    return stage.store.read(lambda tx: tx.standings.dump()).result()


async def test_a_dry_run_shows_what_would_change_and_changes_nothing(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    score = stored(stage, "ana")[1].score
    age(stage, "ana")
    before = stored(stage, "ana"), totals(stage)
    shown = "\n".join(again(stage, dry_run=True).lines(dry_run=True))
    assert f"10 → {score}, 2 → 2 points; was lexical older; would change" in shown
    assert "orchard-winter: 1 differ, 1 higher, 0 lower" in shown
    assert (stored(stage, "ana"), totals(stage)) == before


async def test_an_open_rounds_verdict_gives_way_and_points_follow(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    meant = stored(stage, "ana")[1], totals(stage)
    age(stage, "ana")
    assert [changes for _, changes in again(stage).differing] == [True]
    assert (stored(stage, "ana")[1], totals(stage)) == meant
    stage.store.write(recount).result()
    assert totals(stage) == meant[1]
    revision = stored(stage, "ana")[0]
    earlier = stage.store.read(lambda tx: tx.appeals.earlier(revision.round, "ana", revision.number)).result()
    assert [(one.score, one.version) for one in earlier] == [(10, "older")]
    await stage.presses("ana", "My verdict")
    await stage.sees("ana", "Judged again by a newer judge; before that, the score was 10.")
    assert again(stage).left_out == 1


async def test_a_closed_round_is_history(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    await stage.passes(hours=25)
    age(stage, "ana")
    before = stored(stage, "ana"), totals(stage)
    assert [changes for _, changes in again(stage).differing] == [False]
    assert (stored(stage, "ana"), totals(stage)) == before


async def test_a_newer_engine_never_rescores_the_past_by_itself(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    age(stage, "ana")
    await stage.says("raj", HALF)
    before = stored(stage, "ana")
    await stage.restarts()
    await stage.presses("ana", "My verdict")
    await stage.sees("ana", "Score 10", "Judged by lexical, version older.")
    await stage.passes(hours=25)
    await stage.passes(hours=24)
    assert stored(stage, "ana") == before
    stage.store.write(recount).result()
    assert stored(stage, "ana") == before
    assert stored(stage, "raj")[1].version != "older"


async def test_an_answer_whose_author_saw_the_model_answer_stays(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    await stage.presses("ana", "Reveal model answer")
    await stage.presses("ana", "Show the model answer")
    age(stage, "ana")
    before = stored(stage, "ana")
    assert [changes for _, changes in again(stage).differing] == [False]
    assert stored(stage, "ana") == before


async def test_what_a_manager_decided_stays(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    await stage.presses("ana", "Reveal model answer")
    await stage.presses("ana", "Show the model answer")
    await stage.presses("ana", "My verdict")
    await stage.presses("ana", "I did cover this")
    await stage.presses("ana", "In the store")
    await stage.commands("boss", "/settings appeals")
    await stage.presses("boss", "Yes to 1")
    revision, _ = stored(stage, "ana")
    stage.store.write(lambda tx: tx.answers.change(revision.round, "ana", frozen=False)).result()
    age(stage, "ana")
    before = stored(stage, "ana")
    assert [changes for _, changes in again(stage).differing] == [False]
    assert stored(stage, "ana") == before


async def test_a_models_verdict_is_not_compared(stage: PracticeStage) -> None:
    await stage.says("ana", HALF)
    age(stage, "ana", engine="model")
    done = again(stage)
    assert (done.compared, done.left_out) == (0, 1)
