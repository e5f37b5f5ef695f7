"""Slash commands, made from the one table, and the two commands on a message."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from typing import Any, Protocol

import discord
import structlog
from discord import app_commands

from bot.adapters.discord.failures import UNREACHABLE
from bot.adapters.discord.rendering import label
from bot.practice import parameters as p
from bot.practice import times as t
from bot.practice.commands import COMMANDS, Command
from bot.practice.messages import say
from content.library import Library

log = structlog.get_logger(__name__)

SUGGESTED = 25
"""Completions Discord shows at most."""
_LONGEST_ABOUT = 100
PRACTICE = frozenset({"quiz", "stats", "topics", "verdict", "privacy", "help"})
"""Commands that also work in a direct conversation, and for who installed the bot for themselves."""

_KINDS: Mapping[type[p.Parameter], type] = {p.Flag: bool, p.Group: discord.Role}
"""What Discord asks for itself; all else is typed."""
ELSEWHERE = frozenset(own.name for command in COMMANDS if command.name == "daily" for own in command.own)
"""Commands that may name another channel than the one they are typed in; in a forum none can be typed."""
_PLACE = discord.TextChannel | discord.ForumChannel | discord.Thread | None
_CHANNEL = inspect.Parameter("channel", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_PLACE)


class Called(Protocol):
    """What a command that was called brings."""

    async def called(self, interaction: discord.Interaction, command: str, given: Mapping[str, str]) -> None:
        """Carry out a command."""

    async def message_chosen(self, interaction: discord.Interaction, message: discord.Message, what: str) -> None:
        """Carry out a command on a message."""

    async def outdated(self, interaction: discord.Interaction) -> None:
        """Answer a command whose options have changed since."""


class Tree(app_commands.CommandTree[Any]):
    """The tree of our commands."""

    def __init__(self, client: discord.Client, ears: Called, library: Callable[[], Library]) -> None:
        """Make the tree; `ears` hear what is called, `library` gives what can be completed."""
        super().__init__(client)
        self._ears = ears
        self._library = library
        for command in COMMANDS:
            self.add_command(self._group(command) if command.own else self._command(command))
        for key, what in (("button.verdict", "verdict"), ("button.use", "use")):
            self.add_command(self._on_message(label(say(key)), what))

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Answer a command from an outdated registration: one we no longer have, or had with other options."""
        if interaction.type is discord.InteractionType.autocomplete:
            with suppress(*UNREACHABLE):  # who types on has the next one on its way
                await interaction.response.autocomplete([])
        elif isinstance(error, app_commands.CommandInvokeError):
            log.error("command failed", interaction=interaction.id, exc_info=error)  # it has its answer already
        elif isinstance(error, app_commands.CommandNotFound):
            await self._ears.called(interaction, _typed_name(interaction), {})
        else:
            await self._ears.outdated(interaction)

    def _group(self, command: Command) -> app_commands.Group:
        managed = any(own.managers for own in command.own)
        group = app_commands.Group(
            name=command.name,
            description=_about(command),
            default_permissions=discord.Permissions(manage_guild=True) if managed else None,
            **_where(command),
        )
        for own in command.own:
            group.add_command(self._command(own))
        group.add_command(self._help_of(command))
        return group

    def _command(self, command: Command) -> app_commands.Command[Any, ..., Any]:
        parameters = [q for q in command.parameters if not q.ignored]
        elsewhere = [_CHANNEL] if command.name in ELSEWHERE else []

        names = [*(q.name for q in parameters), *(option.name for option in elsewhere)]

        async def called(interaction: discord.Interaction, **given: object) -> None:
            if not vars(interaction.namespace).keys() <= set(names):
                await self._ears.outdated(interaction)
                return
            await self._ears.called(interaction, command.name, {k: _word(v) for k, v in given.items() if v is not None})

        _declare(called, [*(_option(q) for q in parameters), *elsewhere])
        app_commands.describe(**{name: label(say(f"option.{name}"), _LONGEST_ABOUT) for name in names})(called)
        choices = {q.name: q for q in parameters if _choices(q)}
        app_commands.choices(
            **{
                name: [app_commands.Choice(name=value, value=value) for value in _choices(q)]
                for name, q in choices.items()
            }
        )(called)
        completed = {q.name: self._completing(q) for q in parameters if q.name not in choices and _completes(q)}
        app_commands.autocomplete(**completed)(called)
        top = " " not in command.name
        return app_commands.Command(
            name=command.name.split()[-1],
            description=_about(command),
            callback=called,
            **(_where(command) if top else {}),
        )

    def _help_of(self, command: Command) -> app_commands.Command[Any, ..., Any]:
        async def called(interaction: discord.Interaction) -> None:
            await self._ears.called(interaction, "help", {"command": command.name})

        return app_commands.Command(
            name="help", description=label(say("command.help"), _LONGEST_ABOUT), callback=called
        )

    def _on_message(self, name: str, what: str) -> app_commands.ContextMenu:
        async def called(interaction: discord.Interaction, message: discord.Message) -> None:
            await self._ears.message_chosen(interaction, message, what)

        return app_commands.ContextMenu(
            name=name,
            callback=called,
            type=discord.AppCommandType.message,
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
        )

    def _completing(self, parameter: p.Parameter) -> Callable[..., Coroutine[Any, Any, list[app_commands.Choice[str]]]]:
        async def complete(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
            found = dict.fromkeys(value for value in parameter.suggest(current, self._library()) if len(value) <= 100)
            return [app_commands.Choice(name=value, value=value) for value in list(found)[:SUGGESTED]]

        return complete


def _typed_name(interaction: discord.Interaction) -> str:
    """Give the name of a command as the person called it, one of its own included."""
    data: Any = interaction.data or {}
    words = [str(data.get("name", ""))]
    options = data.get("options") or []
    if options and options[0].get("type") in (1, 2):
        words.append(str(options[0].get("name", "")))
    return " ".join(words)


def _about(command: Command) -> str:
    return label(say(command.help_key), _LONGEST_ABOUT)


def _where(command: Command) -> dict[str, Any]:
    everywhere = command.name in PRACTICE
    return {
        "allowed_contexts": app_commands.AppCommandContext(
            guild=True, dm_channel=everywhere, private_channel=everywhere
        ),
        "allowed_installs": app_commands.AppInstallationType(guild=True, user=everywhere),
    }


def _declare(callback: Callable[..., Any], options: list[inspect.Parameter]) -> None:
    """Give a callback the signature discord.py reads its options from."""
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    callback.__signature__ = inspect.Signature([first, *options])  # type: ignore[attr-defined] # functions take it


def _option(parameter: p.Parameter) -> inspect.Parameter:
    kind: type = _KINDS.get(type(parameter), str)
    default = inspect.Parameter.empty if parameter.required else None
    return inspect.Parameter(
        parameter.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=kind if parameter.required else kind | None,
    )


def _choices(parameter: p.Parameter) -> tuple[str, ...]:
    """Give the values of a parameter that has few."""
    match parameter:
        case p.OneOf(values=values):
            return values
        case p.Level() | t.Weekday():
            return parameter.suggest("", Library(()))
    return ()


def _completes(parameter: p.Parameter) -> bool:
    return type(parameter).suggest is not p.Parameter.suggest and type(parameter) not in _KINDS


def _word(value: object) -> str:
    """Write an option's value as it would be typed."""
    if isinstance(value, discord.abc.Snowflake):
        return str(value.id)
    return ("yes" if value else "") if isinstance(value, bool) else str(value)
