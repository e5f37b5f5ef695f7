"""The coaching card is shown with the hint and the model answer of the kinds that have one."""

from __future__ import annotations

import pytest

from bot.practice.cards import hint, model_answer
from bot.practice.messages import Markdown
from content.coaching import coaching
from content.library import OURS, load
from content.model import Kind


@pytest.mark.parametrize("kind", list(Kind))
def test_hint_and_model_answer_show_the_card_where_there_is_one(kind: Kind) -> None:
    question = next(question for question in load([OURS]).questions if question.kind is kind)
    card = coaching(kind)
    shown = [block.text for block in hint(question, card).blocks if isinstance(block, Markdown)]
    revealed = [block.text for block in model_answer(question, card) if isinstance(block, Markdown)]
    assert [text for text in (*shown, *revealed) if text in (coaching(Kind.BEHAVIORAL), coaching(Kind.REVERSE))] == (
        [card, card] if card else []
    )
