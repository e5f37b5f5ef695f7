"""Jupyter notebooks: their cells as one page of Markdown, the code fenced."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import PurePath

from content.readers.drafts import Found
from content.readers.page.markdown import read_markdown
from content.readers.records.structured import LinesOfStrings


def read_notebook(text: str, path: PurePath) -> Found:
    """Read the questions of a notebook; what its cells printed is not part of it."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return Found(left_out=((1, "not a notebook"),))
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        return Found(left_out=((1, "a notebook without cells"),))
    language = _language(notebook)
    where = LinesOfStrings(text)
    lines: list[str] = []
    numbers: list[int] = []
    for cell in cells:
        kind, pieces = _cell(cell)
        if kind not in ("markdown", "code") or not pieces:
            continue
        said = [(line, where.line_of(piece)) for piece in pieces for line in piece.rstrip("\n").split("\n")]
        if kind == "code":
            said = [(f"```{language}", said[0][1]), *said, ("```", said[-1][1])] if "".join(pieces).strip() else []
        for line, number in (*said, ("", numbers[-1] if numbers else 1)):
            lines.append(line)
            numbers.append(number)
    found = read_markdown("\n".join(lines), path)
    return Found(
        tuple(replace(draft, line=numbers[draft.line - 1]) for draft in found.drafts),
        tuple((numbers[line - 1], why) for line, why in found.left_out if numbers),
    )


def _cell(cell: object) -> tuple[object, list[str]]:
    """Take the kind of a cell and the pieces of its source."""
    if not isinstance(cell, dict):
        return None, []
    source = cell.get("source")
    pieces = source if isinstance(source, list) else [source]
    return cell.get("cell_type"), [piece for piece in pieces if isinstance(piece, str)]


def _language(notebook: dict[str, object]) -> str:
    about = notebook.get("metadata")
    kernel = about.get("kernelspec") if isinstance(about, dict) else None
    return str(kernel.get("language", "python")) if isinstance(kernel, dict) else "python"
