"""Points and answers in vectors: the arithmetic of the semantic engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from content.judge.asked import Asked
from content.judge.clauses import sentences
from content.judge.contrast import exchanged
from content.judge.measured import Measures
from content.judge.minilm import Encoded, MiniLM
from content.judge.reading import Sentence, Unit

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]
DEMOTED = 0.7
"""Share of the question's own direction that is taken out of every vector."""
_FIRST_WORD = 1996  # the model's vocabulary begins with marks and letters; from here on by how common a word is
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|could|has|have|must|should|will|may|do|does)\b")
_DENIAL = re.compile(r"\b(?:not |never |no )|cannot")
_TELLS = 0.1
_ONLY_ASKED = 0.3
_GIVEN = 0.95  # so near to a token of the question, a token of the model answer is the question's


@dataclass(frozen=True, slots=True, eq=False)
class Pointed:
    """A question in vectors; of several wordings each has a row."""

    prompt: Matrix
    answer: Matrix
    answer_tokens: Matrix
    answer_tells: Matrix
    """How much each token of the model answer tells."""
    answer_asked: Matrix
    """How near each of them is to a token of the question."""
    owner: tuple[int, ...]
    """Of each row, its point."""
    raw: Matrix
    clear: Matrix
    """Rows without the question's direction."""
    tokens: Matrix
    """All tokens of all wordings."""
    telling: Matrix
    """Wordings × tokens: how much each token of a wording tells, summing to one."""
    denied: Matrix
    """The wordings denied."""
    swapped: dict[int, Matrix]
    """Row → the wording with the sides of a contrast exchanged."""
    wrong: dict[int, Matrix]
    """Point → its usual wrong claims."""
    known: Matrix
    """Tokens of prompt and model answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """An answer against a question: one row a unit, one column a point."""

    near: Matrix
    """Cosine without the question's direction."""
    raw: Matrix
    """Cosine."""
    aligned: Matrix
    """Share of the point's tokens that find a like token, weighted by how much they tell."""
    row: Numbers
    """Of each cell, the wording that came nearest."""
    pooled: Matrix
    """The units' own vectors."""


def pointed(model: MiniLM, asked: Asked) -> Pointed:
    """Turn a question into vectors."""
    wordings = asked.wordings
    swaps = [
        (i, text)
        for i, wording in enumerate(wordings)
        for contrast in asked.contrasts
        if (text := exchanged(wording.text, contrast)) != wording.text
    ]
    told = sentences(asked.answer) or [asked.prompt]
    texts = [
        asked.prompt,
        *told,
        *(wording.text for wording in wordings),
        *(_denied(wording.text) for wording in wordings),
        *(text for _, text in swaps),
        *(text for _, text in asked.wrong),
    ]
    encoded = model.encode(texts)
    count, start = len(wordings), 1 + len(told)
    prompt = _pool(encoded[0].vectors)
    prompt_tokens = unit(encoded[0].vectors)
    answer = np.concatenate([e.vectors for e in encoded[1:start]])
    answer_ids = np.concatenate([e.ids for e in encoded[1:start]])
    cut, anti = encoded[start : start + count], encoded[start + count :]
    raw = np.stack([_pool(e.vectors) for e in cut])
    of_prompt = set(encoded[0].ids.tolist())
    return Pointed(
        prompt=prompt,
        answer=_pool(answer),
        answer_tokens=unit(answer),
        answer_tells=telling(answer_ids),
        answer_asked=(unit(answer) @ prompt_tokens.T).max(1, initial=0.0),
        owner=tuple(wording.point for wording in wordings),
        raw=raw,
        clear=without(raw, prompt),
        tokens=unit(np.concatenate([e.vectors for e in cut])),
        telling=_telling_rows(cut, of_prompt),
        denied=np.stack([_pool(e.vectors) for e in anti[:count]]),
        swapped=_grouped([i for i, _ in swaps], anti[count:]),
        wrong=_grouped([p for p, _ in asked.wrong], anti[count + len(swaps) :]),
        known=np.concatenate([prompt_tokens, unit(answer)]),
    )


def compared(
    question: Pointed, points: int, read: Sequence[Sentence], units: Sequence[Unit], cut: Sequence[Encoded]
) -> Compared:
    """Compare every unit of an answer with every point."""
    pooled, aligned = [], []
    sheets = [_sheet(question, e) for e in cut]
    for one in units:
        sentence, encoded = read[one.sentence], cut[one.sentence]
        start, end = sentence.clauses[one.first].start, sentence.clauses[one.last - 1].end
        inside = np.flatnonzero((encoded.spans[:, 0] >= start) & (encoded.spans[:, 1] <= end))
        if not len(inside):
            pooled.append(np.zeros_like(question.prompt))
            aligned.append(np.zeros(len(question.owner), dtype=np.float32))
            continue
        first, last = inside[0], inside[-1] + 1
        pooled.append(_pool(encoded.vectors[first:last]))
        aligned.append(question.telling @ sheets[one.sentence][:, first:last].max(1))
    rows = np.stack(pooled)
    near = without(rows, question.prompt) @ question.clear.T
    owner = np.array(question.owner)
    row = np.empty((len(rows), points), dtype=np.int64)
    for p in range(points):
        mine = np.flatnonzero(owner == p)
        row[:, p] = mine[near[:, mine].argmax(1)] if len(mine) else 0
    raw = rows @ question.raw.T
    line = np.arange(len(rows))[:, None]
    by_point = np.stack([np.stack(aligned)[:, owner == p].max(1, initial=0.0) for p in range(points)], axis=1)
    return Compared(near[line, row], raw[line, row], by_point, row, rows)


def likeness(question: Pointed, cut: Sequence[Encoded]) -> Measures:
    """Measure how far an answer tells what the model answer tells: the nearest token to each of its own.

    `aligned` is the plain share, words of the question weighed nothing; `gained` counts only how much nearer
    a token comes than the question itself does.
    """
    tokens = unit(np.concatenate([e.vectors for e in cut]))
    tells = telling(np.concatenate([e.ids for e in cut])) > _TELLS
    if not tells.any():
        return {"aligned": 0.0, "gained": 0.0}
    nearest = np.maximum((question.answer_tokens @ tokens[tells].T).max(1), 0.0)
    weight, given = question.answer_tells, np.clip(question.answer_asked, 0.0, 0.999)
    own = np.sqrt(weight) * (given < _GIVEN)
    gain = np.sqrt(np.maximum(nearest - given, 0.0))
    return {
        "aligned": float((own * nearest).sum() / (own.sum() + 1e-9)),
        "gained": float((weight * gain).sum() / ((weight * np.sqrt(1 - given)).sum() + 1e-9)),
    }


def margins(values: Matrix, share: float) -> Matrix:
    """Take off every value a share of the best of its siblings in the row."""
    if values.shape[1] < 2:
        return values
    order = np.sort(values, axis=1)
    best, second = order[:, -1:], order[:, -2:-1]
    return np.asarray(values - share * np.where(values == best, second, best), dtype=np.float32)


def unit(rows: Matrix) -> Matrix:
    """Scale rows to length one."""
    return np.asarray(rows / (np.linalg.norm(rows, axis=-1, keepdims=True) + 1e-9), dtype=np.float32)


def without(rows: Matrix, direction: Matrix) -> Matrix:
    """Take a share of a direction out of rows of length one."""
    return unit(rows - DEMOTED * (rows @ direction)[:, None] * direction)


def telling(ids: Numbers) -> Matrix:
    """Say how much tokens tell by how rare they are, 0.02 to 1: the vocabulary is sorted by frequency."""
    rank = np.maximum(ids - _FIRST_WORD, 0)
    by_rank = np.clip(np.log((rank + 50) / 100) / np.log(150), 0.05, 1.0)
    return np.asarray(np.where(ids < _FIRST_WORD, 0.02, by_rank), dtype=np.float32)


def _sheet(question: Pointed, encoded: Encoded) -> Matrix:
    """Likeness of each token of the points with each telling token of a sentence."""
    tells = telling(encoded.ids)
    sheet = question.tokens @ unit(encoded.vectors).T
    if (tells > _TELLS).any():
        sheet[:, tells <= _TELLS] = -1.0
    return np.asarray(np.maximum(sheet, 0.0), dtype=np.float32)


def _pool(vectors: Matrix) -> Matrix:
    if not len(vectors):
        return np.zeros(vectors.shape[1], dtype=np.float32)
    return unit(vectors.mean(0))


def _telling_rows(cut: Sequence[Encoded], of_prompt: set[int]) -> Matrix:
    rows = np.zeros((len(cut), sum(len(e.ids) for e in cut)), dtype=np.float32)
    at = 0
    for i, encoded in enumerate(cut):
        tells = telling(encoded.ids) * np.array([_ONLY_ASKED if t in of_prompt else 1.0 for t in encoded.ids.tolist()])
        rows[i, at : at + len(tells)] = tells / (tells.sum() + 1e-9)
        at += len(tells)
    return rows


def _grouped(owners: list[int], encoded: Sequence[Encoded]) -> dict[int, Matrix]:
    grouped: dict[int, list[Matrix]] = {}
    for owner, one in zip(owners, encoded, strict=False):
        grouped.setdefault(owner, []).append(_pool(one.vectors))
    return {owner: np.stack(rows) for owner, rows in grouped.items()}


def _denied(claim: str) -> str:
    """Say a claim the other way round, roughly: enough for a vector."""
    if _DENIAL.search(claim):
        return _DENIAL.sub(lambda m: "can" if m[0] == "cannot" else "", claim, count=1)
    verb = _AUXILIARY.search(claim)
    return f"{claim[: verb.end()]} not{claim[verb.end() :]}" if verb else f"It does not: {claim}"
