"""For whom a question is meant, as authors mark it: words, stars, emoji, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from content.model import Level

_WORDS = {
    Level.JUNIOR: (
        "junior|jr|basics?|beginners?|easy|simple|freshers?|entry[- ]level|entry|novice|elementary|trainee|"
        "fundamentals?|starter|foundational|principiantes?|iniciantes?|júnior|básic[oa]s?|fácil|leicht|einfach|anfänger|"
        "легк\\w+|базов\\w+|начальн\\w+|facile|débutant"
    ),
    Level.MID: (
        "mid|middle|mid[- ]level|intermediate|medium|regular|moderate|average|intermedi[oa]s?|intermediári[oa]s?|pleno|"
        "medi[oa]|mittel|средн\\w+|moyen"
    ),
    Level.SENIOR: (
        "senior|sr|advanced?|expert|hard|difficult|complex|experienced|guru|lead|principal|staff|architect|tricky|"
        "avanzad[oa]s?|avançad[oa]s?|sênior|difícil|schwer|fortgeschritten|сложн\\w+|продвинут\\w+|difficile|avancé"
    ),
}
_UNPARTED = {Level.JUNIOR: "简单|初级|基础", Level.MID: "中等|中级", Level.SENIOR: "困难|高级|进阶"}
"""Words of a script that leaves no space between them."""
_ANY = "|".join((*_WORDS.values(), *_UNPARTED.values()))
_WORD = re.compile(
    "|".join(f"(?P<{level}>(?<!\\w)(?:{said})(?!\\w)|{_UNPARTED[level]})" for level, said in _WORDS.items())
)
_ALONE = re.compile(
    rf"(?:(?:difficulty|level|seniority)\W*)?(?:{_ANY})(?:[- ]level)?(?:\W+(?:level|questions?|difficulty))*",
    re.IGNORECASE,
)
_EMOJI = {
    "👶": Level.JUNIOR, "🐣": Level.JUNIOR, "🌱": Level.JUNIOR, "🟢": Level.JUNIOR, "🔰": Level.JUNIOR,
    "🥉": Level.JUNIOR, "🟡": Level.MID, "🟠": Level.MID, "🥈": Level.MID, "🔵": Level.MID, "💪": Level.MID,
    "🔴": Level.SENIOR, "🚀": Level.SENIOR, "🔥": Level.SENIOR, "🥇": Level.SENIOR, "💀": Level.SENIOR,
    "🧙": Level.SENIOR, "👴": Level.SENIOR, "⚫": Level.SENIOR,
}  # fmt: skip
_CIRCLES = ("🟢", "🟡", "🟠", "🔴")
_STARS = "⭐★🌟"
_UNSEEN = "\ufe0f\ufe0e\u200d\u200b"
_SIGN = "".join(_EMOJI) + _STARS + "☆✩"
_SIGNS_AT_END = re.compile(rf"[\s{_UNSEEN}|:–—-]*(?P<signs>(?:[{_SIGN}][{_UNSEEN}\s]*)+)[)\]]?\s*$")
_SIGNS_AT_START = re.compile(rf"^\s*(?P<signs>(?:[{_SIGN}][{_UNSEEN}\s]*)+)[\s:–—-]*")
_STAR_NAMES = re.compile(r":(?:star2?|baby|rocket|fire|green_circle|yellow_circle|red_circle):")
_NAMED = {
    ":star:": "⭐", ":star2:": "⭐", ":baby:": "👶", ":rocket:": "🚀", ":fire:": "🔥",
    ":green_circle:": "🟢", ":yellow_circle:": "🟡", ":red_circle:": "🔴",
}  # fmt: skip
_BRACKETED = re.compile(
    rf"\s*(?:[\[({{]\s*(?:(?:level|difficulty)\s*[:=]\s*)?(?P<in>{_ANY})(?:[- ]level)?\s*[\])}}]"
    rf"|[–—|]\s*(?P<out>{_ANY}))\s*$",
    re.IGNORECASE,
)
_BRACKETED_FIRST = re.compile(rf"^\s*[\[(]\s*(?P<in>{_ANY})(?:[- ]level)?\s*[\])]\s*[:–—-]?\s*", re.IGNORECASE)
_INITIAL = re.compile(r"^\s*\[(?P<in>[EMH])\]\s+")
_INITIALS = {"E": Level.JUNIOR, "M": Level.MID, "H": Level.SENIOR}
_LEGEND = re.compile(rf"([{_SIGN}])[{_UNSEEN}\s]*[:=–—-]?\s*(\w[\w-]*)")
Signs = Mapping[str, Level]
"""What a document's own legend says its signs mean."""


def level_named(text: str, *, from_zero: bool = False) -> Level | None:
    """Find the level a word, number or run of stars names; None if none or several.

    `from_zero`: numbers begin with 0 for the easiest, as those of an expertise do.
    """
    said = text.strip().lower()
    if said.isdigit():
        return _numbered(int(said) + from_zero)
    found = {match.lastgroup for match in _WORD.finditer(said)}
    if len(found) == 1:
        return Level(str(found.pop()))
    if not found and (signs := _SIGNS_AT_END.search(_unnamed(text))):
        return _signed(signs["signs"], {})
    return Level.SENIOR if found == {"mid", "senior"} or ("senior" in found and "junior" not in found) else None


def names_only_a_level(text: str) -> bool:
    """Say whether a heading names a level and nothing else, so that it is no topic."""
    return bool(_ALONE.fullmatch(re.sub(r"^[\W\d_]+|[\W_]+$", "", text)))


def take_level(text: str, signs: Signs) -> tuple[str, Level | None]:
    """Split the mark of its level off a prompt: `What is X? ⭐⭐`, `[Easy] What is X?`."""
    text = _unnamed(text)
    for pattern in (_BRACKETED, _BRACKETED_FIRST):
        if marked := pattern.search(text):
            word = marked.groupdict().get("in") or marked.groupdict().get("out") or ""
            return (text[: marked.start()] + text[marked.end() :]).strip(), level_named(word)
    if marked := _INITIAL.match(text):
        return text[marked.end() :].strip(), _INITIALS[marked["in"]]
    for pattern in (_SIGNS_AT_END, _SIGNS_AT_START):
        if marked := pattern.search(text):
            level = _signed(marked["signs"], signs)
            return (text[: marked.start()] + text[marked.end() :]).strip(), level
    return text.strip(), None


def level_of_circle(text: str, signs: Signs) -> Level | None:
    """Find the level a coloured circle in front of a text marks; other pictures there are ornament."""
    first = text[:1]
    return signs.get(first, _EMOJI[first]) if first in _CIRCLES else None


def legend(texts: Iterable[str]) -> dict[str, Level]:
    """Read what signs mean from lines such as `👶 easy ⭐ medium 🚀 expert`."""
    meanings: dict[str, Level] = {}
    for text in texts:
        pairs = {sign: level for sign, word in _LEGEND.findall(_unnamed(text)) if (level := level_named(word))}
        if len(pairs) > 1:
            meanings |= pairs
    return meanings


def _unnamed(text: str) -> str:
    return _STAR_NAMES.sub(lambda m: _NAMED.get(m[0], m[0]), text) if ":" in text else text


def _signed(signs: str, meanings: Signs) -> Level | None:
    stars = sum(signs.count(star) for star in _STARS)
    pale = sum(signs.count(star) for star in "☆✩")
    first = signs.strip(_UNSEEN + " ")[:1]
    if stars + pale <= 1 and first in meanings:
        return meanings[first]
    if stars:
        if pale:  # three of five
            return _numbered(1 + round(2 * (stars - 1) / max(stars + pale - 1, 1)))
        return _numbered(stars)
    return _EMOJI.get(first)


def _numbered(number: int) -> Level:
    """Read a number as a level: 0 and 1, 2, 3 and more."""
    if number <= 1:
        return Level.JUNIOR
    return Level.MID if number == 2 else Level.SENIOR
