"""Buttons come back from outside: what we never wrote is no request."""

from __future__ import annotations

import pytest

from bot.practice.actions import action, pressed
from bot.practice.requests import Asker, Reveal, SubmitAnswer

WHO = Asker(space="orchard", place="daily", member="ana", name="Ana", event="1")


def test_what_we_wrote_is_read_again() -> None:
    assert pressed(WHO, action(Reveal, "r1")) == Reveal(WHO, "r1")
    typed = {"text": "Prune in winter.", "show_after_close": "yes", "elsewhere": "x"}
    answer = SubmitAnswer(WHO, "r1", "Prune in winter.", show_after_close=True)
    assert pressed(WHO, action(SubmitAnswer, "r1"), typed) == answer


@pytest.mark.parametrize("text", ["", "nothing", "nothing:r1", "reveal", "show", "show:r1:r2:r3:r4", "submit:r1"])
def test_what_we_never_wrote_is_none(text: str) -> None:
    assert pressed(WHO, text) is None
