"""Whether a process is alone on a database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.address import url_of
from storage.errors import StoreBusyError, StoreUnwritableError
from storage.lock import DatabaseLock


@contextmanager
def another_process(url: str, how: str) -> Iterator[subprocess.Popen[str]]:
    """Hold the database from another process, `alone` or `shared`."""
    command = [sys.executable, "-m", "tests.storage.holding", url, how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def test_the_first_is_alone_and_the_next_knows_it_is_not(url: str) -> None:
    with another_process(url, "shared"), DatabaseLock(url, wait=0) as second:
        assert not second.alone
        with DatabaseLock(url, wait=0) as third:
            assert not third.alone


def test_who_is_alone_keeps_others_out_until_it_shares(url: str) -> None:
    with DatabaseLock(url, wait=0) as first:
        assert first.alone
        with pytest.raises(StoreBusyError, match="Another process"):
            DatabaseLock(url, wait=0)
        first.share()
        with DatabaseLock(url, wait=0) as second:
            assert not second.alone


def test_who_comes_while_another_starts_waits_for_it(url: str) -> None:
    with another_process(url, "alone") as process:
        process.kill()
        with DatabaseLock(url, wait=60) as lock:
            lock.share()
            with DatabaseLock(url, wait=0) as later:
                assert not later.alone, "who waited holds it"


def test_a_killed_process_holds_nothing(url: str) -> None:
    with another_process(url, "alone") as process:
        process.kill()
        process.wait()
        with DatabaseLock(url, wait=0) as lock:
            assert lock.alone


def test_letting_go_lets_the_next_be_alone(url: str) -> None:
    DatabaseLock(url, wait=0).release()
    with DatabaseLock(url, wait=0) as lock:
        assert lock.alone


def test_a_database_in_memory_is_nobody_elses() -> None:
    with DatabaseLock("sqlite://") as lock, DatabaseLock("sqlite://") as other:
        assert lock.alone
        assert other.alone
        lock.share()


def test_a_missing_database_can_be_held_before_it_is_made(tmp_path: Path) -> None:
    with DatabaseLock(url_of(tmp_path / "data" / "hotseat.db")) as lock:
        assert lock.alone


def test_a_lock_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "hotseat.db.lock").mkdir()
    with pytest.raises(StoreUnwritableError, match=r"hotseat\.db\.lock cannot be written"):
        DatabaseLock(url_of(tmp_path / "hotseat.db"))
