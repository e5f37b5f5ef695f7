"""Moodle's XML: `<quiz>` with a `<question type="…">` for each question."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from content.model import Option
from content.readers.drafts import Draft, Found
from content.readers.hypertext import as_markdown
from content.readers.topics import tags

_QUESTION = re.compile(r"<question\b")
_MOST_OPTIONS = 40
_WHOLE, _SOME = 100.0, 0.001  # of what a question earns, in per cent
_NO_QUESTIONS = frozenset({"category", "description"})


def looks_like_moodle(text: str) -> bool:
    """Say whether a text is a quiz in Moodle's XML."""
    return bool(re.match(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<quiz\b", text[:2_000], re.DOTALL))


def read_moodle(text: str) -> Found:
    """Read choice, true or false, short answers, numbers, matching, essays."""
    try:
        quiz = ET.fromstring(text)  # noqa: S314 - expat bounds what entities grow to, and none is fetched
    except ET.ParseError as error:
        return Found((), ((error.position[0], f"not read: no XML ({error.msg.partition(':')[0]})"),))
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    category = ""
    for line, question in zip(_lines(text), quiz.iter("question"), strict=False):
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


def _lines(text: str) -> Iterator[int]:
    """Give the line each question begins in."""
    line, at = 1, 0
    for found in _QUESTION.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        yield line


def _said(element: ET.Element | None) -> str:
    """Write what an element says as Markdown."""
    if element is None:
        return ""
    inner = element.find("text")
    text = (inner if inner is not None else element).text or ""
    if element.get("format") in (None, "html", "moodle_auto_format") and "<" in text:
        text = "\n".join(line for line, _ in as_markdown(text.split("\n"), 1))
    return text.strip()


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
    if kind == "cloze":
        return "a text with gaps inside it"
    general = _said(question.find("generalfeedback"))
    topics = tags(category, *(_said(tag) for tag in question.iter("tag")))
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
            for text, share, why in answers[:_MOST_OPTIONS]
            if text
        )
        told = general or next((why for _, share, why in answers if share >= enough and why), "")
        return Draft(prompt=prompt, line=line, options=options, answer=told or None, topics=topics)
    right = [text for text, share, _ in answers if share >= _WHOLE and text]
    also = f"\n\nAlso accepted: {', '.join(right[1:])}" if len(right) > 1 else ""
    told = "\n\n".join(filter(None, (right[0] + also if right else _said(question.find("graderinfo")), general)))
    return Draft(prompt=prompt, line=line, answer=told or None, topics=topics)
