"""Measurements an engine takes of an answer, and the fitted weights that turn them into a view."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from content.judge.engine import Sight, View

Measures = Mapping[str, float]
"""What was measured, by name."""


@dataclass(frozen=True, slots=True)
class PointMeasures:
    """What was measured of one point."""

    measures: Measures
    said: str
    """The part of the answer that speaks most of it."""
    swapped: bool
    """Whether what speaks against it is, most of all, that it is said of the wrong thing."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of an answer."""

    points: tuple[PointMeasures, ...]
    topic: Measures


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by the name of what they weigh, with "" for the constant."""

    made: Measures
    """Whether a point is made: spoken of, and not the other way round."""
    against: Measures
    """Whether a point that is spoken of is said the other way round."""
    topic: Measures
    """Whether an answer is one to this question."""


def view(measured: Measured, fitted: Fitted) -> View:
    """Weigh what was measured."""
    return View(
        tuple(
            Sight(
                made=weigh(point.measures, fitted.made),
                against=weigh(point.measures, fitted.against),
                swapped=point.swapped,
                said=point.said,
            )
            for point in measured.points
        ),
        weigh(measured.topic, fitted.topic),
    )


def weigh(measures: Measures, weights: Measures) -> float:
    """Return the logistic function of a weighted sum, 0 to 1."""
    total = weights[""] + sum([weight * measures[name] for name, weight in weights.items() if name])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def by_field(measures: Measures, names: tuple[str, ...]) -> Measures:
    """Multiply measures with how technical the answer is: the same likeness tells less in technical words."""
    return {f"{name}_by_field": measures[name] * measures["field_share"] for name in names}


def curve(value: float, knots: tuple[tuple[float, float], ...]) -> float:
    """Read a value off a line through knots in rising order; flat beyond its ends."""
    if value <= knots[0][0]:
        return knots[0][1]
    for (x0, y0), (x1, y1) in pairwise(knots):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return knots[-1][1]
