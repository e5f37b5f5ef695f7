"""The command line: how long `hotseat --help` takes, beside Python starting and doing nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, ms, seconds

TIMES = 10


def run() -> Iterator[Figure]:
    """Start the installed command as a person does."""
    command = str(Path(sys.executable).with_name("hotseat"))
    ours = _taken(command, "--help")
    nothing = _taken(sys.executable, "-c", "pass")
    wanted = "under 400 ms"
    yield Figure("hotseat --help", ms(ours), f"{ms(nothing)} for Python alone", f"{ours / nothing:.1f}", wanted)


def _taken(*command: str) -> float:
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True), TIMES)
