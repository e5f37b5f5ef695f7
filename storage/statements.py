"""Statements that are built and compiled once, and run by the driver itself.

SQLAlchemy says what a statement is, and how its columns are written and read. Run by SQLAlchemy, it would take five
times as long as the database's part in it, and an answer takes two dozen of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Select

Record = TypeVar("Record")
Row = tuple[Any, ...]
Converter = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in the database's own words."""

    sql: str
    parameters: tuple[str, ...]
    constants: Mapping[str, Any]
    """Values that stand in the statement itself."""
    written: tuple[tuple[int, Converter], ...]
    columns: tuple[str, ...]
    read: tuple[tuple[int, Converter], ...]


class Statement:
    """One statement of those built once; built anew each time, it would be compiled each time."""

    __slots__ = ("_clause", "_compiled")

    def __init__(self, clause: Any) -> None:  # noqa: ANN401 - the dialects' inserts and a select share no base that compiles
        """Take what SQLAlchemy built, with named parameters; it is compiled when it first runs."""
        self._clause = clause
        self._compiled: _Compiled | None = None

    def record(self, connection: Connection, record: type[Record], **given: Any) -> Record | None:  # noqa: ANN401 - whatever a column holds
        """Give the first row as a record, None if there is none; `given` are the parameters."""
        compiled = self._for(connection)
        row = _run(connection, compiled, given).fetchone()
        return None if row is None else _made(record, compiled, row)

    def records(self, connection: Connection, record: type[Record], **given: Any) -> list[Record]:  # noqa: ANN401 - whatever a column holds
        """Give every row as a record."""
        compiled = self._for(connection)
        rows = _run(connection, compiled, given).fetchall()
        return [_made(record, compiled, row) for row in rows]

    def first(self, connection: Connection, **given: Any) -> Row | None:  # noqa: ANN401 - whatever a column holds
        """Give the first row, None if there is none."""
        compiled = self._for(connection)
        row = _run(connection, compiled, given).fetchone()
        return None if row is None else _converted(row, compiled.read)

    def rows(self, connection: Connection, **given: Any) -> list[Row]:  # noqa: ANN401 - whatever a column holds
        """Give every row."""
        compiled = self._for(connection)
        rows: list[Row] = _run(connection, compiled, given).fetchall()
        return [_converted(row, compiled.read) for row in rows] if compiled.read else rows

    def change(self, connection: Connection, given: Mapping[str, Any]) -> int:
        """Write, and give how many rows it touched."""
        touched: int = _run(connection, self._for(connection), given).rowcount
        return touched

    def change_each(self, connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write once for each of some rows."""
        compiled = self._for(connection)
        connection.exec_driver_sql(compiled.sql, [_written(compiled, row) for row in rows])

    def _for(self, connection: Connection) -> _Compiled:
        if self._compiled is None:
            self._compiled = _compile(self._clause, connection.dialect)
        return self._compiled


def _compile(clause: Any, dialect: Dialect) -> _Compiled:  # noqa: ANN401 - see `Statement`
    kind: Any = type(dialect)
    by_position = kind(paramstyle="qmark" if dialect.name == "sqlite" else "format")
    compiled = clause.compile(dialect=by_position)
    names = tuple(compiled.positiontup)
    writers = [compiled.binds[name].type.dialect_impl(by_position).bind_processor(by_position) for name in names]
    columns = clause.selected_columns if isinstance(clause, Select) else ()
    readers = [column.type.dialect_impl(by_position).result_processor(by_position, None) for column in columns]
    return _Compiled(
        sql=str(compiled),
        parameters=names,
        constants={name: value for name, value in compiled.params.items() if value is not None},
        written=tuple((i, write) for i, write in enumerate(writers) if write is not None),
        columns=tuple(str(column.key) for column in columns),
        read=tuple((i, read) for i, read in enumerate(readers) if read is not None),
    )


def _written(compiled: _Compiled, given: Mapping[str, Any]) -> Row:
    known = {**compiled.constants, **given} if compiled.constants else given
    return _converted([known[name] for name in compiled.parameters], compiled.written)


def _made(record: type[Record], compiled: _Compiled, row: Row) -> Record:
    return record(**dict(zip(compiled.columns, _converted(row, compiled.read), strict=True)))


def _converted(row: Iterable[Any], converters: Iterable[tuple[int, Converter]]) -> Row:
    changed = list(row)
    for i, convert in converters:
        changed[i] = convert(changed[i])
    return tuple(changed)


def _run(connection: Connection, compiled: _Compiled, given: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the driver's cursor
    row = _written(compiled, given)
    driver: Any = connection.connection.dbapi_connection
    try:
        return driver.execute(compiled.sql, row)
    except connection.dialect.loaded_dbapi.Error:
        # Again, by SQLAlchemy: it fails with an error of its own kind, and parts with a connection that is lost.
        return connection.exec_driver_sql(compiled.sql, row)
