"""The rule that no two questions are the same, in any bank."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from content.check.stems import stems
from content.model import Question

_ASKED_ALIKE = 0.6
"""From this on two prompts ask the same, if their answers do not differ. Of our 267 questions: none above 0.47."""
_ASKED_THE_SAME = 0.9
"""From this on they do whatever the answers say."""
_TOLD_APART = 0.2
"""Below this two answers are about different things: of one thing in the words of two authors, 0.27 to 0.41."""
_TOLD_ALIKE = 0.4
"""From this on two whole questions say the same. Of our 267: none above 0.28."""
_RAREST = 12
_COMMON = 60
"""A stem in more questions than this leads to no candidates: it would make the work quadratic."""


def twins(questions: Sequence[Question], known: Sequence[Question] = ()) -> Iterator[tuple[Question, str]]:
    """Find questions nearly the same as an earlier one, or a known one: by what is asked, or by all they say.

    Likeness is the weight of the stems two questions share in that of all their stems, rare ones weighing
    more. Only questions that share a rare stem are compared, so the work grows with the number of questions.
    """
    among = (*known, *questions)
    asked = [_asked(question) for question in among]
    answered = [stems(question.answer or "", *(point.claim for point in question.points)) for question in among]
    told = [answer | prompt for answer, prompt in zip(answered, asked, strict=True)]
    weights = _weights(answered)
    alike = {(first, second): "says" for first, second, _ in _pairs(told, _TOLD_ALIKE)}
    for first, second, likeness in _pairs(asked, _ASKED_ALIKE):
        one, other = answered[first], answered[second]
        apart = one and other and _alike(one, other, weights) < _TOLD_APART
        if likeness >= _ASKED_THE_SAME or not apart:
            alike[first, second] = "asks"
    for (first, second), verb in sorted(alike.items()):
        twin = among[first]
        if second >= len(known) and twin.id != among[second].id:
            where = f" at {twin.source}" if twin.source else ""
            yield among[second], f"twin: {verb} nearly the same as `{twin.id}`{where}"


def _asked(question: Question) -> frozenset[str]:
    """Take the stems of the prompt, code included, and of the options: "Which is true?" says nothing alone."""
    code = question.prompt.replace("`", " ")
    return stems(code, *(option.text for option in question.options))


def _weights(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """Weigh each stem, a rare one more."""
    among = Counter(word for text in texts for word in text)
    return {word: math.log(1 + len(texts) / found) for word, found in among.items()}


def _pairs(texts: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int, float]]:
    """Find the pairs of texts at least so alike, the smaller index first, and how alike they are."""
    among = Counter(word for text in texts for word in text)
    weights = _weights(texts)
    totals = [sum(weights[word] for word in text) for text in texts]
    holding: defaultdict[str, list[int]] = defaultdict(list)
    same: dict[frozenset[str], int] = {}
    for at, text in enumerate(texts):
        if not text:
            continue
        rare = sorted((word for word in text if among[word] <= _COMMON), key=lambda word: (among[word], word))
        candidates = {other for word in rare[:_RAREST] for other in holding[word]} | {same.setdefault(text, at)}
        for other in sorted(candidates - {at}):
            least_total, most_total = sorted((totals[at], totals[other]))
            if least_total < least * most_total:
                continue
            if (likeness := _alike(text, texts[other], weights)) >= least:
                yield other, at, likeness
        for word in rare[:_RAREST]:
            holding[word].append(at)


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = sum(weights[word] for word in one & other)
    return shared / sum(weights[word] for word in one | other)
