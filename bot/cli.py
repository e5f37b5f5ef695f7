"""The command line of Hotseat."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
