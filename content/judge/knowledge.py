"""Knowledge: a score built up from the points an answer truly makes."""

from __future__ import annotations

from content.judge.engine import Engine, Evidence
from content.judge.fooling import screen
from content.judge.normal import LONGEST, disguised, plain
from content.judge.notes import NoteKind
from content.judge.points import points_of
from content.judge.verdict import Covered, Note, PointVerdict, Verdict
from content.model import KeyPoint, Question

YES, PARTLY = 0.5, 0.3
"""From here on a point is covered, or partly."""


def judge_knowledge(question: Question, text: str, engine: Engine) -> Verdict:
    """Judge a text point by point."""
    points = points_of(question)
    notes: list[Note] = []
    if len(text) > LONGEST:
        notes.append(Note(NoteKind.TOO_LONG))
        text = text[:LONGEST]
    if disguised(text):
        notes.append(Note(NoteKind.HIDDEN_CHARACTERS))
    screened = screen(question, plain(text))
    notes.extend(screened.notes)
    if not points:
        return _verdict(0, (), (*notes, Note(NoteKind.NO_MODEL_ANSWER)), 0.0, engine)
    if not question.points:
        notes.append(Note(NoteKind.DERIVED_POINTS))
    if not screened.text or screened.cap == 0:
        missed = tuple(PointVerdict(Covered.NO) for _ in points)
        return _verdict(0, missed, tuple(notes), 0.9, engine)
    found = engine.evidence(question, screened.text)
    verdicts = tuple(_point(evidence, screened.cap) for evidence in found)
    score = round(100 * screened.cap * _share(points, found))
    if score < 5 and not notes:
        notes.append(Note(NoteKind.OFF_TOPIC))
    doubt = sum(min(e.sure, 1 - e.sure) for e in found) / len(found)
    return _verdict(score, verdicts, tuple(notes), round(0.9 - doubt, 2), engine)


def _point(evidence: Evidence, cap: float) -> PointVerdict:
    if cap < 1 or evidence.sure < PARTLY:
        return PointVerdict(Covered.NO)
    return PointVerdict(Covered.YES if evidence.sure >= YES else Covered.PARTLY, evidence.said)


def _share(points: tuple[KeyPoint, ...], found: list[Evidence]) -> float:
    total = sum(point.weight for point in points)
    if not total:  # only extra points: they count alike
        return sum(e.sure for e in found) / len(found)
    gained = sum(p.weight * e.sure for p, e in zip(points, found, strict=True))
    gained += 0.5 * sum(e.sure for p, e in zip(points, found, strict=True) if p.extra)
    return float(min(1.0, gained / total))


def _verdict(
    score: int, points: tuple[PointVerdict, ...], notes: tuple[Note, ...], confidence: float, engine: Engine
) -> Verdict:
    return Verdict(score, points, notes, confidence, engine.name, engine.version)
