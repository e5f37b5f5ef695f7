"""The rule that a figure names its source, and when it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.check.flaws import Flaw
from content.model import Kind, Question
from content.text import plain

_NUMBER = r"\d[\d.,]*"
_PRICE_OR_SIZE = re.compile(rf"[$€]\s?{_NUMBER}|{_NUMBER}\s?(?:[KMGTP]i?B|kB|bytes?|dollars?|euros?)\b")
_TIME = re.compile(
    rf"{_NUMBER}[\s-](?:ms|milliseconds?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\b", re.IGNORECASE
)
_LIMIT = re.compile(
    r"\b(?:limit|at most|at least|up to|maximum|minimum|max|min|default|by default|retention|quota|no longer than|"
    r"not more than|minimum of|billed)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\(\d{4}-\d\d-\d\d\)")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+")


def figures(question: Question) -> Iterator[Flaw]:
    """Find prices, sizes and limits in time in an answer that names no source, and sources without a date.

    Only those a pattern can see: a number of dollars or bytes, or of a unit of time in a sentence that
    speaks of a limit. What the prompt gives is no claim of ours.
    """
    for source in question.cited:
        if not _DATE.search(source):
            yield Flaw(f"no-date: the source '{source}' does not say when it was read: (2026-11-23)", source)
    if question.kind not in (Kind.KNOWLEDGE, Kind.CHOICE) or question.cited:
        return
    given = plain(question.prompt)
    for sentence in _SENTENCE.split(plain(question.answer or "")):
        figure = _PRICE_OR_SIZE.search(sentence) or (_LIMIT.search(sentence) and _TIME.search(sentence))
        if figure and figure[0] not in given:
            yield Flaw(
                f"no-source: '{figure[0]}' in the answer, and no source: comment says where it was read", sentence
            )
