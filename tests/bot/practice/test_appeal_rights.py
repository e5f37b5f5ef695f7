"""Who may appeal, who may decide, and until when: also with buttons nobody was shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.practice.actions import pressed
from bot.practice.contract import Outcome
from bot.practice.requests import Asker, ChangeSettings, DecideAppeal
from storage import Tx
from storage.records import Appeal, AppealState
from tests.scenarios.chat import text_of
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.test_answering import HALF


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[PracticeStage]:
    """A stage where Ana appealed a point."""
    stage = PracticeStage(tmp_path)
    await stage.start()
    await stage.says("ana", HALF)
    await stage.presses("ana", "Reveal model answer")
    await stage.presses("ana", "Show the model answer")
    await stage.presses("ana", "My verdict")
    await stage.presses("ana", "I did cover this")
    await stage.presses("ana", "In the store")
    yield stage
    await stage.stop()


def appeal(stage: PracticeStage) -> Appeal:
    return stage.store.read(lambda tx: tx.appeals.of_member("orchard", "ana")).result()[0]


async def decides(stage: PracticeStage, who: Asker) -> str:
    outcome: Outcome = await stage.hotseat.desk.ask(DecideAppeal(who, appeal(stage).id, yes=True))
    assert outcome.reply is not None
    return text_of(outcome.reply)


async def test_nobody_decides_who_manages_nothing_there(stage: PracticeStage) -> None:
    for who in (stage.asker("raj"), stage.asker("raj", direct=True), stage.asker("ana", direct=True)):
        assert "Only managers can do that." in await decides(stage, who)
    admin_elsewhere = replace(stage.asker("raj", direct=True), space="other", platform_admin=True)
    assert "Only managers can do that." in await decides(stage, admin_elsewhere)
    assert appeal(stage).state is AppealState.OPEN


async def test_an_appeal_is_not_decided_from_another_space(stage: PracticeStage) -> None:
    assert "That appeal is no longer here." in await decides(stage, replace(stage.asker("boss"), space="other"))
    assert appeal(stage).state is AppealState.OPEN


async def test_a_manager_decides_in_a_direct_conversation_that_is_a_space_of_its_own(stage: PracticeStage) -> None:
    who = replace(stage.asker("boss", direct=True), space="dm-boss")
    assert "Counted: Ana" in await decides(stage, who)
    decided = appeal(stage)
    assert (decided.state, decided.decided_by, decided.decided_at) == (AppealState.ACCEPTED, "boss", stage.clock.now)
    assert decided.score_before is not None
    assert decided.score_after == decided.score_before + 25


async def test_who_decided_and_what_changed_is_in_the_log(stage: PracticeStage) -> None:
    before = appeal(stage)
    boss = stage.asker("boss")
    outcome = await stage.hotseat.desk.ask(DecideAppeal(boss, before.id, yes=True))
    (remark,) = outcome.remarks
    after = appeal(stage)
    answer = stage.store.read(lambda tx: tx.answers.get(before.round, "ana")).result()
    assert answer is not None
    assert remark.event == "appeal decided"
    told = dict(remark.fields)
    assert (told["appeal"], told["state"], told["by"]) == (before.id, "accepted", "boss")
    assert told["score"] == f"{after.score_before} → {after.score_after}"
    assert told["points"].endswith(f" → {answer.points}")
    assert told["points"] != f"{answer.points} → {answer.points}"


async def test_a_named_manager_gets_the_digest_and_one_taken_back_does_not(stage: PracticeStage) -> None:
    for who in ("raj", "li"):
        await stage.says(who, "good morning")
        await stage.hotseat.desk.ask(ChangeSettings(stage.asker("boss"), manager=f"+{who.title()}"))
    await stage.hotseat.desk.ask(ChangeSettings(stage.asker("boss"), manager="-Li"))
    await stage.passes(hours=1)
    await stage.sees("raj", "One appeal")
    await stage.sees_no("li", "One appeal")


@pytest.mark.parametrize("point", ["0", "3", "4", "-1", "x", ""])
async def test_a_point_that_is_covered_appealed_or_none_is_refused(stage: PracticeStage, point: str) -> None:
    request = pressed(stage.asker("ana"), f"covered:{appeal(stage).round}:{point}")
    assert request is not None
    outcome = await stage.hotseat.desk.ask(request)
    assert outcome.refused
    assert len(stage.store.read(lambda tx: tx.appeals.open("orchard")).result()) == 1


async def test_another_members_answer_is_not_appealed(stage: PracticeStage) -> None:
    request = pressed(stage.asker("raj"), f"covered:{appeal(stage).round}:1")
    assert request is not None
    assert (await stage.hotseat.desk.ask(request)).refused


async def test_seeing_the_model_answer_again_does_not_lengthen_the_time(stage: PracticeStage) -> None:
    await stage.passes(hours=25)
    await stage.passes(hours=24 * 6)
    await stage.presses("ana", "Show the model answer")
    await stage.passes(hours=24)
    await stage.presses("ana", "When branches go")
    await stage.sees("ana", "It is too late to say so")


async def test_what_waits_too_long_for_one_card_is_listed_once_others_are_decided(stage: PracticeStage) -> None:
    first = appeal(stage)

    def work(tx: Tx) -> None:
        revision = tx.answers.revision(first.round, "ana", first.number)
        assert revision is not None
        for who in "abcdef":
            tx.answers.add_revision(replace(revision, member=who, event=f"said by {who}"))
            tx.appeals.add(replace(first, id=f"of {who}", member=who))

    stage.store.write(work).result()
    await stage.commands("boss", "/settings appeals")
    await stage.sees("boss", "7 appeals", "2 more wait.")
    await stage.presses("boss", "No to 1")
    await stage.sees("boss", "6 appeals", "One more waits.")
