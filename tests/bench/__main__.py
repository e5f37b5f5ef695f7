"""Run the measurements in this folder, all or those named: each is a module whose `run()` gives them as figures."""

from __future__ import annotations

import importlib
import pkgutil
import platform
import sqlite3
import sys

import tests.bench


def main(names: list[str]) -> int:
    """Print each figure as it comes."""
    known = {module.name for module in pkgutil.iter_modules(tests.bench.__path__)}
    modules = {name: importlib.import_module(f"tests.bench.{name}") for name in sorted(known - {"__main__"})}
    runs = {name: module.run for name, module in modules.items() if hasattr(module, "run")}
    if unknown := set(names) - set(runs):
        print(f"No measurement {', '.join(sorted(unknown))}. There are: {', '.join(runs)}", file=sys.stderr)  # noqa: T201
        return 2
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {platform.machine()}")  # noqa: T201
    for name, run in runs.items():
        if not names or name in names:
            print(f"\n{name}")  # noqa: T201
            for figure in run():
                print(f"  {figure}", flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
