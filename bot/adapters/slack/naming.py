"""What our commands are called here: with the prefix that is set, and no /help, because Slack has its own."""

from __future__ import annotations

from dataclasses import dataclass

from bot.practice import sentences
from bot.practice.messages import Sentence, Slash


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
        """Give what was typed as the table of commands knows it."""
        name = command.removeprefix("/").removeprefix(self.prefix)
        if name == "quiz" and text.split()[:1] == ["help"]:
            return text.strip()
        return f"{name} {text.strip()}".strip()

    def text(self, said: Sentence) -> str:
        """Write a sentence as plain text."""
        return sentences.text(said, self._plain)

    def _plain(self, span: sentences.Span) -> str:
        return self.shown(span.text) if isinstance(span, Slash) else sentences.plain(span)
