"""One way in: judge an answer by the kind of its question."""

from __future__ import annotations

from content.judge.choice import judge_choice_text
from content.judge.engine import Engine
from content.judge.engines import engine_named
from content.judge.knowledge import judge_knowledge
from content.judge.reverse import judge_reverse
from content.judge.structure import judge_story
from content.judge.verdict import Covered, Verdict
from content.model import Kind, Question


def judge(question: Question, text: str, engine: Engine | None = None) -> Verdict:
    """Judge a text as an answer to a question; without an engine, by the lexical one.

    A question whose kind wants something it lacks (a `choice` without options, a `reverse` without Listen
    for) is judged as `knowledge`.
    """
    engine = engine or engine_named("lexical")
    if question.kind is Kind.CHOICE and question.options:
        return judge_choice_text(question, text)
    if question.kind is Kind.BEHAVIORAL:
        return judge_story(text)
    if question.kind is Kind.REVERSE and question.listen_for:
        return judge_reverse(question, text, engine)
    return judge_knowledge(question, text, engine)


def covers_a_point(question: Question, text: str) -> bool:
    """Tell, cheaply, whether a message answers: it makes a point, names an option, tells a story."""
    verdict = judge(question, text)
    if question.kind is Kind.CHOICE:
        return verdict.confidence == 1.0
    if question.kind is Kind.BEHAVIORAL:
        return verdict.score >= 40
    return any(point.covered is not Covered.NO for point in verdict.points)
