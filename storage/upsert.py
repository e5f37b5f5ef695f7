"""Insert and let a duplicate be no exception, and change rows: one place that knows both dialects.

A statement is built once for each table and set of columns: building it takes several times as long as running it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one of its unique keys exists; say whether it went in."""
    statement = _insert_new(connection.dialect.name, table, tuple(values))
    return bool(connection.execute(statement, values).rowcount)


def put(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert a row, or replace the one of the same primary key."""
    connection.execute(_put(connection.dialect.name, table, tuple(values)), values)


def add_to(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], counters: tuple[str, ...]) -> None:
    """Insert rows; where the primary key exists, add the named counters to what is there.

    The rows go to the driver as they are, which for a dozen of them halves the time: texts, numbers and flags only.
    """
    statement, order = _add_to(connection.dialect.name, table, tuple(rows[0]), counters)
    connection.exec_driver_sql(statement, [tuple([row[name] for name in order]) for row in rows])


def change(connection: Connection, table: Table, keys: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
    """Give the named columns new values in the rows of these keys."""
    given = {f"key_{name}": value for name, value in keys.items()}
    connection.execute(_change(table, tuple(keys), tuple(columns)), {**given, **columns})


def _insert(dialect: str, table: Table, names: tuple[str, ...]) -> Any:  # noqa: ANN401 - the dialects share no base with on_conflict
    kind = postgresql if dialect == "postgresql" else sqlite
    return kind.insert(table).values({name: bindparam(name, type_=table.c[name].type) for name in names})


@cache
def _insert_new(dialect: str, table: Table, names: tuple[str, ...]) -> Executable:
    statement: Executable = _insert(dialect, table, names).on_conflict_do_nothing()
    return statement


@cache
def _put(dialect: str, table: Table, names: tuple[str, ...]) -> Executable:
    statement = _insert(dialect, table, names)
    keys = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in names if name not in keys}
    replacing: Executable = statement.on_conflict_do_update(index_elements=keys, set_=rest)
    return replacing


@cache
def _add_to(
    dialect: str, table: Table, names: tuple[str, ...], counters: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    statement = _insert(dialect, table, names)
    keys = [column.name for column in table.primary_key]
    sums = {name: table.c[name] + statement.excluded[name] for name in counters}
    adding = statement.on_conflict_do_update(index_elements=keys, set_=sums)
    kind: Any = postgresql if dialect == "postgresql" else sqlite
    by_position = kind.dialect(paramstyle="format" if kind is postgresql else "qmark")
    compiled = adding.compile(dialect=by_position)
    return str(compiled), tuple(compiled.positiontup)


@cache
def _change(table: Table, keys: tuple[str, ...], names: tuple[str, ...]) -> Executable:
    where = (table.c[name] == bindparam(f"key_{name}") for name in keys)
    return update(table).where(*where).values({name: bindparam(name) for name in names})
