"""What our commands are called here: with the prefix that is set, and no /help, because Slack has its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.adapters.slack.hearing import typed
from bot.practice import sentences
from bot.practice.messages import Group, Sentence, Slash, say

SOMEBODY = re.compile(r"<(?:@|!subteam\^)([A-Z0-9]+)(?:\|[^<>]*)?>")
"""A member or a user group, as Slack writes one that was picked while typing a command."""
PING = re.compile(r"(?:^|\s)ping:(\S+)")
GROUP = re.compile(r"S[A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class Names:
    """The names of our commands."""

    prefix: str = ""

    def shown(self, command: str) -> str:
        """Give a command of ours, like `/daily set`, as it is typed here."""
        words = command.removeprefix("/")
        if words.split(" ")[0] == "help":
            words = f"quiz {words}"
        return f"/{self.prefix}{words}"

    def understood(self, command: str, text: str) -> str:
        """Give what was typed as the table of commands knows it; who was picked is named by their id."""
        text = typed(SOMEBODY.sub(r"\1", text))
        name = command.removeprefix("/").removeprefix(self.prefix)
        if name == "quiz" and text.split()[:1] == ["help"]:
            return text.strip()
        return f"{name} {text.strip()}".strip()

    def text(self, said: Sentence) -> str:
        """Write a sentence as plain text."""
        return sentences.text(said, self.plain) if said.values else _always_said(said, self)

    def plain(self, span: sentences.Span) -> str:
        """Write a span as plain text."""
        if isinstance(span, Slash):
            return self.shown(span.text)
        return sentences.text(say("daily.group")) if isinstance(span, Group) else sentences.plain(span)


@lru_cache(maxsize=1024)  # without values, a sentence is the same each time
def _always_said(said: Sentence, names: Names) -> str:
    return sentences.text(said, names.plain)


def pinged(command: str) -> tuple[str, str | None]:
    """Take `ping:@group` out of a command; give the rest, and the group's id, empty where none was picked."""
    found = PING.search(command)
    if found is None:
        return command, None
    group = found[1] if GROUP.fullmatch(found[1]) else ""
    return (command[: found.start()] + command[found.end() :]).strip(), group
