"""The command line of Hotseat.

Everything a command needs is imported inside it, so that `hotseat --help` answers at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.bank_commands import bank
from bot.discord_commands import app as discord_app
from bot.discord_commands import findings as discord_findings
from bot.judge_command import EngineName, judge
from bot.slack_commands import slack as slack_app

if TYPE_CHECKING:
    from config.settings import Settings

WRONG_SETTINGS = 2
"""Exit code where the settings or the command are wrong; 1 is for what went wrong in the doing."""


def _group(about: str) -> typer.Typer:
    # Without rich, which draws frames around the help and takes longer to import than all the rest.
    return typer.Typer(help=about, no_args_is_help=True, rich_markup_mode=None)


app = typer.Typer(
    help="Interview practice where your team already talks.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(bank, name="bank")
app.add_typer(discord_app, name="discord")
app.add_typer(slack_app, name="slack")
db = _group("Keep the database well.")
app.add_typer(db, name="db")
daily = _group("Look at the daily questions.")
app.add_typer(daily, name="daily")


def main() -> None:
    """Run the command line."""
    app()


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
    from config.mistakes import ConfigError  # noqa: PLC0415

    if isinstance(error, ConfigError):
        return WRONG_SETTINGS
    from storage.errors import StoreError  # noqa: PLC0415

    return 1 if isinstance(error, StoreError) else None


def _settings() -> Settings:
    from config.loading import load  # noqa: PLC0415

    return load()


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"hotseat {version('hotseat')}")
        raise typer.Exit


@app.callback()
def _hotseat(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def run() -> None:
    """Start Hotseat. The room opens in your browser, unless Slack or Discord is configured."""
    with in_sentences():
        settings = _settings()
        if settings.room_opens:
            _refuse_a_taken_port(settings.room.host, settings.room.port)
        from bot import app as hotseat  # noqa: PLC0415

        code = hotseat.run(settings)
    raise typer.Exit(code)


def _refuse_a_taken_port(host: str, number: int) -> None:
    from bot import doctor  # noqa: PLC0415

    if error := doctor.refusal(host, number):
        typer.echo(doctor.why(host, number, error), err=True)
        raise typer.Exit(1)


@app.command()
def config() -> None:
    """Show the settings in force. Each with where it came from; secrets are masked."""
    with in_sentences():
        from config.loading import effective  # noqa: PLC0415

        lines = effective(_settings())
    left = max(len(f"{line.name} = {line.value}") for line in lines)
    for line in lines:
        typer.echo(f"{f'{line.name} = {line.value}':{left}}  # {line.origin}")


app.command()(judge)


@app.command()
def health() -> None:
    """Say whether Hotseat runs here. Exit 0 if its heart beats, 1 if not, as a container asks."""
    with in_sentences():
        from bot.app import is_alive  # noqa: PLC0415

        alive = is_alive(_settings())
    if not alive:
        typer.echo("No heartbeat for a minute.", err=True)
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look whether all is well. Where it is not, say what to do."""
    from bot import doctor  # noqa: PLC0415
    from config.mistakes import ConfigError  # noqa: PLC0415

    findings = [doctor.python(), doctor.time_zones()]
    try:
        settings = _settings()
    except ConfigError as error:
        findings.append(doctor.mend("settings", str(error)))
    else:
        findings += [
            doctor.well("settings", "In order. `hotseat config` shows them."),
            doctor.data_directory(settings.data_dir),
            doctor.database(settings.database_url),
            doctor.banks(settings.banks),
            doctor.judge(settings.judge.engine),
        ]
        if settings.slack is not None:
            from bot import slack_doctor  # noqa: PLC0415

            findings += slack_doctor.findings(settings.slack, settings.database_url)
        if settings.room_opens:
            findings.append(doctor.port(settings.room.host, settings.room.port, settings.database_url))
        findings += discord_findings(settings)
    for finding in findings:
        first, *more = finding.says.splitlines()
        typer.echo(f"{'ok  ' if finding.well else 'MEND'}  {finding.of}: {first}")
        for line in more:
            typer.echo(f"      {line}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@db.command()
def upgrade() -> None:
    """Make the database current. Every start does it too; a copy of an older one is kept."""
    with in_sentences():
        from storage import schema  # noqa: PLC0415
        from storage.errors import StoreBusyError  # noqa: PLC0415
        from storage.lock import DatabaseLock  # noqa: PLC0415

        url = _settings().database_url
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
        from datetime import UTC, datetime  # noqa: PLC0415

        from storage import maintenance  # noqa: PLC0415

        settings = _settings()
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        file = to or settings.data_dir / "backups" / f"hotseat-{stamp}.db"
        maintenance.backup(settings.database_url, file)
    typer.echo(f"Copied to {file}")


@db.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `hotseat db backup` wrote.")]) -> None:
    """Go back to a backup. What was there is kept beside it."""
    with in_sentences():
        from storage import maintenance  # noqa: PLC0415

        kept = maintenance.restore(_settings().database_url, file)
    typer.echo(f"Restored from {file}." + (f" What was there before: {kept}" if kept else ""))


@db.command()
def check() -> None:
    """Look whether the database is sound. Hotseat may be running."""
    from bot import doctor  # noqa: PLC0415

    with in_sentences():
        finding = doctor.database(_settings().database_url)
    typer.echo(finding.says, err=not finding.well)
    if not finding.well:
        raise typer.Exit(1)


@contextmanager
def _alone(url: str, what: str) -> Iterator[None]:
    """Hold the database alone while something is done that a running bot would disturb."""
    from storage.errors import StoreBusyError  # noqa: PLC0415
    from storage.lock import DatabaseLock  # noqa: PLC0415

    with DatabaseLock(url, wait=0) as lock:
        if not lock.alone:
            msg = f"Hotseat is running on this database. Stop it, then {what}."
            raise StoreBusyError(msg)
        yield


@db.command()
def recount() -> None:
    """Rebuild all points from the answers. Hotseat must not be running."""
    with in_sentences():
        from storage.schema import require_current  # noqa: PLC0415

        settings = _settings()
        require_current(settings.database_url)
        with _alone(settings.database_url, "recount"):
            from bot import upkeep  # noqa: PLC0415

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
        from contextlib import nullcontext  # noqa: PLC0415

        from content.judge import EngineMissingError  # noqa: PLC0415
        from storage.schema import require_current  # noqa: PLC0415

        settings = _settings()
        require_current(settings.database_url)
        with nullcontext() if dry_run else _alone(settings.database_url, "judge again"):
            from bot import upkeep  # noqa: PLC0415

            try:
                done = upkeep.rejudge(settings, engine, dry_run=dry_run)
            except EngineMissingError as error:
                typer.echo(str(error), err=True)
                raise typer.Exit(1) from None
    for line in done.lines(dry_run=dry_run):
        typer.echo(line)


@daily.command()
def preview() -> None:
    """Show the next ten times of each schedule. Each in its own time zone."""
    with in_sentences():
        from storage.schema import require_current  # noqa: PLC0415

        settings = _settings()
        require_current(settings.database_url)
        from bot import upkeep  # noqa: PLC0415

        schedules = upkeep.preview(settings)
    if not schedules:
        typer.echo("Nothing is scheduled. In a channel, say: /daily set 09:00")
    for label, times in schedules:
        typer.echo(label)
        for time in times or ["Nothing while it is paused."]:
            typer.echo(f"  {time}")
