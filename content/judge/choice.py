"""Choice questions: right or wrong, and the options a text means."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from content.judge.normal import LONGEST, plain
from content.judge.notes import NoteKind
from content.judge.talk import is_question
from content.judge.verdict import Note, Verdict
from content.judge.words import is_grammar, stem, words
from content.model import Option, Question

VERSION = "2"
_MARK = re.compile(r"(?<![\w'])(?:([a-z])|(\d{1,2}))(?![\w'])", re.IGNORECASE)
_ONE = r"\(?[\[\"'`*]*(?:[a-z]|\d{1,2})[\]\"'`*]*[).:]?(?![\w'])"
_LEAD = (
    r"(?:(?:so|well|ok|hmm+|definitely|probably|surely|clearly|maybe|both|it's|its|it is|it must be|must be|"
    r"that's|that is|that would be|(?:i|i'd|i would|i'll|let's|we)? ?(?:think|guess|believe|say|vote|choose|chose|pick|"
    r"take|select|go(?:ing)? (?:with|for)|would be)(?: for)?|(?:the|my)? ?(?:right|correct|final|best)? ?"
    r"(?:ans|answers?|options?|choices?|guess|letters?|numbers?|no\.|picks?|bet)?(?: (?:is|are|would be|here is))?)"
    r"[\s,:=]*){0,4}"
)
_BETWEEN = r"(?:\s*[,;/&+]\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+(?:also\s+)?|\s+)(?:options?\s+)?"
_MARKS = re.compile(
    rf"^{_LEAD}(?P<marks>{_ONE}(?:{_BETWEEN}{_ONE})*)"
    r"\s*(?:[.!?]*|(?:[,;:.-]\s*)?(?:because|since|as|cause|cuz|for me|i (?:think|guess|believe))\b.*"
    r"|(?:is|are|both)(?: both)? (?:right|correct|true|the (?:right|correct) (?:ones?|answers?|options?)).*)$",
    re.IGNORECASE | re.DOTALL,
)
_LEADING = re.compile(
    r"^(?:the |my )?(?:(?:answer|option|choice)(?: is)? )?\(?([a-z]|\d{1,2})(?:\s*[).:,]|\s+-|\s*=)\s*\S", re.IGNORECASE
)
_BULLET = re.compile(r"^\s*[-*•]\s+", re.MULTILINE)
_RUN = re.compile(r"^[A-Z]{2,}$|^[a-z]{2,3}$")
"""Letters without anything between them: BD."""
_NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
_ORDINAL = re.compile(
    rf"\b(?:the )?(?:({'|'.join(_NUMBERS)})|(\d)(?:st|nd|rd|th)|(last))\b(?: (?:one|option|answer|choice)s?)?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"\b(option|number|answer|choice) ({'|'.join(_CARDINALS)})\b", re.IGNORECASE)
_ALL = re.compile(
    rf"^{_LEAD}(?:all|every(?: single)? one)(?: (?:of )?(?:them|these|those|the above|the options|of the above|options|"
    rf"{'|'.join(_CARDINALS[2:])}))*(?: (?:is|are) (?:right|correct|true))?[.!]*$",
    re.IGNORECASE,
)
_LED = re.compile(_LEAD, re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the) ")
_LIKE_AN_OPTION = 88.0


def judge_choice(question: Question, chosen: frozenset[int]) -> Verdict:
    """Judge the options chosen, by index: all and only the right ones must be among them."""
    right = question.correct_options
    notes = [Note(NoteKind.WRONG_OPTION, question.options[i].text, i) for i in sorted(chosen - right)]
    if right - chosen and len(right) > 1:  # where one option is right, naming the wrong one says it all
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
    """Judge a choice that was typed: "b", "B, D", "the second", or an option's own words."""
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
    said = words(text)
    # A letter is a letter, as options are shown by letters; "4" may well be what an option says.
    told = len(text) > 1 or text.isdigit()
    same = frozenset(i for i, option in enumerate(options) if told and said and words(plain(option.text)) == said)
    return same or _marked(text, len(options)) or _worded(options, text)


def is_choice(options: tuple[Option, ...], text: str) -> bool:
    """Tell whether a message is a choice and nothing else: "B", "I think B and D", an option's own words.

    Stricter than `options_meant`, which is given what was meant as an answer: talk that names an option is none.
    """
    text = plain(text[:LONGEST]).strip()
    if is_question(text):
        return False
    if _MARKS.match(text):
        return bool(_marked(text, len(options)))
    led = _LED.match(text)
    said = {_bare(text), _bare(text[led.end() :] if led else text)} - {""}
    return any(_bare(plain(option.text)) in said for option in options)


def _bare(text: str) -> str:
    return _ARTICLE.sub("", " ".join(words(text)))


def _marked(text: str, count: int) -> frozenset[int]:
    """Find options named by letter, number or place: "b", "B and D", "option 2", "the second", "all of them"."""
    if _ALL.match(text):
        return frozenset(range(count))
    text = _BULLET.sub("", text)
    text = _NUMBERED.sub(lambda m: f"{m[1]} {1 + _CARDINALS.index(m[2].lower())}", text)
    text = _ORDINAL.sub(lambda m: _place(m, count), text)
    alone = _MARKS.match(text)
    marks = [m[0] for m in _MARK.finditer(alone["marks"])] if alone else []
    if not marks and _RUN.match(text) and len(set(text)) == len(text):
        marks = list(text)
    if not marks:
        leading = [_LEADING.match(line.strip()) for line in text.splitlines() if line.strip()]
        if not leading or not all(leading):
            return frozenset()
        marks = [m[1] for m in leading if m]
    indices = [int(mark) - 1 if mark.isdigit() else ord(mark.lower()) - ord("a") for mark in marks]
    return frozenset(indices) if all(0 <= index < count for index in indices) else frozenset()


def _place(found: re.Match[str], count: int) -> str:
    if found[1]:
        return str(1 + _NUMBERS.index(found[1].lower()))
    return found[2] or str(count)


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
