"""What a judge says of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Covered(StrEnum):
    """Whether an answer makes a point."""

    YES = "covered"
    PARTLY = "partly"
    NO = "missed"


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """How one key point fared; its place in `Verdict.points` is the point's place in the question."""

    covered: Covered
    evidence: str = ""
    """The part of the answer that earned it, verbatim; empty for a missed point."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the person can act on: a kind out of a closed list, never a sentence."""

    kind: str
    said: str = ""
    """The part of the answer it speaks of, verbatim."""
    point: int | None = None
    """The index of the key point it speaks of."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one answer to one question was judged."""

    score: int
    """0 to 100. Of `behavioral` and `reverse`: the share of the structure found; it earns nothing."""
    points: tuple[PointVerdict, ...]
    """One for each key point; of `behavioral` one for each of `structure.ELEMENTS`; of `reverse` one for
    each line of Listen for; empty for `choice`."""
    notes: tuple[Note, ...]
    confidence: float
    """0 to 1: how sure the engine is of this score."""
    engine: str
    version: str

    @property
    def covered(self) -> tuple[int, ...]:
        """The indices of the points the answer makes in full."""
        return tuple(i for i, p in enumerate(self.points) if p.covered is Covered.YES)

    @property
    def missed(self) -> tuple[int, ...]:
        """The indices of the points the answer does not make, not even partly."""
        return tuple(i for i, p in enumerate(self.points) if p.covered is Covered.NO)
