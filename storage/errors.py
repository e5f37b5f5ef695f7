"""What can go wrong with the store, in a sentence a person can act on."""

from __future__ import annotations

from sqlalchemy.exc import DatabaseError


class StoreError(Exception):
    """The store cannot do it; the message says what to do."""


class StoreBusyError(StoreError):
    """Another program holds the database; nothing was changed, and trying again may help."""


class StoreFullError(StoreError):
    """There is no room left on the disk; nothing was changed."""


class NewerDatabaseError(StoreError):
    """The database was written by a newer version."""


def from_database(error: DatabaseError) -> StoreError:
    """Tell the failures a person can mend from the others."""
    text = str(error.orig)
    if "database is locked" in text or "database table is locked" in text:
        return StoreBusyError("Another program holds the database. Nothing was changed; try again in a moment.")
    if "disk is full" in text or "disk I/O error" in text:
        return StoreFullError("The disk is full or failing. Nothing was changed; free some space and try again.")
    if "readonly database" in text or "unable to open" in text:
        return StoreError("The database cannot be written. Check who owns the data directory and its file.")
    if "malformed" in text or "not a database" in text:
        return StoreError("The database file is damaged. Restore a backup with: hotseat db restore FILE")
    return StoreError(f"The database refused: {text}")
