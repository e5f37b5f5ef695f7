from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from storage.records import Schedule, ScheduleState
from storage.rows import many, values
from storage.statements import Statement
from storage.store import open_engine
from storage.tables import members, metadata, schedules

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=2)))
DAILY = Schedule(
    id="d",
    space="s",
    place="p",
    time="09:00",
    zone="Europe/Kyiv",
    days=("mon", "tue"),
    topics=("aws", "йога"),
    owner="ana",
    state=ScheduleState.PAUSED,
    paused_until=date(2026, 1, 9),
    next_at=NOW,
    created_at=NOW,
)
ADD = Statement(insert(schedules).values({c.name: bindparam(c.name, type_=c.type) for c in schedules.c}))
PAUSED = select(schedules).where(schedules.c.space == bindparam("space"), schedules.c.state == ScheduleState.PAUSED)


def test_rows_are_written_and_read_as_sqlalchemy_does(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'h.db'}")
    metadata.create_all(engine)
    with engine.connect() as connection, connection.begin():
        assert ADD.change(connection, values(DAILY)) == 1
        assert many(connection, select(schedules), Schedule) == [DAILY]
        assert Statement(PAUSED).records(connection, Schedule, space="s") == [DAILY]
        assert Statement(PAUSED).record(connection, Schedule, space="elsewhere") is None
        read = Statement(PAUSED).record(connection, Schedule, space="s")
    assert read is not None
    assert read.next_at is not None
    assert read.next_at.tzinfo is UTC
    engine.dispose()


def test_a_naive_time_is_refused(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'h.db'}")
    metadata.create_all(engine)
    with engine.connect() as connection, connection.begin(), pytest.raises(ValueError, match="without a zone"):
        ADD.change(connection, {**values(DAILY), "next_at": datetime(2026, 1, 5)})  # noqa: DTZ001 - that is the point
    engine.dispose()


def test_what_the_database_refuses_is_an_error_of_sqlalchemy(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'h.db'}")
    metadata.create_all(engine)
    with engine.connect() as connection, connection.begin():
        ADD.change(connection, values(DAILY))
        with pytest.raises(IntegrityError):
            ADD.change(connection, values(DAILY))
        assert len(many(connection, select(schedules), Schedule)) == 1
    engine.dispose()


def test_a_parameter_that_is_not_given_is_no_null(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'h.db'}")
    metadata.create_all(engine)
    named = Statement(select(members).where(members.c.name == bindparam("name")))
    with engine.connect() as connection, connection.begin(), pytest.raises(KeyError, match="name"):
        named.rows(connection)
    engine.dispose()
