"""`hotseat discord …`: what setting up a Discord app needs."""

from __future__ import annotations

import asyncio

import typer

from bot.cli.terminal import WRONG_SETTINGS, group, in_sentences
from bot.cli.terminal import settings as read_settings

app = group("Set up the Discord app.")


@app.callback()
def _discord() -> None:
    pass


@app.command()
def invite() -> None:
    """Print the link that adds Hotseat to a server. It asks for the least permissions."""
    with in_sentences():
        settings = read_settings()
    if settings.discord is None:
        typer.echo("Discord is not configured. Set discord.token (HOTSEAT_DISCORD__TOKEN).", err=True)
        raise typer.Exit(WRONG_SETTINGS)

    from bot import connections
    from bot.adapters.discord.checking import application_id
    from bot.adapters.discord.permissions import invite as link
    from bot.adapters.discord.starting import DiscordStartError

    try:
        typer.echo(link(asyncio.run(application_id(connections.discord(settings.discord)))))
    except DiscordStartError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
