"""Readers: questions a second on real banks, and how the time for one file grows with it.

The baseline is markdown-it parsing the same text, marks inside lines and all, with nobody reading the result.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from markdown_it import MarkdownIt

from content.readers import read

BANKS = Path(__file__).parents[3] / "shared" / "banks"
SIZES = (1_250, 2_500, 5_000, 10_000)
WORDS = ("index", "thread", "window", "cache", "queue", "shard", "token", "batch", "stream", "lease", "key", "page")


def run() -> None:
    """Print both tables."""
    _say(f"{'readers':34}{'questions':>10}{'seconds':>9}{'a second':>10}{'markdown-it':>13}{'ratio':>7}")
    if BANKS.is_dir():
        for folder in sorted(path for path in BANKS.iterdir() if path.is_dir()):
            _row(folder.name, folder)
    with tempfile.TemporaryDirectory() as temporary:
        for size in SIZES:
            path = Path(temporary) / "questions.md"
            path.write_text(_bank_of(size), encoding="utf-8")
            _row(f"one file of {size:,} questions", path)


def _row(name: str, path: Path) -> None:
    pages = [path] if path.is_file() else sorted(path.glob("*.md"))
    questions = len(read(path).questions)
    seconds = _least(lambda: read(path))
    parsed = _least(lambda: [_parse(page) for page in pages])
    ratio = f"{seconds / parsed:7.1f}" if pages else "      –"
    baseline = f"{parsed:13.3f}" if pages else "            –"
    _say(f"{name:34}{questions:10,}{seconds:9.3f}{questions / seconds:10,.0f}{baseline}{ratio}")


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


def _bank_of(size: int) -> str:
    """Write a bank of so many questions, some with lists, code and a link back to the top."""
    parts = ["# Interview questions\n"]
    for i in range(size):
        one, two, three = (WORDS[(i * step + shift) % len(WORDS)] for step, shift in ((1, 0), (5, 3), (7, 1)))
        if i % 50 == 0:
            parts.append(f"## Section {i // 50}: {one}\n")
        parts.append(f"### {i + 1}. What does the {one} of a {two} tell about {three} number {i}?\n")
        parts.append(f"The {two} holds a {one} for each {three}, and the {three} is kept in order. " * 3 + "\n")
        if i % 3 == 0:
            parts.append(f"- a **{one}** of its own\n- no {two} twice\n")
        if i % 4 == 0:
            parts.append(f"```python\nfor {one} in {two}s:\n    print({one})\n```\n")
        parts.append("**[back to top](#top)**\n")
    return "\n".join(parts)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    run()
