"""Things a question sets against each other, and which of them a clause speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from content.judge.terms import PART, Term, likeness, terms
from content.judge.words import is_grammar, stem, words

_BETWEEN = re.compile(
    r"\b(and|or|vs\.?|versus|over|against|to|than|compared (?:with|to)|instead of|rather than|differs? from)\b",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(r"\s+(?:how|when|why|what|where|which|who|does|do|is|are|can|will|would|should)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,.?:;]|\bbetween\b", re.IGNORECASE)
_ALIKE = 0.7
_HEAD = re.compile(r"(?:An? |The |With |In an? |In )?([A-Za-z][\w-]*)(?: (?=\w)|(?=:))(\w+|:)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][A-Za-z-]*")


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two things of a question, each by the keys it is recognised by and the way the question writes it."""

    one: frozenset[str]
    other: frozenset[str]
    names: tuple[str, str]


ONE, OTHER, BOTH, NEITHER = "one", "other", "both", ""
"""Which side of a contrast is spoken of."""


def contrasts(prompt: str, claims: Sequence[str], told: list[Term]) -> list[Contrast]:
    """Find pairs such as "between A and B" in a plain prompt, and in points that begin alike: "A means", "B means".

    Args:
        prompt: the question.
        claims: the points; a pair counts only if some speak of one side and not of the other.
        told: the terms of the model answer; both sides must occur there or in a point.
    """
    known = [terms(claim) for claim in claims]
    found: list[Contrast] = []
    for left, right in (*_candidates(prompt), *_parallel(claims)):
        near = [t for t in left if not _among(t, right) and _spoken_of(t, (told, *known))]
        far = [t for t in right if not _among(t, left) and _spoken_of(t, (told, *known))]
        if not near or not far:
            continue
        a, b = near[-1], far[0]
        has_a = [_among(a, point, PART) for point in known]
        has_b = [_among(b, point, PART) for point in known]
        if (any(has_a) or any(has_b)) and not all(has_a) and not all(has_b):
            text = "\n".join((prompt, *claims))
            pair = Contrast(_own(a, b), _own(b, a), (_written(text, a), _written(text, b)))
            if pair.one and pair.other and not any({*pair.names} == {*c.names} for c in found):
                found.append(pair)
    return found


def side(contrast: Contrast, spoken: Iterable[Term]) -> str:
    """Say which side of a contrast the terms speak of."""
    keys = {key for t in spoken for key in (*t.keys, *t.stems)}
    one, other = not contrast.one.isdisjoint(keys), not contrast.other.isdisjoint(keys)
    return BOTH if one and other else ONE if one else OTHER if other else NEITHER


def exchanged(claim: str, contrast: Contrast) -> str:
    """Return a claim with the two sides of a contrast exchanged; the same text where it names neither."""

    def swap(match: re.Match[str]) -> str:
        word = stem(match[0].lower())
        return contrast.names[1] if word in contrast.one else contrast.names[0] if word in contrast.other else match[0]

    return _WORD.sub(swap, claim)


def _candidates(prompt: str) -> Iterable[tuple[list[Term], list[Term]]]:
    for match in _BETWEEN.finditer(prompt):
        if _ASKS_ON.match(prompt, match.end()):  # "What is A, and how do you B"
            continue
        right = terms(_BREAK.split(prompt[match.end() :])[0])[:2]
        left = terms(_BREAK.split(prompt[: match.start()])[-1])[-2:]
        if not left or " " in match[1]:  # "How does A write data, compared with B": A is what the question begins with
            left = terms(prompt[: match.start()])[:2]
        if left and right:
            yield left, right


def _parallel(claims: Sequence[str]) -> Iterable[tuple[list[Term], list[Term]]]:
    """Give the subjects of every two claims that go on with the same word or with a colon."""
    heads = [m for claim in claims if (m := _HEAD.match(claim))]
    for one, other in combinations(heads, 2):
        goes_on = stem(one[2].lower())
        if goes_on == stem(other[2].lower()) and not is_grammar(one[2].lower()):
            yield terms(one[1])[-1:], terms(other[1])[:1]


def _spoken_of(one: Term, texts: Iterable[list[Term]]) -> bool:
    """Tell whether a term occurs in one of the texts, by itself or in a phrase."""
    return any(_among(one, text, PART) for text in texts)


def _among(one: Term, others: Iterable[Term], alike: float = _ALIKE) -> bool:
    return any(likeness(one, other) >= alike for other in others)


def _own(one: Term, other: Term) -> frozenset[str]:
    """The stems and groups of one term that the other has not."""
    keys = {s for s in one.stems if not is_grammar(s)} | {k for k in one.keys if k.startswith("=")}
    return frozenset(keys - set(other.stems) - set(other.keys))


def _written(prompt: str, one: Term) -> str:
    for match in _WORD.finditer(prompt):
        if tuple(stem(word) for word in words(match[0]))[:1] == one.stems[:1]:
            return match[0]
    return " ".join(one.stems)
