"""Code in an answer: the names in it are no words of one's own."""

from __future__ import annotations

import re

_MARK = re.compile(r"[A-Za-z0-9]_[A-Za-z0-9]|[A-Za-z]\w+\(|\w\[|[{}]|[\])]\s*$|;\s*$|[=!<>]=", re.MULTILINE)
_MARKS, _WORDS = 2, 5  # so many marks, and one in so many words, make a line one of code; prose may name a `valid_from`


def is_code(line: str) -> bool:
    """Tell whether a sentence or line of a plain text is code."""
    marks = len(_MARK.findall(line))
    return marks >= _MARKS and marks * _WORDS >= len(line.split())
