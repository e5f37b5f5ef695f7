"""Choice questions: right or wrong, and the options a text means."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from content.judge.normal import LONGEST, plain
from content.judge.notes import NoteKind
from content.judge.verdict import Note, Verdict
from content.judge.words import is_grammar, stem, words
from content.model import Option, Question

VERSION = "1"
_ONLY_MARKS = re.compile(
    r"^(?:(?:the|my)?\s*(?:right|correct)?\s*(?:answers?|options?|choices?)?(?:\s*(?:is|are))?\s*[:=]?)?"
    r"((?:\s*(?:and|or|&|\+|,|;|/|\s)?\s*\(?[\[\"'`*]*(?:[a-z]|\d{1,2})[\]\"'`*]*[).:]?(?![\w']))+)\s*[.!]?$",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?<![\w'])([a-z]|\d{1,2})(?![\w'])", re.IGNORECASE)
_LEADING = re.compile(r"^\(?([a-z]|\d{1,2})\s*[).:\-]\s+\S", re.IGNORECASE)
_LIKE_AN_OPTION = 88.0


def judge_choice(question: Question, chosen: frozenset[int]) -> Verdict:
    """Judge the options chosen, by index: all and only the right ones must be among them."""
    right = question.correct_options
    notes = [Note(NoteKind.WRONG_OPTION, question.options[i].text, i) for i in sorted(chosen - right)]
    if right - chosen:
        notes.append(Note(NoteKind.OPTION_LEFT_OUT))
    return Verdict(
        score=100 if chosen == right else 0,
        points=(),
        notes=tuple(notes),
        confidence=1.0,
        engine="choice",
        version=VERSION,
    )


def judge_choice_text(question: Question, text: str) -> Verdict:
    """Judge a choice that was typed: "b", "B, D", "2 and 4", or an option's own words."""
    chosen = options_meant(question.options, text)
    if chosen:
        return judge_choice(question, chosen)
    return Verdict(
        score=0,
        points=(),
        notes=(Note(NoteKind.NO_OPTION),),
        confidence=0.9,
        engine="choice",
        version=VERSION,
    )


def options_meant(options: tuple[Option, ...], text: str) -> frozenset[int]:
    """Return the indices of the options a text means; empty where none can be recognised."""
    text = plain(text[:LONGEST]).strip()
    marks = _marked(text, len(options))
    return marks or _worded(options, text)


def _marked(text: str, count: int) -> frozenset[int]:
    alone = _ONLY_MARKS.match(text)
    found = [m.group(1) for m in _MARK.finditer(alone.group(1))] if alone else []
    if not found:
        leading = [_LEADING.match(line.strip()) for line in text.splitlines() if line.strip()]
        if not leading or not all(leading):
            return frozenset()
        found = [m.group(1) for m in leading if m]
    indices = [int(mark) - 1 if mark.isdigit() else ord(mark.lower()) - ord("a") for mark in found]
    return frozenset(indices) if all(0 <= index < count for index in indices) else frozenset()


def _worded(options: tuple[Option, ...], text: str) -> frozenset[int]:
    said = " ".join(words(text))
    bare = [" ".join(words(plain(option.text))) for option in options]
    # An option inside another ("a lock", "a lock for each row") counts only where the longer is not meant.
    whole = {i for i, option in enumerate(bare) if option and re.search(rf"(?<!\S){re.escape(option)}(?!\S)", said)}
    whole -= {i for i in whole if any(i != j and bare[i] in bare[j] for j in whole)}
    if whole:
        return frozenset(whole)
    alike = [fuzz.token_sort_ratio(_telling(option), _telling(said)) for option in bare]
    best = max(alike, default=0.0)
    nearest = [i for i, score in enumerate(alike) if score > best - 4]
    return frozenset(nearest) if best >= _LIKE_AN_OPTION and len(nearest) == 1 else frozenset()


def _telling(text: str) -> str:
    # "not", "never" and numbers tell options apart as much as nouns do
    return " ".join(stem(word) for word in text.split() if not is_grammar(word) or word in {"not", "no", "never"})
