"""The two coaching cards: where they help, and nowhere else."""

from __future__ import annotations

import pytest

from content.coaching import coaching
from content.library import OURS, load
from content.model import Kind
from content.text import plain


def test_a_story_is_coached_on_its_four_steps() -> None:
    card = plain(coaching(Kind.BEHAVIORAL))
    assert [step for step in ("Situation", "Task", "Action", "Result") if step in card] == [
        "Situation", "Task", "Action", "Result",
    ]  # fmt: skip
    assert len(card.split()) < 120


def test_a_question_to_ask_is_coached_on_choosing_and_on_what_to_leave_for_later() -> None:
    card = plain(coaching(Kind.REVERSE))
    assert "three" in card
    assert "notes" in card
    assert "pay" in card
    assert len(card.split()) < 120


@pytest.mark.parametrize("kind", [Kind.KNOWLEDGE, Kind.CHOICE])
def test_other_kinds_need_no_card(kind: Kind) -> None:
    assert coaching(kind) == ""


def test_a_card_is_never_asked() -> None:
    library = load([OURS])
    assert library.topic("coaching") is None
    assert [q.id for q in library.questions if "four steps" in q.prompt or "Bring six questions" in q.prompt] == []
