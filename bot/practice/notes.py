"""What a judge noted, as a sentence for the person."""

from __future__ import annotations

from bot.practice.messages import Sentence, Value, say
from content.judge import Note, NoteKind
from content.model import Question
from content.typed import Literal

FAULT = "fault"
"""A note of ours, not of an engine: judging failed, and the log says why."""
QUOTED = 80
"""Characters of the person's own words that a note repeats."""

_SAID_ELSEWHERE = {
    NoteKind.BEHAVIORAL_MISSING_SITUATION,
    NoteKind.BEHAVIORAL_MISSING_TASK,
    NoteKind.BEHAVIORAL_MISSING_ACTION,
    NoteKind.BEHAVIORAL_MISSING_RESULT,
    NoteKind.BEHAVIORAL_MISSING_MEASURE,
    NoteKind.WRONG_OPTION,  # before the close it would tell too much, after it the options are explained
    NoteKind.DERIVED_POINTS,
    NoteKind.WHOLE_ANSWER,
}


def note_sentence(note: Note, question: Question) -> Sentence | None:
    """Give the sentence of a note; None where the verdict's other lines say it."""
    if note.kind in _SAID_ELSEWHERE:
        return None
    said = note.said if len(note.said) <= QUOTED else note.said[: QUOTED - 1].rstrip() + "…"
    values: dict[str, Value] = {"said": Literal(said)}
    if note.point is not None and note.point < len(question.points):
        values["cue"] = Literal(question.points[note.point].cue.rstrip(".").lower())
    elif note.kind in {NoteKind.CONTRADICTS, NoteKind.SWAPPED, NoteKind.WRONG_CLAIM}:
        return say("note.contradicts_model", **values)
    return say(f"note.{note.kind.replace(':', '_')}", **values)
