"""Rows to records and back."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table, bindparam, select

from storage.statements import Statement

Record = TypeVar("Record")


def find(connection: Connection, table: Table, record: type[Record], **keys: Any) -> Record | None:  # noqa: ANN401 - whatever a column holds
    """Give the record whose named columns hold these values, None if there is none."""
    return _equal(table, tuple(keys)).record(connection, record, **keys)


def find_all(connection: Connection, table: Table, record: type[Record], **keys: Any) -> list[Record]:  # noqa: ANN401 - whatever a column holds
    """Give the records whose named columns hold these values."""
    return _equal(table, tuple(keys)).records(connection, record, **keys)


@cache
def _equal(table: Table, names: tuple[str, ...]) -> Statement:
    return Statement(select(table).where(*(table.c[name] == bindparam(name) for name in names)))


def one(connection: Connection, statement: Executable, record: type[Record]) -> Record | None:
    """Give the first row as a record, None if there is none."""
    row = connection.execute(statement).mappings().first()
    return None if row is None else record(**row)


def many(connection: Connection, statement: Executable, record: type[Record]) -> list[Record]:
    """Give every row as a record."""
    return [record(**row) for row in connection.execute(statement).mappings()]


def values(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of this package
    """Give a record's fields by name; unlike `dataclasses.asdict` it copies nothing."""
    return {name: getattr(record, name) for name in record.__slots__}
