"""The rows of the goals table, measured of any way to judge."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from content.judge.engine import Engine
from content.judge.judging import judge
from content.judge.notes import NoteKind
from content.model import Question
from tests.bench.judge_data import HONEST, TURNED, Sheet, Submission

BELOW = 15
"""Points of score that a wrong answer should stay below the good one."""
LONGEST = 200
"""Words up to which the time is promised."""
CLAIMED_WRONG = frozenset({NoteKind.CONTRADICTS, NoteKind.SWAPPED, NoteKind.WRONG_CLAIM})
TRAPS: Mapping[str, tuple[str, ...]] = {
    "question copied": ("question_copied",),
    "noise or injection": ("noise", "injection"),
    "off topic": ("off_topic",),
    "soup": ("soup",),
}
FULL = {"good": "good", "terse": "good_terse", "long": "good_long"}


@dataclass(frozen=True, slots=True)
class Mark:
    """What a way of judging says of one submission."""

    score: float
    covered: frozenset[int] = frozenset()
    missed: frozenset[int] = frozenset()
    wrong: frozenset[int] = frozenset()
    """The points it says are contradicted."""


Judge = Callable[[Question, str], Mark]


@dataclass(frozen=True, slots=True)
class Marked:
    """A submission with what was said of it, and how long that took: this thread's share of the processor alone."""

    sheet: Sheet
    submission: Submission
    mark: Mark
    seconds: float


def by(engine: Engine) -> Judge:
    """Judge with an engine."""

    def mark(question: Question, text: str) -> Mark:
        verdict = judge(question, text, engine)
        wrong = frozenset(n.point for n in verdict.notes if n.kind in CLAIMED_WRONG and n.point is not None)
        return Mark(verdict.score, frozenset(verdict.covered), frozenset(verdict.missed), wrong)

    return mark


def marked(judge_: Judge, sheets: Iterable[Sheet]) -> list[Marked]:
    """Judge every submission, each question once beforehand so that it is ready."""
    found = []
    for sheet in sheets:
        judge_(sheet.question, sheet.question.answer or "")
        for submission in sheet.submissions:
            start = time.thread_time()
            mark = judge_(sheet.question, submission.text)
            found.append(Marked(sheet, submission, mark, time.thread_time() - start))
    return found


def goals(of: Sequence[Marked]) -> dict[str, float]:
    """Measure every row of the goals table, by name; a row for which there is no submission is left out."""
    honest = [m for m in of if m.submission.kind in HONEST]
    asked_for = [m for m in of if m.submission.kind != "rambling"]
    rows = {
        "Pearson, honest": correlation(honest),
        "Pearson, all": correlation(asked_for),
        "good above partial above one point": _ordered(of),
        "negated 15 below good": _below(of, "negated"),
        "swapped 15 below good": _below(of, "swapped"),
    }
    if any(m.mark.covered or m.mark.missed for m in of):  # it judges point by point
        told = [m for m in of if m.submission.kind in TURNED]
        full = [m for m in of if m.submission.kind in FULL.values()]
        rows |= {
            "contradicted points wrongly credited": _credited(of),
            "missed points, F1": _missed_f1(honest),
            "good answers told of a contradiction": _mean(bool(m.mark.wrong) for m in full),
            "wrong answers told of a contradiction": _mean(bool(m.mark.wrong) for m in told),
        }
    for name, kinds in TRAPS.items():
        rows[f"mean, {name}"] = _mean(m.mark.score for m in of if m.submission.kind in kinds)
    for name, kind in FULL.items():
        rows[f"mean, {name}"] = _mean(m.mark.score for m in of if m.submission.kind == kind)
    for kind in ("partial", "minimal", "negated", "swapped", "rambling"):
        rows[f"mean, {kind}"] = _mean(m.mark.score for m in of if m.submission.kind == kind)
    return {name: value for name, value in rows.items() if value == value}  # noqa: PLR0124 - not a number


def times(of: Sequence[Marked]) -> tuple[float, float]:
    """Return median and 95th percentile of the seconds an answer of up to 200 words took."""
    taken = sorted(m.seconds for m in of if len(m.submission.text.split()) <= LONGEST)
    return statistics.median(taken), taken[int(0.95 * (len(taken) - 1))]


def correlation(of: Sequence[Marked]) -> float:
    """Return Pearson's r with the human scores."""
    return pearson([m.mark.score for m in of], [m.submission.score for m in of])


def pearson(a: Sequence[float], b: Sequence[float]) -> float:
    """Return Pearson's r; not a number where one side does not vary."""
    try:
        return statistics.correlation(a, b)
    except statistics.StatisticsError:
        return float("nan")


def _by_kind(of: Sequence[Marked]) -> list[dict[str, float]]:
    """Return for each question the score of each kind."""
    found: dict[str, dict[str, float]] = {}
    for m in of:
        found.setdefault(m.sheet.question.id, {})[m.submission.kind] = m.mark.score
    return list(found.values())


def _ordered(of: Sequence[Marked]) -> float:
    return _mean(
        s["good"] > s["partial"] > s["minimal"] for s in _by_kind(of) if {"good", "partial", "minimal"} <= s.keys()
    )


def _below(of: Sequence[Marked], kind: str) -> float:
    return _mean(s["good"] - s[kind] >= BELOW for s in _by_kind(of) if {"good", kind} <= s.keys())


def _credited(of: Sequence[Marked]) -> float:
    """Share of the points a wrong answer does not make that it is credited with in full."""
    credited = [
        i in m.mark.covered
        for m in of
        if m.submission.kind in TURNED
        for i in range(len(m.sheet.question.points))
        if i not in m.submission.covered
    ]
    return _mean(credited)


def _missed_f1(honest: Sequence[Marked]) -> float:
    right = said = true = 0
    for m in honest:
        missed = set(range(len(m.sheet.question.points))) - m.submission.covered
        right += len(missed & m.mark.missed)
        said += len(m.mark.missed)
        true += len(missed)
    return 2 * right / (said + true) if said + true else float("nan")


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return statistics.fmean(found) if found else float("nan")
