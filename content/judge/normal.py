"""What people typed, made comparable: one script, no invisible characters, no markup."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 6_000
"""Characters of an answer that are read; about a thousand words, five minutes of speech."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\uffa0\ud800-\udfff]"
)
_LOOK_ALIKES = str.maketrans(
    dict(
        zip(
            "АВЕЅІЈКМНОРСТУХаеіјорсухѕԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαοινρυκχ",
            "ABESIJKMHOPCTYXaeijopcyxsdqwhABEZHIKMNOPTYXaoivpukx",
            strict=True,
        )
    )
)
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "…": "...", "→": " -> ", "⇒": " -> "}
)
_MARKUP = re.compile(r"`+|\*\*|__|~~|^\s*(?:#{1,6}|>)\s|<!--.*?-->", re.MULTILINE | re.DOTALL)
_LATIN = re.compile("[A-Za-z]")


def plain(text: str) -> str:
    """Return the text in Latin letters and ASCII punctuation, without markup and what cannot be seen.

    Words that mix Latin with look-alike letters of other scripts are read as what they look like, and so is
    a text without any Latin letter that becomes one.
    """
    text = _MARKUP.sub("", text)
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return text.translate(_LOOK_ALIKES).translate(_PLAIN)


def disguised(text: str) -> bool:
    """Tell whether invisible characters stand inside words, or words mix scripts that look alike."""
    if text.isascii():
        return False
    inside = re.search(rf"\w{_INVISIBLE.pattern}+\w", text)
    mixed = any(
        _LATIN.search(word) and any(ord(letter) in _LOOK_ALIKES for letter in word) for word in re.findall(r"\w+", text)
    )
    return bool(inside) or mixed
