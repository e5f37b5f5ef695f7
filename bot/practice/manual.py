"""The commands as a page of the docs, made from the one table."""

from __future__ import annotations

from bot.practice import sentences
from bot.practice.commands import COMMANDS, Command
from bot.practice.messages import say

_HEAD = """# Commands

Type them where you talk with the bot; each also knows `help`. Words may come in any order. Those marked * are for
managers: whoever set the bot up, the platform's admins, and those they name with `/settings manager`.

Replies are for you alone; *Post here* shares what is worth sharing. This page is made from the table in
[bot/practice/commands.py](../bot/practice/commands.py) by `make docs`.
"""


def manual() -> str:
    """Write the page, as Markdown."""
    return "\n".join([_HEAD, *(_section(command) for command in COMMANDS)])


def _section(command: Command) -> str:
    lines = [f"## `{command.usage}`", "", _about(command)]
    if command.example:
        lines += ["", f"Example: `{command.example}`"]
    if command.own:
        lines += ["", "| | |", "|---|---|"]
        lines += [f"| `{_cell(own.usage)}`{'*' if own.managers else ''} | {_about(own)} |" for own in command.own]
    return "\n".join([*lines, ""])


def _about(command: Command) -> str:
    return sentences.text(say(command.help_key))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
