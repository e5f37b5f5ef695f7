"""Topics and levels from the headings a question stands below, and a bank's name from its file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePath

from content.readers.labels import names_no_question
from content.readers.levels import names_only_a_level
from content.readers.wordlists import words as listed

_ORDER = re.compile(
    r"^\W*(?:(?:section|part|chapter|module|unit|level|day|week|round|category|"
    r"topic)\b\W*)?\d+(?:\.\d+)*\W+|^\W*(?:section|part|chapter|module|unit)\s+[ivx\d.]+\W+|\(\d+[^)]*\)|"
    r"\[[⬆↑^]\]",
    re.IGNORECASE,
)
_FILLER = frozenset(
    listed(
        """
        a an the of for in on to by and or with your our most top best common frequently asked
        important essential popular some interview interviews interviewing question questions answer
        answers qa q a quiz quizzes mcq mcqs trivia exam exams test tests list theoretical theory
        technical coding related based guide preparation prep handbook cheatsheet cheat sheet readme
        index section part core general fundamentals fundamental basics basic advanced intermediate
        beginner beginners junior senior mid expert level levels simple easy medium hard highly
        old new more other additional bonus experienced freshers fresher regular guru complete
        ultimate multiple choice sample
        practice use using can should must you know about them ready all 2019 2020 2021 2022 2023
        2024 2025 2026 en us md
        """
    )
)
_KEPT_ALONE = frozenset(
    listed(
        """
        general fundamentals basics coding technical theory core test tests list
        """
    )
)
_NAMELESS = frozenset(
    listed(
        """
        readme index questions interview-questions quiz questions-and-answers qa content main en-us
        en all default data trivia
        """
    )
)


def slug(text: str, words: int = 8) -> str:
    """Write a text as lower-case words joined by hyphens, at most so many; empty if no letter is left."""
    ascii_text = unicodedata.normalize(
        "NFKD",
        text.replace("&", " and ").replace("+", "p").replace("#", " sharp " if re.search(r"\b[CF]#", text) else " "),
    )
    found = re.findall(r"[a-z0-9]+", ascii_text.encode("ascii", "ignore").decode().lower())
    return "-".join(found[:words])


def topic_of(heading: str) -> str:
    """Reduce a heading to the topic it names; empty if it names none."""
    text = re.sub(r"[_]+", " ", _ORDER.sub(" ", re.sub(r":[a-z0-9_+-]+:", " ", heading)))
    text = re.sub(
        r"\([^)]*\)|\[[^\]]*\]|\b(?:from|to land|to ace|to crack|for (?:your|the)|with answers)\b.*",
        " ",
        text,
        flags=re.IGNORECASE,
    )
    if names_only_a_level(text) or names_no_question(text):
        return ""
    words = re.findall(r"[^\W_][\w+#.’'-]*", text)
    kept = [word for word in words if word.lower().strip(".'’") not in _FILLER and not word.isdigit()]
    if not kept:
        kept = [word for word in words if word.lower() in _KEPT_ALONE][-1:]
    return slug(" ".join(kept), 4) if len(kept) <= 5 else ""


def named_after(name: str) -> str:
    """Name a bank after a file or folder, without the number that only sorts it: `002-git`."""
    return slug(re.sub(r"^\d{1,4}[-_. ]+(?=[^\W\d])", "", name), 6)


def bank_of(path: PurePath) -> str:
    """Name a bank after its file, or its folder where the file's name says nothing."""
    for part in (path.stem, *reversed(path.parts[:-1])):
        name = named_after(part)
        if (
            name
            and name not in _NAMELESS
            and not re.fullmatch(
                r"(?:[a-z]{2}-)?readme(?:-[a-z]{2}){0,2}|tmp|src|docs|doc|work|content|"
                r"(?:(?:questions?|quiz|example|sample|set|\d+)-?)+",
                name,
            )
        ):
            return name
    return named_after(path.stem) or "bank"


def tags(*given: object) -> tuple[str, ...]:
    """Make topics of what front matter and records say: words, lists, lists in a text."""
    return tuple(dict.fromkeys(filter(None, (slug(word, 5) for word in _words(given)))))


def _words(given: Iterable[object]) -> Iterable[str]:
    for value in given:
        if isinstance(value, str):
            yield from re.split(r"[,;|]", value.strip("[]() "))
        elif isinstance(value, dict):
            yield str(value.get("name") or value.get("title") or "")
        elif isinstance(value, (list, tuple)):
            yield from _words(value)
