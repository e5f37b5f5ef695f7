"""The command line of Hotseat.

Everything a command needs is imported inside it, so that `hotseat --help` answers at once.
"""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.bank import bank
from bot.cli.db import db
from bot.cli.discord import app as discord_app
from bot.cli.judge import judge
from bot.cli.slack import slack as slack_app
from bot.cli.terminal import group, in_sentences
from bot.cli.terminal import settings as read_settings

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
app.add_typer(db, name="db")
daily = group("Look at the daily questions.")
app.add_typer(daily, name="daily")


def main() -> None:
    """Run the command line."""
    app()


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

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
        settings = read_settings()
        if settings.room_opens:
            _refuse_a_taken_port(settings.room.host, settings.room.port)
        from bot import app as hotseat

        code = hotseat.run(settings)
    raise typer.Exit(code)


def _refuse_a_taken_port(host: str, number: int) -> None:
    from bot.adapters.room.listening import RoomStartError, bind

    try:
        bind(host, number).close()
    except RoomStartError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@app.command()
def config() -> None:
    """Show the settings in force. Each with where it came from; secrets are masked."""
    with in_sentences():
        from config.loading import effective

        lines = effective(read_settings())
    left = max(len(f"{line.name} = {line.value}") for line in lines)
    for line in lines:
        typer.echo(f"{f'{line.name} = {line.value}':{left}}  # {line.origin}")


app.command()(judge)


@app.command()
def health() -> None:
    """Say whether Hotseat runs here. Exit 0 if its heart beats, 1 if not, as a container asks."""
    with in_sentences():
        from bot.app import is_alive

        alive = is_alive(read_settings())
    if not alive:
        typer.echo("No heartbeat for a minute.", err=True)
        raise typer.Exit(1)


@app.command()
def doctor() -> None:
    """Look whether all is well. Where it is not, say what to do."""
    from bot.cli import doctor
    from config.mistakes import ConfigError

    findings = [doctor.python(), doctor.time_zones()]
    try:
        settings = read_settings()
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
            from bot.cli import slack_doctor

            findings += slack_doctor.findings(settings.slack, settings.database_url)
        if settings.room_opens:
            findings.append(doctor.port(settings.room.host, settings.room.port, settings.database_url))
        if settings.discord is not None:
            from bot.cli import discord_doctor

            findings += discord_doctor.findings(settings.discord, settings.database_url)
    for finding in findings:
        first, *more = finding.says.splitlines()
        typer.echo(f"{'ok  ' if finding.well else 'MEND'}  {finding.of}: {first}")
        for line in more:
            typer.echo(f"      {line}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


@daily.command()
def preview() -> None:
    """Show the next ten times of each schedule. Each in its own time zone."""
    with in_sentences():
        from storage.schema import require_current

        settings = read_settings()
        require_current(settings.database_url)
        from bot.cli import upkeep

        schedules = upkeep.preview(settings)
    if not schedules:
        typer.echo("Nothing is scheduled. In a channel, say: /daily set 09:00")
    for label, times in schedules:
        typer.echo(label)
        for time in times or ["Nothing while it is paused."]:
            typer.echo(f"  {time}")
