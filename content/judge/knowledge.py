"""Knowledge: a score built up from the points an answer truly makes."""

from __future__ import annotations

import math

from content.judge.asked import asked as make_ready
from content.judge.engine import Engine, Sight, View
from content.judge.fooling import Screened, screen
from content.judge.measured import curve
from content.judge.naming import named
from content.judge.normal import LONGEST, disguised, plain
from content.judge.notes import NoteKind
from content.judge.points import points_of
from content.judge.reading import read
from content.judge.verdict import Covered, Note, PointVerdict, Verdict
from content.judge.worth import worth
from content.model import KeyPoint, Question

YES, PARTLY = 0.5, 0.38
"""From here on a point is covered, or partly."""
_NAMED = 0.45  # what a point is made that is named alone
_CONTRADICTED = 0.5
_USUAL, _TAKEN_BACK = 0.4, 0.6  # doubt that any point is under; what more of it takes back of a point
_HALF, _DECIDES = 0.42, 5.0  # how far a point is made that earns half its worth, and how steeply more earns more
_FADES = 8  # how fast less than partly earns nothing
_SCORE = (
    (0.0, 0.0),
    (0.04, 0.03),
    (0.13, 0.16),
    (0.25, 0.3),
    (0.36, 0.48),
    (0.5, 0.7),
    (0.62, 0.87),
    (0.75, 0.95),
    (0.92, 1.0),
)
"""Share of the points earned → share of the score: engines are modest, and nobody needs to be perfect."""
_WHOLE, _WHOLE_TOPIC = 0.65, 0.15  # what the whole counts beside derived points, and doubt about the topic
_OFF_TOPIC = 0.25
_TOPIC = 0.65  # doubt about the topic counts less than doubt about a point


def judge_knowledge(question: Question, text: str, engine: Engine) -> Verdict:
    """Judge a text point by point."""
    notes: list[Note] = []
    if len(text) > LONGEST:
        notes.append(Note(NoteKind.TOO_LONG))
        text = text[:LONGEST]
    if disguised(text):
        notes.append(Note(NoteKind.HIDDEN_CHARACTERS))
    points = points_of(question)
    if not points:
        return _verdict(0, (), [*notes, Note(NoteKind.NO_MODEL_ANSWER)], 0.0, engine)
    if not question.points:
        notes.append(Note(NoteKind.DERIVED_POINTS))
    ready = make_ready(question)
    screened = screen(ready, plain(text))
    notes.extend(screened.notes)
    sentences = read(ready, screened.text) if screened.cap else ()
    if not sentences:
        return _verdict(0, tuple(PointVerdict(Covered.NO) for _ in points), notes, 0.9, engine)
    view = engine.look(ready, sentences)
    by_name = named(ready, sentences)
    made = [max(_made(sight, view), _NAMED * (i in by_name)) for i, sight in enumerate(view.points)]
    notes += _said_wrong(view, made)
    share = _share(points, [_earned(m) for m in made])
    if not question.points:
        notes.append(Note(NoteKind.WHOLE_ANSWER))
        share = _mixed(engine.likeness(ready, sentences), view)
    else:
        share = curve(share, _SCORE)
    score = round(100 * screened.cap * share)
    verdicts = tuple(_point(sight, m, screened) for sight, m in zip(view.points, made, strict=True))
    if view.on_topic < _OFF_TOPIC and not screened.notes:
        notes.append(Note(NoteKind.OFF_TOPIC))
    return _verdict(score, verdicts, notes, _confidence(view, made), engine)


def _made(sight: Sight, view: View) -> float:
    """How far a point is made, in an answer that may be to another question."""
    return float(view.on_topic**_TOPIC) * sight.made * (1 - _TAKEN_BACK * max(0.0, sight.against - _USUAL))


def _earned(made: float) -> float:
    """Say what share of its worth a point earns that was made so far.

    A point in doubt is taken rather for made or for missed, and what the verdict does not find at least partly fades:
    else many points in doubt, or an answer to something else, would add up to what nobody said.
    """
    return float(min(1.0, made / PARTLY) ** _FADES) / (1 + math.exp(_DECIDES * (_HALF - made)))


def _point(sight: Sight, made: float, screened: Screened) -> PointVerdict:
    if screened.cap < YES or made < PARTLY:
        return PointVerdict(Covered.NO)
    return PointVerdict(Covered.YES if made >= YES else Covered.PARTLY, sight.said)


def _said_wrong(view: View, made: list[float]) -> list[Note]:
    return [
        Note(NoteKind.SWAPPED if sight.swapped else NoteKind.CONTRADICTS, sight.said, i)
        for i, sight in enumerate(view.points)
        if sight.against >= _CONTRADICTED and view.on_topic >= YES > made[i]
    ]


def _mixed(whole: float, view: View) -> float:
    made = sum(sight.made for sight in view.points) / len(view.points)
    return (_WHOLE * whole + (1 - _WHOLE) * made) * float(view.on_topic**_WHOLE_TOPIC)


def _share(points: tuple[KeyPoint, ...], earned: list[float]) -> float:
    return min(1.0, sum(worth(points, i) * share for i, share in enumerate(earned)))


def _confidence(view: View, made: list[float]) -> float:
    """Sure where every point is clearly made or missed, and nothing is said the wrong way round."""
    doubt = sum(min(m, 1 - m) for m in made) / len(made)
    against = max((sight.against for sight in view.points), default=0.0)
    return round(max(0.1, 0.95 - doubt - 0.3 * against * view.on_topic), 2)


def _verdict(
    score: int, points: tuple[PointVerdict, ...], notes: list[Note], confidence: float, engine: Engine
) -> Verdict:
    return Verdict(score, points, tuple(notes), confidence, engine.name, engine.version)
