"""Which version a database has, and making it current. Alembic is imported only when there is something to migrate."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.address import kept_file, make_room_for
from storage.copies import copy_database
from storage.errors import NewerDatabaseError, StoreDamagedError, StoreError, from_database
from storage.store import open_engine

MIGRATIONS = Path(__file__).parent / "migrations"
OTHERS_UPGRADE = 60.0
"""Seconds to wait for another process that may be upgrading the same database."""


class State(StrEnum):
    """How a database's version stands to this program's."""

    NEW = "new"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


def versions() -> list[str]:
    """Give the versions this program knows, the oldest first; each is the number in a migration's file name."""
    return sorted(path.name.split("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*_*.py"))


def version_in(connection: Connection) -> str | None:
    """Give the version of the database behind a connection, None if nothing is in it.

    Raises:
        StoreError: the tables in it are not ours.
    """
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if found is not None:
            return str(found)
    if set(tables) - {"alembic_version"}:
        msg = "The database holds the tables of another program. Name another file as the database."
        raise StoreError(msg)
    return None


def version(url: str) -> str | None:
    """Give the version of a database, None if it is missing or empty. Nothing is created."""
    file = kept_file(url)
    if not file.is_file() or file.stat().st_size == 0:
        return None
    engine = open_engine(url, reading=True)
    try:
        with engine.begin() as connection:
            return version_in(connection)
    except DBAPIError as error:
        raise from_database(error) from error
    finally:
        engine.dispose()


def state_of(found: str | None) -> State:
    """Say how a version stands to the newest this program knows."""
    known = versions()
    if found is None:
        return State.NEW
    if found == known[-1]:
        return State.CURRENT
    return State.OLDER if found in known else State.NEWER


def refuse_newer(found: str | None) -> None:
    """Raise if this program cannot know what is in a database of a version.

    Raises:
        NewerDatabaseError: it is of a version this program does not know.
    """
    if state_of(found) is State.NEWER:
        msg = (
            f"The database was written by a newer Hotseat (its version is {found}, this program knows up to "
            f"{versions()[-1]}). Nothing was changed. Install that newer Hotseat, or restore a backup made before "
            "the upgrade with: hotseat db restore FILE"
        )
        raise NewerDatabaseError(msg)


def require_current(url: str) -> None:
    """Raise unless a database is there and of this program's version.

    Raises:
        StoreError: it is missing, older or newer; the message says what to do.
    """
    found = version(url)
    refuse_newer(found)
    if state_of(found) is State.NEW:
        msg = f"There is no database at {kept_file(url)} yet. Start Hotseat once, with: hotseat run"
        raise StoreError(msg)
    if state_of(found) is State.OLDER:
        msg = f"The database is of an older version, {found}. Upgrade it with: hotseat db upgrade"
        raise StoreError(msg)


def upgrade(url: str) -> Path | None:
    """Make a database current, creating it if there is none; give the copy made of an older one.

    Raises:
        NewerDatabaseError: it is of a version this program does not know.
        StoreError: it cannot be read, copied or written; it is as it was.
    """
    file = kept_file(url)
    found = version(url)
    state = state_of(found)
    refuse_newer(found)
    if state is State.CURRENT:
        return None
    make_room_for(file)
    copy = None
    if state is State.OLDER:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        copy = file.with_name(f"{file.name}.version-{found}-{stamp}")
        copy_database(file, copy)
    engine = open_engine(url, timeout=OTHERS_UPGRADE)
    try:
        with closing(engine.connect()) as connection:
            # A migration writes a table anew and drops the old one, which must not take the rows that refer to it.
            driver = connection.connection.driver_connection
            assert driver is not None  # noqa: S101 - an open connection has its driver's
            driver.execute("PRAGMA foreign_keys=OFF")
            with connection.begin():
                migrate(connection)
    except DBAPIError as error:
        raise from_database(error) from error
    finally:
        engine.dispose()
    return copy


def migrate(connection: Connection, to: str = "head") -> None:
    """Run the migrations that lead to a version, in the transaction of a connection.

    Raises:
        StoreDamagedError: rows refer to rows that are not there.
    """
    from alembic import command  # noqa: PLC0415 - it costs half a second, and is rarely needed
    from alembic.config import Config  # noqa: PLC0415

    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, to)
    lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if lost:
        tables = ", ".join(sorted({str(row[0]) for row in lost}))
        msg = f"Rows of {tables} refer to rows that are not there; the database stays at its version. Restore a backup."
        raise StoreDamagedError(msg)
