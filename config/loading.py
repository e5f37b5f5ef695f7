"""Read the settings: `hotseat.toml`, then the environment, which wins."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config.mistakes import ConfigError, Mistake, mistake, unknown
from config.names import is_secret, settings, variable
from config.settings import NESTING, PREFIX, Settings, is_loopback

FILE = "hotseat.toml"
FILE_VARIABLE = "HOTSEAT_CONFIG"
MASK = "********"
_YES = {"true", "1", "yes", "on", "t", "y"}
"""What pydantic takes for true."""


@dataclass(frozen=True, slots=True)
class Effective:
    """A setting as it is in force."""

    name: str
    value: str
    """As it would be written in the file; a secret is masked."""
    origin: str
    """The file, the environment variable, or `default`."""


def load() -> Settings:
    """Read the settings.

    Raises:
        ConfigError: with every mistake in them.
    """
    written = _from_file()
    mistakes = [*_unknown_variables(), *_strangers_let_in(written)]
    try:
        loaded = Settings(**written)
    except ValidationError as error:
        mistakes += [mistake(found) for found in error.errors(include_url=False)]
        raise ConfigError(mistakes) from None  # pydantic's own text would show what was written
    if not (loaded.room_opens or loaded.slack or loaded.discord):
        nothing = "is false, and neither Slack nor Discord is configured, so there is nothing to run"
        mistakes.append(
            Mistake(
                "room.enabled",
                variable("room.enabled"),
                nothing,
                "Leave it out, or add a section [slack] or [discord].",
            )
        )
    if mistakes:
        raise ConfigError(mistakes)
    return loaded


def effective(loaded: Settings) -> list[Effective]:
    """Give every setting with its value, secrets masked, and where it came from."""
    written = _from_file()
    there = {name.upper() for name, value in os.environ.items() if value}
    shown = []
    for name, field in settings():
        value = _at(loaded.model_dump(), name)
        if variable(name) in there:
            origin = variable(name)
        else:
            origin = "default" if _at(written, name) is None else str(_file())
        shown.append(Effective(name, _shown(value, secret=is_secret(field)), origin))
    return shown


def _strangers_let_in(written: Mapping[str, Any]) -> Iterator[Mistake]:
    """Find a room that opens to other machines without a passphrase.

    It looks at what was written, and not at what became of it, so as to find this among whatever else is wrong.
    """
    name = "room.passphrase"
    host = _given(written, "room.host")
    if isinstance(host, str) and not is_loopback(host) and _given(written, name) is None and _opens(written):
        wrong = f"is missing, and room.host {host} lets other machines in"
        yield Mistake(name, variable(name), wrong, f"It must be {dict(settings())[name].description}.")


def _opens(written: Mapping[str, Any]) -> bool:
    enabled = _given(written, "room.enabled")
    if enabled is not None:
        return str(enabled).lower() in _YES
    platforms = ("slack.", "discord.")
    return all(_given(written, name) is None for name, _ in settings() if name.startswith(platforms))


def _given(written: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any setting's value
    """Give what the environment says of a setting, or else the file; None if neither does."""
    said = {there.upper(): value for there, value in os.environ.items() if value}
    return said.get(variable(name), _at(written, name))


def _at(tree: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any setting's value
    found: Any = tree
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _shown(value: Any, *, secret: bool) -> str:  # noqa: ANN401 - any setting's value
    if value is None:
        return "(not set)"
    if secret:
        return MASK
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return f'"{value}"'


def _file() -> Path:
    return Path(os.environ.get(FILE_VARIABLE) or FILE)


def _from_file() -> dict[str, Any]:
    path = _file()
    named = bool(os.environ.get(FILE_VARIABLE))
    if not named and not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        wrong = f"{path} cannot be read ({error.strerror})"
        right = (
            f"Mend the path in {FILE_VARIABLE}, or unset it." if named else "Make it a file you may read, or remove it."
        )
    except UnicodeDecodeError:
        wrong, right = f"{path} is not text in UTF-8", "Save it as UTF-8."
    except tomllib.TOMLDecodeError as error:
        wrong, right = f"{path} is not TOML: {error}", "Texts stand in quotes, sections in [brackets]."
    raise ConfigError([Mistake("", "", wrong, right)])


def _unknown_variables() -> Iterator[Mistake]:
    """Find variables with our prefix that name nothing; inside a known section pydantic finds them."""
    for name, value in sorted(os.environ.items()):
        if name.upper().startswith(PREFIX) and name.upper() != FILE_VARIABLE and value:
            dotted = name.upper().removeprefix(PREFIX).lower().replace(NESTING.lower(), ".")
            if dotted.split(".")[0] not in Settings.model_fields:
                yield unknown(dotted)
