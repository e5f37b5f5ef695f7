"""Turns of phrase by name, read from the glossary."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


def phrase(name: str) -> re.Pattern[str]:
    """Return the pattern that finds any phrase of that name.

    Raises:
        KeyError: the glossary has no such name.
    """
    return _phrases()[name]


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    lines: dict[str, list[str]] = {}
    name = ""
    for line in files("content.glossary").joinpath("phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            lines[name] = []
        elif line and not line.startswith("#"):
            lines[name].append(line.replace(" ", r"\s+").replace(r"\s+?", r"\s*"))
    return {
        name: re.compile(rf"(?<![\w'])(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)
        for name, alternatives in lines.items()
    }
