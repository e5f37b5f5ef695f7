"""What tellers of a story did: steps of their own, steps of a "we", and steps told without saying who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from content.judge.phrases import phrase

_PAST = (
    r"(?:\w+ed|built|made|wrote|took|led|ran|set|put|found|went|sat|gave|told|drew|cut|split|began|chose|brought|taught|"
    r"held|kept|met|read|sent|spoke|dug|broke|did|spent|showed|let|left|rang|swept|sold|bought|caught|drove|rebuilt|rewrote)"
)
_ADVERBS = (
    r"(?:(?:then|first|also|just|even|only|simply|once|later|next|still|now|always|never|again|already|\w+ly),? )"
    r"{0,2}"
)
_OWN = re.compile(rf"\bi,? {_ADVERBS}(?P<verb>[a-z]+(?:'[a-z]+)?)", re.IGNORECASE)
_HAVE = re.compile(rf"\bi(?:'ve| have| had) {_ADVERBS}{_PAST}\b", re.IGNORECASE)
_GOING = re.compile(
    r"\bi(?:'m| am| was) (?:\w+ly )?(?!going|being|having|thinking|working|doing|hoping)\w+ing\b", re.IGNORECASE
)
_OURS = re.compile(rf"\bwe(?: have| had|'ve)?,? {_ADVERBS}(?P<verb>[a-z]+(?:'[a-z]+)?)", re.IGNORECASE)
_MORE = re.compile(rf"(?:,|\band|\bthen) (?:and |then |also )?(?:{_PAST})\b", re.IGNORECASE)
_LABEL = re.compile(r"^(?:actions?|did|done|steps?|what i did)\s*[:-]\s*", re.IGNORECASE)
_UNSAID = re.compile(rf"^(?!need|based|compared|used to|asked by|red\b|shared\b){_PAST}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Steps:
    """How many steps a story tells, and where the first stands."""

    own: int
    """With "I"."""
    ours: int
    """With "we"."""
    unsaid: int
    """Without saying who: "Pulled 200 cases"."""
    first: str


def steps_of(parts: Sequence[str]) -> Steps:
    """Count the steps in the sentences of a plain text."""
    own = ours = unsaid = 0
    first = {"own": "", "ours": "", "unsaid": ""}
    for part in parts:
        mine, us, bare = _counted(part)
        own, ours, unsaid = own + mine, ours + us, unsaid + bare
        for name, count in (("own", mine), ("unsaid", bare), ("ours", us)):
            first[name] = first[name] or (part if count else "")
    return Steps(own, ours, unsaid, first["own"] or first["unsaid"] or first["ours"])


def _counted(part: str) -> tuple[int, int, int]:
    told = _LABEL.sub("", part)
    own = sum(_does(m["verb"]) for m in _OWN.finditer(told)) + len(_HAVE.findall(told)) + len(_GOING.findall(told))
    if own:
        return own + len(_MORE.findall(told)), 0, 0
    ours = sum(_does(m["verb"]) for m in _OURS.finditer(told))
    if ours:
        return 0, ours, 0
    return 0, 0, (1 + len(_MORE.findall(told))) if _UNSAID.match(told) else 0


def _does(verb: str) -> bool:
    return phrase("state").fullmatch(verb) is None
