"""Insert and let a duplicate be no exception: one place that knows both dialects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def _insert(connection: Connection, table: Table) -> Any:  # noqa: ANN401 - the dialects share no base with on_conflict
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


def insert_new(connection: Connection, table: Table, values: dict[str, Any]) -> bool:
    """Insert a row unless one of its unique keys exists; say whether it went in."""
    statement = _insert(connection, table).on_conflict_do_nothing()
    return bool(connection.execute(statement, values).rowcount)


def put(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """Insert a row, or replace the one of the same primary key."""
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in values if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=rest), values)


def add_to(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], counters: Sequence[str]) -> None:
    """Insert rows; where the primary key exists, add the named counters to what is there."""
    statement = _insert(connection, table)
    keys = [column.name for column in table.primary_key]
    sums = {name: table.c[name] + statement.excluded[name] for name in counters}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=sums), list(rows))
