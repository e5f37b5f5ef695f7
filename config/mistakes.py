"""What is wrong with the settings, all of it at once; never with the value of a secret."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import ErrorDetails

from config.names import close_to, is_secret, settings, variable
from config.settings import Settings

_SHOWN = 60
"""Characters of a wrong value that are shown."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One setting that is wrong, as whoever wrote it would name it."""

    name: str
    """Dotted, as in the file; empty where no one setting is to blame."""
    variable: str
    wrong: str
    right: str

    def __str__(self) -> str:
        named = f"{self.name} ({self.variable}) " if self.name else ""
        return f"{named}{self.wrong}. {self.right}".strip()


class ConfigError(Exception):
    """The settings cannot be used; the message has a line for each mistake."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def unknown(name: str) -> Mistake:
    """Say that there is no such setting, and which may be meant."""
    near = close_to(name)
    right = f"Did you mean {near} ({variable(near)})?" if near else "`hotseat config` lists all there are."
    return Mistake(name, variable(name), "is no setting", right)


def mistake(error: ErrorDetails) -> Mistake:
    """Say what is wrong with one value, from what pydantic found."""
    known = dict(settings())
    name = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return unknown(name)
    while name not in known and "." in name:  # an item of a list: the list is the setting
        name = name.rpartition(".")[0]
    field = known.get(name)
    right = f"It must be {(field or Settings.model_fields[name]).description}."
    if error["type"] == "missing":
        return Mistake(name, variable(name), "is missing", right)
    if error["type"] == "value_error":
        return Mistake(name, variable(name), str(error["ctx"]["error"]), right)
    if field is None:
        return Mistake(name, variable(name), "is no section", right)
    if is_secret(field):
        return Mistake(name, variable(name), "is not right" if error["input"] else "is empty", right)
    shown = repr(error["input"])
    shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN] + "…"
    return Mistake(name, variable(name), f"is {shown}", right)
