"""`hotseat judge`: answers judged line by line, for people who want to measure the judge or use it elsewhere.

Everything it needs is imported inside it, so that `hotseat --help` answers at once.
"""

from __future__ import annotations

import codecs
import json
import os
import sys
import traceback
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, BinaryIO

import typer

INTERRUPTED = 130
"""The exit code a shell gives a command stopped by Ctrl-C."""
_EXPECTED = (
    'I read lines like {"question": "…", "model_answer": "…", "submission": "…"}, and answer each. '
    "docs/judging.md names all fields. Ctrl-D ends."
)


class EngineName(StrEnum):
    """The engines that judge here."""

    LEXICAL = "lexical"
    SEMANTIC = "semantic"


def judge(
    engine: Annotated[EngineName, typer.Option("--engine", help="By words, or by meaning.")] = EngineName.LEXICAL,
) -> None:
    """Judge answers: a line of JSON in, its verdict out. Where a line cannot be judged: an error, and exit code 1."""
    from content.judge import EngineMissingError, engine_named

    try:
        judging = engine_named(engine)
    except EngineMissingError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    from bot.cli.judge_lines import LONGEST_LINE, LineError, judged_line

    if sys.stdin.isatty():
        typer.echo(_EXPECTED, err=True)
    well = True
    try:
        for number, line in enumerate(_lines(sys.stdin.buffer, LONGEST_LINE), start=1):
            try:
                verdict = judged_line(line, judging)
            except LineError as error:
                well, verdict = False, json.dumps({"error": str(error)})
                typer.echo(f"line {number}: {error}", err=True)
            except Exception as error:  # noqa: BLE001 - a fault of ours on one line must not cost the others
                well, verdict = False, json.dumps({"error": f"not judged: {error!r}"})
                typer.echo(f"line {number}: not judged. {traceback.format_exc()}", err=True)
            sys.stdout.buffer.write(f"{verdict}\n".encode(errors="replace"))
            sys.stdout.buffer.flush()
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # Nobody reads on; Python must not try again to write what is left when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        well = False
    if not well:
        raise typer.Exit(1)


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """Give each line without its end and without a byte order mark; of one that is too long only its beginning."""
    first = True
    while line := stream.readline(longest + 2):
        while not line.endswith(b"\n") and (more := stream.readline(longest)):
            line = line[: longest + 1] + more[-1:]
        yield (line.removeprefix(codecs.BOM_UTF8) if first else line).rstrip(b"\r\n")
        first = False
