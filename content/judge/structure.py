"""Behavioral answers: how a story is told, never what it says."""

from __future__ import annotations

import re

from content.judge.clauses import sentences
from content.judge.normal import LONGEST, plain
from content.judge.notes import NoteKind
from content.judge.phrases import phrase
from content.judge.verdict import Covered, Note, PointVerdict, Verdict

VERSION = "1"
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

_DID = (
    r"(?:\w+ed|built|made|wrote|took|led|ran|set|put|got|found|went|sat|gave|told|asked|drew|cut|split|began|chose|"
    r"brought|taught|held|kept|met|read|sent|spoke|dug|broke|did|came|saw|thought|spent|showed|stood|drove|let|left)"
)
_ACTION = re.compile(rf"\bi (?:then |first |also |personally |finally |just |quickly |\w+ly )?{_DID}\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"(?:[€$£]\s?\d|\d+(?:[.,]\d+)?\s?(?:%|x\b|[kms]\b|ms\b|[gt]b\b|(?:percent|seconds?|minutes?|hours?|days?|weeks?|"
    r"months?|euros?|dollars?|people|users|customers|tickets|incidents|queries|rows|teams)\b)|"
    r"\bfrom \d\S* (?:\w+ )?to \d|\b(?:halved|doubled|tripled|by (?:a )?(?:half|third|quarter)|twice as|"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty) "
    r"(?:times|hours|days|minutes|weeks|months|percent))\b)",
    re.IGNORECASE,
)
_I = re.compile(r"\bi(?:'[a-z]+)?\b|\bm(?:y|ine|e|yself)\b", re.IGNORECASE)
_WE = re.compile(r"\b(?:we|us|our|ours)(?:'[a-z]+)?\b", re.IGNORECASE)


def judge_story(text: str) -> Verdict:
    """Judge how a story is told: situation, task, action, result, a figure, "I", and its length to speak."""
    text = plain(text[: 2 * LONGEST]).strip()
    count = len(text.split())
    if count < 5:
        kind = NoteKind.EMPTY if not count else NoteKind.BEHAVIORAL_TOO_SHORT
        return _verdict([PointVerdict(Covered.NO)] * len(ELEMENTS), [Note(kind, text)], confidence=0.9)
    points, notes = [], []
    for element in ELEMENTS:
        point, missing = _look(element, text, count)
        points.append(point)
        notes.extend(missing)
    would = phrase("would").findall(text)
    if len(would) >= 2 and len(would) > len(_ACTION.findall(text)):
        said = next((part for part in sentences(text) if phrase("would").search(part)), "")
        notes.append(Note(NoteKind.BEHAVIORAL_HYPOTHETICAL, said))
    return _verdict(points, notes, confidence=0.7 if count >= SHORTEST else 0.5)


def _look(element: str, text: str, count: int) -> tuple[PointVerdict, list[Note]]:
    if element == "length":
        return _length(count)
    if element == "own_part":
        return _own_part(text)
    sign = {"action": _ACTION, "measure": _MEASURE}.get(element) or phrase(element)
    parts = sentences(text)
    if element == "result" and len(parts) > 2:
        parts = parts[len(parts) // 3 :]  # an outcome stands after what was done
    if element == "situation":
        parts = parts[: max(2, (len(parts) + 1) // 2)]
    hits = [part for part in parts if sign.search(part)]
    if not hits:
        return PointVerdict(Covered.NO), [Note(NoteKind(f"behavioral_missing:{element}"))]
    enough = element != "action" or len(sign.findall(text)) >= 2
    return PointVerdict(Covered.YES if enough else Covered.PARTLY, hits[-1 if element == "result" else 0]), []


def _own_part(text: str) -> tuple[PointVerdict, list[Note]]:
    mine, ours = len(_I.findall(text)), len(_WE.findall(text))
    if mine == 0 or mine * 2 < ours:
        said = next((part for part in sentences(text) if _WE.search(part)), "")
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
