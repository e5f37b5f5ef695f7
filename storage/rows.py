"""Rows to records and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Connection, Executable

Record = TypeVar("Record")


def one(connection: Connection, statement: Executable, record: type[Record]) -> Record | None:
    """Give the first row as a record, None if there is none."""
    row = connection.execute(statement).mappings().first()
    return None if row is None else record(**row)


def many(connection: Connection, statement: Executable, record: type[Record]) -> list[Record]:
    """Give every row as a record."""
    return [record(**row) for row in connection.execute(statement).mappings()]


def values(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of this package
    """Give a record's fields by name; unlike `dataclasses.asdict` it copies nothing."""
    return {field.name: getattr(record, field.name) for field in fields(record)}
