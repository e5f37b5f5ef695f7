"""Markdown while it is written, line by line, each with the number of the line it comes from."""

from __future__ import annotations

import re

Numbered = list[tuple[str, int]]
"""Lines with their numbers in the source, counted from 1."""

FOLD = "\ue003"
"""Stands for the line ends inside a `<summary>`."""
_DEEPEST = 20  # marks in marks that are still shown as such
_BELOW = re.compile(r"\n[ \t]*(?:\n|(?:`{3}|~{3}|[-*+] |\d+[.)] ))")


class Lines:
    """What is written so far: whole lines, the line under way, or the summary under way."""

    def __init__(self, indent: str) -> None:
        self.done: Numbered = []
        self.now = ""
        self.indent = indent
        self._opened: list[tuple[str, int]] = []  # marks open in this line, with where they start
        self._links: list[tuple[str, int]] = []
        self._summary: list[str] | None = None
        self._summary_line = 0

    @property
    def in_summary(self) -> bool:
        """Whether a summary is under way."""
        return self._summary is not None

    def say(self, text: str) -> None:
        """Go on with the line, or the summary."""
        if self._summary is not None:
            self._summary.append(text)
        else:
            self.now += text

    def end_line(self, number: int) -> None:
        """Finish a line; marks left open in it are forgotten: they never reach over lines."""
        self.done.append((self.now.rstrip(), number))
        self._forget()

    def break_off(self, number: int) -> None:
        """Finish a line if it says anything."""
        if self.now.strip():
            self.end_line(number)
        self._forget()

    def end_paragraph(self, number: int) -> None:
        """Finish a line, and leave one empty."""
        self.break_off(number)
        if self.done and self.done[-1][0]:
            self.done.append(("", number))

    def alone(self, text: str, number: int) -> None:
        """Write a paragraph."""
        self.end_paragraph(number)
        self.done += [(self.indent + text, number), ("", number)]

    def open(self, mark: str) -> None:
        """Open a mark: bold, code; one too deep is not shown."""
        if len(self._opened) < _DEEPEST:
            self._opened.append((mark, self._length))

    def close(self, opened: str, mark: str) -> None:
        """Put a mark around what was said since it was opened."""
        for i in reversed(range(len(self._opened))):
            name, start = self._opened[i]
            if name == opened:
                del self._opened[i:]
                said = self._cut(start)
                core = said.strip()
                plain = not core or (mark != "`" and "*" in core)
                self.say(said if plain else said.replace(core, f"{mark}{core}{mark}", 1))
                return

    def open_link(self, href: str) -> None:
        """Begin the words of a link."""
        self._links.append((href, self._length))

    def end_link(self) -> None:
        """Write the link under way."""
        if self._links:
            href, start = self._links.pop()
            said = self._cut(start)
            self.say(f"[{said}]({href})" if said.strip() else said)

    def picture(self, shown: str) -> None:
        """Write a picture; a link that begins with it has no other words."""
        linked = self._links and self._links[-1][1] == self._length
        self.say(f"[{shown}]({self._links.pop()[0]})" if linked else shown)

    def begin_summary(self, number: int) -> None:
        """Begin a summary: up to its end it is one line."""
        self.end_paragraph(number)
        self._summary, self._summary_line = [], number

    def end_summary(self, number: int) -> None:
        """Write the summary under way, a block of its own."""
        if self._summary is not None:
            said, self._summary = _folded("".join(self._summary)), None
            self._opened = []
            self.done += [
                ("", self._summary_line),
                (f"{self.indent}<summary>{said}</summary>", self._summary_line),
                ("", number),
            ]

    def _forget(self) -> None:
        self.now = ""
        self._opened = []
        self._links = [(href, 0) for href, _ in self._links]

    @property
    def _length(self) -> int:
        return len(self.now) if self._summary is None else len("".join(self._summary))

    def _cut(self, start: int) -> str:
        """Take back what was said since a point of this line."""
        if self._summary is not None:
            whole = "".join(self._summary)
            self._summary = [whole[:start]]
            return whole[start:]
        said, self.now = self.now[start:], self.now[:start]
        return said


def _folded(summary: str) -> str:
    """Write a summary as one line; what stands below its first paragraph, code or a list, follows a `FOLD`."""
    below = _BELOW.search(summary)
    first, more = (summary[: below.start()], summary[below.start() :]) if below else (summary, "")
    if not first.strip() or not more.strip():
        return " ".join(summary.split())
    return " ".join(first.split()) + FOLD + more.strip().replace("\n", FOLD)
