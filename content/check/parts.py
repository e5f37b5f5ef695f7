"""Rules on what a question of each kind has, and how long it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from content.check.flaws import Flaw
from content.model import KeyPoint, Kind, Option, Question
from content.text import plain

_ANSWER_WORDS = {Kind.KNOWLEDGE: (40, 160), Kind.CHOICE: (25, 80)}
_REQUIRED = {
    Kind.KNOWLEDGE: ("Answer", "Key points", "Hint", "Mistakes", "Follow-ups"),
    Kind.CHOICE: ("Answer", "Options", "Hint", "Mistakes", "Follow-ups"),
    Kind.BEHAVIORAL: ("Answer", "Listen for", "Hint", "Mistakes", "Follow-ups"),
    Kind.REVERSE: ("Why ask", "Listen for", "Red flags", "Hint", "Follow-ups"),
}


def words(markdown: str) -> int:
    """Count the words a person would read aloud; blocks of code are none."""
    return sum(any(sign.isalnum() for sign in word) for word in plain(markdown).split())


def parts(question: Question, *, strict: bool = False) -> Iterator[Flaw]:
    """Find what is missing, too short, too long, too few or too many."""
    present = {
        "Answer": question.answer,
        "Why ask": question.answer,
        "Options": question.options,
        "Key points": question.points,
        "Listen for": question.listen_for,
        "Red flags": question.red_flags,
        "Hint": question.hint,
        "Mistakes": question.mistakes,
        "Follow-ups": question.follow_ups,
    }
    if missing := [f"### {part}" for part in _REQUIRED[question.kind] if not present[part]]:
        yield Flaw(f"missing-part: a {question.kind} question needs {', '.join(missing)}", "")
    if question.answer and question.kind in _ANSWER_WORDS:
        least, most = _ANSWER_WORDS[question.kind]
        if not least <= (found := words(question.answer)) <= most:
            yield Flaw(f"answer-length: the answer has {found} words; {least} to {most} are wanted", question.answer)
    for name, texts in (("mistakes", question.mistakes), ("follow-ups", question.follow_ups)):
        if len(texts) > 2:
            yield Flaw(f"too-many: {len(texts)} {name}; one or two are wanted", texts[2])
    if question.kind is Kind.BEHAVIORAL and question.answer and "invented" not in question.answer[:80].lower():
        yield Flaw("not-marked: a sample story starts by saying that it is invented", question.answer)
    yield from _points(question.points, strict=strict)
    if question.kind is Kind.CHOICE:
        yield from _options(question.options)


def _points(points: Sequence[KeyPoint], *, strict: bool) -> Iterator[Flaw]:
    if points and not 3 <= len(points) <= 6:
        yield Flaw(f"point-count: {len(points)} key points; 3 to 6 are wanted", points[0].cue)
    for point in points:
        if not 2 <= (found := words(point.cue)) <= 6:
            yield Flaw(
                f"cue-length: the cue '{point.cue}' is {found} word{'s' * (found != 1)} long; 2 to 6 are wanted",
                point.cue,
            )
        if (found := words(point.claim)) > 14:
            yield Flaw(f"claim-length: the claim of '{point.cue}' has {found} words; 14 at most", point.claim)
        if strict and not point.also and not point.extra:
            yield Flaw(f"no-wording: the point '{point.cue}' has no or: line that says it as people do", point.claim)
    if len({point.cue.casefold() for point in points}) < len(points):
        yield Flaw("same-cue: two key points have the same cue", points[0].cue)


def _options(options: Sequence[Option]) -> Iterator[Flaw]:
    if len(options) == 1:
        yield Flaw("option-count: one option is no choice", options[0].text)
    if options and all(option.correct for option in options):
        yield Flaw("no-wrong-option: every option is right", options[0].text)
    if not any(option.correct for option in options):
        yield Flaw("no-right-option: no option is marked [x]", options[0].text if options else "")
    if len({plain(option.text).casefold() for option in options}) < len(options):
        yield Flaw("same-option: two options say the same", options[0].text)
    for option in options:
        if option.correct and option.why:
            yield Flaw(f"why-right: the right option '{option.text}' has a why; the answer explains it", option.text)
        if not option.correct and not option.why:
            yield Flaw(f"why-missing: the wrong option '{option.text}' does not say why it is wrong", option.text)
