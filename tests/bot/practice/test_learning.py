"""What accepted appeals teach the banks: wordings that can be pasted into a bank and are read back as they were."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.practice.learning import Learned, learned, lines
from content.library import Library
from content.readers.native.bank import read_bank
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.stage import BANK

JUTE = "Wrap the young trunks in jute against the frost."


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[PracticeStage]:
    stage = PracticeStage(tmp_path)
    await stage.start()
    yield stage
    await stage.stop()


async def appeals(stage: PracticeStage, who: str, text: str, decision: str) -> None:
    await stage.presses(who, "Answer privately")
    await stage.fills(who, text=text)
    await stage.presses(who, "Reveal model answer")
    await stage.presses(who, "Show the model answer")
    await stage.presses(who, "My verdict")
    await stage.presses(who, "I did cover this")
    await stage.presses(who, "In the store")
    await stage.commands("boss", "/settings appeals")
    await stage.presses("boss", decision)


def found(stage: PracticeStage) -> list[Learned]:
    return stage.store.read(lambda tx: learned(tx, stage.library)).result()


async def test_only_accepted_appeals_teach_and_only_their_own_clause(stage: PracticeStage) -> None:
    await appeals(stage, "ana", f"{JUTE} Somebody looks through the cellar on Mondays.", "Yes to 1")
    await appeals(stage, "raj", f"{JUTE} Whatever lies in the barn is somebody else's job.", "No to 1")
    assert lines(found(stage)) == [
        "## How does an orchard keep its trees healthy over the winter?",
        "",
        "`orchard-winter`",
        "",
        "### Key points",
        "",
        "- **In the store.** Stored apples are checked weekly for rotten ones",
        "  - or: Somebody looks through the cellar on Mondays",
    ]


async def test_the_same_words_are_learned_once_and_what_the_bank_accepts_not_again(stage: PracticeStage) -> None:
    await appeals(stage, "ana", f"{JUTE} Somebody looks through the cellar on Mondays.", "Yes to 1")
    await appeals(stage, "raj", f"{JUTE} Somebody  looks through the CELLAR, on Mondays!", "Yes to 1")
    one = found(stage)
    assert [learned_.wordings for learned_ in one] == [("Somebody looks through the cellar on Mondays",)]
    assert found_after_adding(stage, one) == []


@pytest.mark.parametrize(
    "said",
    [
        "a look into the cellar every Monday (extra)",
        "<!-- a look --> into the cellar, every Monday",
        "- a look into `the cellar` on Mondays",
        "1. a look into\tthe <cellar> on Mondays",
        "## a look into *the cellar* on Mondays",
        "not: a look into the cellar on Mondays",
    ],
)
async def test_whatever_was_written_can_be_pasted_into_the_bank(stage: PracticeStage, said: str) -> None:
    await appeals(stage, "ana", f"{JUTE}\n\n{said}", "Yes to 1")
    one = found(stage)
    assert "cellar" in one[0].wordings[0]
    assert found_after_adding(stage, one) == []


def found_after_adding(stage: PracticeStage, one: list[Learned]) -> list[Learned]:
    """Paste what was learned into the bank, and ask again."""
    point = lines(one)[6]
    text = BANK.read_text(encoding="utf-8").replace(point, "\n".join(lines(one)[6:]))
    bank, faults = read_bank(text, BANK)
    assert faults == ()
    assert bank is not None
    learned_point = next(p for q in bank.questions for p in q.points if p.claim == one[0].point.claim)
    assert learned_point.weight == one[0].point.weight
    assert len(learned_point.also) == len(one[0].point.also) + len(one[0].wordings)
    return stage.store.read(lambda tx: learned(tx, Library([bank]))).result()
