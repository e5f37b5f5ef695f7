"""Readers: one module a family of formats, one `read(path)` for all of them."""

from __future__ import annotations

from pathlib import Path

from content.readers.reading import LeftOut, Reading

__all__ = ["LeftOut", "Reading", "read"]


def read(path: str | Path) -> Reading:
    """Read the questions of a file or of every file below a folder.

    Never raises for what stands in a file: what cannot be read is left out, with file, line and reason.
    """
    # Imported here: our own banks are read by the native reader alone, at every start.
    from content.readers.files import read_file  # noqa: PLC0415
    from content.readers.folders import read_folder  # noqa: PLC0415

    path = Path(path)
    return read_folder(path) if path.is_dir() else read_file(path)
