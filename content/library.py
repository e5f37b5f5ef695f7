"""All banks loaded: find a question by its id, a topic by its name, questions by what they are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from content.cache import Cache
from content.model import Bank, Kind, Level, Question, Source
from content.readers.reading import Fault

OURS = Path(__file__).parent / "banks"
"""The folder of the banks we ship."""
_LARGEST = 64 * 2**20  # bytes of one bank; some 40,000 questions


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic and how much there is on it."""

    name: str
    title: str
    """The bank's title; empty for a topic that is no bank."""
    about: str
    counts: dict[Level, int]
    """How many questions of each level; every level is there."""

    @property
    def total(self) -> int:
        """How many questions of any level."""
        return sum(self.counts.values())


class Library:
    """Banks, and what is wrong with them: a question with a fault is left out, and so is a second of one id."""

    def __init__(self, banks: Iterable[Bank], faults: Iterable[Fault] = ()) -> None:
        read = tuple(banks)
        misread = tuple(faults)
        self.faults = (*misread, *same_ids(read))
        wrong = {(fault.source.path, fault.question) for fault in misread}
        self._by_id: dict[str, Question] = {}
        for question in _questions(read):
            if (question.found_at.path, question.id) not in wrong:
                self._by_id.setdefault(question.id, question)
        self.questions = tuple(self._by_id.values())
        kept = self._by_id
        self.banks = tuple(
            replace(bank, questions=tuple(q for q in bank.questions if kept.get(q.id) is q)) for bank in read
        )
        self._now = {old: q.id for q in self.questions for old in q.formerly}
        self._about: dict[str, list[Question]] = {}
        for question in self.questions:
            for topic in question.topics:
                self._about.setdefault(topic, []).append(question)
        names = (*(bank.name for bank in self.banks if bank.questions), *sorted(self._about))
        self._topics = tuple(dict.fromkeys(names))
        self._aliases = {_key(bank.title): bank.name for bank in self.banks if bank.name in self._about}
        self._aliases |= {_key(topic): topic for topic in reversed(self._topics)}

    def question(self, id_: str) -> Question | None:
        """Find a question by its id, or by one it had before."""
        return self._by_id.get(id_) or self._by_id.get(self._now.get(id_, ""))

    def topic(self, name: str) -> str | None:
        """Find a topic as people write it: in any case, with spaces, or by its bank's title."""
        return self._aliases.get(_key(name))

    def title(self, question: Question) -> str:
        """Give the words a question goes under: its bank's title, else its first topic."""
        bank = next((bank for bank in self.banks if bank.name == question.bank), None)
        return bank.title if bank else next(iter(question.topics), question.bank)

    def close_topics(self, name: str, most: int = 3) -> tuple[str, ...]:
        """Name the topics a mistyped one may stand for, the closest first."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 - not worth a start-up's time

        # 65: one letter wrong of three is close, "nonsense" to "environments" is not.
        found = process.extract(_key(name[:80]), list(self._aliases), scorer=fuzz.ratio, score_cutoff=65, limit=9)
        return tuple(dict.fromkeys(self._aliases[alias] for alias, *_ in found))[:most]

    def topics(self) -> tuple[Topic, ...]:
        """Name all topics: the banks in the order they were loaded, then the others by name."""
        banks = {bank.name: bank for bank in reversed(self.banks)}
        topics = []
        for name in self._topics:
            bank = banks.get(name)
            counts = Counter(question.level for question in self._about[name])
            by_level = {level: counts[level] for level in Level}
            topics.append(Topic(name, bank.title if bank else "", bank.about if bank else "", by_level))
        return tuple(topics)

    def find(
        self,
        *,
        topic: str | None = None,
        level: Level | None = None,
        kinds: Collection[Kind] = tuple(Kind),
        words: str = "",
    ) -> tuple[Question, ...]:
        """Find questions that are all of this; with words, those that have them in the prompt first.

        A topic is taken as `topic` takes it; an unknown one has no questions.
        """
        among: Sequence[Question] = self.questions
        if topic is not None:
            among = self._about.get(self.topic(topic) or "", ())
        found = [q for q in among if q.kind in kinds and level in (None, q.level)]
        wanted = tuple(dict.fromkeys(_singular(word) for word in words.casefold().split()))
        if not wanted:
            return tuple(found)
        ranked = [(rank, q) for q in found if (rank := _rank(q, wanted)) is not None]
        return tuple(q for _, q in sorted(ranked, key=lambda pair: pair[0]))


def same_ids(banks: Iterable[Bank]) -> tuple[Fault, ...]:
    """Find questions that claim an id another has, naming both places; former ids count."""
    questions = tuple(_questions(banks))
    first: dict[str, Question] = {}
    for question in questions:
        first.setdefault(question.id, question)
    faults = []
    for question in questions:
        for id_ in (question.id, *question.formerly):
            other = first.setdefault(id_, question)
            if other is not question:
                former = "" if id_ == question.id else "former "
                what = f"same-id: the {former}id `{id_}` is taken by the question at {other.found_at}"
                faults.append(Fault(question.found_at, what, question.id))
    return tuple(faults)


def load(folders: Iterable[Path] = (OURS,), cache_dir: Path | None = None) -> Library:
    """Load the banks in folders, through a cache folder if one is given; pass `OURS` first to have ours.

    What cannot be read is a fault of the library.
    """
    cache, banks, faults = Cache(cache_dir), [], []
    for folder in folders:
        if not folder.is_dir():
            faults.append(Fault(Source(str(folder), 1), "no such folder of banks"))
        for file in files_of(folder):
            bank, found = read_file(file, cache)
            banks += [bank] if bank else []
            faults += found
    cache.forget_unused()
    return Library(banks, faults)


def files_of(folder: Path) -> list[Path]:
    """List the banks of a folder: `*.md` directly inside it, but no README."""
    return [file for file in sorted(folder.glob("*.md")) if file.stem.casefold() != "readme"]


def read_file(file: Path, cache: Cache | None = None) -> tuple[Bank | None, tuple[Fault, ...]]:
    """Read one bank; that it cannot be read is a fault like any other."""
    cache = cache or Cache(None)
    try:
        if file.stat().st_size > _LARGEST:
            return None, (Fault(Source(str(file), 1), f"larger than {_LARGEST >> 20} MiB; split it"),)
        content = file.read_bytes()
    except OSError as error:
        return None, (Fault(Source(str(file), 1), f"cannot be read: {error.strerror}"),)
    if known := cache.get(file, content):
        return known
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        return None, (Fault(Source(str(file), content.count(b"\n", 0, error.start) + 1), "not UTF-8"),)
    from content.readers.native.bank import read_bank  # noqa: PLC0415 - its parser is slow to import

    bank, faults = read_bank(text, file)
    cache.put(file, content, bank, faults)
    return bank, faults


def _questions(banks: Iterable[Bank]) -> Iterator[Question]:
    return (question for bank in banks for question in bank.questions)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold()) or name.casefold()


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _rank(question: Question, wanted: Sequence[str]) -> int | None:
    """Count the words only its answer has; None if one is nowhere."""
    shown = " ".join((question.prompt, question.id, *question.topics)).casefold()
    told = [word for word in wanted if word not in shown]
    if not told:
        return 0
    claims = (point.claim for point in question.points)
    options = (option.text for option in question.options)
    answer = " ".join((question.answer or "", *claims, *options)).casefold()
    return len(told) if all(word in answer for word in told) else None
