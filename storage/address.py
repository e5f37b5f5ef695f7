"""What a database URL names: a file of ours, if it is SQLite and not in memory."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StoreError, StoreUnwritableError


def database_file(url: str) -> Path | None:
    """Give the file of a SQLite URL, None for a database in memory.

    Raises:
        StoreError: the URL cannot be read, or is not SQLite.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        msg = "The database URL cannot be read. It looks like this: sqlite:///path/to/hotseat.db"
        raise StoreError(msg) from error
    if parsed.get_backend_name() != "sqlite":
        shown = parsed.render_as_string(hide_password=True)
        msg = f"The database {shown} is not SQLite. Use a URL like this: sqlite:///path/to/hotseat.db"
        raise StoreError(msg)
    name = parsed.database or ":memory:"
    return None if name == ":memory:" or "mode=memory" in name else Path(name)


def kept_file(url: str) -> Path:
    """Give the file of a SQLite URL.

    Raises:
        StoreError: there is none: a database in memory is forgotten at the end, and its threads do not share it.
    """
    file = database_file(url)
    if file is None:
        msg = "A database in memory keeps nothing. Name a file: sqlite:///path/to/hotseat.db"
        raise StoreError(msg)
    return file


def url_of(file: Path) -> str:
    """Give the URL of a SQLite file."""
    return URL.create("sqlite", database=str(file)).render_as_string()


def make_room_for(file: Path) -> None:
    """Make the folder a file shall lie in.

    Raises:
        StoreUnwritableError: it cannot be made, or is no folder.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"The folder {file.parent} cannot be made ({error.strerror}). Choose another data directory."
        raise StoreUnwritableError(msg) from error
