"""`hotseat db`: keep the database well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.judge import EngineName
from bot.cli.terminal import group, in_sentences
from bot.cli.terminal import settings as read_settings

db = group("Keep the database well.")


@db.command()
def upgrade() -> None:
    """Make the database current. Every start does it too; a copy of an older one is kept."""
    with in_sentences():
        from storage import schema
        from storage.errors import StoreBusyError
        from storage.lock import DatabaseLock

        url = read_settings().database_url
        before = schema.version(url)
        with DatabaseLock(url) as lock:
            if not lock.alone and schema.state_of(before) is schema.State.OLDER:
                msg = "Hotseat is running on this database. Stop it, then upgrade."
                raise StoreBusyError(msg)
            copy = schema.upgrade(url)
        now = schema.version(url)
    if before is None:
        typer.echo(f"The database was made, at version {now}.")
    elif before == now:
        typer.echo(f"The database is current, at version {now}.")
    else:
        typer.echo(f"The database was upgraded from version {before} to {now}. As it was before: {copy}")


@db.command()
def backup(
    to: Annotated[Path | None, typer.Argument(help="The file to write; left out, one in the data directory.")] = None,
) -> None:
    """Copy the database to a file. Hotseat may be running."""
    with in_sentences():
        from datetime import UTC, datetime

        from storage import maintenance

        settings = read_settings()
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        file = to or settings.data_dir / "backups" / f"hotseat-{stamp}.db"
        maintenance.backup(settings.database_url, file)
    typer.echo(f"Copied to {file}")


@db.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `hotseat db backup` wrote.")]) -> None:
    """Go back to a backup. What was there is kept beside it."""
    with in_sentences():
        from storage import maintenance

        kept = maintenance.restore(read_settings().database_url, file)
    typer.echo(f"Restored from {file}." + (f" What was there before: {kept}" if kept else ""))


@db.command()
def check() -> None:
    """Look whether the database is sound. Hotseat may be running."""
    from bot.cli import doctor

    with in_sentences():
        finding = doctor.database(read_settings().database_url)
    typer.echo(finding.says, err=not finding.well)
    if not finding.well:
        raise typer.Exit(1)


@contextmanager
def _alone(url: str, what: str) -> Iterator[None]:
    """Hold the database alone while something is done that a running bot would disturb."""
    from storage.errors import StoreBusyError
    from storage.lock import DatabaseLock

    with DatabaseLock(url, wait=0) as lock:
        if not lock.alone:
            msg = f"Hotseat is running on this database. Stop it, then {what}."
            raise StoreBusyError(msg)
        yield


@db.command()
def recount() -> None:
    """Rebuild all points from the answers. Hotseat must not be running."""
    with in_sentences():
        from storage.schema import require_current

        settings = read_settings()
        require_current(settings.database_url)
        with _alone(settings.database_url, "recount"):
            from bot.cli import upkeep

            lines = upkeep.recount(settings)
    typer.echo(f"Recounted: {lines} totals.")


@db.command()
def rejudge(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change; Hotseat may be running.")
    ] = False,
    engine: Annotated[
        EngineName | None, typer.Option("--engine", help="Ask this engine; left out, the one in the settings.")
    ] = None,
) -> None:
    """Judge stored answers again, and show what differs. Only verdicts in open rounds change."""
    with in_sentences():
        from contextlib import nullcontext

        from content.judge import EngineMissingError
        from storage.schema import require_current

        settings = read_settings()
        require_current(settings.database_url)
        with nullcontext() if dry_run else _alone(settings.database_url, "judge again"):
            from bot.cli import upkeep

            try:
                done = upkeep.rejudge(settings, engine, dry_run=dry_run)
            except EngineMissingError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(1) from None
    for line in done.lines(dry_run=dry_run):
        typer.echo(line)
