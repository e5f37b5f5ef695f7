"""What people typed: cleaned of what cannot be seen, and never parsed as markup."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_VIRAMA = 9  # the combining class of the mark that joins Indic consonants
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# A picture: symbols, or an older character that has an emoji form.
_PICTURE = (
    "[©®‼⁉™ℹ〰〽㊗㊙\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_DRESSED = f"{_PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = (
    "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,8}\U000e007f"  # a region's flag
    f"|{_DRESSED}(?:\u200d{_DRESSED})*"  # a family, a profession: pictures held together by joiners
    "|[0-9#*]\ufe0f?\u20e3"  # a keycap
)
_UNSEEN = (
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # control characters
    "\ud800-\udfff"  # halves of a pair, which no encoding takes
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of writing
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"  # tags and variants, which can carry a hidden text
)
_KEPT_OR_UNSEEN = re.compile(f"({_EMOJI})|{_UNSEEN}")


@dataclass(frozen=True, slots=True)
class Literal:
    """Words a person typed, cleaned; every adapter shows them as they are and reads no markup in them."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


def clean(text: str) -> str:
    r"""Remove what cannot be seen and could mislead or break a layout.

    Goes: control characters other than line end and tab, marks that turn the direction of writing, halves of
    surrogate pairs, zero-width characters and hidden tags, unless an emoji or a script needs them. Line ends
    become `\n`, letters their composed form (NFC).
    """
    composed = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _KEPT_OR_UNSEEN.sub(_seen, composed))


def _seen(found: re.Match[str]) -> str:
    """Keep an emoji, and a joiner where Arabic and Indic writing need it."""
    if found[1]:
        return found[1]
    if found[0] not in "\u200c\u200d":
        return ""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    if before and unicodedata.combining(before) == _VIRAMA:
        return found[0]
    arabic = before and after and unicodedata.bidirectional(before) == unicodedata.bidirectional(after) == "AL"
    return found[0] if arabic else ""
