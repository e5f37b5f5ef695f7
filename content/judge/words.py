"""Words of a text: cut, stemmed, and how much each of them says."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

import snowballstemmer

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:\+\+|#)?(?:'[A-Za-z]{1,2})?|\d+(?:[.,]\d+)*%?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WITHOUT = re.compile(r"\bw/o\b", re.IGNORECASE)
_WITH = re.compile(r"\bw/(?=\s|\w)", re.IGNORECASE)
_BRITISH = re.compile(r"is(e|ed|es|er|ers|ing|ation|ations)$")


def words(text: str) -> list[str]:
    """Cut a plain text into lower-case words; compounds and camelCase fall into their parts."""
    if "/" in text:
        text = _WITH.sub("with ", _WITHOUT.sub("without", text))
    if not text.islower():
        text = _CAMEL.sub(" ", text)
    return [word.lower() for word in _WORD.findall(text)]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of one lower-case word: Snowball English, British endings read as American ones."""
    word = word.replace("'", "")
    if len(word) > 6:
        word = _BRITISH.sub(r"iz\1", word)
    if len(word) > 5 and word.endswith("our"):
        word = word[:-2] + "r"
    return _stemmers().stem(word)


class _Stemmers(threading.local):
    """One stemmer for each thread: it works on a state of its own."""

    def __init__(self) -> None:
        self.stem: Callable[[str], str] = snowballstemmer.stemmer("english").stemWord


@cache
def _stemmers() -> _Stemmers:
    return _Stemmers()


@lru_cache(maxsize=20_000)
def is_grammar(word: str) -> bool:
    """Tell whether a lower-case word is one of grammar: "the", "with", "doesn't"."""
    return word.replace("'", "") in _common()[0]


def weight(stemmed: str) -> float:
    """Say how much a stem tells by itself: 0.4 for everyday words, 1 for others."""
    return 0.4 if stemmed in _common()[1] else 1.0


def is_chatter(word: str) -> bool:
    """Tell whether a lower-case word is one of talk about oneself rather than the matter: "we", "honestly"."""
    return word in _common()[2]


@lru_cache(maxsize=20_000)
def denies(word: str) -> bool:
    """Tell whether a lower-case word without apostrophe denies its clause: "not", "never", "isnt"."""
    return word in _common()[3]


@cache
def _common() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    groups: dict[str, set[str]] = {"grammar": set(), "everyday": set(), "chatter": set(), "denials": set()}
    group = groups["grammar"]
    for line in files("content.glossary").joinpath("common.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            group = groups[line.strip("[]")]
        elif not line.startswith("#"):
            group.update(line.split())
    grammar, everyday, chatter, denials = groups.values()
    return (
        frozenset(word.replace("'", "") for word in grammar),
        frozenset(stem(word) for word in everyday),
        frozenset(chatter),
        frozenset(denials),
    )
