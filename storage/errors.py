"""What can go wrong with the store, in a sentence a person can act on."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError


class StoreError(Exception):
    """The store cannot do it; the message says what to do."""


class StoreBusyError(StoreError):
    """Another program holds the database; nothing was changed, and trying again may help."""


class StoreFullError(StoreError):
    """There is no room left on the disk; nothing was changed."""


class StoreUnwritableError(StoreError):
    """The data directory or the database in it cannot be written."""


class StoreDamagedError(StoreError):
    """The file is damaged, or no database."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version."""


_FAILURES: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED"),
        StoreBusyError,
        "Another program holds the database. Nothing was changed; try again in a moment.",
    ),
    (
        ("SQLITE_FULL",),
        StoreFullError,
        "The disk is full. Nothing was changed; free some space and try again.",
    ),
    (
        ("SQLITE_IOERR",),
        StoreUnwritableError,
        "The disk fails to read or write. Nothing was changed; see that it has room and is healthy, then try again.",
    ),
    (
        ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH"),
        StoreUnwritableError,
        "The database cannot be written. See that its folder exists and belongs to the user who runs Hotseat.",
    ),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT"),
        StoreDamagedError,
        "The database file is damaged. Restore a backup with: hotseat db restore FILE",
    ),
)


def from_database(error: DBAPIError) -> StoreError:
    """Tell the failures a person can mend from the others, by the driver's own name for them."""
    code = str(getattr(error.orig, "sqlite_errorname", ""))
    for names, kind, sentence in _FAILURES:
        if code.startswith(names):
            return kind(sentence)
    return StoreError(f"The database refused: {error.orig}")
