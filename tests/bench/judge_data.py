"""What the judge is tuned and measured on: questions with submissions that people scored, and the banks."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from content.judge.clauses import sentences
from content.library import OURS
from content.model import KeyPoint, Kind, Question
from content.readers.native.bank import read_bank
from content.text import plain

SET = Path(__file__).parent.parent / "data" / "judge"
SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "judge"
HONEST = ("good", "good_terse", "good_long", "partial", "minimal")
"""The kinds of the private set's honest submissions; ours has `rambling` beside them."""

ELSEWHERE = frozenset({"good", "good_terse", "good_long", "partial", "rambling"})
"""The kinds that are also held against other questions."""

TURNED = frozenset({"negated", "swapped"})
"""The kinds that say the other way round what they do not cover."""


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer with what a person says of it."""

    kind: str
    text: str
    score: float
    covered: frozenset[int]
    wrong: frozenset[int] = frozenset()
    """The points it says the other way round."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question with its submissions."""

    question: Question
    submissions: tuple[Submission, ...]


def sheets(name: str) -> list[Sheet]:
    """Read a part of the development set, by name.

    Weights are fitted on `tuning`, choices were made on `validation` and `test`, the last of them with a look at
    `held_out`.
    """
    return sheets_of(SET / f"{name}.jsonl")


def sheets_of(path: Path) -> list[Sheet]:
    """Read a file of questions with their submissions."""
    return [_sheet(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def without_points() -> list[Sheet]:
    """Read short questions of the kind asked in a course, with a model answer and no key points."""
    lines = (SET / "without_points.jsonl").read_text("utf-8").splitlines()
    return [_short(str(i), json.loads(line)) for i, line in enumerate(lines)]


def school_answers() -> list[Sheet]:
    """Read the answers of a computer science course that lie beside the project, if they do."""
    path = SHARED / "saf_training.jsonl"
    found: dict[tuple[str, str], list[Submission]] = {}
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        raw = json.loads(line)
        one = Submission("school", raw["submission"], float(raw["score"]), frozenset())
        found.setdefault((raw["question"], raw["model_answer"]), []).append(one)
    return [
        Sheet(Question(id=str(i), bank="", prompt=prompt, answer=answer), tuple(answers))
        for i, ((prompt, answer), answers) in enumerate(found.items())
    ]


def other_answers(of: Sequence[Sheet], seed: int = 0) -> Iterator[tuple[Sheet, Submission]]:
    """Give for each question model answers and answers of other questions.

    `other` stands for each question asked; `elsewhere` are all that is honestly said to further ones, in every manner:
    a manner of its own, plain or long, must not pass for an answer.
    """
    rng = random.Random(seed)
    for sheet in of:
        for other in rng.sample([s for s in of if s is not sheet], 2):
            right = [s for s in other.submissions if s.kind in {"good", "good_terse", "partial"}]
            for text in (other.question.answer or "", rng.choice(right).text):
                yield sheet, Submission("other", text, 0, frozenset())
    for sheet in of:
        for other in rng.sample([s for s in of if s is not sheet], 3):
            said = [s.text for s in other.submissions if s.kind in ELSEWHERE]
            for text in (other.question.answer or "", *said):
                yield sheet, Submission("elsewhere", text, 0, frozenset())


def padded(of: Sequence[Sheet], seed: int = 0) -> Iterator[tuple[Sheet, Submission]]:
    """Give for each question its partial answers drawn out with sentences of answers to other questions."""
    rng = random.Random(seed)
    for sheet in of:
        for short in (s for s in sheet.submissions if s.kind in {"partial", "minimal", "good_terse"}):
            other = rng.choice([s for s in of if s is not sheet])
            told = rng.choice([s.text for s in other.submissions if s.kind in {"good", "good_long", "rambling"}])
            cut = sentences(told)
            start = rng.randrange(max(1, len(cut) - 2))
            parts = [short.text, *cut[start : start + 3]]
            rng.shuffle(parts)
            yield sheet, Submission(f"padded_{short.kind}", " ".join(parts), short.score, short.covered)


def salted(of: Sequence[Sheet], seed: int = 0) -> Iterator[tuple[Sheet, Submission]]:
    """Give for each question its short answers with words strewn on that belong to no question, or are none at all."""
    rng = random.Random(seed)
    words = sorted(
        {word.strip(".,;:!?()").lower() for sheet in of for s in sheet.submissions for word in s.text.split()}
    )
    for sheet in of:
        for short in (s for s in sheet.submissions if s.kind in {"partial", "minimal", "good_terse"}):
            strewn = rng.choices(words, k=rng.randint(8, 25))
            if rng.random() < 0.5:
                strewn = ["".join(rng.sample(word, len(word))) for word in strewn]
            told = rng.choice((f"{short.text} {' '.join(strewn)}", f"{short.text.rstrip('.')}. {' '.join(strewn)}."))
            yield sheet, Submission(f"salted_{short.kind}", told, short.score, short.covered)


def bank_questions() -> list[Question]:
    """Return the questions of our banks that are judged point by point."""
    banks = [read_bank(path.read_text("utf-8"), path)[0] for path in sorted(OURS.glob("*.md"))]
    return [q for bank in banks if bank for q in bank.questions if q.kind is Kind.KNOWLEDGE and q.points and q.answer]


def bank_sheets(questions: Sequence[Question], seed: int = 0) -> list[Sheet]:
    """Make submissions of what the banks say: model answers, and other wordings of some of the points.

    The points are asked without their other wordings, so that those are unseen.
    """
    rng = random.Random(seed)
    made = []
    for question in questions:
        bare = tuple(KeyPoint(p.cue, p.claim, weight=p.weight) for p in question.points)
        everything = frozenset(range(len(bare)))
        submissions = [Submission("bank_model", plain(question.answer or ""), 100, everything)]
        worded = [i for i, p in enumerate(question.points) if p.also]
        for _ in range(3 if worded else 0):
            chosen = rng.sample(worded, rng.randint(1, len(worded)))
            parts = [rng.choice(question.points[i].also) for i in chosen]
            text = rng.choice([". ", "\n- ", ", "]).join(parts)
            submissions.append(Submission("bank_or", text, 100 * len(chosen) / len(bare), frozenset(chosen)))
        submissions += _wrong(question, worded, rng)
        made.append(Sheet(_changed(question, bare), tuple(submissions)))
    return made


def _wrong(question: Question, worded: Sequence[int], rng: random.Random) -> Iterator[Submission]:
    """Give each usual wrong claim, beside other wordings of one or two other points."""
    for i, point in enumerate(question.points):
        others = [j for j in worded if j != i]
        for wrong in point.wrong:
            chosen = rng.sample(others, min(len(others), rng.randint(1, 2)))
            parts = [wrong, *(rng.choice(question.points[j].also) for j in chosen)]
            rng.shuffle(parts)
            score = 100 * len(chosen) / len(question.points)
            yield Submission("bank_not", ". ".join(parts), score, frozenset(chosen), frozenset({i}))


def bank_neighbours(questions: Sequence[Question], seed: int = 0) -> Iterator[tuple[Sheet, Submission]]:
    """Give for each question what answers another one of the same bank: two sentences, and a whole answer."""
    rng = random.Random(seed)
    for question in questions:
        others = [q for q in questions if q.bank == question.bank and q is not question]
        if not others:
            continue
        sheet = Sheet(question, ())
        for _ in range(2):
            told = sentences(plain(rng.choice(others).answer or ""))
            start = rng.randrange(len(told))
            yield sheet, Submission("bank_off", " ".join(told[start : start + rng.randint(1, 2)]), 0, frozenset())
        yield sheet, Submission("bank_other", plain(rng.choice(others).answer or ""), 0, frozenset())


def _changed(question: Question, points: tuple[KeyPoint, ...]) -> Question:
    return Question(id=question.id, bank=question.bank, prompt=question.prompt, answer=question.answer, points=points)


def _sheet(raw: dict[str, object]) -> Sheet:
    points = tuple(KeyPoint("", str(point)) for point in _list(raw["key_points"]))
    question = Question(
        id=str(raw["id"]), bank="", prompt=str(raw["question"]), answer=str(raw["model_answer"]), points=points
    )
    submissions = []
    for entry in _list(raw["submissions"]):
        assert isinstance(entry, dict)
        covered = frozenset(int(i) for i in entry["covered"])
        wrong = frozenset(range(len(points))) - covered if entry["kind"] in TURNED else frozenset()
        submissions.append(Submission(entry["kind"], entry["text"], float(entry["score"]), covered, wrong))
    return Sheet(question, tuple(submissions))


def _short(name: str, raw: dict[str, object]) -> Sheet:
    answers = []
    for entry in _list(raw["answers"]):
        assert isinstance(entry, dict)
        answers.append(Submission("school", entry["text"], float(entry["score"]), frozenset()))
    question = Question(id=name, bank="", prompt=str(raw["question"]), answer=str(raw["model_answer"]))
    return Sheet(question, tuple(answers))


def _list(raw: object) -> list[object]:
    assert isinstance(raw, list)
    return raw
