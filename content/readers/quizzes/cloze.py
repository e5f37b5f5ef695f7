"""Moodle's texts with gaps, their answers in braces: `Oslo lies in {1:SHORTANSWER:=Norway}.` asks and tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from content.model import Option
from content.readers.drafts import MOST_OPTIONS, Draft, Found
from content.readers.records.values import accepted, number_with_margin

_GAP = re.compile(
    r"\{\d*:(?P<kind>(?:MULTICHOICE|MULTIRESPONSE|SHORTANSWER|NUMERICAL|M[CRW]|SA|NM)[VHSC_]*):"
    r"(?P<answers>(?:\\.|[^\\{}]){1,4000})\}",
    re.DOTALL,
)
_ANSWER = re.compile(r"(?P<right>=|%(?P<share>-?\d+(?:\.\d+)?)%)?(?P<text>.*)", re.DOTALL)
_SAYS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Answer:
    text: str
    feedback: str
    share: float
    """Of what the gap earns, in per cent."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with gaps, and what belongs into them."""

    prompt: str
    answer: str
    options: tuple[Option, ...] = ()


def looks_like_cloze(text: str) -> bool:
    """Say whether a text has gaps of Moodle's."""
    return bool(_GAP.search(text))


def read_cloze(text: str) -> Found:
    """Read a text with gaps: every paragraph that has one is a question."""
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", text):
        at = line + paragraph[: len(paragraph) - len(paragraph.lstrip())].count("\n")
        if filled := fill(paragraph.strip()):
            drafts.append(Draft(prompt=filled.prompt, line=at, answer=filled.answer or None, options=filled.options))
        elif paragraph.strip():
            left.append((at, "text without a gap"))
        line += paragraph.count("\n")
    return Found(tuple(drafts), tuple(left))


def fill(text: str) -> Filled | None:
    """Take the answers out of a text with gaps; None if it has none."""
    gaps = [(found["kind"], _answers(found["answers"])) for found in _GAP.finditer(text)]
    if not gaps:
        return None
    if len(gaps) == 1 and _offers(gaps[0][0]) and len(gaps[0][1]) > 1:
        answers = gaps[0][1]
        enough = min(100.0, max(answer.share for answer in answers)) if gaps[0][0][1] != "R" else 0.001
        options = tuple(
            Option(a.text, 0 < a.share >= enough, "" if 0 < a.share >= enough else a.feedback)
            for a in answers[:MOST_OPTIONS]
        )
        why = next((a.feedback for a in answers if 0 < a.share >= enough and a.feedback), "")
        return Filled(_with_gaps(text, [()]), why, options)
    told = [_told(kind, answers) for kind, answers in gaps]
    offered = [tuple(a.text for a in answers) if _offers(kind) else () for kind, answers in gaps]
    return Filled(_with_gaps(text, offered), told[0] if len(told) == 1 else ", ".join(t.split("\n")[0] for t in told))


def _offers(kind: str) -> bool:
    """Say whether a gap shows what may be put into it."""
    return kind.startswith(("MULTI", "MC", "MR"))


def _answers(inner: str) -> list[_Answer]:
    found = []
    for piece in re.split(r"(?<!\\)~", inner):
        said, *feedback = re.split(r"(?<!\\)#", piece, maxsplit=1)
        answer = _ANSWER.fullmatch(said.strip())
        if answer and answer["text"].strip():
            share = float(answer["share"]) if answer["share"] else 100.0 * bool(answer["right"])
            found.append(_Answer(_unescaped(answer["text"]), _unescaped("".join(feedback)), share))
    return found


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


def _told(kind: str, answers: list[_Answer]) -> str:
    best = max((answer.share for answer in answers), default=0)
    right = [answer.text for answer in answers if answer.share == best > 0 and answer.text != "*"]
    if kind.startswith(("NUM", "NM")):
        right = [number_with_margin(text) for text in right]
    return accepted(right)


def _with_gaps(text: str, offered: list[tuple[str, ...]]) -> str:
    """Write gaps where the answers stood; one that only follows a question is left out."""
    pieces = []
    at = 0
    for found, choices in zip(_GAP.finditer(text), offered, strict=True):
        before = text[at : found.start()]
        follows = before.rstrip(" *_").endswith(("?", ":", ".", "!")) and not _SAYS.match(text[found.end() :].strip())
        pieces.append(before.rstrip() if follows and len(offered) == 1 else before + _gap(choices))
        at = found.end()
    return ("".join(pieces) + text[at:]).strip()


def _gap(choices: tuple[str, ...]) -> str:
    return f"[{' / '.join(choices)}]" if choices else "____"
