"""Terms of a text: its telling words, with the field's synonyms, abbreviations and fixed phrases seen as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from content.judge.words import is_grammar, stem, weight, words

SAME, SYNONYM, IMPLIED, PART = 1.0, 0.85, 0.7, 0.5
"""How far a term counts as another: the same word, one of its group, one it implies, a word of a phrase."""
_IDLE = 0.3  # what a phrase of grammar alone ("at once") and a word like "before" tell


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One telling word or fixed phrase of a text."""

    stems: tuple[str, ...]
    keys: dict[str, float]
    """What it can be recognised by, and how far each of them counts."""
    weight: float
    """How much it tells, 0 to 1."""
    technical: bool
    """Whether the glossary has it among the words of the field."""


@dataclass(frozen=True, slots=True)
class _Glossary:
    groups: dict[tuple[str, ...], frozenset[str]]
    """Stems of a word or phrase → the groups it belongs to."""
    implied: dict[tuple[str, ...], frozenset[str]]
    technical: frozenset[tuple[str, ...]]
    longest: dict[str, int]
    """First stem of a phrase → words in the longest phrase that begins with it."""


def terms(text: str) -> list[Term]:
    """Return the terms of a plain text."""
    said = words(text)
    stems = tuple([stem(word) for word in said])
    found: list[Term] = []
    i = 0
    while i < len(stems):
        size = phrase_at(stems, i)
        if size > 1 or not is_grammar(said[i]):
            found.append(term(stems[i : i + size]))
        i += size
    return found


def phrase_at(stems: tuple[str, ...], i: int) -> int:
    """Return how many stems the longest phrase of the glossary that begins at `i` has; 1 where none does."""
    glossary = _glossary()
    longest = glossary.longest.get(stems[i], 1)
    if longest == 1:  # nearly always, and a range costs more than this
        return 1
    for size in range(longest, 1, -1):
        if stems[i : i + size] in glossary.groups:
            return size
    return 1


@lru_cache(maxsize=20_000)
def term(stems: tuple[str, ...]) -> Term:
    """Return the term of a stem or of the stems of a phrase."""
    glossary = _glossary()
    keys = dict.fromkeys(glossary.implied.get(stems, ()), IMPLIED)
    keys.update(dict.fromkeys(glossary.groups.get(stems, ()), SYNONYM))
    keys[" ".join(stems)] = SAME
    telling = [part for part in stems if not is_grammar(part)]
    if len(stems) > 1:
        for part in telling:
            keys.setdefault(part, PART)
    tells = max((weight(part) for part in telling), default=_IDLE)
    return Term(stems, keys, tells, stems in glossary.technical)


def likeness(one: Term, other: Term) -> float:
    """Say how far two terms mean the same, 0 to 1."""
    return max((min(v, other.keys[k]) for k, v in one.keys.items() if k in other.keys), default=0.0)


def glossary_groups() -> Iterator[tuple[str, str, list[str]]]:
    """Give the lines of the glossary: section, what implies the entries or "", and the entries."""
    section = ""
    for line in files("content.glossary").joinpath("terms.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            section = line.strip("[]")
        if not line or line[0] in "#[":
            continue
        who, _, what = line.rpartition(" > ")
        yield section, who, [entry.strip() for entry in what.split(",")]


@cache
def _glossary() -> _Glossary:
    groups: dict[tuple[str, ...], set[str]] = {}
    implied: dict[tuple[str, ...], set[str]] = {}
    technical: set[tuple[str, ...]] = set()
    for number, (section, who, entries) in enumerate(glossary_groups()):
        for entry in entries:
            # of a line `a > b, c` each of b and c is a group of its own, which a implies
            name = f"={number}.{entry}" if who else f"={number}"
            groups.setdefault(_stems(entry), set()).add(name)
            if who:
                implied.setdefault(_stems(who), set()).add(name)
        if section not in {"everyday", "shorthand"}:
            technical.update(_stems(entry) for entry in (*entries, *([who] if who else [])))
    longest: dict[str, int] = {}
    for stems in (*groups, *implied):
        longest[stems[0]] = max(longest.get(stems[0], 1), len(stems))
    return _Glossary(
        {stems: frozenset(names) for stems, names in groups.items()},
        {stems: frozenset(names) for stems, names in implied.items()},
        frozenset(technical),
        longest,
    )


def _stems(entry: str) -> tuple[str, ...]:
    return tuple([stem(word) for word in words(entry)])
