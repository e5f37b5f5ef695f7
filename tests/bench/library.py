"""Loading 10,000 questions: cold and from the cache, beside the bare parser."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from content.library import load
from tests.bench.figure import Figure, ms
from tests.content.generated import bank

QUESTIONS = 10_000
BANKS = 25


def run() -> Iterator[Figure]:
    """Write banks of generated questions, then load them as a start does."""
    with tempfile.TemporaryDirectory() as folder:
        banks, cache = Path(folder, "banks"), Path(folder, "cache")
        banks.mkdir()
        texts = [bank(f"bank-{number}", QUESTIONS // BANKS) for number in range(BANKS)]
        for number, text in enumerate(texts):
            Path(banks, f"bank-{number}.md").write_text(text, encoding="utf-8")
        parsed = _once(lambda: [MarkdownIt().parse(text) for text in texts])
        cold = _once(lambda: load([banks], cache))
        warm = _least(lambda: load([banks], cache), 3)
        size = sum(map(len, texts)) / 1e6
        yield Figure(
            f"{QUESTIONS:,} questions ({size:.0f} MB), cold",
            ms(cold),
            f"{ms(parsed)} for the Markdown parser alone",
            f"{cold / parsed:.1f}",
        )
        yield Figure("the same from the cache", ms(warm), f"{ms(cold)} cold", f"1/{cold / warm:.0f}", "under 1 s")
    with tempfile.TemporaryDirectory() as folder:
        cold = _once(lambda: load(cache_dir=Path(folder)))
        warm = _least(lambda: load(cache_dir=Path(folder)), 5)
        yield Figure("our own banks, from the cache", ms(warm), f"{ms(cold)} without it", f"1/{cold / warm:.0f}")


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _least(work: Callable[[], object], times: int) -> float:
    return min(_once(work) for _ in range(times))
