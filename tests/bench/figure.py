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
