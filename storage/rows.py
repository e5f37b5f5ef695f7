"""Rows to records and back."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable, Table, bindparam, select

Record = TypeVar("Record")


def find(connection: Connection, table: Table, record: type[Record], **keys: Any) -> Record | None:  # noqa: ANN401 - whatever a column holds
    """Give the record whose named columns hold these values, None if there is none."""
    row = connection.execute(_equal(table, tuple(keys)), keys).mappings().first()
    return None if row is None else record(**row)


def find_all(connection: Connection, table: Table, record: type[Record], **keys: Any) -> list[Record]:  # noqa: ANN401 - whatever a column holds
    """Give the records whose named columns hold these values."""
    return [record(**row) for row in connection.execute(_equal(table, tuple(keys)), keys).mappings()]


@cache
def _equal(table: Table, names: tuple[str, ...]) -> Executable:
    # Built once for each set of columns: building a statement takes several times as long as running it.
    return select(table).where(*(table.c[name] == bindparam(name) for name in names))


def one(connection: Connection, statement: Executable, record: type[Record], **given: Any) -> Record | None:  # noqa: ANN401 - whatever a column holds
    """Give the first row as a record, None if there is none; `given` are the statement's parameters."""
    row = connection.execute(statement, given).mappings().first()
    return None if row is None else record(**row)


def many(connection: Connection, statement: Executable, record: type[Record], **given: Any) -> list[Record]:  # noqa: ANN401 - whatever a column holds
    """Give every row as a record; `given` are the statement's parameters."""
    return [record(**row) for row in connection.execute(statement, given).mappings()]


def values(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of this package
    """Give a record's fields by name; unlike `dataclasses.asdict` it copies nothing."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
