"""What a measurement says."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what was measured, beside what it is compared with."""

    what: str
    measured: str
    """With its unit."""
    baseline: str = ""
    """What it stands beside, with its unit; empty where there is nothing to compare with."""
    ratio: str = ""
    wanted: str = ""
    """What was set out to be reached."""

    def __str__(self) -> str:
        parts = [self.measured]
        parts += [f"beside {self.baseline}"] if self.baseline else []
        parts += [f"ratio {self.ratio}"] if self.ratio else []
        parts += [f"(wanted: {self.wanted})"] if self.wanted else []
        return f"{self.what}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Table:
    """Many measurements of one thing done in several ways, as a table of Markdown."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        lines = (("", *self.columns), *self.rows)
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
        told = [
            " | ".join(f"{c:{'<' if not i else '>'}{w}}" for i, (c, w) in enumerate(zip(line, widths, strict=True)))
            for line in (lines[0], rule, *lines[1:])
        ]
        return "\n".join((self.title, "", *(f"| {line} |" for line in told), ""))


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Time work, done once before and then so many times; give the median in seconds."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def ms(value: float) -> str:
    """Write seconds as milliseconds."""
    return f"{value * 1000:,.3f} ms" if value < 0.1 else f"{value * 1000:,.0f} ms"
