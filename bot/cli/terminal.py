"""What every command of the command line shares: its groups, the settings, and telling numbers and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from config.settings import Settings

WRONG_SETTINGS = 2
"""Exit code where the settings or the command are wrong; 1 is for what went wrong in the doing."""


def group(about: str) -> typer.Typer:
    """Make a group of commands."""
    # Without rich, which draws frames around the help and takes longer to import than all the rest.
    return typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)


def counted(number: int, thing: str) -> str:
    """Say how many there are of a thing whose plural ends in s."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


@contextmanager
def in_sentences() -> Iterator[None]:
    """Tell what a person can mend in sentences on stderr, and exit; a fault of ours keeps its traceback."""
    try:
        yield
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        typer.echo(str(error), err=True)
        raise typer.Exit(code) from None


def _exit_code(error: Exception) -> int | None:
    from config.mistakes import ConfigError

    if isinstance(error, ConfigError):
        return WRONG_SETTINGS
    from storage.errors import StoreError

    return 1 if isinstance(error, StoreError) else None


def settings() -> Settings:
    """Read the settings."""
    from config.loading import load

    return load()
