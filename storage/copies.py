"""Copy a SQLite database while others write to it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from storage.address import make_room_for
from storage.errors import StoreDamagedError, StoreError, StoreFullError, StoreUnwritableError


def copy_database(file: Path, to: Path) -> None:
    """Copy what is committed in a database to a new file, whole or not at all.

    Raises:
        StoreError: there is nothing to copy, the target exists, or cannot be written.
    """
    if not file.is_file():
        msg = f"There is no database at {file}."
        raise StoreError(msg)
    if to.exists():
        msg = f"{to} exists already. Name a file that does not."
        raise StoreError(msg)
    make_room_for(to)
    half = to.with_name(f"{to.name}.{os.getpid()}.part")
    try:
        _copy(file, half)
        half.rename(to)
    except sqlite3.Error as error:
        raise _failure(error, file, to) from error
    except OSError as error:
        msg = f"{to} cannot be written ({error.strerror}). Name a file in a folder that can."
        raise StoreUnwritableError(msg) from error
    finally:
        half.unlink(missing_ok=True)


def _copy(file: Path, to: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(file)) as source,
        contextlib.closing(sqlite3.connect(to)) as target,
    ):
        # All pages in one step: writers wait at most for the copying, and the copy is of one instant.
        source.backup(target)
        # One file that can be carried anywhere: without this a reader would leave two more beside it.
        target.execute("PRAGMA journal_mode=DELETE")
    with to.open("rb") as written:
        os.fsync(written.fileno())


def _failure(error: sqlite3.Error, file: Path, to: Path) -> StoreError:
    code = getattr(error, "sqlite_errorname", "")
    if code == "SQLITE_FULL":
        return StoreFullError(f"There is no room for the copy at {to}. Nothing was changed; free some space.")
    if code in {"SQLITE_NOTADB", "SQLITE_CORRUPT"}:
        return StoreDamagedError(f"{file} is damaged, or no database.")
    return StoreUnwritableError(f"{file} cannot be copied to {to}: {error}.")
