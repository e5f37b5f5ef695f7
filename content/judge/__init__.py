"""Answer and question in, verdict out; pure, local, never on a network."""

from __future__ import annotations

from content.judge.choice import is_choice, judge_choice, judge_choice_text, options_meant
from content.judge.copies import nearly_equals_one_of
from content.judge.engine import Engine, EngineMissingError
from content.judge.engines import engine_named
from content.judge.judging import covers_a_point, judge
from content.judge.nearest import nearest
from content.judge.notes import NoteKind
from content.judge.points import points_of
from content.judge.talk import is_question
from content.judge.verdict import Covered, Note, PointVerdict, Verdict
from content.judge.worth import regraded

__all__ = [
    "Covered",
    "Engine",
    "EngineMissingError",
    "Note",
    "NoteKind",
    "PointVerdict",
    "Verdict",
    "covers_a_point",
    "engine_named",
    "is_choice",
    "is_question",
    "judge",
    "judge_choice",
    "judge_choice_text",
    "nearest",
    "nearly_equals_one_of",
    "options_meant",
    "points_of",
    "regraded",
]
