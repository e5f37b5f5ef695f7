"""The settings' names, as they are written in the file and in the environment."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from config.settings import NESTING, PREFIX, Settings


def settings(model: type[BaseModel] = Settings, above: str = "") -> Iterator[tuple[str, FieldInfo]]:
    """Give each setting's dotted name and what is known of it, sections opened."""
    for name, field in model.model_fields.items():
        section = section_of(field)
        if section is None:
            yield above + name, field
        else:
            yield from settings(section, f"{above}{name}.")


def _kinds(field: FieldInfo) -> tuple[Any, ...]:
    return (field.annotation, *get_args(field.annotation))


def section_of(field: FieldInfo) -> type[BaseModel] | None:
    """Give the section a field holds, None if it is a setting."""
    return next((kind for kind in _kinds(field) if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def is_secret(field: FieldInfo) -> bool:
    """Say whether a setting's value is shown to nobody."""
    return SecretStr in _kinds(field)


def variable(name: str) -> str:
    """Give the environment variable of a dotted name."""
    return PREFIX + name.replace(".", NESTING).upper()


def close_to(name: str) -> str | None:
    """Give the setting or section whose name is most like one that does not exist."""
    known = [setting for setting, _ in settings()]
    sections = [field for field, info in Settings.model_fields.items() if section_of(info)]
    by_end = {setting.rsplit(".", 1)[-1]: setting for setting in known}
    whole = difflib.get_close_matches(name, [*known, *sections], n=1, cutoff=0.75)
    end = difflib.get_close_matches(name.rsplit(".", 1)[-1], by_end, n=1, cutoff=0.75)
    return whole[0] if whole else by_end[end[0]] if end else None
