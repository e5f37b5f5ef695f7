"""Keep a database well: copies of it while it runs, going back to one, and looking whether it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from storage.address import kept_file, url_of
from storage.copies import copy_database
from storage.errors import StoreBusyError, StoreDamagedError, StoreError, from_database
from storage.lock import DatabaseLock
from storage.schema import State, refuse_newer, state_of, version
from storage.store import open_engine

SHOWN = 10
"""Faults named one by one; a damaged file can have thousands."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a look at a database found."""

    version: str | None
    """None where there is no database yet."""
    state: State
    faults: tuple[str, ...]
    """What is wrong with the file or the rows in it, each in a sentence; empty if sound."""


def check(url: str) -> Health:
    """Look whether a database is whole, its rows fit together and its version is known; it may be in use.

    Raises:
        StoreError: it cannot be read at all.
    """
    file = kept_file(url)
    found = version(url)
    state = state_of(found)
    if state is State.NEW:
        return Health(None, state, ())
    engine = open_engine(url, reading=True)
    try:
        with engine.begin() as connection:
            whole = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            # In a damaged file the rows cannot all be read.
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if whole == ["ok"] else []
    except DBAPIError as error:
        failure = from_database(error)
        if not isinstance(failure, StoreDamagedError):
            raise failure from error
        whole, lost = [str(error.orig)], []
    finally:
        engine.dispose()
    faults = [f"{file} is damaged: {line}." for line in whole if line != "ok"]
    faults += [f"Row {row} of {table} refers to a row of {other} that is not there." for table, row, other, _ in lost]
    if len(faults) > SHOWN:
        faults[SHOWN:] = [f"And {len(faults) - SHOWN} faults more."]
    return Health(found, state, tuple(faults))


def backup(url: str, to: Path) -> None:
    """Copy a database, in use or not, to a new file; what was committed before is in it.

    Raises:
        StoreDamagedError: the copy is there but it, and so the database, is damaged.
        StoreError: there is nothing to copy, or the file cannot be written.
    """
    copy_database(kept_file(url), to)
    if not _sound(to):
        msg = f"The copy was written to {to}, but the database is damaged, and so is the copy. Restore an older backup."
        raise StoreDamagedError(msg)


def restore(url: str, source: Path) -> Path | None:
    """Put a backup in a database's place; give the path where the old one is kept, None if there was none.

    Raises:
        StoreBusyError: another process has the database open.
        StoreError: the backup is missing, damaged, of a newer version or not ours; nothing was changed.
    """
    file = kept_file(url)
    if not source.is_file():
        msg = f"There is no file {source}."
        raise StoreError(msg)
    with DatabaseLock(url, wait=0) as lock:
        if not lock.alone:
            msg = "Hotseat is running on this database. Stop it, then restore."
            raise StoreBusyError(msg)
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        fresh = file.with_name(f"{file.name}.restoring-{stamp}")
        copy_database(source, fresh)
        try:
            _refuse_unsound(fresh, source)
            kept = _set_aside(file, file.with_name(f"{file.name}.before-restore-{stamp}"))
            fresh.rename(file)
        finally:
            fresh.unlink(missing_ok=True)
        return kept


def _refuse_unsound(fresh: Path, source: Path) -> None:
    if not _sound(fresh):
        msg = f"{source} is damaged; nothing was changed. Restore another backup."
        raise StoreDamagedError(msg)
    found = version(url_of(fresh))
    if found is None:
        msg = f"There is nothing in {source}."
        raise StoreError(msg)
    refuse_newer(found)


def _sound(file: Path) -> bool:
    try:
        return not check(url_of(file)).faults
    except StoreDamagedError:
        return False


def _set_aside(file: Path, kept: Path) -> Path | None:
    """Rename a database and what lies beside it; the part that may hold its last commits goes first."""
    if not file.exists():
        return None
    for ending in ("-wal", "-shm", ""):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(kept.with_name(kept.name + ending))
    return kept
