"""Data to judge that is not ours and stands beside the repository: read where it is, never copied."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from content.model import KeyPoint, Question
from tests.bench.judge_data import SHARED, Sheet, Submission, sheets_of

UNSCORED = float("nan")


@dataclass(frozen=True, slots=True)
class Paraphrased:
    """A question whose points were each said again in other words."""

    question: Question
    said: tuple[str, ...]


def interview_dev() -> list[Sheet]:
    """Give the interview questions with their scored submissions; empty where they are not."""
    path = SHARED / "interview_dev.jsonl"
    return sheets_of(path) if path.exists() else []


def probe() -> list[Sheet]:
    """Give questions with a good, a partial and a negated answer, which nobody scored."""
    told = {one.question.prompt: one.question for one in keypoint_probe()}
    made = []
    for raw in _read("probe.json"):
        texts = {"good": raw["good"], "partial": raw["partial"], "negated": raw["neg"]}
        submissions = tuple(Submission(kind, text, UNSCORED, frozenset()) for kind, text in texts.items())
        made.append(Sheet(_question(raw["q"], raw["r"], told[raw["q"]].points), submissions))
    return made


def keypoint_probe() -> list[Paraphrased]:
    """Give points, each with a paraphrase."""
    return [
        Paraphrased(
            _question(raw["q"], " ".join(raw["points"]), tuple(KeyPoint("", point) for point in raw["points"])),
            tuple(raw["fragments"]),
        )
        for raw in _read("keypoint_probe.json")
    ]


def _read(name: str) -> Iterator[dict[str, Any]]:
    path = SHARED / name
    if path.exists():
        yield from json.loads(path.read_text("utf-8"))


def _question(prompt: str, answer: str, points: tuple[KeyPoint, ...]) -> Question:
    return Question(id=prompt, bank="", prompt=prompt, answer=answer, points=points)
