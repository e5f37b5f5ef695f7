"""Banks once read, kept as JSON under the hash of what they were read from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from content.model import Bank, KeyPoint, Kind, Level, Option, Question, Source
from content.readers.reading import Fault

_NAME = re.compile(r"[0-9a-f]{64}\.bank\.json")


class Cache:
    """A folder of banks; one that cannot be written, or was tampered with, is as good as empty.

    A name is made from the bank's file name and content and from all the code of this package: an upgrade or an
    edit finds nothing old. What comes back is texts and numbers, never code.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()
        self._written = False
        modules = sorted(Path(__file__).parent.rglob("*.py")) if folder else []
        code = b"".join(module.read_bytes() for module in modules)
        self._reader = sha256(code + version("markdown-it-py").encode()).digest()

    def get(self, file: Path, content: bytes) -> tuple[Bank | None, tuple[Fault, ...]] | None:
        """Return what was read from this content, or None if that is not known."""
        if not self._folder:
            return None
        try:
            checksum, packed = (self._folder / self._name(file, content)).read_bytes().split(b"\n", 1)
            if checksum.decode() != sha256(packed).hexdigest():
                return None
            return _unpack(json.loads(packed), file)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return None

    def put(self, file: Path, content: bytes, bank: Bank | None, faults: Iterable[Fault]) -> None:
        """Keep what was read."""
        if not self._folder:
            return
        packed = json.dumps(_pack(bank, faults), ensure_ascii=False, separators=(",", ":")).encode()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as part:
                whole = Path(part.name)
                try:
                    part.write(sha256(packed).hexdigest().encode() + b"\n" + packed)
                    part.flush()
                    whole.replace(self._folder / self._name(file, content))
                    self._written = True
                finally:
                    whole.unlink(missing_ok=True)

    def forget_unused(self) -> None:
        """Remove what nobody asked for, if something new was kept: banks edited or gone."""
        if not self._folder or not self._written:
            return
        with suppress(OSError):
            for old in self._folder.iterdir():
                if _NAME.fullmatch(old.name) and old.name not in self._used:
                    old.unlink()

    def _name(self, file: Path, content: bytes) -> str:
        name = sha256(self._reader + file.stem.encode() + b"\0" + content).hexdigest() + ".bank.json"
        self._used.add(name)
        return name


def _pack(bank: Bank | None, faults: Iterable[Fault]) -> list[Any]:
    found = [[fault.source.line, fault.what, fault.question] for fault in faults]
    if bank is None:
        return [None, found]
    return [[bank.title, bank.about, [_pack_question(question) for question in bank.questions]], found]


def _pack_question(q: Question) -> list[Any]:
    points = [[p.cue, p.claim, p.also, p.wrong, p.weight] for p in q.points]
    options = [[o.text, o.correct, o.why] for o in q.options]
    lists = [q.topics, q.listen_for, q.red_flags, q.mistakes, q.follow_ups, q.formerly, q.cited]
    line = q.source.line if q.source else 0
    return [q.id, q.prompt, q.kind, q.level, q.answer, q.hint, line, points, options, lists]


def _unpack(packed: list[Any], file: Path) -> tuple[Bank | None, tuple[Fault, ...]]:
    bank, found = packed
    path = str(file)
    faults = tuple(Fault(Source(path, line), what, question) for line, what, question in found)
    if bank is None:
        return None, faults
    title, about, questions = bank
    asked = tuple(_unpack_question(question, file.stem, path) for question in questions)
    return Bank(file.stem, title, about, asked), faults


def _unpack_question(packed: list[Any], bank: str, path: str) -> Question:
    id_, prompt, kind, level, answer, hint, line, points, options, lists = packed
    topics, listen_for, red_flags, mistakes, follow_ups, formerly, cited = map(tuple, lists)
    return Question(
        id=id_,
        bank=bank,
        prompt=prompt,
        kind=Kind(kind),
        level=Level(level),
        topics=topics,
        answer=answer,
        points=tuple(KeyPoint(cue, claim, tuple(also), tuple(wrong), n) for cue, claim, also, wrong, n in points),
        options=tuple(Option(text, correct, why) for text, correct, why in options),
        listen_for=listen_for,
        red_flags=red_flags,
        hint=hint,
        mistakes=mistakes,
        follow_ups=follow_ups,
        formerly=formerly,
        cited=cited,
        source=Source(path, line),
    )
