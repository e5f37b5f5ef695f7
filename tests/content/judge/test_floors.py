"""Regression floors, a little under what was measured, on questions that no weight was fitted on."""

from __future__ import annotations

import pytest

from content.judge import EngineMissingError, engine_named
from tests.bench.judge_data import sheets
from tests.bench.judge_goals import by, goals, marked

AT_LEAST = {
    ("lexical", "test"): {
        "Pearson, honest": 0.84,
        "Pearson, all": 0.81,
        "good above partial above one point": 0.75,
        "negated 15 below good": 0.82,
        "swapped 15 below good": 0.4,
        "missed points, F1": 0.8,
        "mean, good": 78,
        "mean, terse": 82,
        "mean, long": 80,
        "wrong answers told of a contradiction": 0.55,
    },
    ("lexical", "held_out"): {
        "Pearson, honest": 0.78,
        "Pearson, all": 0.77,
        "good above partial above one point": 0.85,
        "negated 15 below good": 0.7,
        "swapped 15 below good": 0.35,
        "missed points, F1": 0.83,
        "mean, good": 77,
        "mean, terse": 78,
        "mean, long": 70,
    },
    ("semantic", "held_out"): {
        "Pearson, honest": 0.88,
        "Pearson, all": 0.77,
        "good above partial above one point": 0.85,
        "negated 15 below good": 0.7,
        "swapped 15 below good": 0.25,
        "missed points, F1": 0.83,
        "mean, good": 80,
        "mean, terse": 82,
        "mean, long": 78,
    },
}
AT_MOST = {
    "contradicted points wrongly credited": 0.32,
    "mean, question copied": 5,
    "mean, noise or injection": 5,
    "mean, off topic": 17,
    "mean, soup": 22,
    "good answers told of a contradiction": 0.15,
}


@pytest.mark.parametrize(("name", "part"), list(AT_LEAST))
def test_the_judge_stays_as_good_as_it_was_measured(name: str, part: str) -> None:
    try:
        engine = engine_named(name)
    except EngineMissingError as missing:
        pytest.skip(str(missing))
    found = goals(marked(by(engine), sheets(part)))
    floors = AT_LEAST[name, part]
    assert {row: found[row] for row, floor in floors.items() if found[row] < floor} == {}
    assert {row: found[row] for row, most in AT_MOST.items() if found[row] > most} == {}
