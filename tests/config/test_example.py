"""The example file documents every setting, and what it says is so."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

from config.loading import load
from config.names import settings, variable
from config.settings import Settings

EXAMPLE = files("config").joinpath("hotseat.example.toml").read_text(encoding="utf-8")
OPENED = re.sub(r"^#(?=\[|\w+ = )", "", EXAMPLE, flags=re.MULTILINE)
"""The example with every setting in force."""


def flat(tree: dict[str, Any], above: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in tree.items():
        found.update(flat(value, f"{above}{name}.") if isinstance(value, dict) else {above + name: value})
    return found


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    assert sorted(flat(tomllib.loads(OPENED))) == sorted(name for name, _ in settings())


def test_every_setting_names_its_variable() -> None:
    named = set(re.findall(r"HOTSEAT_[A-Z]\w*", EXAMPLE))
    assert {variable(name) for name, _ in settings()} <= named
    assert named - {variable(name) for name, _ in settings()} == {"HOTSEAT_CONFIG"}


def test_the_example_as_it_is_changes_nothing(write: Callable[[str], Path]) -> None:
    plain = load()
    write(EXAMPLE)
    assert load() == plain


def test_the_example_with_everything_in_force_loads(write: Callable[[str], Path]) -> None:
    write(OPENED)
    loaded = load()
    assert loaded.slack is not None
    assert loaded.discord is not None
    assert loaded.room.passphrase is not None


def test_the_example_shows_what_holds_when_a_setting_is_left_out(write: Callable[[str], Path]) -> None:
    plain = load()
    write(OPENED)
    opened = load()
    for section in ("data_dir", "database_url", "banks", "log"):
        assert getattr(opened, section) == getattr(plain, section)
    assert opened.judge.engine == plain.judge.engine
    assert opened.judge.model is not None
    for name in ("timeout", "requests_a_day", "tokens_a_day"):
        assert getattr(opened.judge.model, name) == type(opened.judge.model).model_fields[name].default
    for name in ("host", "port"):
        assert getattr(opened.room, name) == getattr(plain.room, name)
    assert opened.slack is not None
    assert opened.slack.api_url == type(opened.slack).model_fields["api_url"].default


def test_every_setting_says_what_is_right_for_it() -> None:
    assert [name for name, field in settings() if not field.description] == []
    assert all(field.description for field in Settings.model_fields.values())
