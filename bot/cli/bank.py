"""`hotseat bank`: read banks people already have, import them, check banks of ours.

Everything a command needs is imported inside it, so that `hotseat --help` answers at once.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.terminal import WRONG_SETTINGS, counted, group, in_sentences
from bot.cli.terminal import settings as read_settings

if TYPE_CHECKING:
    from content.readers.native.importing import Written
    from content.readers.reading import LeftOut

bank = group("Read, import and check question banks.")
_ASIDE = 200
"""Places left out that are named; of more the number."""


class Format(StrEnum):
    """How `bank read` prints."""

    TABLE = "table"
    JSON = "json"


@bank.command()
def read(
    path: Annotated[Path, typer.Argument(help="A file or a folder, in any of the shapes the docs name.")],
    format_: Annotated[Format, typer.Option("--format", help="A table, or a line of JSON for each question.")] = (
        Format.TABLE
    ),
) -> None:
    """Show what a file or folder holds. What was left out, and why, goes to stderr."""
    from content.readers import read as read_any
    from content.readers.showing import as_record, summary, table

    reading = read_any(path)
    if format_ is Format.JSON:
        for question in reading.questions:
            typer.echo(json.dumps(as_record(question), ensure_ascii=False))
    elif reading.questions:
        typer.echo("\n".join(table(reading.questions, shutil.get_terminal_size().columns if _is_seen() else None)))
    _aside(reading.left_out)
    typer.echo(summary(reading), err=True)
    if not reading.questions:
        raise typer.Exit(1)


@bank.command(name="import")
def import_(
    path: Annotated[Path, typer.Argument(help="A file or a folder, in any of the shapes the docs name.")],
    topic: Annotated[str, typer.Option("--topic", help="The bank's name, and the first topic of its questions.")],
    into: Annotated[Path, typer.Option("--into", help="The folder of your banks.")] = Path("banks"),
) -> None:
    """Write what a file or folder holds as a bank of ours. Ids and edits of an earlier import stay."""
    from content.readers import read as read_any
    from content.readers.native.importing import ImportRefusedError, write_native
    from content.readers.showing import summary

    reading = read_any(path)
    _aside(reading.left_out)
    typer.echo(summary(reading), err=True)
    try:
        written = write_native(reading.questions, topic, into)
    except (ImportRefusedError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    for line in _said(written):
        typer.echo(line)


@bank.command()
def check(
    paths: Annotated[list[Path], typer.Argument(help="Banks, or folders of banks.")],
    strict: Annotated[
        bool, typer.Option("--strict", help="Hold them to what ours are held to: sources, a description.")
    ] = False,
) -> None:
    """Say everything that is wrong with banks of ours, by file and line. Exits with 1 if anything is."""
    from content.check import check as check_banks
    from content.library import OURS, files_of, read_file

    named = [file for path in paths for file in (files_of(path) if path.is_dir() else [path])]
    once: dict[Path, Path] = {}
    for file in named:
        once.setdefault(file.resolve(), file)
    files = list(once.values())
    missing = [str(file) for file in files if not file.exists()]
    if missing or not files:
        typer.echo(f"no such file: {', '.join(missing)}" if missing else "there is no bank to check", err=True)
        raise typer.Exit(WRONG_SETTINGS)
    read_ = [read_file(file) for file in files]
    banks = [bank_ for bank_, _ in read_ if bank_]
    ours = [bank_ for file in files_of(OURS) if file.resolve() not in once and (bank_ := read_file(file)[0])]
    faults = [fault for _, found in read_ for fault in found]
    faults += check_banks(banks, beside=ours, strict=strict)
    for fault in sorted(faults, key=lambda fault: (fault.source.path, fault.source.line)):
        typer.echo(str(fault))
    asked = sum(len(one.questions) for one in banks)
    questions, in_banks = counted(asked, "question"), counted(len(banks), "bank")
    typer.echo(f"{questions} in {in_banks}, {counted(len(faults), 'fault')}", err=True)
    if faults:
        raise typer.Exit(1)


@bank.command()
def learn(
    into: Annotated[
        Path | None, typer.Option("--into", help="Write a file for each question into this folder instead.")
    ] = None,
) -> None:
    """Show wordings to add, from accepted appeals. They are what members wrote: read them before you publish them."""
    with in_sentences():
        from storage.schema import require_current

        settings = read_settings()
        require_current(settings.database_url)
        from bot.cli import upkeep
        from bot.practice.learning import lines

        found = upkeep.learned(settings)
    by_question: dict[str, list[str]] = {
        id_: lines(list(one)) for id_, one in groupby(found, key=lambda learned: learned.question.id)
    }
    try:
        for id_, told in by_question.items():
            if into is None:
                typer.echo("\n".join((*told, "")))
            else:
                into.mkdir(parents=True, exist_ok=True)
                (into / (re.sub(r"[^\w.-]", "-", id_) + ".md")).write_text("\n".join((*told, "")), encoding="utf-8")
    except OSError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    wordings = sum(len(one.wordings) for one in found)
    typer.echo(f"{counted(wordings, 'wording')} for {counted(len(by_question), 'question')}", err=True)


def _is_seen() -> bool:
    """Say whether a person sees what is printed, so that a line should fit the screen."""
    return sys.stdout.isatty() or "COLUMNS" in os.environ


def _aside(left_out: Iterable[LeftOut]) -> None:
    left = list(left_out)
    for one in left[:_ASIDE]:
        typer.echo(f"left out  {one}", err=True)
    if len(left) > _ASIDE:
        typer.echo(f"left out  {len(left) - _ASIDE} more", err=True)


def _said(written: Written) -> Iterable[str]:
    """Tell what an import did, in a line for each thing that happened."""
    told = (
        (written.added, "new"),
        (written.changed, "changed with their source"),
        (written.same, "as they were"),
        (written.edited, "changed here and in their source: kept as they are here"),
        (written.gone, "no longer in their source: kept"),
        (written.elsewhere, "in another bank of this folder already: not written again"),
    )
    yield f"Wrote {written.path}:"
    for ids, what in told:
        if ids:
            yield f"  {len(ids)} {what}"
    for id_ in written.edited:
        yield f"  changed here and in its source: {id_}"
