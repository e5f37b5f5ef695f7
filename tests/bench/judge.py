"""The judge: every row of the goals table for both engines, beside plain ways to judge, on all the data here."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from threadpoolctl import threadpool_limits

from content.judge import engine_named
from content.judge.asked import asked
from content.judge.engine import Engine
from content.judge.engines import NAMES
from content.judge.normal import plain as cleaned
from content.judge.reading import read
from tests.bench.figure import Table
from tests.bench.judge_data import Sheet, school_answers, sheets, without_points
from tests.bench.judge_goals import Judge, Marked, by, correlation, goals, marked, times
from tests.bench.judge_plain import plain_judges
from tests.bench.judge_shared import interview_dev, keypoint_probe, probe

GOALS: Mapping[str, tuple[str, str]] = {
    "Pearson, honest": (".74", ".88"),
    "Pearson, all": (".68", ".79"),
    "good above partial above one point": (".55", ".78"),
    "negated 15 below good": (".45", ".70"),
    "swapped 15 below good": (".25", ".42"),
    "contradicted points wrongly credited": ("report", "≤ .25"),
    "missed points, F1": (".77", ".84"),
    "mean, question copied": ("≤ 5", "≤ 5"),
    "mean, noise or injection": ("≤ 5", "≤ 5"),
    "mean, off topic": ("≤ 15", "≤ 15"),
    "mean, soup": ("≤ 30", "≤ 30"),
    "mean, good": ("≥ 62", "≥ 80"),
    "mean, terse": ("≥ 75", "≥ 80"),
    "mean, long": ("≥ 85", "≥ 80"),
}
"""What is to be reached on the private set."""
TIME = "ms an answer, median / p95"
SHORT = 4
"""Words below which a graded answer is hardly one."""
OF_POINTS = {
    "contradicted points wrongly credited",
    "missed points, F1",
    "good answers told of a contradiction",
    "wrong answers told of a contradiction",
}
"""Rows on which a plain way, which knows no points, has nothing to say."""


def run() -> Iterator[Table]:
    """Judge everything by everything, on one thread."""
    with threadpool_limits(1):
        yield from _tables()


def _tables() -> Iterator[Table]:
    engines = {f"{engine.name} {engine.version}": engine for engine in map(engine_named, NAMES)}
    # Each plain way has a cache of its own, or one would be timed on what another encoded.
    plain = {name: plain_judges()[name] for name in plain_judges()}
    ways = {**{name: by(engine) for name, engine in engines.items()}, **plain}
    yield _goals("development set, test half", sheets("test"), ways)
    yield _goals("development set, held out", sheets("held_out"), ways)
    if dev := interview_dev():
        yield _goals("interview_dev, which is part of the test half", dev, ways, without={TIME})
    if pairs := probe():
        yield _goals("probe, which nobody scored", pairs, ways, without=OF_POINTS)
    yield _grades("course questions of ours without key points", without_points(), ways)
    if graded := school_answers():
        yield _grades("graded answers on networks, no key points", graded, ways)
    if keypoint_probe():
        yield _paraphrases(engines)


def _goals(
    title: str, of: Sequence[Sheet], ways: Mapping[str, Judge], *, without: AbstractSet[str] = frozenset()
) -> Table:
    count = sum(len(sheet.submissions) for sheet in of)
    found = {name: marked(judge, of) for name, judge in ways.items()}
    measured = {name: goals(marks) for name, marks in found.items()}
    judged_by_points = list(ways)[: len(NAMES)]
    rows = [
        (
            row,
            *(
                _shown(row, measured[name].get(row)) if row not in OF_POINTS or name in judged_by_points else "–"
                for name in ways
            ),
            *GOALS.get(row, ("", "")),
        )
        for row in measured[judged_by_points[0]]
        if row not in without
    ]
    if TIME not in without:
        rows.append(_time_row(found))
    return Table(
        f"{title} ({len(of)} questions, {count} submissions)", (*ways, "goal lexical", "goal semantic"), tuple(rows)
    )


def _shown(row: str, value: float | None) -> str:
    if value is None or value != value:  # noqa: PLR0124 - not a number
        return "–"
    return f"{value:.0f}" if row.startswith("mean") else f"{value:.2f}"


def _time_row(found: Mapping[str, Sequence[Marked]]) -> tuple[str, ...]:
    cells = (f"{1000 * median:.1f} / {1000 * most:.1f}" for median, most in map(times, found.values()))
    return (TIME, *cells, "3 / 8", "20 / 60")


def _grades(title: str, of: Sequence[Sheet], ways: Mapping[str, Judge]) -> Table:
    """Measure against grades, without key points."""
    found = {name: marked(judge, of) for name, judge in ways.items()}
    said = {name: [m for m in marks if len(m.submission.text.split()) >= SHORT] for name, marks in found.items()}
    count = sum(len(sheet.submissions) for sheet in of)
    return Table(
        f"{title} ({len(of)} questions, {count} answers; goals: of others)",
        (*ways, "goal lexical", "goal semantic"),
        (
            ("Pearson, all", *(f"{correlation(marks):.2f}" for marks in found.values()), ".57", ".67"),
            ("Pearson, four words or more", *(f"{correlation(marks):.2f}" for marks in said.values()), "", ""),
            ("Pearson, mean of questions", *(_by_question(marks) for marks in said.values()), "", ""),
            _time_row(found),
        ),
    )


def _by_question(of: Sequence[Marked]) -> str:
    by_sheet: dict[str, list[Marked]] = {}
    for m in of:
        by_sheet.setdefault(m.sheet.question.id, []).append(m)
    return f"{statistics.fmean(r for marks in by_sheet.values() if (r := correlation(marks)) == r):.2f}"


def _paraphrases(engines: Mapping[str, Engine]) -> Table:
    """Measure whether a paraphrase speaks more for its own point than those of the other points do."""
    rows = []
    for name, engine in engines.items():
        own: list[float] = []
        other: list[float] = []
        for one in keypoint_probe():
            ready = asked(one.question)
            for i, said in enumerate(one.said):
                for p, sight in enumerate(engine.look(ready, read(ready, cleaned(said))).points):
                    (own if p == i else other).append(sight.made)
        rows.append((name, str(len(own) + len(other)), f"{_auc(own, other):.3f}"))
    return Table(
        "paraphrased points (AUC of the README's plain ways: words .883, MiniLM .942)", ("pairs", "AUC"), tuple(rows)
    )


def _auc(above: Sequence[float], below: Sequence[float]) -> float:
    wins = sum((a > b) + (a == b) / 2 for a in above for b in below)
    return wins / (len(above) * len(below))
