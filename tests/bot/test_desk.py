"""What the desk says and keeps when the store fails under it."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.practice import sentences
from bot.practice.actions import pressed
from bot.practice.messages import Card
from bot.practice.requests import Reveal, Said, Typed
from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.test_answering import HALF


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[PracticeStage]:
    """Give a stage that does not wait long for a database somebody else holds."""
    found = PracticeStage(tmp_path, store_timeout=0.05)
    await found.start()
    yield found
    await found.stop()


@contextmanager
def held(stage: PracticeStage) -> Iterator[None]:
    """Another program in the middle of writing."""
    with closing(sqlite3.connect(stage.url.removeprefix("sqlite:///"), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def answer(stage: PracticeStage, who: str, message: str) -> Said:
    thread = stage.question_post()
    asker = replace(stage.asker(who), event=f"said:{message}:")
    return Said(asker, HALF, message, thread, stage.clock.now)


async def test_a_locked_database_gets_a_sentence_and_the_same_event_counts_later(stage: PracticeStage) -> None:
    request = answer(stage, "ana", "m77")
    with held(stage):
        outcome = await stage.hotseat.desk.ask(request)
    assert not outcome.stored
    assert isinstance(outcome.reply, Card)
    assert (
        sentences.text(outcome.reply.fallback) == "I could not store that. Nothing was changed; try again in a moment."
    )
    again = await stage.hotseat.desk.ask(request)
    assert again.stored
    assert again.unjudged is not None


async def test_a_verdict_that_cannot_be_stored_is_given_at_the_next_heartbeat(stage: PracticeStage) -> None:
    outcome = await stage.hotseat.desk.ask(answer(stage, "ana", "m77"))
    assert outcome.unjudged is not None
    with held(stage):
        waiting = await stage.hotseat.desk.judge(outcome.unjudged)
        assert isinstance(waiting.reply, Card)
        assert "waits to be judged" in sentences.text(waiting.reply.fallback)
    await stage.passes(hours=0.01)
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")


async def test_a_heartbeat_leaves_what_was_just_received_to_who_tells_its_author(stage: PracticeStage) -> None:
    stage.clock.now += timedelta(seconds=1)
    outcome = await stage.hotseat.desk.ask(answer(stage, "ana", "m77"))
    await stage.passes(hours=0.001)
    assert outcome.unjudged is not None
    verdict = await stage.hotseat.desk.judge(outcome.unjudged)
    assert isinstance(verdict.reply, Card)


async def test_what_an_earlier_process_left_unjudged_is_judged_at_the_start(stage: PracticeStage) -> None:
    await stage.hotseat.desk.ask(answer(stage, "ana", "m77"))
    await stage.restarts()
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.parametrize(
    "action",
    ["show:nowhere", "choose:nowhere:9", "submit:nowhere", "use:nothing", "settle:nothing"],
)
async def test_a_button_edited_by_hand_harms_nobody(stage: PracticeStage, action: str) -> None:
    request = pressed(stage.asker("ana"), action, {"text": "x"} if action.startswith("submit") else None)
    assert request is not None
    outcome = await stage.hotseat.desk.ask(request)
    assert isinstance(outcome.reply, Card)
    assert outcome.stored


async def test_a_button_of_another_place_or_space_is_refused(stage: PracticeStage) -> None:
    round_ = stage.store.read(lambda tx: tx.rounds.open_in_space("orchard")[0]).result()
    for elsewhere in (
        replace(stage.asker("ana"), place="random"),
        replace(stage.asker("ana"), space="another"),
    ):
        outcome = await stage.hotseat.desk.ask(Reveal(elsewhere, round_.id))
        assert isinstance(outcome.reply, Card)
        assert "jute" not in str(outcome.reply)


async def test_a_direct_conversation_gives_no_power_over_the_space(stage: PracticeStage) -> None:
    await stage.commands("ana", "/settings zone Europe/Berlin", where="direct")
    await stage.sees("ana", "Only managers can do that.")


async def test_a_skip_that_is_delivered_twice_skips_one_question(stage: PracticeStage) -> None:
    again = stage.asker("boss")
    for _ in range(2):
        await stage.hotseat.desk.ask(Typed(again, "daily skip"))
    await stage.commands("boss", "/daily")
    await stage.sees("boss", "Next: Wed 25 Nov 09:00")


@pytest.mark.parametrize("text", ["", "   ", "\u202e\u202d", "\x00\x07", "\u200b"])
async def test_an_empty_answer_is_told_so(stage: PracticeStage, text: str) -> None:
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=text)
    await stage.sees("ana", "There was nothing in it. Write your answer, then send it again.")


async def test_a_hundred_thousand_characters_are_refused_with_the_limit(stage: PracticeStage) -> None:
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text="word " * 20_000)
    await stage.sees("ana", "characters, and 20000 is the most. Nothing was stored")


async def test_hidden_characters_go_and_the_words_stay(stage: PracticeStage) -> None:
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=f"\u202e{HALF}\x00\u2066")
    await stage.sees("ana", "Covered 2 of 4 key points.")
