"""A process that holds a database until it is told to let go, for the tests."""

from __future__ import annotations

import sys

from storage.lock import DatabaseLock

lock = DatabaseLock(sys.argv[1])
if sys.argv[2] == "shared":
    lock.share()
print(lock.alone, flush=True)  # noqa: T201 - whoever started it waits for this
sys.stdin.read()
