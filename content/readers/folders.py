"""A folder of questions: its files in order, within bounds, each question once."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from content.model import Question, Source
from content.readers.drafts import sameness
from content.readers.files import read_file
from content.readers.reading import LeftOut, Reading
from content.readers.topics import named_after
from content.readers.wordlists import words

_MOST_ENTRIES = 20_000
_MOST_BYTES = 64 * 1024 * 1024
_DEEPEST = 24
_HELD_BY = frozenset(
    words(
        """
        .md .mdx .markdown .mdown .mkd .qmd .rmd .txt .text .html .htm .xhtml .rst .adoc .asciidoc .org .ipynb
        .json .jsonl .ndjson .yml .yaml .toml .csv .tsv .tab .sql .gift .aiken .xml .wiki .mediawiki .mw .tex
        """
    )
)
_PASSED_BY = re.compile(r"\.|node_modules$|__pycache__$|i18n$|translations?$|locales?$|[a-z]{2}-[A-Z]{2}$")
_NO_BANK = re.compile(
    r"(?:licen[sc]e|contributing|contributors|code_of_conduct|code-of-conduct|changelog|changes|security|copying|notice|authors|"
    r"package(?:-lock)?|tsconfig|composer|mkdocs|_config|docker-compose|requirements|pull_request_template|issue_template|codeowners|"
    r"netlify|vercel|renovate|dependabot|manifest|robots|humans|credits|funding)\b.*",
    re.IGNORECASE,
)
_LOCALE = re.compile(r"(?:(?P<base>readme)[._-])?(?P<code>[a-z]{2}(?:[-_][a-z]{2,4})?)", re.IGNORECASE)


@dataclass(slots=True)
class _Walk:
    """A walk under way, and what it passed by."""

    root: Path
    left: list[LeftOut] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    size: int = 0
    stopped: bool = False

    def leave(self, path: Path, why: str) -> None:
        self.left.append(LeftOut(Source(str(path), 1), why))


def read_folder(root: Path) -> Reading:
    """Read every file below a folder; links are not followed, hidden folders and translations passed by."""
    walk = _Walk(root)
    questions: list[Question] = []
    taken: set[str] = set()
    seen: dict[str, int] = {}
    for path in _files(walk, root, 0):
        reading = read_file(path, taken=taken)
        if len(reading.questions) == 1 and not _is_index(path):  # one question a file: the folder is the bank
            taken.difference_update(question.id for question in reading.questions)
            reading = read_file(path, named_after(path.parent.resolve().name), taken)
        walk.left += reading.left_out
        for question in reading.questions:
            _take(question, questions, seen, walk)
    if walk.kinds:
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(walk.kinds.items()))
        walk.leave(root, f"files of kinds that hold no questions: {kinds}")
    if not walk.entries:
        walk.leave(root, "an empty folder")
    return Reading(tuple(questions), tuple(walk.left))


def _is_index(path: Path) -> bool:
    return path.stem.lower() in ("readme", "index")


def _take(question: Question, questions: list[Question], seen: dict[str, int], walk: _Walk) -> None:
    """Keep a question once; of two the one with an answer."""
    same = sameness(question.prompt, question.options)
    if same not in seen:
        seen[same] = len(questions)
        questions.append(question)
        return
    first = questions[seen[same]]
    kept, dropped = (question, first) if question.answer and not first.answer else (first, question)
    questions[seen[same]] = kept
    if dropped.source:
        walk.left.append(LeftOut(dropped.source, f"asked before, in {kept.source}"))


def _files(walk: _Walk, folder: Path, depth: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(_bounded(walk, found), key=lambda entry: (entry.is_dir(follow_symlinks=False), entry.name))
    except OSError as error:
        walk.leave(folder, f"not read: {error.strerror or error}")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if walk.stopped:
            return
        path = Path(entry.path)
        if entry.is_symlink():
            walk.leave(path, "a link, not followed")
        elif entry.is_dir(follow_symlinks=False):
            yield from _below(walk, path, depth)
        elif _is_wanted(walk, path, names):
            walk.size += entry.stat(follow_symlinks=False).st_size
            if walk.size > _MOST_BYTES:
                walk.leave(path, f"stopped here: more than {_MOST_BYTES // 2**20} MB in one folder")
                walk.stopped = True
                return
            yield path


def _bounded(walk: _Walk, found: Iterator[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    for entry in found:
        walk.entries += 1
        if walk.entries > _MOST_ENTRIES:
            if not walk.stopped:
                walk.leave(Path(entry.path), f"stopped here: more than {_MOST_ENTRIES:,} files and folders")
            walk.stopped = True
            return
        yield entry


def _below(walk: _Walk, path: Path, depth: int) -> Iterator[Path]:
    if _PASSED_BY.match(path.name) and not path.name.startswith("en"):
        if not path.name.startswith("."):
            walk.leave(path, "a folder passed by: translations or what tools wrote")
    elif depth + 1 >= _DEEPEST:
        walk.leave(path, f"not read: folders in folders, deeper than {_DEEPEST}")
    else:
        yield from _files(walk, path, depth + 1)


def _is_wanted(walk: _Walk, path: Path, names: set[str]) -> bool:
    if path.name.startswith("."):
        return False
    suffix = path.suffix.lower()
    if suffix not in _HELD_BY and not (suffix == "" and not path.stem.isupper()):
        walk.kinds[suffix or path.name] += 1
        return False
    if _NO_BANK.fullmatch(path.name):
        walk.leave(path, "by its name no bank")
        return False
    if _is_translation(path, names):
        walk.leave(path, "a translation of its neighbour")
        return False
    return True


def _is_translation(path: Path, names: set[str]) -> bool:
    """Say whether a file is one of several languages, and not the English one."""
    found = _LOCALE.fullmatch(path.stem)
    if found is None or found["code"].lower().startswith("en"):
        return False
    if not found["base"]:
        return any(
            name.startswith("en") and name.endswith(path.suffix) and _LOCALE.fullmatch(Path(name).stem)
            for name in names
        )
    return f"{found['base']}{path.suffix}" in names
