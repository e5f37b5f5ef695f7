"""Reverse: what one would listen for when asking them, and what would be a warning."""

from __future__ import annotations

from dataclasses import replace

from content.judge.engine import Engine
from content.judge.knowledge import judge_knowledge
from content.judge.notes import NoteKind
from content.judge.verdict import Covered, Note, Verdict
from content.model import KeyPoint, Question

_NOT_SAID = {
    NoteKind.CONTRADICTS,  # a warning is the opposite of a hope by its nature
    NoteKind.SWAPPED,
    NoteKind.DERIVED_POINTS,
}
_HOPES, _WARNINGS = 70, 30  # a listener who knows no red flag is taken in


def judge_reverse(question: Question, text: str, engine: Engine) -> Verdict:
    """Judge which lines of Listen for a text names, and whether it names a red flag."""
    hopes, flags = question.listen_for, question.red_flags
    asked = replace(question, points=tuple(KeyPoint(cue="", claim=line) for line in (*hopes, *flags)), answer=None)
    verdict = judge_knowledge(asked, text, engine)
    named = [i for i, point in enumerate(verdict.points) if point.covered is not Covered.NO]
    share = {Covered.YES: 1.0, Covered.PARTLY: 0.5, Covered.NO: 0.0}
    hoped = sum(share[point.covered] for point in verdict.points[: len(hopes)]) / max(1, len(hopes))
    warned = max((share[point.covered] for point in verdict.points[len(hopes) :]), default=1.0)
    notes = [note for note in verdict.notes if note.kind not in _NOT_SAID]
    notes += [
        Note(NoteKind.RED_FLAG_NAMED, verdict.points[i].evidence, i - len(hopes)) for i in named if i >= len(hopes)
    ]
    if flags and not warned:
        notes.append(Note(NoteKind.REVERSE_NO_RED_FLAG))
    full = _HOPES + (_WARNINGS if flags else 0)
    score = round(100 * (_HOPES * hoped + (_WARNINGS * warned if flags else 0)) / full) if named else 0
    return replace(verdict, score=score, points=verdict.points[: len(hopes)], notes=tuple(notes))
