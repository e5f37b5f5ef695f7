"""The engines by name."""

from __future__ import annotations

from functools import cache

from content.judge.engine import Engine
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
        return _semantic()
    raise ValueError(f"There is no engine {name!r}; there are {' and '.join(NAMES)}.")


def _semantic() -> Engine:
    from content.judge.minilm import MiniLM  # noqa: PLC0415 - nothing of it is loaded unless it is wanted

    model = MiniLM()
    from content.judge.semantic import Semantic  # noqa: PLC0415 - needs NumPy, which came with the model

    return Semantic(model)
