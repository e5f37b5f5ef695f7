"""The kinds of columns the tables are made of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    Integer,
    Text,
    TypeDecorator,
)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, which would mean a different instant on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time without a zone: {value}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Names(TypeDecorator[tuple[str, ...]]):
    """A few short names, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the list."""
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read it back."""
        return None if value is None else tuple(json.loads(value))


class OneOf(TypeDecorator[StrEnum]):
    """One of an enumeration's values, given back as its member."""

    impl = Text
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        """Take the enumeration."""
        super().__init__()
        self.values = values

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Write the value."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Give the member back."""
        return None if value is None else self.values(value)


def key(name: str) -> Column[str]:
    """Make a part of the primary key."""
    return Column(name, Text, primary_key=True, nullable=False)


def text(name: str, default: str | None = None) -> Column[str]:
    """Make a text that is never null."""
    return Column(name, Text, nullable=False, server_default=default)


def count(name: str) -> Column[int]:
    """Make a number that begins at nothing."""
    return Column(name, Integer, nullable=False, server_default="0")


def flag(name: str) -> Column[bool]:
    """Make a yes or no."""
    return Column(name, Boolean, nullable=False)
