"""Terms of a clause with their polarity: which of them it affirms and which it denies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from content.judge.phrases import phrase
from content.judge.terms import Term, phrase_at, term
from content.judge.words import denies, is_grammar, stem, words

_TURNS: Mapping[str, list[str]] = {"without": [], "instead": ["of"], "rather": ["than"]}  # deny only what follows
_AUXILIARY = frozenset(
    (
        *(
            "is",
            "are",
            "was",
            "were",
            "be",
            "been",
            "being",
            "am",
            "do",
            "does",
            "did",
            "can",
            "could",
            "will",
            "would",
        ),
        *("shall", "should", "may", "might", "must", "has", "have", "had", "need", "its", "thats", "theres", "theyre"),
        *("youre", "were", "im", "hes", "shes", "whats"),
    )
)  # before "not", which then denies the clause; "an id, not a name" denies the name alone
_OF_WHAT_FOLLOWS = frozenset({"no", "nothing", "nobody", "none", "noone"})
_BEFORE_NOT = 2  # words among which the auxiliary is looked for
_CARRIED = re.compile(r"(?:or|nor)\b", re.IGNORECASE)
_ITEM = 3  # words of a bare item of a list, as in "order, clock or randomness are not the cause"


@dataclass(frozen=True, slots=True)
class Said:
    """A term as a clause says it."""

    term: Term
    denied: bool


def polar_clauses(parts: Sequence[str], always: frozenset[str] = frozenset()) -> list[tuple[Said, ...]]:
    """Return the terms of the clauses of one sentence; what denies one item of an "or" list denies all."""
    found = [polar_terms(part, always) for part in parts]
    for i in range(1, len(parts)):
        if not _CARRIED.match(parts[i]):
            continue
        if _denies(found[i - 1]) and not _denies(found[i]):
            found[i] = _turned(found[i])
        elif _denies(found[i]):
            for j in range(i - 1, -1, -1):
                if _denies(found[j]) or len(parts[j].split()) > _ITEM:
                    break
                found[j] = _turned(found[j])
    return found


def polar_terms(clause: str, always: frozenset[str] = frozenset()) -> tuple[Said, ...]:
    """Return the terms of a plain clause, each affirmed or denied; two denials affirm.

    "Not", "never" and the like deny the whole clause; "without", "no", "nothing" and "instead of" what
    follows them, and so does "not" between two things. Words in `always` (lower case) count although they are grammar.
    """
    if "n" in clause or "N" in clause:
        clause = phrase("denies_nothing").sub(" ", clause)
    said = words(clause)
    bare = [word.replace("'", "") for word in said]
    stems = tuple([stem(word) for word in said])
    sizes = _sizes(stems, bare)
    denied = sum([size == 1 and denies(bare[i]) for i, size in sizes]) % 2 == 1
    found: list[Said] = []
    for i, size in sizes:
        if size == 0:
            denied = not denied
        elif size > 1 or (not denies(bare[i]) and _tells(said[i], stems[i], always)):
            found.append(Said(term(stems[i : i + size]), denied))
    return tuple(found)


def _denies(said: tuple[Said, ...]) -> bool:
    return bool(said) and said[0].denied


def _turned(said: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(Said(one.term, not one.denied) for one in said)


def _sizes(stems: tuple[str, ...], bare: list[str]) -> list[tuple[int, int]]:
    """Cut into phrases and words: where each begins and its length; length 0 marks a turn."""
    sizes = []
    i = 0
    while i < len(stems):
        turn = _turn(bare, i)
        size = 0 if turn else phrase_at(stems, i)
        sizes.append((i, size))
        i += turn or size
    return sizes


def _turn(bare: list[str], i: int) -> int:
    """Return how many words from `i` on deny what follows them alone: "without", or a "not" between two things."""
    word = bare[i]
    if word in _TURNS:
        rest = _TURNS[word]
        return 1 + len(rest) if bare[i + 1 : i + 1 + len(rest)] == rest else 0
    if (word != "not" and word not in _OF_WHAT_FOLLOWS) or all(map(is_grammar, bare[i + 1 :])):
        return 0
    if word == "not":
        before = bare[:i]
        return int(_AUXILIARY.isdisjoint(before[-_BEFORE_NOT:]) and not all(map(is_grammar, before)))
    return 1


def _tells(word: str, stemmed: str, always: frozenset[str]) -> bool:
    return word in always or not is_grammar(word) or stemmed in opposites()


@cache
def opposites() -> dict[str, frozenset[tuple[str, ...]]]:
    """Return for a stem, or for the stems of a phrase with a space between, what says the opposite."""
    pairs: dict[str, set[tuple[str, ...]]] = {}
    for line in files("content.glossary").joinpath("opposites.txt").read_text("utf-8").splitlines():
        if line.startswith("#") or ":" not in line:
            continue
        one, other = ([_stems(entry) for entry in part.split()] for part in line.split(":"))
        for a in one:
            pairs.setdefault(" ".join(a), set()).update(other)
        for b in other:
            pairs.setdefault(" ".join(b), set()).update(one)
    return {word: frozenset(others) for word, others in pairs.items()}


def _stems(entry: str) -> tuple[str, ...]:
    return tuple([stem(word) for word in entry.split("_")])
