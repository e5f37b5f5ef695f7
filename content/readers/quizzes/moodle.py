"""Moodle's XML: `<quiz>` with a `<question type="…">` for each question."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from content.model import Option
from content.readers.drafts import MOST_OPTIONS, Draft, Found
from content.readers.quizzes.cloze import fill
from content.readers.quizzes.xml_values import from_html, lines_of
from content.readers.records.values import accepted
from content.readers.topics import tags

_WHOLE, _SOME = 100.0, 0.001  # of what a question earns, in per cent
_NO_QUESTIONS = frozenset({"category", "description"})


def read_moodle(quiz: ET.Element, text: str) -> Found:
    """Read choice, true or false, short answers, numbers, matching, essays, texts with gaps."""
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    category = ""
    for line, question in zip(lines_of(text, "question"), quiz.iter("question"), strict=False):
        kind = question.get("type", "")
        if kind == "category":
            category = _said(question.find("category")).split("/")[-1].replace("$course$", "")
        elif kind not in _NO_QUESTIONS:
            drafted = _draft(question, kind, line, category)
            if isinstance(drafted, Draft):
                drafts.append(drafted)
            else:
                left.append((line, drafted))
    return Found(tuple(drafts), tuple(left))


def _said(element: ET.Element | None) -> str:
    """Write what an element says as Markdown."""
    if element is None:
        return ""
    inner = element.find("text")
    text = (inner if inner is not None else element).text or ""
    return from_html(text) if element.get("format") in (None, "html", "moodle_auto_format") else text.strip()


def _share(answer: ET.Element) -> float:
    """Read how much of a question an answer earns, in per cent; nothing where that is no number."""
    try:
        return float(answer.get("fraction") or 0)
    except ValueError:
        return 0.0


def _draft(question: ET.Element, kind: str, line: int, category: str) -> Draft | str:
    prompt = _said(question.find("questiontext")) or _said(question.find("name"))
    if not prompt:
        return "a question without words"
    general = _said(question.find("generalfeedback"))
    topics = tags(category, *(_said(tag) for tag in question.iter("tag")))
    if kind == "cloze":
        if (filled := fill(prompt)) is None:
            return "a text with gaps, none of which could be read"
        told = "\n\n".join(filter(None, (filled.answer, general)))
        return Draft(prompt=filled.prompt, line=line, options=filled.options, answer=told or None, topics=topics)
    if kind == "matching":
        pairs = [(_said(pair), _said(pair.find("answer"))) for pair in question.iter("subquestion")]
        told = "\n".join(f"- {asked} → {answer}" for asked, answer in pairs if asked)
        return Draft(prompt=prompt, line=line, answer=told or general or None, topics=topics)
    answers = [(_said(a), _share(a), _said(a.find("feedback"))) for a in question.findall("answer")]
    if kind in ("multichoice", "truefalse"):
        # One that earns everything is right alone; else all that earn something are, together.
        enough = _WHOLE if any(share >= _WHOLE for _, share, _ in answers) else _SOME
        options = tuple(
            Option(text.capitalize() if kind == "truefalse" else text, share >= enough, "" if share >= enough else why)
            for text, share, why in answers[:MOST_OPTIONS]
            if text
        )
        told = general or next((why for _, share, why in answers if share >= enough and why), "")
        return Draft(prompt=prompt, line=line, options=options, answer=told or None, topics=topics)
    right = [text for text, share, _ in answers if share >= _WHOLE and text]
    told = "\n\n".join(filter(None, (accepted(right) or _said(question.find("graderinfo")), general)))
    return Draft(prompt=prompt, line=line, answer=told or None, topics=topics)
