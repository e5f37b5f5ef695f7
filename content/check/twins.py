"""The rule that no two questions are the same, in any bank."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from content.check.stems import stems
from content.model import Question

_ASKED_ALIKE = 0.6
"""From this on two prompts ask the same. Measured on 267 questions without twins: none above 0.47."""
_TOLD_ALIKE = 0.4
"""From this on two whole questions say the same. Measured on the same: none above 0.28."""
_RAREST = 12
_COMMON = 60
"""A stem in more questions than this leads to no candidates: it would make the work quadratic."""


def twins(questions: Sequence[Question]) -> Iterator[tuple[Question, str]]:
    """Find questions nearly the same as an earlier one: by what is asked, or by all they say.

    Likeness is the weight of the stems two questions share in that of all their stems, rare ones weighing
    more. Only questions that share a rare stem are compared, so the work grows with the number of questions.
    """
    asked = [_asked(question) for question in questions]
    told = [
        stems(question.answer or "", *(point.claim for point in question.points)) | words
        for question, words in zip(questions, asked, strict=True)
    ]
    alike = dict.fromkeys(_pairs(asked, _ASKED_ALIKE), "asks")
    alike = dict.fromkeys(_pairs(told, _TOLD_ALIKE), "says") | alike
    for (first, second), verb in sorted(alike.items()):
        twin = questions[first]
        if twin.id != questions[second].id:
            where = f" at {twin.source}" if twin.source else ""
            yield questions[second], f"twin: {verb} nearly the same as `{twin.id}`{where}"


def _asked(question: Question) -> frozenset[str]:
    """Take the stems of the prompt, code included, and of the options: "Which is true?" says nothing alone."""
    code = question.prompt.replace("`", " ")
    return stems(code, *(option.text for option in question.options))


def _pairs(texts: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, int]]:
    """Find the pairs of texts at least so alike, the smaller index first."""
    among = Counter(word for text in texts for word in text)
    weights = {word: math.log(1 + len(texts) / found) for word, found in among.items()}
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
            if least_total >= least * most_total and _alike(text, texts[other], weights) >= least:
                yield other, at
        for word in rare[:_RAREST]:
            holding[word].append(at)


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    shared = sum(weights[word] for word in one & other)
    return shared / sum(weights[word] for word in one | other)
