"""Stories as people tell them: what each of them lacks is found, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from content.judge import Covered, NoteKind, judge
from content.judge.structure import ELEMENTS
from content.library import OURS
from content.model import Kind, Question
from content.readers.native.bank import read_bank
from content.text import plain

ASKED = Question(id="q", bank="b", prompt="Tell me about a time something went wrong.", kind=Kind.BEHAVIORAL)
DATA = Path(__file__).parents[2] / "data" / "stories"


@dataclass(frozen=True)
class Story:
    name: str
    lacks: frozenset[str]
    partly: frozenset[str]
    hypothetical: bool
    text: str


def stories(name: str) -> list[Story]:
    told = []
    for section in (DATA / f"{name}.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        title, head, text = (part.strip() for part in section.split("\n\n", maxsplit=2))
        says = dict(line.split(": ", maxsplit=1) for line in head.splitlines())
        lacks = frozenset(re.split(", ", says["lacks"])) - {"nothing"}
        partly = frozenset(re.split(", ", says["partly"])) if "partly" in says else frozenset()
        assert lacks | partly <= set(ELEMENTS)
        told.append(Story(title, lacks, partly, "hypothetical" in says.get("notes", ""), _unwrapped(text)))
    return told


def _unwrapped(text: str) -> str:
    """Join the lines of a paragraph, as nobody breaks them in a chat; items and labels stay lines of their own."""
    return re.sub(r"\n(?!-|\*\*|[A-Z]\w+:)", " ", text)


DISCLAIMER = "An invented example; tell your own. "
TOLD = [story for name in ("stories", "unseen", "fresh") for story in stories(name)]


@pytest.mark.parametrize("story", TOLD, ids=lambda story: story.name)
def test_what_a_story_lacks_is_found_and_nothing_else(story: Story) -> None:
    verdict = judge(ASKED, story.text)
    found = {name: point.covered for name, point in zip(ELEMENTS, verdict.points, strict=True)}
    wanted = {
        name: Covered.NO if name in story.lacks else Covered.PARTLY if name in story.partly else Covered.YES
        for name in ELEMENTS
    }
    assert found == wanted
    kinds = {note.kind for note in verdict.notes}
    assert (NoteKind.BEHAVIORAL_HYPOTHETICAL in kinds) == story.hypothetical
    assert {f"behavioral_missing:{name}" for name in story.lacks - {"length"}} <= kinds


def test_the_stories_of_our_banks_lack_nothing() -> None:
    banks = [read_bank(path.read_text(encoding="utf-8"), path)[0] for path in OURS.glob("*.md")]
    asked = [q for bank in banks if bank for q in bank.questions if q.kind is Kind.BEHAVIORAL]
    assert len(asked) >= 20
    lacking = {
        question.id: verdict.notes
        for question in asked
        if (verdict := judge(question, plain(question.answer or "").removeprefix(DISCLAIMER))).score < 100
    }
    assert lacking == {}


def test_a_long_text_takes_no_time_whatever_is_in_it() -> None:
    for text in ("I " * 3000, "I then " * 1000, "we have " * 1000, "one two " * 1000, "from 1 " * 1000, "a, " * 3000):
        assert 0 <= judge(ASKED, text).score <= 100
