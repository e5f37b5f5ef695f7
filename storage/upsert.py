"""Insert and let a duplicate be no exception, and change rows: one place that knows both dialects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.statements import Statement


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one of its unique keys exists; say whether it went in."""
    return bool(_insert_new(connection.dialect.name, table, tuple(values)).change(connection, values))


def put(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert a row, or replace the one of the same primary key."""
    _put(connection.dialect.name, table, tuple(values)).change(connection, values)


def add_to(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], counters: tuple[str, ...]) -> None:
    """Insert rows; where the primary key exists, add the named counters to what is there."""
    _add_to(connection.dialect.name, table, tuple(rows[0]), counters).change_each(connection, rows)


def change(connection: Connection, table: Table, keys: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Give the named columns new values in the rows of these keys."""
    given = {f"key_{name}": value for name, value in keys.items()}
    _change(table, tuple(keys), tuple(columns)).change(connection, {**given, **columns})


def _insert(dialect: str, table: Table, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - the dialects share no base with on_conflict
    kind = postgresql if dialect == "postgresql" else sqlite
    return kind.insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in names})


@cache
def _insert_new(dialect: str, table: Table, names: tuple[str, ...]) -> Statement:
    return Statement(_insert(dialect, table, names).on_conflict_do_nothing())


@cache
def _put(dialect: str, table: Table, names: tuple[str, ...]) -> Statement:
    statement = _insert(dialect, table, names)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    return Statement(statement.on_conflict_do_update(index_elements=keys, set_=rest))


@cache
def _add_to(dialect: str, table: Table, names: tuple[str, ...], counters: tuple[str, ...]) -> Statement:
    statement = _insert(dialect, table, names)
    keys = [column.name for column in table.primary_key]
    sums = {name: table.c[name] + statement.excluded[name] for name in counters}
    return Statement(statement.on_conflict_do_update(index_elements=keys, set_=sums))


@cache
def _change(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Statement:
    where = (table.c[name] == bindparam(f"key_{name}") for name in keys)
    return Statement(
        update(table).where(*where).values({name: bindparam(name, type_=table.c[name].type) for name in names})
    )
