"""Plain ways to judge, to stand beside the engines: the words or the meaning of the whole, 0 to 100."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from content.judge.minilm import MiniLM
from content.judge.normal import plain
from content.judge.vectors import Matrix, telling, unit
from content.judge.words import is_grammar, stem, words
from content.model import Question
from tests.bench.judge_goals import Judge, Mark

Encode = Callable[[str], tuple[Matrix, Matrix]]

_K, _B, _USUAL = 1.2, 0.75, 40  # BM25, with the length of a usual answer


def plain_judges() -> dict[str, Judge]:
    """Return the plain ways by name; those of meaning need the extra."""
    model = MiniLM()
    encode: Encode = lru_cache(maxsize=4096)(lambda text: _encoded(model, text))
    return {
        "token_set_ratio": lambda question, text: Mark(fuzz.token_set_ratio(question.answer, text)),
        "BM25": lambda question, text: Mark(100 * min(1.0, _bm25(question, text))),
        "recall, demoted": lambda question, text: Mark(100 * _recall(question, text)),
        "MiniLM cosine": lambda question, text: Mark(100 * _cosine(encode, question, text)),
        "MiniLM alignment, demoted": lambda question, text: Mark(100 * _aligned(encode, question, text)),
    }


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(plain(text)) if not is_grammar(word)]


def _bm25(question: Question, text: str) -> float:
    """BM25 of the answer for the model answer as query, as a share of what the model answer itself gets."""

    def score(document: list[str]) -> float:
        norm = _K * (1 - _B + _B * len(document) / _USUAL)
        return sum(document.count(s) * (_K + 1) / (document.count(s) + norm) for s in set(wanted))

    wanted = _stems(question.answer or "")
    most = score(wanted)
    return score(_stems(text)) / most if most else 0.0


def _recall(question: Question, text: str) -> float:
    """Share of the model answer's stems, longer ones telling more, without the question's."""
    wanted = set(_stems(question.answer or "")) - set(_stems(question.prompt))
    told = set(_stems(text))
    total = sum(math.log(1 + len(s)) for s in wanted)
    return sum(math.log(1 + len(s)) for s in wanted & told) / total if total else 0.0


def _encoded(model: MiniLM, text: str) -> tuple[Matrix, Matrix]:
    (found,) = model.encode([text])
    return unit(found.vectors), telling(found.ids)


def _cosine(encode: Encode, question: Question, text: str) -> float:
    a, b = encode(question.answer or "")[0], encode(text)[0]
    return max(0.0, float(unit(a.mean(0)) @ unit(b.mean(0)))) if len(a) and len(b) else 0.0


def _aligned(encode: Encode, question: Question, text: str) -> float:
    """Mean, over the model answer's tokens, of the nearest token; what the question has too weighs nothing."""
    (told, weight), (said, _), (asked, _) = encode(question.answer or ""), encode(text), encode(question.prompt)
    if not len(told) or not len(said):
        return 0.0
    weight = weight * ((told @ asked.T).max(1) < 0.95)
    return float(np.maximum((told @ said.T).max(1), 0.0) @ weight / (weight.sum() + 1e-9))
