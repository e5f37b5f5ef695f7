"""Readers: questions a second on real banks, and how the time for one file grows with it; beside the bare parser."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from content.readers import read
from tests.bench.figure import Figure, ms

BANKS = Path(__file__).parents[3] / "shared" / "banks"
SIZES = (2_500, 5_000, 10_000)
WORDS = ("index", "thread", "window", "cache", "queue", "shard", "token", "batch", "stream", "lease", "key", "page")


def run() -> Iterator[Figure]:
    """Read the banks that are at hand, then one file of ever more questions."""
    folders = sorted(path for path in BANKS.iterdir() if path.is_dir()) if BANKS.is_dir() else []
    for folder in folders:
        yield _figure(folder.name, folder)[0]
    with tempfile.TemporaryDirectory() as temporary:
        for name, make in MADE.items():
            yield from _grown(Path(temporary, name), make)


def _grown(path: Path, make: Callable[[int], str]) -> Iterator[Figure]:
    """Read one file of ever more questions."""
    took: dict[int, float] = {}
    smallest, largest = SIZES[0], SIZES[-1]
    for size in SIZES:
        path.write_text(make(size), encoding="utf-8")
        figure, took[size] = _figure(f"{path.name}, {size:,} questions", path)
        yield figure
    larger = len(make(largest)) / len(make(smallest))
    yield Figure(
        f"{path.name}, from {smallest:,} to {largest:,} questions the time grows",
        f"{took[largest] / took[smallest]:.1f} times",
        wanted=f"no faster than the file: {larger:.1f} times",
    )


def _figure(name: str, path: Path) -> tuple[Figure, float]:
    pages = sorted(path.glob("*.md")) if path.is_dir() else [path] if path.suffix == ".md" else []
    questions = len(read(path).questions)
    seconds = _least(lambda: read(path))
    parsed = _least(lambda: [_parse(page) for page in pages]) if pages else 0.0
    return Figure(
        name,
        f"{questions:,} questions in {ms(seconds)}, {questions / seconds:,.0f} a second",
        f"{ms(parsed)} for the Markdown parser alone" if pages else "",
        f"{seconds / parsed:.1f}" if pages else "",
    ), seconds


def _least(work: Callable[[], object], times: int = 3) -> float:
    """Measure processor seconds: the least of several runs, for others share the machine."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return max(min(took), 1e-6)


def _parse(page: Path) -> object:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8", errors="replace"))


def _asked(i: int) -> tuple[str, str]:
    one, two, three = (WORDS[(i * step + shift) % len(WORDS)] for step, shift in ((1, 0), (5, 3), (7, 1)))
    asked = f"What does the {one} of a {two} tell about {three} number {i}?"
    return asked, f"The {two} holds a {one} for each {three}, and the {three} is kept in order. " * 3


def _csv(size: int) -> str:
    return "question,answer\n" + "".join('"{}","{}"\n'.format(*_asked(i)) for i in range(size))


def _json(size: int) -> str:
    return json.dumps([dict(zip(("question", "answer"), _asked(i), strict=True)) for i in range(size)], indent=1)


def _yaml(size: int) -> str:
    return "".join('"{}":\n- "{}"\n'.format(*_asked(i)) for i in range(size))


def _plain(size: int) -> str:
    return "".join("Q: {}\nA: {}\n\n".format(*_asked(i)) for i in range(size))


def _bank_of(size: int) -> str:
    """Write a bank of so many questions, some with lists, code and a link back to the top."""
    parts = ["# Interview questions\n"]
    for i in range(size):
        one, two = WORDS[i % len(WORDS)], WORDS[(5 * i + 3) % len(WORDS)]
        asked, answer = _asked(i)
        if i % 50 == 0:
            parts.append(f"## Section {i // 50}: {one}\n")
        parts.append(f"### {i + 1}. {asked}\n")
        parts.append(f"{answer}\n")
        if i % 3 == 0:
            parts.append(f"- a **{one}** of its own\n- no {two} twice\n")
        if i % 4 == 0:
            parts.append(f"```python\nfor {one} in {two}s:\n    print({one})\n```\n")
        parts.append("**[back to top](#top)**\n")
    return "\n".join(parts)


MADE: dict[str, Callable[[int], str]] = {
    "headings.md": _bank_of,
    "rows.csv": _csv,
    "records.json": _json,
    "questions.yaml": _yaml,
    "marked.txt": _plain,
}
