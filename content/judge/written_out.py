"""Abbreviations of the field written out, for a model of language that hardly knows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from content.judge.terms import glossary_groups

_LONGEST = 5  # letters of an abbreviation
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class WrittenOut:
    """A text without abbreviations."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]
    """Of each word written out: where it starts and ends here, and where its abbreviation did before."""

    def before(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of the text stood before."""
        moved = 0
        for here, past, was, was_past in self.pieces:
            if end <= here:
                break
            if start < past:
                return was, was_past
            moved = was_past - past
        return start + moved, end + moved


def written_out(text: str) -> WrittenOut:
    """Write out the abbreviations of a plain text."""
    known, pattern = _abbreviations()
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    length = last = 0
    for match in pattern.finditer(text):
        left, full = text[last : match.start()], known[match["short"].lower()] + match["plural"]
        parts += [left, full]
        length += len(left) + len(full)
        pieces.append((length - len(full), length, match.start(), match.end()))
        last = match.end()
    return WrittenOut("".join((*parts, text[last:])), tuple(pieces))


@cache
def _abbreviations() -> tuple[dict[str, str], re.Pattern[str]]:
    found: dict[str, str] = {}
    for _, implied_by, (full, *others) in glossary_groups():
        if not implied_by:
            found |= {short: full for short in others if short not in found and _shortens(short, full)}
    any_of = "|".join(map(re.escape, sorted(found, key=len, reverse=True)))
    return found, re.compile(rf"(?<!\d)(?<!\d )\b(?P<short>{any_of})(?P<plural>s?)\b", re.IGNORECASE)


def _shortens(short: str, full: str) -> bool:
    """Tell whether a word is made of the letters of what it stands for; of several words, so that it is no word."""
    letters = [letter for letter in short if letter.isalpha()]
    if not short.isalnum() or len(short) > min(_LONGEST, len(full) - 1) or letters[:1] != [full[0]]:
        return False
    if " " in full and short != "".join(word[0] for word in full.split()) and _VOWELS & set(letters):
        return False  # "rest"
    rest = iter(full)
    return all(letter in rest for letter in letters)
