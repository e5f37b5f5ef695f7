"""What accepted appeals teach the banks: words that members wrote, and managers let count."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.practice.asked import question_of, verdict_of
from content.judge import nearest
from content.library import Library
from content.model import KeyPoint, Question
from content.readers.native.writing import one_line
from storage import Tx

_MARK = re.compile(r"\s*\((?:×\d+|extra)\)\s*$")
"""What would be read as the weight of a point."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Wordings of one point that its bank does not have yet."""

    question: Question
    point: KeyPoint
    wordings: tuple[str, ...]


def learned(tx: Tx, library: Library) -> list[Learned]:
    """Give the wordings of accepted appeals, question by question in the order of its points."""
    found: dict[tuple[str, str], tuple[Question, int, dict[str, str]]] = {}
    for appeal in tx.appeals.accepted():
        round_ = tx.rounds.get(appeal.round)
        revision = tx.answers.revision(appeal.round, appeal.member, appeal.number)
        verdict = verdict_of(revision) if revision else None
        if round_ is None or verdict is None:
            continue
        asked = question_of(round_)
        point = asked.points[appeal.point]
        said = _wording(nearest(verdict.points[appeal.point].evidence, point.claim))
        known = {_key(text) for text in (point.claim, *point.also, *_accepted(library, asked.id, point))}
        if said and _key(said) not in known:
            _, _, wordings = found.setdefault((asked.id, point.claim), (asked, appeal.point, {}))
            wordings.setdefault(_key(said), said)
    ordered = sorted(found.values(), key=lambda one: (one[0].id, one[1]))
    return [Learned(asked, asked.points[i], tuple(wordings.values())) for asked, i, wordings in ordered]


def _accepted(library: Library, id_: str, point: KeyPoint) -> tuple[str, ...]:
    """Give what the bank accepts for a point by now."""
    question = library.question(id_)
    same = [p for p in question.points if p.claim == point.claim] if question else []
    return same[0].also if same else ()


def _wording(text: str) -> str:
    return _MARK.sub("", one_line(text)).rstrip(" .,;:")


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def lines(one: list[Learned]) -> list[str]:
    """Write what to add to one question, as it stands in its bank."""
    question = one[0].question
    told = [f"## {' '.join(question.prompt.splitlines()[0].split())}", "", f"`{question.id}`", "", "### Key points", ""]
    for learned_ in one:
        told.append(f"- **{learned_.point.cue.rstrip('.')}.** {learned_.point.claim}")
        told += [f"  - or: {wording}" for wording in learned_.wordings]
    return told
