"""The engine of meaning: MiniLM vectors of each part of an answer and of each point, with the words beside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from content.judge.asked import KEPT, Asked
from content.judge.by_words import beside, manner, speaks_against, speaks_for, whole_recall
from content.judge.by_words import likeness as words_alike
from content.judge.engine import View
from content.judge.fitted import SEMANTIC
from content.judge.measured import Measured, Measures, PointMeasures, by_field, curve, view
from content.judge.minilm import Encoded, MiniLM
from content.judge.overlap import against, best_by_words, denials, overlap
from content.judge.reading import Sentence, text_of
from content.judge.vectors import Compared, Matrix, Pointed, compared, likeness, margins, pointed, telling, unit

_SAID = 0.65  # evidence from which on a point is said for certain
_MANNER = ("said", "field_share", "field_strange_share", "strange_share")
_BY_FIELD = (
    "raw_mean", "raw_most", "to_answer", "near_known_rare", "length", "field_strange_share", "strange_share",
)  # fmt: skip
_LATEST = 8  # answers whose vectors are kept, for the look at the points and the one at the whole
_SIBLING = 0.85
_RARE = 0.55
_MIX = {"gained": 0.5, "aligned": 0.3, "words": 0.2}
"""How the likeness of a whole answer is mixed."""
_WHOLE = ((0.0, 0.0), (0.1, 0.1), (0.2, 0.33), (0.3, 0.53), (0.4, 0.71), (0.5, 0.84), (0.6, 0.93), (0.7, 1.0))
"""Likeness to the model answer → share of the score, where there are no points."""
_NO_SWAP, _NO_WRONG = -0.1, -0.3  # what is measured where a question has no contrast or a point no `not:` line


class Semantic:
    """Judge by meaning: cosine and token alignment, each point against its siblings, with the words beside."""

    name = "semantic"
    version = "5"

    def __init__(self, model: MiniLM) -> None:
        self._model = model
        self._pointed = lru_cache(maxsize=KEPT)(self._point)
        self._encoded = lru_cache(maxsize=_LATEST)(self._encode)

    def look(self, asked: Asked, read: Sequence[Sentence]) -> View:
        """See what of the points stands in an answer."""
        return view(self.measure(asked, read), SEMANTIC)

    def likeness(self, asked: Asked, read: Sequence[Sentence]) -> float:
        """Say how far an answer tells what the model answer tells, 0 to 1."""
        cut = self._encoded(tuple(sentence.text for sentence in read))
        return curve(self.whole(asked, read, cut), _WHOLE)

    def whole(self, asked: Asked, read: Sequence[Sentence], cut: Sequence[Encoded]) -> float:
        """Measure the likeness of the whole, before it is made a score."""
        found = likeness(self._pointed(asked), cut)
        shares = {**found, "words": words_alike(asked, read)}
        return sum(part * shares[name] for name, part in _MIX.items())

    def measure(self, asked: Asked, read: Sequence[Sentence]) -> Measured:
        """Measure the meaning and the words an answer shares with the points."""
        question = self._pointed(asked)
        cut = self._encoded(tuple(sentence.text for sentence in read))
        units, shares = overlap(asked, read)
        by_words = best_by_words(asked, read, units, shares)
        whole, how = whole_recall(asked, read), manner(asked, read)
        seen = compared(question, len(asked.points), read, units, cut)
        near, alone = margins(seen.near, _SIBLING), margins(seen.near, 1.0)
        aligned = margins(seen.aligned, 0.7)
        both = near + 0.5 * margins(seen.aligned, _SIBLING)
        points: list[Measures] = []
        chosen = [int(u) for u in both.argmax(0)]
        against_each = [against(asked, read, p, units[u], shares[u]) for p, u in enumerate(chosen)]
        for p, u in enumerate(chosen):
            found, raw = against_each[p], float(seen.raw[u, p])
            points.append(
                {
                    **speaks_for(by_words[p], whole[p]),
                    **speaks_against(found, denials(read, units[u])),
                    **{name: how[name] for name in _MANNER},
                    "near": float(near[:, p].max()),
                    "near_alone": float(alone[:, p].max()),
                    "aligned": float(aligned[:, p].max()),
                    "both": float(both[u, p]),
                    "raw": raw,
                    "share_raw": found.share * raw,
                    "opposed_raw": found.opposed * raw,
                    "misbound_raw": found.misbound * raw,
                    "crossed_raw": found.crossed * raw,
                    **_anti(question, seen, u, p, raw),
                }
            )
        topic = {**how, **_topic(question, seen, cut), "whole_mean": sum(whole) / max(1, len(whole))}
        return Measured(
            tuple(
                PointMeasures(
                    {**point, **others},
                    said=text_of(read, units[u]),
                    swapped=found.misbound > found.share,
                )
                for u, found, point, others in zip(
                    chosen, against_each, points, beside(points, "raw", _SAID, how), strict=True
                )
            ),
            {**topic, **by_field(topic, _BY_FIELD)},
        )

    def _point(self, asked: Asked) -> Pointed:
        return pointed(self._model, asked)

    def _encode(self, texts: tuple[str, ...]) -> list[Encoded]:
        return self._model.encode(texts)


def _anti(question: Pointed, seen: Compared, u: int, p: int, raw: float) -> Measures:
    """Measure how much nearer a unit is to what a point is not."""
    row, here = int(seen.row[u, p]), seen.pooled[u]
    swapped, wrong = question.swapped.get(row), question.wrong.get(p)
    return {
        "denied_nearer": float(here @ question.denied[row]) - raw,
        "swapped_nearer": _NO_SWAP if swapped is None else float((swapped @ here).max()) - raw,
        "wrong_nearer": _NO_WRONG if wrong is None else float((wrong @ here).max()) - raw,
    }


def _topic(question: Pointed, seen: Compared, cut: Sequence[Encoded]) -> dict[str, float]:
    """Measure what an answer as a whole is near to."""
    tokens: Matrix = np.concatenate([e.vectors for e in cut])
    tells = telling(np.concatenate([e.ids for e in cut]))
    near = (unit(tokens) @ question.known.T).max(1, initial=0.0)
    rare = tells > _RARE
    most = seen.raw.max(0)
    return {
        "to_answer": float(unit(tokens.mean(0)) @ question.answer),
        "raw_mean": float(most.mean()),
        "raw_most": float(most.max()),
        "near_known_rare": float((near[rare] if rare.any() else near).mean()),
    }
