"""Whether a story measures what came of it: figures of the outcome, not of how it began or what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.judge.phrases import phrase
from content.judge.steps import steps_of

_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"fifty|sixty|ninety|hundreds?|thousands?|zero)"
)
_UNIT = (
    r"(?:%|percent(?:age points?)?|per cent|x|times|ms|s|seconds?|minutes?|mins?|hours?|h|days?|weeks?|months?|years?|"
    r"euros?|dollars?|pounds?|k|people|users|customers|tickets|incidents|errors|queries|rows|runs?|sources?|cases|"
    r"findings?|calls?|bugs?|updates?|orders?|requests?|[gt]b)"
)
_ABOUT = r"(?:about |around |over |under |below |nearly |roughly |more than |less than |almost |only )?"
_FIGURE = re.compile(
    rf"[€$£]\s?\d|\b\d+(?:[.,]\d+)*\s?{_UNIT}(?!\w)|\b{_NUMBER} (?:\w+ )?{_UNIT}(?!\w)|\b\d[\d.,]* (?:\w+ )?\w+s\b",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    rf"\bfrom {_ABOUT}{_NUMBER}\b[^.]{{0,40}}? to {_ABOUT}{_NUMBER}\b"
    rf"|{_NUMBER} ?(?:%|percent|times|x) (?:less|fewer|more|faster|slower|cheaper|lower|higher|better)"
    rf"|\bby {_ABOUT}(?:(?:a |an |one |two )?(?:half|thirds?|quarters?|fifth)|{_NUMBER} ?(?:%|percent))"
    rf"|\b{_ABOUT}a (?:half|third|quarter|fifth|tenth) of\b|\bin half\b"
    r"|\b(?:halved|doubled|tripled|quadrupled)\b|\b(?:twice|half|three times|ten times) as \w+"
    rf"|{_NUMBER}[^.]{{0,20}}? [-=]> ?{_NUMBER}",
    re.IGNORECASE,
)


def measured(parts: Sequence[str]) -> list[str]:
    """Give the sentences with a change in numbers, and those with a figure where the result is told."""
    third = len(parts) // 3
    return [
        part
        for i, part in enumerate(parts)
        if _CHANGE.search(part) or (i >= third and _FIGURE.search(part) and _of_the_result(part, late=i >= 2 * third))
    ]


def _of_the_result(part: str, *, late: bool) -> bool:
    return bool(phrase("result").search(part)) or (late and not steps_of([part]).own)
