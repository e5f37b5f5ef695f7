"""The engines by name."""

from __future__ import annotations

from functools import cache

from content.judge.engine import Engine, EngineMissingError
from content.judge.lexical import Lexical

NAMES = ("lexical", "semantic")


@cache
def engine_named(name: str) -> Engine:
    """Return the engine of that name, loaded once.

    Raises:
        EngineMissingError: what it needs is not installed.
        ValueError: there is no such engine.
    """
    if name == "lexical":
        return Lexical()
    if name == "semantic":
        raise EngineMissingError("The semantic engine is not installed; install hotseat[semantic].")
    raise ValueError(f"There is no engine {name!r}; there are {' and '.join(NAMES)}.")
