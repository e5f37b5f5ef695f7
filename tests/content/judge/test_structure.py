"""Behavioral answers: how a story is told."""

from __future__ import annotations

from content.judge import Covered, judge
from content.judge.structure import ELEMENTS
from content.model import Kind, Question

ASKED = Question(
    id="wrong-numbers",
    bank="teamwork",
    prompt="Tell me about a time you had to tell a stakeholder that their numbers were wrong.",
    kind=Kind.BEHAVIORAL,
    answer="*An invented example; tell your own.* I found a wrong number and said so.",
)
STORY = (
    "Last year our billing report was off and the finance lead was about to send it to the board. I owned "
    "the model behind it, so it was up to me to say something before Friday. I pulled thirty invoices and "
    "checked them by hand, I wrote down where the two definitions differ, and I called her before anyone "
    "else heard of it. I proposed to show both figures with a footnote. In the end she used my page as it "
    "was, the difference of 4% was explained in one sentence, and since then nobody has argued about that "
    "number again."
)


def missing(text: str) -> set[str]:
    verdict = judge(ASKED, text)
    return {name for name, point in zip(ELEMENTS, verdict.points, strict=True) if point.covered is Covered.NO}


def kinds(text: str) -> set[str]:
    return {note.kind for note in judge(ASKED, text).notes}


def test_a_whole_story_has_everything() -> None:
    assert missing(STORY) == set()
    assert judge(ASKED, STORY).score >= 90


def test_what_is_missing_is_named() -> None:
    assert "measure" in missing(STORY.replace("4%", "some amount"))
    assert "own_part" in missing(STORY.replace("I ", "We ").replace("my", "our").replace(" me ", " us "))
    assert "result" in missing(STORY.split(" In the end", maxsplit=1)[0])
    assert "behavioral_missing:result" in kinds(STORY.split(" In the end", maxsplit=1)[0])


def test_where_an_outcome_is_measured_a_result_was_told() -> None:
    bare = STORY.split(" In the end", maxsplit=1)[0]
    told = bare + " We lost half a day instead of a week."
    assert {"result", "measure"} <= missing(bare)
    assert missing(told).isdisjoint({"result", "measure"})
    assert "behavioral_missing:result" not in kinds(told)


def test_length_is_that_of_two_minutes_of_speech() -> None:
    assert "behavioral_too_short" in kinds("Last year I told my boss the report was wrong and fixed it.")
    assert "behavioral_too_long" in kinds(" ".join([STORY] * 4))


def test_what_one_would_do_is_no_story() -> None:
    would = "I would check the number. I would then call her. I'd suggest a footnote, I would add a test."
    assert "behavioral_hypothetical" in kinds(would)
    assert judge(ASKED, would).score < 40


def test_facts_are_never_compared() -> None:
    other = STORY.replace("billing", "stock").replace("finance", "warehouse").replace("invoices", "pallets")
    assert judge(ASKED, other).score == judge(ASKED, STORY).score


def test_nothing_said_earns_nothing() -> None:
    for text in ("", "idk", "🙂"):
        assert judge(ASKED, text).score == 0
