"""The commands, explained."""

from __future__ import annotations

from bot.practice.access import RefusedError
from bot.practice.commands import COMMANDS, Command, find
from bot.practice.contract import Context, Outcome
from bot.practice.messages import Block, Card, Listing, Sentence, Slash, Word, say
from bot.practice.requests import ShowHelp
from storage import Tx


def show_help(tx: Tx, ctx: Context, request: ShowHelp) -> Outcome:
    """Explain one command, or list all of them."""
    if not request.command:
        lines = tuple(_line(command) for command in COMMANDS if not request.only or command.name in request.only)
        return Outcome(reply=Card(title=say("help.title"), blocks=(Listing(lines),), notes=(say("help.more"),)))
    command = find(request.command)
    if command is None:
        raise RefusedError(say("command.unknown", command=Word("/" + request.command), help=Slash("/help")))
    blocks: tuple[Block, ...] = (say("help.about", about=say(command.help_key)),)
    if command.own:
        blocks = (*blocks, Listing(tuple(_line(own) for own in command.own)))
    if command.example:
        blocks = (*blocks, say("help.example", example=Slash(command.example)))
    if command.managers:
        blocks = (*blocks, say("help.managers"))
    return Outcome(reply=Card(title=say("help.of", usage=Slash(command.usage)), blocks=blocks))


def _line(command: Command) -> Sentence:
    return say("help.line", usage=Slash(command.usage), about=say(command.help_key))
