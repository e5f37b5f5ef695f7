"""What was read, written as a native bank: whole or not at all, and again when its source has changed."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapidfuzz import fuzz

from content.model import Question
from content.readers.drafts import fresh_id, sameness
from content.readers.native.bank import read_bank
from content.readers.native.writing import native_section
from content.readers.page.contents import key
from content.readers.topics import slug

_MARK = re.compile(r"^<!-- imported: (?P<asked>[0-9a-f]{8}) (?P<whole>[0-9a-f]{8}) -->\n?", re.MULTILINE)
_ALIKE = 90  # of 100: two wordings of one prompt, whatever the answers say
_NEAR = 70  # two wordings of one prompt, if its answers are alike
_MOST_PAIRS = 4_000_000  # compared at most; beyond that only equal prompts are the same question


class ImportRefusedError(Exception):
    """Nothing was written; the message is the sentence to show."""


@dataclass(slots=True)
class Written:
    """What an import did, by the ids of the questions."""

    path: Path
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    """Changed in the source and by hand here: kept as they are here."""
    gone: list[str] = field(default_factory=list)
    """No longer in the source: kept."""
    elsewhere: list[str] = field(default_factory=list)
    """Already in another bank of the folder: not written again."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A question that stands in the bank already."""

    question: Question
    text: str
    """Its section as it stands."""
    asked: str
    """Digest of the prompt it was imported with; empty if it was written by hand."""
    whole: str
    """Digest of what was written then."""

    @property
    def untouched(self) -> bool:
        """Whether prompt, options and answer are as they were written by the import."""
        return self.whole == _digest_of(self.question)


def write_native(questions: Sequence[Question], topic: str, into: Path) -> Written:
    """Write questions as the bank of a topic in a folder, keeping the ids and edits of an earlier import.

    The file is replaced in one step. What a person added (key points, hints, follow-ups) stays; a prompt,
    options or answer changed by hand is kept against the source.

    Raises:
        ImportRefusedError: there is nothing to write, the topic is no name, or a file of that name is no bank.
    """
    name = slug(topic, 6)
    if not name:
        raise ImportRefusedError(f"'{topic}' cannot name a bank: use letters and digits")
    if not questions:
        raise ImportRefusedError("there is no question to import; nothing was written")
    into.mkdir(parents=True, exist_ok=True)
    path = into / f"{name}.md"
    head, held = _held(path)
    others = _others(into, path)
    written = Written(path)
    fresh = [_on_topic(q, name) for q in questions if not _is_elsewhere(q, others, written)]
    taken = {id_ for q in (*others.values(), *(h.question for h in held)) for id_ in (q.id, *q.formerly)}
    matches = _matched(fresh, held)
    sections = _sections(fresh, held, matches, name, taken, written)
    head = head or f"# {_title(topic)}\n\n{_about(fresh)}\n"
    _replace(path, head.rstrip("\n") + "\n\n" + "\n".join(sections))
    return written


def _held(path: Path) -> tuple[str, list[_Held]]:
    """Read the bank that is there: what stands before its first question, and each question's section."""
    if not path.exists():
        return "", []
    text = path.read_text(encoding="utf-8")
    bank, _ = read_bank(text, path)
    if bank is None:
        raise ImportRefusedError(f"{path} is there and is no bank of ours; nothing was written")
    lines = text.split("\n")
    starts = [q.source.line - 1 for q in bank.questions if q.source]
    cuts = [*starts, len(lines)]
    held = []
    for question, start, end in zip(bank.questions, starts, cuts[1:], strict=True):
        section = "\n".join(lines[start:end]).rstrip("\n") + "\n"
        mark = _MARK.search(section)
        held.append(_Held(question, section, mark["asked"] if mark else "", mark["whole"] if mark else ""))
    return "\n".join(lines[: cuts[0]]), held


def _others(into: Path, path: Path) -> dict[str, Question]:
    """Read the questions of the folder's other banks, by what makes them the same."""
    found: dict[str, Question] = {}
    for file in sorted(into.glob("*.md")):
        if file != path and file.is_file():
            bank, _ = read_bank(file.read_text(encoding="utf-8", errors="replace"), file)
            for question in bank.questions if bank else ():
                found.setdefault(sameness(question.prompt, question.options), question)
    return found


def _on_topic(question: Question, name: str) -> Question:
    """Drop the topics that say nothing new: the bank's own, and the name of the file it was read from."""
    return replace(question, topics=tuple(t for t in question.topics if t not in (name, question.bank)))


def _is_elsewhere(question: Question, others: Mapping[str, Question], written: Written) -> bool:
    there = others.get(sameness(question.prompt, question.options))
    if there is not None:
        written.elsewhere.append(there.id)
    return there is not None


def _matched(fresh: Sequence[Question], held: Sequence[_Held]) -> dict[int, int]:
    """Find for each new question the held one it is: by the prompt it was imported with, its own, a like one."""
    matches: dict[int, int] = {}
    used: set[int] = set()
    by_import = {h.asked: i for i, h in enumerate(held) if h.asked}
    by_prompt = {sameness(h.question.prompt, h.question.options): i for i, h in enumerate(held)}
    for i, question in enumerate(fresh):
        same = sameness(question.prompt, question.options)
        found = by_import.get(_digest(same), by_prompt.get(same))
        if found is not None and found not in used:
            matches[i] = found
            used.add(found)
    _match_alike(fresh, held, matches)
    return matches


def _match_alike(fresh: Sequence[Question], held: Sequence[_Held], matches: dict[int, int]) -> None:
    """Match what is left by likeness of wording, the likest pair first."""
    free = [i for i in range(len(fresh)) if i not in matches]
    used = set(matches.values())
    open_ = [i for i in range(len(held)) if i not in used]
    if len(free) * len(open_) > _MOST_PAIRS:
        return
    asked = {i: key(held[i].question.prompt) for i in open_}
    pairs = []
    for i in free:
        prompt = key(fresh[i].prompt)
        for j in open_:
            likeness = fuzz.ratio(prompt, asked[j], score_cutoff=_NEAR)
            if likeness >= _ALIKE or (likeness and _same_answer(fresh[i], held[j].question)):
                pairs.append((-likeness, i, j))
    for _, i, j in sorted(pairs):
        if i not in matches and j not in used:
            matches[i] = j
            used.add(j)


def _same_answer(a: Question, b: Question) -> bool:
    return bool(a.answer and b.answer) and fuzz.ratio(key(a.answer or ""), key(b.answer or "")) >= _ALIKE


def _sections(
    fresh: Sequence[Question],
    held: Sequence[_Held],
    matches: Mapping[int, int],
    bank: str,
    taken: set[str],
    written: Written,
) -> list[str]:
    """Write the sections in the order they stand in; a new one follows the one it follows in the source."""
    kept = {j: _section_kept(held[j], fresh[i], written) for i, j in sorted(matches.items())}
    after: dict[int, list[str]] = {}
    last = -1
    for i, question in enumerate(fresh):
        if i in matches:
            last = matches[i]
            continue
        id_ = fresh_id(bank, question.prompt, question.options, taken)
        written.added.append(id_)
        after.setdefault(last, []).append(_marked(question, native_section(question, id_)))
    sections = after.get(-1, [])
    for j, there in enumerate(held):
        if j not in kept:
            written.gone.append(there.question.id)
        sections.append(kept.get(j, there.text))
        sections += after.get(j, [])
    return sections


def _section_kept(there: _Held, question: Question, written: Written) -> str:
    """Keep a section, with what is new in its source unless a person changed that by hand."""
    id_ = there.question.id
    section = _marked(question, native_section(_with_edits(question, there.question), id_))
    mark = _MARK.search(section)
    if not there.whole or (mark and mark["whole"] == there.whole):
        written.same.append(id_)
        return there.text
    if not there.untouched:
        written.edited.append(id_)
        return there.text
    written.changed.append(id_)
    return _with_points(section, there.text)


def _with_edits(question: Question, there: Question) -> Question:
    """Take over what a person may have added to parts the source does not have."""
    return replace(
        question,
        level=there.level,
        topics=there.topics,
        hint=question.hint or there.hint,
        mistakes=question.mistakes or there.mistakes,
        follow_ups=question.follow_ups or there.follow_ups,
    )


def _with_points(section: str, there: str) -> str:
    """Carry the key points over: no source has them."""
    points = re.search(r"^### Key points\n.*?(?=^### |\Z)", there, re.MULTILINE | re.DOTALL)
    return section.rstrip("\n") + "\n\n" + points[0].rstrip("\n") + "\n" if points else section


def _marked(question: Question, section: str) -> str:
    """Note below the meta line what was imported, to know an edit by hand from a change in the source."""
    bank, _ = read_bank(f"# x\n\n{section}", "x.md")
    read = bank.questions[0] if bank and bank.questions else question
    asked = _digest(sameness(question.prompt, question.options))
    mark = f"<!-- imported: {asked} {_digest_of(read)} -->"
    return re.sub(r"^(`[a-z0-9-]+` · .*)$", rf"\1\n\n{mark}", section, count=1, flags=re.MULTILINE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _digest_of(question: Question) -> str:
    options = (f"{option.correct}{option.text}" for option in question.options)
    return _digest("\0".join((question.prompt, question.answer or "", *options)))


def _title(topic: str) -> str:
    return topic[:1].upper() + topic[1:]


def _about(questions: Iterable[Question]) -> str:
    files = dict.fromkeys(Path(q.source.path).name for q in questions if q.source)
    named = ", ".join(f"`{name}`" for name in list(files)[:3]) + (" and others" if len(files) > 3 else "")
    return f"Questions read from {named}." if files else "Questions read from elsewhere."


def _replace(path: Path, text: str) -> None:
    """Put a text in a file's place in one step, so that nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
