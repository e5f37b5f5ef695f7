"""Behavioral answers: how a story is told, never what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.judge.clauses import sentences
from content.judge.figures import measured
from content.judge.normal import LONGEST, plain
from content.judge.notes import NoteKind
from content.judge.phrases import phrase
from content.judge.steps import Steps, steps_of
from content.judge.verdict import Covered, Note, PointVerdict, Verdict

VERSION = "3"
ELEMENTS = ("situation", "task", "action", "result", "measure", "own_part", "length")
"""What a told story needs; `Verdict.points` follows this order."""
_WEIGHTS = {
    "situation": 15,
    "task": 15,
    "action": 25,
    "result": 20,
    "measure": 10,
    "own_part": 10,
    "length": 5,
}

SHORTEST, LONGEST_WORDS = 60, 320
"""Words: half a minute, and two minutes of quick speech (160 a minute)."""

_STEPS = 2  # one step is no plan
_I = re.compile(r"\bi(?:'[a-z]+)?\b", re.IGNORECASE)
_MINE = re.compile(rf"{_I.pattern}|\bm(?:y|ine|e|yself)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|us|our|ours)(?:'[a-z]+)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    text: str
    parts: list[str]
    """Its sentences; of what one would do only those that tell what was."""
    count: int
    """Its words."""

    @property
    def steps(self) -> Steps:
        return steps_of(self.parts)


def judge_story(text: str) -> Verdict:
    """Judge how a story is told: situation, task, action, result, a figure, "I", and its length to speak."""
    text = plain(text[: 2 * LONGEST]).strip()
    count = len(text.split())
    if count < 5:
        kind = NoteKind.EMPTY if not count else NoteKind.BEHAVIORAL_TOO_SHORT
        return _verdict([PointVerdict(Covered.NO)] * len(ELEMENTS), [Note(kind, text)], confidence=0.9)
    parts = sentences(text)
    would = [part for part in parts if phrase("would").search(part)]
    happened = [part for part in parts if part not in would]
    supposed = len(phrase("would").findall(text)) > max(1, steps_of(happened).own)
    told = _Told(text, happened if supposed else parts, count)
    points, notes = [], []
    for element in ELEMENTS:
        point, missing = _look(element, told)
        points.append(point)
        notes.extend(missing)
    if supposed:
        notes.append(Note(NoteKind.BEHAVIORAL_HYPOTHETICAL, would[0]))
    return _verdict(points, notes, confidence=0.7 if count >= SHORTEST else 0.5)


def _look(element: str, told: _Told) -> tuple[PointVerdict, list[Note]]:
    if element == "length":
        return _length(told.count)
    if element == "own_part":
        return _own_part(told)
    if element == "action":
        return _action(told)
    hits = [] if element == "measure" else [p for p in _place(element, told.parts) if phrase(element).search(p)]
    if element == "measure" or (element == "result" and not hits):
        hits = measured(told.parts)  # where an outcome is measured, a result was told
    if not hits:
        return PointVerdict(Covered.NO), [Note(NoteKind(f"behavioral_missing:{element}"))]
    return PointVerdict(Covered.YES, hits[-1 if element == "result" else 0]), []


def _place(element: str, parts: list[str]) -> list[str]:
    """Give the sentences where an element is looked for: how it began, and what came of it."""
    if element == "situation":
        return parts[: max(2, (len(parts) + 1) // 2)]
    if element == "result" and len(parts) > 2:
        return parts[len(parts) // 3 :]
    return parts


def _action(told: _Told) -> tuple[PointVerdict, list[Note]]:
    steps = told.steps
    own = steps.own + steps.unsaid
    if not own and not steps.ours:
        return PointVerdict(Covered.NO), [Note(NoteKind.BEHAVIORAL_MISSING_ACTION)]
    return PointVerdict(Covered.YES if own >= _STEPS else Covered.PARTLY, steps.first), []


def _own_part(told: _Told) -> tuple[PointVerdict, list[Note]]:
    mine, ours = len(_MINE.findall(told.text)), len(_WE.findall(told.text))
    if not _I.search(told.text) and told.steps.unsaid >= _STEPS and ours < _STEPS:
        return PointVerdict(Covered.PARTLY), []
    if mine == 0 or mine * 2 < ours:
        said = next((part for part in told.parts if _WE.search(part)), "")
        return PointVerdict(Covered.NO), [Note(NoteKind.BEHAVIORAL_MISSING_OWN_PART, said)]
    return PointVerdict(Covered.YES if mine >= ours else Covered.PARTLY), []


def _length(count: int) -> tuple[PointVerdict, list[Note]]:
    if count < SHORTEST:
        return PointVerdict(Covered.NO), [Note(NoteKind.BEHAVIORAL_TOO_SHORT)]
    if count > LONGEST_WORDS:
        return PointVerdict(Covered.NO), [Note(NoteKind.BEHAVIORAL_TOO_LONG)]
    return PointVerdict(Covered.YES), []


def _verdict(points: list[PointVerdict], notes: list[Note], *, confidence: float) -> Verdict:
    share = {Covered.YES: 1.0, Covered.PARTLY: 0.5, Covered.NO: 0.0}
    score = sum(_WEIGHTS[name] * share[point.covered] for name, point in zip(ELEMENTS, points, strict=True))
    return Verdict(
        score=round(score),
        points=tuple(points),
        notes=tuple(notes),
        confidence=confidence,
        engine="structure",
        version=VERSION,
    )
