"""Answer and question in, verdict out. Pure and deterministic: the same two texts give the same verdict."""

from content.judge.verdict import Covered, Note, PointVerdict, Verdict

__all__ = ["Covered", "Note", "PointVerdict", "Verdict"]
