"""Words written one after another in a text, as a list."""

from __future__ import annotations


def words(listed: str) -> tuple[str, ...]:
    """Split a text into its words, each once, in order."""
    return tuple(dict.fromkeys(listed.split()))
