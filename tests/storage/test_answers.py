"""Answers read in slices, of one space or of all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from storage import Tx
from storage.records import Answer, Round
from storage.store import Store

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
KEYS = tuple(product(("bakery", "orchard"), ("ana", "raj"), ("r1", "r2", "r3")))


def fill(tx: Tx) -> None:
    asked = Round(
        id="",
        space="",
        place="daily",
        question_id="frost",
        question="{}",
        subject="",
        kind="knowledge",
        topics=(),
        event="",
        opened_at=NOW,
        counted_on=NOW.date(),
        closes_at=NOW,
    )
    for space, member, round_id in reversed(KEYS):
        there = f"{space}-{round_id}"
        tx.rounds.add(replace(asked, id=there, space=space, event=there))
        tx.answers.put(Answer(round=there, member=member, space=space, place="daily", first_at=NOW))


@pytest.mark.parametrize("only", [None, "orchard"])
def test_slices_give_each_answer_once_and_none_of_another_space(store: Store, only: str | None) -> None:
    def work(tx: Tx) -> list[tuple[str, str, str]]:
        fill(tx)
        read: list[tuple[str, str, str]] = []
        after = ("", "", "")
        while page := tx.answers.slice(after, 2, only):
            for answer, round_ in page:
                assert answer.round == round_.id
                after = (answer.space, answer.member, answer.round)
                read.append(after)
        return read

    wanted = [(space, who, f"{space}-{round_id}") for space, who, round_id in KEYS if only in {None, space}]
    assert store.write(work).result() == wanted
