"""What can happen to a database under a running store: it says so, loses nothing, and goes on afterwards."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage import schema
from storage.address import url_of
from storage.errors import StoreBusyError, StoreDamagedError, StoreError, StoreFullError, StoreUnwritableError
from storage.store import Store, open_engine
from storage.transaction import Tx


def recall(store: Store, name: str) -> str | None:
    return store.read(lambda tx: tx.spaces.fact(name)).result(60)


def remember(store: Store, name: str, value: str = "yes") -> None:
    store.write(lambda tx: tx.spaces.put_fact(name, value)).result(60)


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Another program in the middle of writing."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_a_locked_database_fails_what_waits_and_nothing_later(store: Store, file: Path) -> None:
    remember(store, "before")
    with held(file):
        waiting = [store.write(lambda tx: tx.spaces.put_fact("during", "yes")) for _ in range(200)]
        for future in waiting:
            with pytest.raises(StoreBusyError, match="try again in a moment"):
                future.result(60)
        assert recall(store, "before") == "yes"
    remember(store, "after")
    assert recall(store, "after") == "yes"
    assert recall(store, "during") is None


def test_a_database_locked_from_the_start_fails_the_same(file: Path, url: str) -> None:
    with held(file):
        store = Store(url, timeout=0.01)
        with pytest.raises(StoreBusyError):
            remember(store, "during")
    remember(store, "after")
    assert recall(store, "after") == "yes"
    store.close()


def test_a_new_database_that_another_process_opens_too_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "hotseat.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.executescript("CREATE TABLE theirs (a); BEGIN IMMEDIATE")
        monkeypatch.setattr("storage.store.time.sleep", lambda _: other.execute("COMMIT"))
        engine = open_engine(url_of(file))
        with engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        engine.dispose()
        assert not other.in_transaction


def test_a_full_disk_fails_what_has_no_room_and_keeps_the_rest(store: Store) -> None:
    def limit(pages: int | None) -> None:
        def work(tx: Tx) -> None:
            used = tx.spaces.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            tx.spaces.connection.exec_driver_sql(f"PRAGMA max_page_count = {used + pages if pages else 2**30}")

        store.write(work).result(60)

    remember(store, "before")
    limit(2)
    with pytest.raises(StoreFullError, match="free some space"):
        remember(store, "during", "x" * 100_000)
    remember(store, "small")
    limit(None)
    remember(store, "after", "x" * 100_000)
    assert [recall(store, name) is not None for name in ("before", "during", "small", "after")] == [
        True,
        False,
        True,
        True,
    ]


FAILING_DISK = """
import resource, sys
from storage.errors import StoreError
from storage.store import Store, open_engine

store = Store(sys.argv[1])

def remember(name, value):
    try:
        store.write(lambda tx: tx.spaces.put_fact(name, value)).result(60)
    except StoreError as error:
        print(name, type(error).__name__, error)

remember("before", "yes")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
remember("during", "x" * 1_000_000)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
remember("after", "x" * 1_000_000)
print([store.read(lambda tx: tx.spaces.fact(name) is not None).result(60) for name in ("before", "during", "after")])
store.close()
"""


def test_a_disk_that_fails_to_write_is_told_and_forgiven(url: str) -> None:
    """The system lets the process write no more than 200 kB to any file for a while."""
    run = subprocess.run([sys.executable, "-c", FAILING_DISK, url], check=True, capture_output=True, text=True)
    first, last = run.stdout.splitlines()
    assert first.startswith("during StoreUnwritableError The disk fails to read or write.")
    assert last == "[True, False, True]"


def test_a_data_directory_that_is_a_file_is_told_and_forgiven(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.write_text("")
    url = url_of(folder / "hotseat.db")
    store = Store(url)
    with pytest.raises(StoreUnwritableError, match="cannot be written"):
        remember(store, "during")
    with pytest.raises(StoreUnwritableError, match="cannot be written"):
        recall(store, "during")
    folder.unlink()
    schema.upgrade(url)
    remember(store, "after")
    assert recall(store, "after") == "yes"
    store.close()


def test_a_damaged_file_is_told_and_a_mended_one_found_again(store: Store, file: Path, tmp_path: Path) -> None:
    remember(store, "before")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sound = Path(shutil.copy(file, tmp_path / "sound.db"))
    file.write_bytes(b"\x5a" * file.stat().st_size)
    with pytest.raises(StoreDamagedError, match="hotseat db restore"):
        remember(store, "during")
    with pytest.raises(StoreDamagedError, match="hotseat db restore"):
        recall(store, "before")
    for ending in ("-wal", "-shm"):
        Path(f"{file}{ending}").unlink(missing_ok=True)
    sound.replace(file)
    remember(store, "after")
    assert (recall(store, "before"), recall(store, "after")) == ("yes", "yes")


def test_a_database_without_tables_is_refused_in_a_sentence(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "hotseat.db"))
    with pytest.raises(StoreError, match="no such table"):
        remember(store, "before")
    store.close()
