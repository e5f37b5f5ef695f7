"""The version of a database, and the way to the current one."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from storage import schema
from storage.address import url_of
from storage.errors import NewerDatabaseError, StoreDamagedError, StoreError, StoreUnwritableError
from storage.schema import State
from storage.tables import metadata

_COLUMNS = re.compile(r"\n|, (?=\w+ [A-Z])")


def ask(file: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection, connection:
        return connection.execute(sql, values).fetchall()


def statements(file: Path) -> dict[str, list[str]]:
    """What made each table and index, with the columns of a table in one order, as one added later stands last."""
    found = ask(file, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
    return {str(name): sorted(line.strip().rstrip(",") for line in _COLUMNS.split(str(sql))) for name, sql in found}


def test_the_migrations_lead_to_the_tables_the_code_names(file: Path) -> None:
    engine = create_engine(url_of(file))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
    engine.dispose()


def test_the_migrations_make_them_as_the_code_would(file: Path, tmp_path: Path) -> None:
    """Also what alembic does not compare: partial indexes, defaults, tables without row ids, the order of keys."""
    made = tmp_path / "made.db"
    engine = create_engine(url_of(made))
    metadata.create_all(engine)
    engine.dispose()
    assert statements(file) == statements(made)


def test_a_missing_database_is_new_and_looking_creates_nothing(tmp_path: Path) -> None:
    file = tmp_path / "data" / "hotseat.db"
    assert schema.state_of(schema.version(url_of(file))) is State.NEW
    assert not file.parent.exists()


def test_a_new_database_becomes_current_with_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "data" / "deep" / "hotseat.db"
    assert schema.upgrade(url_of(file)) is None
    assert schema.state_of(schema.version(url_of(file))) is State.CURRENT
    assert [path.name for path in file.parent.iterdir()] == ["hotseat.db"]


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "hotseat.db"
    file.touch()
    schema.upgrade(url_of(file))
    assert schema.state_of(schema.version(url_of(file))) is State.CURRENT


def test_a_current_database_stays_as_it_is_and_needs_no_alembic(file: Path) -> None:
    before = file.read_bytes()
    script = "import sys; from storage import schema; print(schema.upgrade(sys.argv[1]), 'alembic' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script, url_of(file)], check=True, capture_output=True, text=True)
    assert run.stdout.split() == ["None", "False"]
    assert file.read_bytes() == before


def test_a_newer_database_is_left_alone_and_says_what_to_do(file: Path) -> None:
    ask(file, "UPDATE alembic_version SET version_num = '9999'")
    assert schema.state_of(schema.version(url_of(file))) is State.NEWER
    before = file.read_bytes()
    with pytest.raises(NewerDatabaseError, match=r"9999.*Install that newer Hotseat, or restore a backup"):
        schema.upgrade(url_of(file))
    assert file.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "theirs.db"
    ask(file, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="another program"):
        schema.upgrade(url_of(file))
    assert ask(file, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_a_file_that_is_no_database_is_named_damaged(tmp_path: Path) -> None:
    file = tmp_path / "hotseat.db"
    file.write_text("hello, I am a letter, and no database at all\n" * 200)
    with pytest.raises(StoreDamagedError, match="hotseat db restore"):
        schema.upgrade(url_of(file))


def test_a_file_where_the_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(StoreUnwritableError, match=r"data cannot be made"):
        schema.upgrade(url_of(tmp_path / "data" / "hotseat.db"))


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    with pytest.raises(StoreError, match="keeps nothing"):
        schema.upgrade(url)


@pytest.mark.parametrize(
    ("url", "says"),
    [("mysql://u:secret@h/x", "is not SQLite"), ("hotseat.db", "cannot be read"), ("", "cannot be read")],
)
def test_another_kind_of_url_is_refused_without_its_password(url: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as refused:
        schema.upgrade(url)
    assert "secret" not in str(refused.value)


# --- an older one: with a later migration beside the real ones -------------------------------------------

LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{before}"


def upgrade():
    with op.batch_alter_table("rounds") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), server_default="calm", nullable=False))
        batch.alter_column("opener", nullable=True)
    {more}
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program whose newest version is 9000; gives the file of that migration."""
    before = schema.versions()[-1]
    folder = tmp_path / "program" / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    migration = folder / "versions" / "9000_moods.py"
    migration.write_text(LATER.format(before=before, more="pass"))
    return migration


def fill(file: Path, table: str, **row: str) -> None:
    """Insert a row; what it must have and is not given is 0."""
    needed = [str(c[1]) for c in ask(file, f"PRAGMA table_info({table})") if c[3] and c[4] is None]
    whole = {**dict.fromkeys(needed, "0"), **row}
    names, marks = ", ".join(whole), ", ".join("?" for _ in whole)
    ask(file, f"INSERT INTO {table} ({names}) VALUES ({marks})", *whole.values())


@pytest.fixture
def used(file: Path) -> Path:
    """A database of today's version, where somebody said something in a round."""
    fill(file, "rounds", id="r")
    fill(file, "messages", round="r", text="hello")
    return file


def test_an_older_database_is_not_current(used: Path, later: Path) -> None:
    with pytest.raises(StoreError, match="hotseat db upgrade"):
        schema.require_current(url_of(used))
    schema.upgrade(url_of(used))
    schema.require_current(url_of(used))


def test_an_older_database_is_copied_then_upgraded_and_keeps_its_rows(used: Path, later: Path) -> None:
    assert schema.state_of(schema.version(url_of(used))) is State.OLDER
    copy = schema.upgrade(url_of(used))
    assert schema.state_of(schema.version(url_of(used))) is State.CURRENT
    assert ask(used, "SELECT id, mood FROM rounds") == [("r", "calm")]
    assert ask(used, "SELECT text FROM messages") == [("hello",)], "rewriting a table took the rows that refer to it"
    assert copy is not None
    assert copy.parent == used.parent
    assert schema.state_of(schema.version(url_of(copy))) is State.OLDER
    assert ask(copy, "SELECT text FROM messages") == [("hello",)]


@pytest.mark.parametrize("more", ["raise RuntimeError('half way')", "op.execute('DELETE FROM rounds')"])
def test_a_failing_upgrade_changes_nothing(used: Path, later: Path, more: str) -> None:
    later.write_text(later.read_text().replace("    pass", f"    {more}"))
    made = statements(used)
    with pytest.raises((RuntimeError, StoreDamagedError)):
        schema.upgrade(url_of(used))
    assert schema.state_of(schema.version(url_of(used))) is State.OLDER
    assert statements(used) == made
    assert ask(used, "SELECT text FROM messages") == [("hello",)]


def test_two_processes_starting_at_once_both_find_it_current(tmp_path: Path) -> None:
    url = url_of(tmp_path / "hotseat.db")
    script = "import sys; from storage import schema; schema.upgrade(sys.argv[1]); print(schema.version(sys.argv[1]))"
    both = [
        subprocess.Popen([sys.executable, "-c", script, url], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate() for process in both]
    assert [out.strip() for out, _ in said] == [schema.versions()[-1]] * 2, said
