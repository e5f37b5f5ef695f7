"""Whatever people do, in whatever order, the totals are what a recount of the answers gives."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from bot.practice.awards import recount
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.test_answering import FULL, HALF

POINTS = ("In the store", "When branches go", "Around the roots", "Young trunks")
TEXTS = (
    FULL,
    HALF,
    "Wrap the young trunks in jute against the frost.",
    "I do not know the answer to this one.",
    "Check the stored apples weekly for rotten ones, and prune old branches in February.",
)


@pytest.mark.parametrize(
    ("mix", "seed"), [*(("answering", s) for s in range(6)), *(("appealing", s) for s in range(4))]
)
async def test_points_add_up(tmp_path: Path, mix: str, seed: int) -> None:
    random = Random(seed)
    stage = PracticeStage(tmp_path)
    await stage.start()
    own: dict[str, list[str]] = {"ana": [], "raj": [], "li": []}

    async def says(who: str) -> None:
        own[who].append(await stage.says(who, f"{random.choice(TEXTS)} {random.randrange(999)}"))

    async def edits(who: str) -> None:
        if own[who]:
            await stage.edits(who, random.choice(own[who]), random.choice(TEXTS))

    async def deletes(who: str) -> None:
        if own[who]:
            await stage.deletes(who, own[who].pop())

    async def fills(who: str) -> None:
        if stage.offers(who, "Answer privately"):
            await stage.presses(who, "Answer privately")
            await stage.fills(who, text=random.choice(TEXTS))

    async def presses(who: str) -> None:
        # A reveal ends what can still move points, so it comes seldom.
        reveals = ("Reveal model answer", "Show the model answer") if random.random() < 0.1 else ()
        labels = (*reveals, "Keep the earlier answer", "B", "Confirm", "Hint")
        offered = [label for label in labels if stage.offers(who, label)]
        await stage.presses(who, random.choice(offered))

    async def toggles(who: str) -> None:
        await stage.commands(who, f"/privacy board {random.choice(('on', 'off'))}")

    async def appeals(who: str) -> None:
        for labels in (("I did cover this",), POINTS):
            await stage.commands(who, "/verdict")
            offered = [label for label in labels if stage.offers(who, label)]
            if offered:
                await stage.presses(who, random.choice(offered))

    async def decides(who: str) -> None:
        await stage.commands("boss", "/settings appeals")
        offered = [label for label in ("Yes to 1", "Yes to 2", "No to 1") if stage.offers("boss", label)]
        if offered:
            await stage.presses("boss", random.choice(offered))

    async def waits(who: str) -> None:
        stage.clock.now += timedelta(minutes=random.choice((1, 5, 90)))
        await stage.passes(hours=random.choice((0, 0, 0, 25)))

    answering = (says, says, edits, edits, deletes, deletes, fills, presses, presses, presses, toggles, waits)
    appealing = (says, edits, deletes, appeals, appeals, appeals, appeals, decides, decides, decides, toggles, waits)
    deeds = appealing if mix == "appealing" else answering
    seen = []
    await says("ana")
    if mix == "appealing":
        own["raj"].append(await stage.says("raj", HALF))
        await stage.passes(hours=25)
    for _ in range(12):
        for _ in range(6):
            await random.choice(deeds)(random.choice(tuple(own)))
        before = stage.store.read(lambda tx: tx.standings.dump()).result()
        stage.store.write(recount).result()
        assert before == stage.store.read(lambda tx: tx.standings.dump()).result()
        seen.append(before)
    assert any(seen)
    decided = stage.store.read(lambda tx: tx.appeals.accepted()).result()
    assert bool(decided) == (mix == "appealing")
    await stage.stop()
