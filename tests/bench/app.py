"""From `hotseat run` to the page answering, and the memory it stands at; beside importing the page's library alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

from tests.bench.figure import Figure, ms, seconds


def run() -> Iterator[Figure]:
    """Start the bot twice on one data directory: the first start makes the database and reads the banks."""
    bare = seconds(lambda: subprocess.run([sys.executable, "-c", "import nicegui"], check=True), 3)
    with tempfile.TemporaryDirectory() as folder:
        first, _ = _start(Path(folder))
        later = sorted(_start(Path(folder)) for _ in range(3))
        seconds_taken, megabytes = later[1]
    beside = f"{ms(bare)} for importing the page's library alone"
    yield Figure("hotseat run until the page answers, first start", ms(first), beside, f"{first / bare:.1f}")
    ratio = f"{seconds_taken / bare:.1f}"
    yield Figure("hotseat run until the page answers", ms(seconds_taken), beside, ratio, "under 3 s")
    yield Figure("memory after the start", f"{megabytes:.0f} MB resident")


def _start(folder: Path) -> tuple[float, float]:
    """Start, ask for the page, stop; give the seconds until it answered and the megabytes it took."""
    command = str(Path(sys.executable).with_name("hotseat"))
    environment = {**os.environ, "HOTSEAT_DATA_DIR": str(folder), "HOTSEAT_ROOM__PORT": "0"}
    began = time.perf_counter()
    quiet = subprocess.DEVNULL
    bot = subprocess.Popen([command, "run"], env=environment, stdout=subprocess.PIPE, stderr=quiet, text=True)
    try:
        assert bot.stdout is not None
        address = next(found[0] for line in bot.stdout if (found := re.search(r"http://\S+", line)))
        with urlopen(address, timeout=30) as page:
            page.read()
        taken = time.perf_counter() - began
        resident = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{bot.pid}/status").read_text(encoding="utf-8"))
        return taken, int(resident[1]) / 1024 if resident else float("nan")
    finally:
        bot.terminate()
        bot.communicate()
