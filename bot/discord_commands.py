"""The command line's part for Discord: the invitation, and what `hotseat doctor` looks at."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer

from bot.terminal import in_sentences

if TYPE_CHECKING:
    from bot.adapters.discord.adapter import Connection
    from bot.doctor import Finding
    from config.settings import Settings

app = typer.Typer(help="Set Discord up.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _discord() -> None:
    pass


@app.command()
def invite() -> None:
    """Print the link that adds Hotseat to a server. It asks for the least permissions."""
    from config.loading import load  # noqa: PLC0415

    with in_sentences():
        settings = load()
    if settings.discord is None:
        typer.echo("Discord is not configured. Set discord.token (HOTSEAT_DISCORD__TOKEN).", err=True)
        raise typer.Exit(2)
    import discord  # noqa: PLC0415

    from bot.adapters.discord.checking import application_id  # noqa: PLC0415
    from bot.adapters.discord.failures import UNREACHABLE  # noqa: PLC0415
    from bot.adapters.discord.permissions import invite as link  # noqa: PLC0415
    from bot.adapters.discord.starting import REFUSED, UNREACHED  # noqa: PLC0415

    try:
        typer.echo(link(asyncio.run(application_id(connection(settings)))))
    except discord.LoginFailure:
        typer.echo(REFUSED, err=True)
        raise typer.Exit(1) from None
    except UNREACHABLE as error:
        typer.echo(UNREACHED.format(why=type(error).__name__), err=True)
        raise typer.Exit(1) from None


def findings(settings: Settings) -> list[Finding]:
    """Look at the token, the intents, and every channel that has a daily question; nothing where it is not set up."""
    if settings.discord is None:
        return []
    from bot.adapters.discord.checking import checks  # noqa: PLC0415
    from bot.doctor import Finding  # noqa: PLC0415

    found = asyncio.run(checks(connection(settings), _places(settings.database_url)))
    return [Finding(check.of, check.says, well=check.well) for check in found]


def _places(url: str) -> list[tuple[str, str]]:
    """Give the places of Discord that have a schedule; none where the database cannot tell yet."""
    from storage import schema  # noqa: PLC0415
    from storage.store import Store  # noqa: PLC0415

    if schema.state_of(schema.version(url)) is not schema.State.CURRENT:
        return []
    store = Store(url)
    try:
        scheduled = store.read(lambda tx: [(s.space, s.place) for s in tx.schedules.all()]).result()
        platforms = store.read(lambda tx: {s.space: s.platform for s in tx.spaces.all()}).result()
    finally:
        store.close()
    return [(space, place) for space, place in scheduled if platforms.get(space) == "discord"]


def connection(settings: Settings) -> Connection:
    """Give how Discord is reached, from the settings; `settings.discord` must be set."""
    from bot.adapters.discord.adapter import Connection  # noqa: PLC0415

    chosen = settings.discord
    if chosen is None:
        msg = "Discord is not configured"
        raise ValueError(msg)
    return Connection(
        token=chosen.token.get_secret_value(),
        api_url=chosen.api_url,
        gateway_url=chosen.gateway_url,
        sharded=chosen.sharded,
        reads_threads=chosen.message_content,
    )
