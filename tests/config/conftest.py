"""A folder without settings, and an environment without ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.upper().startswith("HOTSEAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(elsewhere: Path) -> Callable[[str], Path]:
    """Write hotseat.toml in the working directory."""

    def write(text: str) -> Path:
        file = elsewhere / "hotseat.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write
