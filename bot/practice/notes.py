"""What a judge noted, as a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterator

from bot.practice.messages import Sentence, Value, say
from content.judge import Note, NoteKind, Verdict
from content.model import Question
from content.typed import Literal

FAULT = "fault"
"""A note of ours, not of an engine: judging failed, and the log says why."""
QUOTED = 80
"""Characters of the person's own words that a verdict repeats at once."""

_OF_A_POINT = {NoteKind.CONTRADICTS, NoteKind.SWAPPED, NoteKind.WRONG_CLAIM}
_NOT_IN_A_CARD = {
    NoteKind.WRONG_OPTION,  # before the close it would tell too much, after it the options are explained
    NoteKind.DERIVED_POINTS,
    NoteKind.WHOLE_ANSWER,
}


def in_a_card(judged: Verdict, question: Question) -> Iterator[Sentence]:
    """Give the sentences a verdict's card shows."""
    return (note_sentence(note, question) for note in judged.notes if note.kind not in _NOT_IN_A_CARD)


def note_sentence(note: Note, question: Question) -> Sentence:
    """Give the sentence of a note."""
    values: dict[str, Value] = {"said": quoted(note.said)}
    if note.kind in _OF_A_POINT:
        point = question.points[note.point] if note.point is not None and note.point < len(question.points) else None
        if point is None or not point.cue:
            return say("note.contradicts_model", **values)
        values["cue"] = Literal(point.cue.rstrip(".").lower())
    if note.kind == NoteKind.BEHAVIORAL_MISSING_OWN_PART and not note.said:
        return say("note.behavioral_missing_own_part_unsaid")
    return say(f"note.{note.kind.replace(':', '_')}", **values)


def quoted(said: str) -> Literal:
    """Give a person's own words as they stand in a sentence, cut where they are long."""
    said = " ".join(said.split()).rstrip(".,;:")
    return Literal(said if len(said) <= QUOTED else said[: QUOTED - 1].rstrip() + "…")
