"""Replies to what somebody pressed, typed or sent: private, within three seconds, the same whatever took long."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import discord
import structlog

from bot.adapters.discord.components import modal
from bot.adapters.discord.failures import PASSING, UNREACHABLE, failure
from bot.adapters.discord.outgoing import extras
from bot.adapters.discord.rendering import render
from bot.practice.contract import Outcome
from bot.practice.messages import Card, Form, Message, notice, say

log = structlog.get_logger(__name__)

PATIENCE = 1.8
"""Seconds before we say that it takes longer; Discord waits for three, of which the ways take some."""
TOO_LATE = frozenset({10062, 40060, 10015, 50027})
"""Unknown interaction, one that was answered already, a reply whose token ran out: nobody is left to tell."""
IN_PLACE = frozenset({
    "choose", "confirm", "board", "forget", "forget-me", "list-me", "settle", "show", "resume", "close",
    "ping-nobody",
})  # fmt: skip
"""Verbs whose reply takes the place of the private message they were pressed in."""


async def reply(
    interaction: discord.Interaction, work: Awaitable[Outcome], *, verb: str = "", silent: bool = False
) -> None:
    """Do the work and show what came of it; say that it takes longer before Discord gives up.

    `silent`: a press that shows nothing is fine; a command always gets a word.
    """
    loop, deferring = asyncio.get_running_loop(), list[asyncio.Task[object]]()
    defer = interaction.response.defer
    patience = loop.call_later(
        PATIENCE, lambda: deferring.append(loop.create_task(defer(ephemeral=True, thinking=True)))
    )
    try:
        outcome = await work
    except Exception:
        log.exception("interaction failed", interaction=interaction.id)
        outcome = Outcome(reply=notice(say("refused.store")))
    finally:
        patience.cancel()
    try:
        if deferring:
            await deferring[0]
        await _show(interaction, outcome.reply, verb=verb, silent=silent)
    except UNREACHABLE as error:
        log.warning("not replied", interaction=interaction.id, reason=repr(error))
        if not _is_too_late(error):
            failed = failure(error)
            lost = failed.reason not in PASSING
            await asyncio.sleep(min(failed.retry_after or 0.0, PATIENCE))
            await _reply_again(interaction, notice(say("reply.lost")) if lost else outcome.reply, verb, silent=silent)


async def tell(interaction: discord.Interaction, message: Message) -> None:
    """Reply with a message alone."""
    done: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
    done.set_result(Outcome(reply=message))
    await reply(interaction, done)


async def _reply_again(interaction: discord.Interaction, message: Message | None, verb: str, *, silent: bool) -> None:
    """Reply once more: the first may have been lost on its way, or only its acknowledgement."""
    try:
        await _show(interaction, message, verb=verb, silent=silent)
    except UNREACHABLE as error:
        if not _is_too_late(error):
            log.warning("nobody to reply to", interaction=interaction.id, reason=repr(error))


def _is_too_late(error: Exception) -> bool:
    return isinstance(error, discord.HTTPException) and error.code in TOO_LATE


async def _show(interaction: discord.Interaction, message: Message | None, *, verb: str, silent: bool) -> None:
    deferred = interaction.response.is_done()
    if isinstance(message, Form):
        if not deferred:
            form = modal(message)
            form.stop()  # what comes back says all there is to know, so the library need not keep the form
            await interaction.response.send_modal(form)
            return
        message = notice(say("refused.too_slow"))
    if message is None:
        if silent and not deferred:
            await interaction.response.defer()
            return
        message = notice(say("reply.done"))
    await _show_card(interaction, message, in_place=verb in IN_PLACE and not deferred and _is_private(interaction))


def _is_private(interaction: discord.Interaction) -> bool:
    return interaction.message is not None and interaction.message.flags.ephemeral


async def _show_card(interaction: discord.Interaction, card: Card, *, in_place: bool) -> None:
    shown = render(card)
    first, *rest = shown.texts
    keyed = extras(shown) if not rest else {}
    if in_place:
        await interaction.response.edit_message(content=first, **_edited(keyed))
    elif interaction.response.is_done():
        await interaction.edit_original_response(content=first, **_edited(keyed))
    else:
        await interaction.response.send_message(first, ephemeral=True, suppress_embeds=True, **keyed)
    for i, text in enumerate(rest, start=2):
        keyed = extras(shown) if i == len(shown.texts) else {}
        await interaction.followup.send(text, ephemeral=True, suppress_embeds=True, **keyed)


def _edited(keyed: dict[str, Any]) -> dict[str, Any]:
    """Give what replaces a message's buttons and files."""
    return {"view": keyed.get("view"), "attachments": keyed.get("files", [])}
