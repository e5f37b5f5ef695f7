"""Questions to ask them: what one would listen for, and what would be a warning."""

from __future__ import annotations

import pytest

from content.judge import Covered, Engine, Verdict, engine_named, judge
from content.model import Kind, Question

ASKED = Question(
    id="ask-apples",
    bank="ask-them",
    prompt="Ask the grower how they find out that fruit is rotten, and who takes it out.",
    kind=Kind.REVERSE,
    listen_for=(
        "Sensors in each cold room that raise an alarm by themselves",
        "A named person who answers for every variety",
        "A lost harvest told concretely, with what was changed after it",
    ),
    red_flags=("Customers find the rot first, and that is called normal", "Blame for one picker instead of a new rule"),
)
HOPES = "I would listen for sensors in each cold room that raise an alarm. A named person answers for every variety."
WARNING = "It would worry me if customers find the rot first and they call that normal."


@pytest.fixture(params=["lexical", "semantic"])
def engine(request: pytest.FixtureRequest) -> Engine:
    if request.param == "semantic":
        pytest.importorskip("onnxruntime")
    return engine_named(request.param)


def kinds(verdict: Verdict) -> list[str]:
    return [note.kind for note in verdict.notes]


def test_hopes_and_a_warning_are_both_wanted(engine: Engine) -> None:
    both, hopes, warning = (judge(ASKED, text, engine) for text in (f"{HOPES} {WARNING}", HOPES, WARNING))
    assert 2 in both.missed
    assert not {0, 1} & {*both.missed, *hopes.missed}
    assert both.score > hopes.score > 0
    assert both.score > warning.score > 0
    assert kinds(both) == ["red_flag_named"]
    assert kinds(hopes) == ["reverse_no_red_flag"]
    assert kinds(warning) == ["red_flag_named"]


def test_there_is_one_line_for_each_thing_to_listen_for_and_none_for_a_warning(engine: Engine) -> None:
    assert len(judge(ASKED, HOPES, engine).points) == 3


def test_a_named_warning_is_quoted(engine: Engine) -> None:
    (note,) = judge(ASKED, WARNING, engine).notes
    assert note.point == 0
    assert "customers find the rot first" in note.said


@pytest.mark.parametrize("text", ["", "idk", ASKED.prompt, "The parking is behind the barn.", "sensors"])
def test_what_names_nothing_earns_nothing(text: str, engine: Engine) -> None:
    verdict = judge(ASKED, text, engine)
    assert verdict.score <= 10
    assert all(point.covered is not Covered.YES for point in verdict.points)


def test_without_lines_to_listen_for_it_is_held_against_why_one_asks(engine: Engine) -> None:
    bare = Question(
        id="b", bank="b", prompt="Ask who prunes.", kind=Kind.REVERSE, answer="It shows who owns the trees."
    )
    assert judge(bare, "it shows who owns the trees", engine).score > 50
