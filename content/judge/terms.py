"""Terms of a text: its telling words, with the field's synonyms, abbreviations and fixed phrases seen as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from content.judge.words import is_grammar, stem, words

SAME, SYNONYM, IMPLIED = 1.0, 0.85, 0.7
"""How far a term counts as another: the same word, one of its group, one it implies."""


@dataclass(frozen=True, slots=True)
class Term:
    """One telling word or fixed phrase of a text."""

    stems: tuple[str, ...]
    keys: dict[str, float]
    """What it can be recognised by, and how far each of them counts."""


@dataclass(frozen=True, slots=True)
class _Glossary:
    groups: dict[tuple[str, ...], frozenset[str]]
    """Stems of a word or phrase → the groups it belongs to."""
    implied: dict[tuple[str, ...], frozenset[str]]
    longest: dict[str, int]
    """First stem of a phrase → words in the longest phrase that begins with it."""


def terms(text: str, *, always: frozenset[str] = frozenset()) -> list[Term]:
    """Return the terms of a plain text; words in `always` (lower case) count although they are grammar."""
    said = words(text)
    stems = tuple(stem(word) for word in said)
    glossary = _glossary()
    found: list[Term] = []
    i = 0
    while i < len(stems):
        size = next((n for n in range(glossary.longest.get(stems[i], 1), 1, -1) if stems[i : i + n] in glossary.groups), 1)
        if size > 1 or said[i] in always or not is_grammar(said[i]):
            found.append(_term(stems[i : i + size]))
        i += size
    return found


@lru_cache(maxsize=20_000)
def _term(stems: tuple[str, ...]) -> Term:
    glossary = _glossary()
    keys = dict.fromkeys(glossary.implied.get(stems, ()), IMPLIED)
    keys.update(dict.fromkeys(glossary.groups.get(stems, ()), SYNONYM))
    keys[" ".join(stems)] = SAME
    if len(stems) > 1:
        for part in stems:
            if not is_grammar(part):
                keys.setdefault(part, 0.5)
    return Term(stems, keys)


@cache
def _glossary() -> _Glossary:
    groups: dict[tuple[str, ...], set[str]] = {}
    implied: dict[tuple[str, ...], set[str]] = {}
    number = 0
    for line in files("content.glossary").joinpath("terms.txt").read_text("utf-8").splitlines():
        if not line or line[0] in "#[":
            continue
        number += 1
        if " > " in line:
            who, what = line.split(" > ")
            for entry in what.split(","):
                name = f"={number}.{entry}"
                groups.setdefault(_stems(entry), set()).add(name)
                implied.setdefault(_stems(who), set()).add(name)
        else:
            for entry in line.split(","):
                groups.setdefault(_stems(entry), set()).add(f"={number}")
    longest: dict[str, int] = {}
    for stems in groups:
        longest[stems[0]] = max(longest.get(stems[0], 1), len(stems))
    return _Glossary(
        {stems: frozenset(names) for stems, names in groups.items()},
        {stems: frozenset(names) for stems, names in implied.items()},
        longest,
    )


def _stems(entry: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(entry))
