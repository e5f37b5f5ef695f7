"""A current database in a file, and a store on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import schema
from storage.address import url_of
from storage.store import Store


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A current database with nothing in it, migrated once: tests copy it."""
    file = tmp_path_factory.mktemp("blank") / "blank.db"
    schema.upgrade(url_of(file))
    return file


@pytest.fixture
def file(blank: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(blank, tmp_path / "hotseat.db"))


@pytest.fixture
def url(file: Path) -> str:
    return url_of(file)


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url, timeout=0.05)
    yield store
    store.close()
