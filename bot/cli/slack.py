"""`hotseat slack …`: what setting up a Slack app needs."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.terminal import group

slack = group("Set up the Slack app.")


@slack.callback()
def _slack() -> None:
    pass


@slack.command()
def key() -> None:
    """Make a key for slack.token_key. With it the tokens of workspaces are encrypted."""
    from bot.adapters.slack.sealing import new_key

    typer.echo(new_key())


@slack.command()
def manifest(
    http: Annotated[
        str, typer.Option(help="The public URL of this Hotseat, for HTTP in place of Socket Mode; https://…")
    ] = "",
    prefix: Annotated[str, typer.Option(help="Put this before every command: hs- makes /hs-quiz.")] = "",
) -> None:
    """Print the app manifest. Paste it, as YAML, where Slack asks for one."""
    from bot.adapters.slack.manifest import LONGEST_PREFIX, PREFIX, PUBLIC_URL, written

    if http and not PUBLIC_URL.fullmatch(http):
        raise typer.BadParameter("Slack takes a URL that begins with https:// and has no ? or #.", param_hint="--http")
    if not PREFIX.fullmatch(prefix) or len(prefix) > LONGEST_PREFIX:
        says = f"A prefix is small letters, digits, - and _, {LONGEST_PREFIX} of them at most."
        raise typer.BadParameter(says, param_hint="--prefix")
    typer.echo(written(http=http, prefix=prefix))
