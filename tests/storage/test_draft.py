"""Drafting a migration from how the tables changed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, create_engine

from storage.address import url_of
from storage.migrations.draft import draft
from storage.tables import metadata


def drafted(connection: Connection, name: str) -> str:
    text = draft(connection, "9000", name)
    compile(text, "9000_draft.py", "exec")
    return text


def test_a_draft_holds_what_the_database_lacks(file: Path) -> None:
    engine = create_engine(url_of(file))
    with engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE reports")
        connection.exec_driver_sql("ALTER TABLE spaces DROP COLUMN owner")
        text = drafted(connection, "reports_and_owners")
    engine.dispose()
    assert text.startswith('"""Reports and owners."""')
    assert text.count("create_table(") == 1
    assert "'reports'" in text
    assert "batch_op.add_column(sa.Column('owner'" in text
    assert "storage." not in text, "a migration must not change when the code does"


def test_with_nothing_changed_there_is_nothing_to_do(file: Path) -> None:
    engine = create_engine(url_of(file))
    with engine.connect() as connection:
        text = drafted(connection, "nothing")
    engine.dispose()
    assert text.endswith("    pass\n")


def test_the_first_draft_makes_every_table() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        text = draft(connection, "0001", "first_tables")
    engine.dispose()
    assert all(f"'{table}'" in text for table in metadata.tables)
    assert "down_revision = None" in text
