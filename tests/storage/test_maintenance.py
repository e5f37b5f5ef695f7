"""Copies of a database in use, going back to one, and looking whether it is sound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.address import url_of
from storage.errors import NewerDatabaseError, StoreBusyError, StoreDamagedError, StoreError, StoreUnwritableError
from storage.lock import DatabaseLock
from storage.maintenance import backup, check, restore
from storage.schema import State, versions
from storage.store import Store


def remember(url: str, name: str, value: str) -> None:
    store = Store(url)
    store.write(lambda tx: tx.spaces.put_fact(name, value)).result()
    store.close()


def recall(url: str, name: str) -> str | None:
    store = Store(url)
    value = store.read(lambda tx: tx.spaces.fact(name)).result()
    store.close()
    return value


def damage(file: Path, share: float = 0.2) -> None:
    """Overwrite the end of a file, where rows lie that came last."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.executemany("INSERT INTO facts VALUES (?, 'x')", ((f"fact {n}" * 20,) for n in range(2000)))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = file.stat().st_size
    with file.open("r+b") as opened:
        opened.seek(int(size * (1 - share)))
        opened.write(b"\x5a" * int(size * share))


def test_a_backup_of_a_database_in_use_has_what_was_committed(store: Store, url: str, tmp_path: Path) -> None:
    store.write(lambda tx: tx.spaces.put_fact("who", "ana")).result()
    backup(url, tmp_path / "backups" / "one.db")
    store.write(lambda tx: tx.spaces.put_fact("who", "raj")).result()
    assert recall(url_of(tmp_path / "backups" / "one.db"), "who") == "ana"
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["one.db"]


def test_a_backup_never_replaces_a_file(url: str, tmp_path: Path) -> None:
    (tmp_path / "one.db").write_text("mine")
    with pytest.raises(StoreError, match="exists already"):
        backup(url, tmp_path / "one.db")
    assert (tmp_path / "one.db").read_text() == "mine"


def test_a_backup_of_nothing_or_to_nowhere_says_so(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        backup(url_of(tmp_path / "missing.db"), tmp_path / "one.db")
    (tmp_path / "flat").write_text("")
    with pytest.raises(StoreUnwritableError, match="flat cannot be made"):
        backup(url, tmp_path / "flat" / "one.db")


def test_a_backup_of_a_damaged_database_is_made_and_told(file: Path, url: str, tmp_path: Path) -> None:
    damage(file)
    with pytest.raises(StoreDamagedError, match="The copy was written"):
        backup(url, tmp_path / "one.db")
    assert (tmp_path / "one.db").exists()


def test_a_database_nothing_can_be_read_of_is_not_backed_up(file: Path, url: str, tmp_path: Path) -> None:
    damage(file, share=0.99)
    with pytest.raises(StoreDamagedError, match="is damaged, or no database"):
        backup(url, tmp_path / "backups" / "one.db")
    assert not list((tmp_path / "backups").iterdir())


def test_restoring_goes_back_and_keeps_what_was(url: str, tmp_path: Path) -> None:
    remember(url, "who", "ana")
    backup(url, tmp_path / "one.db")
    remember(url, "who", "raj")
    kept = restore(url, tmp_path / "one.db")
    assert recall(url, "who") == "ana"
    assert kept is not None
    assert recall(url_of(kept), "who") == "raj"
    assert recall(url_of(tmp_path / "one.db"), "who") == "ana"


def test_restoring_after_a_crash_keeps_the_last_commits_too(file: Path, url: str, tmp_path: Path) -> None:
    backup(url, tmp_path / "one.db")
    crashed = tmp_path / "crashed" / "hotseat.db"
    crashed.parent.mkdir()
    with closing(sqlite3.connect(file)) as open_still:
        open_still.execute("INSERT INTO facts VALUES ('who', 'raj')")
        open_still.commit()
        for ending in ("", "-wal", "-shm"):
            (crashed.parent / f"hotseat.db{ending}").write_bytes(Path(f"{file}{ending}").read_bytes())
    kept = restore(url_of(crashed), tmp_path / "one.db")
    assert recall(url_of(crashed), "who") is None
    assert kept is not None
    assert recall(url_of(kept), "who") == "raj"


def test_restoring_where_nothing_was_makes_the_database(url: str, tmp_path: Path) -> None:
    remember(url, "who", "ana")
    backup(url, tmp_path / "one.db")
    elsewhere = url_of(tmp_path / "elsewhere" / "hotseat.db")
    assert restore(elsewhere, tmp_path / "one.db") is None
    assert recall(elsewhere, "who") == "ana"


def test_nothing_is_restored_under_a_running_process(url: str, tmp_path: Path) -> None:
    backup(url, tmp_path / "one.db")
    remember(url, "who", "raj")
    with DatabaseLock(url) as running:
        with pytest.raises(StoreBusyError):
            restore(url, tmp_path / "one.db")
        running.share()
        with pytest.raises(StoreBusyError, match="Stop it, then restore"):
            restore(url, tmp_path / "one.db")
    assert recall(url, "who") == "raj"


@pytest.mark.parametrize(
    ("made", "kind", "says"),
    [
        ("missing", StoreError, "There is no file"),
        ("empty", StoreError, "There is nothing in"),
        ("letter", StoreDamagedError, "is damaged, or no database"),
        ("damaged", StoreDamagedError, "is damaged; nothing was changed"),
        ("newer", NewerDatabaseError, "newer Hotseat"),
        ("theirs", StoreError, "another program"),
    ],
)
def test_a_bad_backup_changes_nothing(url: str, tmp_path: Path, made: str, kind: type[StoreError], says: str) -> None:
    bad = tmp_path / "bad.db"
    if made == "empty":
        bad.touch()
    elif made == "letter":
        bad.write_text("dear database\n" * 500)
    elif made == "theirs":
        with closing(sqlite3.connect(bad)) as theirs:
            theirs.execute("CREATE TABLE recipes (name TEXT)")
    elif made != "missing":
        backup(url, bad)
        if made == "damaged":
            damage(bad)
        else:
            with closing(sqlite3.connect(bad)) as newer, newer:
                newer.execute("UPDATE alembic_version SET version_num = '9999'")
    remember(url, "who", "raj")
    there = sorted(tmp_path.iterdir())
    with pytest.raises(kind, match=says):
        restore(url, bad)
    assert recall(url, "who") == "raj"
    assert {path.name for path in tmp_path.iterdir() if path not in there} <= {"hotseat.db.lock"}


def test_a_sound_database_has_no_faults_while_in_use(store: Store, url: str) -> None:
    store.write(lambda tx: tx.spaces.put_fact("who", "ana")).result()
    health = check(url)
    assert (health.version, health.state, health.faults) == (versions()[-1], State.CURRENT, ())


def test_looking_at_a_missing_database_makes_none(tmp_path: Path) -> None:
    assert check(url_of(tmp_path / "hotseat.db")).state is State.NEW
    assert not list(tmp_path.iterdir())


def test_a_database_nothing_can_be_read_of_is_named_damaged(file: Path, url: str) -> None:
    damage(file, share=0.99)
    with pytest.raises(StoreDamagedError, match="hotseat db restore"):
        check(url)


def test_a_damaged_database_has_faults(file: Path, url: str) -> None:
    damage(file)
    health = check(url)
    assert health.faults
    assert str(file) in health.faults[0]
    assert len(health.faults) <= 11


def test_a_row_that_refers_to_nothing_is_a_fault(file: Path, url: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        names = [(row[1], row[2]) for row in connection.execute("PRAGMA table_info(messages)")]
        marks = ", ".join("?" for _ in names)
        connection.execute(f"INSERT INTO messages VALUES ({marks})", ["0"] * len(names))
    assert check(url).faults == ("Row 1 of messages refers to a row of rounds that is not there.",)
