"""Fit the engines' weights on the tuning half and the banks, and write them down: `content/judge/fitted.py`.

Run by hand: `python -m tests.bench.judge_fit`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import numpy as np
from numpy.typing import NDArray

import content.judge
from content.judge.asked import Asked, asked
from content.judge.engines import engine_named
from content.judge.measured import Measured, Measures
from content.judge.normal import plain
from content.judge.reading import Sentence, read
from content.judge.soup import measures as bareness
from content.judge.words import words
from tests.bench.judge_data import (
    HONEST,
    TURNED,
    Sheet,
    Submission,
    bank_neighbours,
    bank_questions,
    bank_sheets,
    other_answers,
    padded,
    salted,
    sheets,
)

FITTED = Path(content.judge.__file__).parent / "fitted.py"
HEAD = '''"""Weights fitted on the tuning half of the development set and on the banks; written by a program.

`python -m tests.bench.judge_fit` makes this file anew; with it the engines' versions must change.
"""

from __future__ import annotations

from content.judge.measured import Fitted, Measures
'''
SHORTEST = 5
"""Words below which a text cannot be a row of keywords."""

MANNER = ("field_share", "field_strange_share", "strange_share")
AGAINST = (
    "share",
    "recall",
    "share_recall",
    "opposed",
    "misbound",
    "misbound_recall",
    "crossed",
    "crossed_recall",
    "denials",
)
BESIDE = ("others_most", "others_mean", "behind", "talk_unsaid", "strange_behind")
BY_WORDS = ("margin_half", "margin_most", "terms", "precision", "whole", "said")
BY_MEANING = ("near", "near_alone", "aligned", "both", "raw", "margin_most", "terms", "precision", "whole", "said")
AGAINST_MEANING = ("share_raw", "opposed_raw", "misbound_raw", "crossed_raw", "denied_nearer", "swapped_nearer")
NAMES = {
    "lexical": {
        "made": (*BY_WORDS, *AGAINST, *BESIDE, *MANNER),
        "against": AGAINST,
        "topic": (
            "whole_mean", "whole_most", "margin_most", "length", "ours", "strange", "strange_share", "field_ours",
            "field_strange", "field_strange_share", "field_share", "whole_mean_by_field", "whole_most_by_field",
            "length_by_field", "field_strange_share_by_field", "strange_share_by_field",
        ),
    },
    "semantic": {
        "made": (*BY_MEANING, *AGAINST, *AGAINST_MEANING, *BESIDE, *MANNER),
        "against": (*AGAINST, *AGAINST_MEANING, "raw"),
        "topic": (
            "to_answer", "raw_mean", "raw_most", "near_known_rare", "whole_mean", "length", "field_share",
            "field_strange_share", "strange_share", "raw_mean_by_field", "raw_most_by_field", "to_answer_by_field",
            "near_known_rare_by_field", "length_by_field", "field_strange_share_by_field", "strange_share_by_field",
        ),
    },
}  # fmt: skip
"""What each model weighs."""
PADDED = {"padded_partial", "padded_minimal", "padded_good_terse"}
SALTED = {"salted_partial", "salted_minimal", "salted_good_terse"}
WEIGHT = {
    "made": {
        "swapped": 1.5,
        "rambling": 1.5,
        "bank_model": 0.15,
        "bank_or": 0.3,
        "bank_not": 0.3,
        **dict.fromkeys(PADDED, 0.3),
    },
    "against": {"bank_or": 0.2, "bank_not": 0.5},
    "topic": {"other": 0.6, "elsewhere": 0.05, "bank_model": 0.1, "bank_or": 0.1, "bank_off": 0.1, "bank_other": 0.1},
}
"""What a submission of a kind weighs beside a written one, which weighs 1."""
HONEST_ALL = {*HONEST, "rambling"}
MADE_BY = {*HONEST_ALL, *PADDED, *SALTED, *TURNED, "bank_model", "bank_or", "bank_not"}
RIDGE = {"made": 10.0, "against": 1.0, "topic": 3.0}


@dataclass(frozen=True, slots=True)
class Row:
    """An answer, measured."""

    sheet: Sheet
    submission: Submission
    measured: Measured


class Measuring(Protocol):
    """An engine that can be asked for what it measured."""

    def measure(self, asked: Asked, read: Sequence[Sentence]) -> Measured:
        """Measure an answer."""


def measure(engine: Measuring, pairs: Iterable[tuple[Sheet, Submission]]) -> list[Row]:
    """Measure submissions; those without a clause are left out."""
    rows = []
    for sheet, submission in pairs:
        ready = asked(sheet.question)
        sentences = read(ready, plain(submission.text))
        if sentences:
            rows.append(Row(sheet, submission, engine.measure(ready, sentences)))
    return rows


def logistic(
    rows: Sequence[Measures],
    y: NDArray[np.float64],
    weight: NDArray[np.float64],
    names: Sequence[str],
    ridge: float = 1.0,
) -> dict[str, float]:
    """Fit a logistic regression by Newton's method, with a ridge on standardised measures."""
    x = np.array([[row[name] for name in names] for row in rows], dtype=np.float64)
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    penalty = np.diag([ridge] * len(names) + [0.0])
    theta = np.zeros(len(names) + 1)
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ theta))
        gradient = z.T @ (weight * (p - y)) + penalty @ theta
        hessian = (z * (weight * p * (1 - p))[:, None]).T @ z + penalty
        step = np.linalg.solve(hessian, gradient)
        theta -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = theta[:-1] / spread
    return {"": float(theta[-1] - slopes @ mean), **{n: float(s) for n, s in zip(names, slopes, strict=True)}}


def fit(rows: Sequence[Row], name: str) -> dict[str, dict[str, float]]:
    """Fit the three models of an engine."""
    made = [(r, i, float(i in r.submission.covered)) for r in rows for i in range(len(r.measured.points))]
    wanted = {
        "made": [m for m in made if m[0].submission.kind in MADE_BY],
        "against": [
            (r, i, float(i in r.submission.wrong))
            for r, i, _ in made
            if r.submission.kind in {*HONEST_ALL, *TURNED, "bank_or", "bank_not"}
        ],
    }
    models = {
        model: logistic(
            [r.measured.points[i].measures for r, i, _ in data],
            np.array([y for _, _, y in data]),
            np.array([WEIGHT[model].get(r.submission.kind, 1.0) for r, _, _ in data]),
            NAMES[name][model],
            RIDGE[model],
        )
        for model, data in wanted.items()
    }
    on = {*HONEST_ALL, "bank_model", "bank_or"}
    topic = [r for r in rows if r.submission.kind in {*on, "off_topic", "other", "elsewhere", "bank_off", "bank_other"}]
    models["topic"] = logistic(
        [r.measured.topic for r in topic],
        np.array([float(r.submission.kind in on) for r in topic]),
        np.array([WEIGHT["topic"].get(r.submission.kind, 1.0) for r in topic]),
        NAMES[name]["topic"],
        RIDGE["topic"],
    )
    return models


def fit_soup(pairs: Iterable[tuple[Sheet, Submission]]) -> dict[str, float]:
    """Fit what tells a row of keywords from an answer."""
    skip = {"noise", "injection", "question_copied"}
    bare = [
        (bareness(plain(s.text)), s.kind)
        for _, s in pairs
        if s.kind not in skip and len(words(plain(s.text))) >= SHORTEST
    ]
    return logistic(
        [measures for measures, _ in bare],
        np.array([float(kind == "soup") for _, kind in bare]),
        np.array([WEIGHT["topic"].get(kind, 1.0) for _, kind in bare]),
        list(bare[0][0]),
        0.3,
    )


def main() -> None:
    """Fit everything and write it down."""
    tuning, questions = sheets("tuning"), bank_questions()
    banks = bank_sheets(questions)
    written = [(sheet, s) for sheet in tuning for s in sheet.submissions]
    of_banks = [(sheet, s) for sheet in banks for s in sheet.submissions]
    pairs = [*written, *padded(tuning), *salted(tuning), *other_answers(tuning), *of_banks, *bank_neighbours(questions)]
    parts = [HEAD]
    for name in ("lexical", "semantic"):
        models = fit(measure(cast("Measuring", engine_named(name)), pairs), name)
        body = "".join(f"    {model}={_table(weights, 8)},\n" for model, weights in models.items())
        parts.append(f"{name.upper()} = Fitted(\n{body})\n")
    soup = fit_soup([*written, *of_banks])
    parts.append(f'SOUP: Measures = {_table(soup, 4)}\n"""Whether a text is a row of keywords."""\n')
    FITTED.write_text("\n".join(parts), "utf-8")
    sys.stdout.write(f"{FITTED}\n")


def _table(weights: dict[str, float], indent: int) -> str:
    pad = " " * indent
    rows = "".join(f'{pad}"{name}": {weight:.4g},\n' for name, weight in weights.items())
    return "{\n" + rows + pad[4:] + "}"


if __name__ == "__main__":
    main()
