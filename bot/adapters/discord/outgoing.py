"""What goes with a message's text: buttons and files."""

from __future__ import annotations

import io
from typing import Any

import discord

from bot.adapters.discord.components import view
from bot.adapters.discord.rendering import Rendered, render
from bot.practice.messages import Card, File


def extras(shown: Rendered, tag: str = "") -> dict[str, Any]:
    """Give the buttons and files of a message, as the library takes them."""
    given: dict[str, Any] = {}
    made = view(shown.buttons, tag)
    if made is not None:
        given["view"] = made
    if shown.files:
        given["files"] = [_upload(file) for file in shown.files]
    return given


def calling(role: str) -> dict[str, Any]:
    """Let one message call that role, if there is one, and nobody else."""
    return {"allowed_mentions": discord.AllowedMentions(roles=[discord.Object(int(role))])} if role else {}


def _upload(file: File) -> discord.File:
    return discord.File(io.BytesIO(file.text.encode()), filename=file.name)


async def say_to(target: discord.abc.Messageable, card: Card) -> None:
    """Show a card in a conversation."""
    shown = render(card)
    for text in shown.texts[:-1]:
        await target.send(text, suppress_embeds=True)
    await target.send(shown.texts[-1], suppress_embeds=True, **extras(shown))
