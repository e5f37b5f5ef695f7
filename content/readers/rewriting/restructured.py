"""reStructuredText rewritten as Markdown line for line: titles, directives, code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_UNDERLINE = re.compile(r"([=\-~^\"'`#*+.:_])\1{2,}\s*$")
_DIRECTIVE = re.compile(r"(?P<indent>\s*)\.\.(?:\s+(?P<name>[\w:-]+?)::\s*(?P<about>.*)|\s.*|$)")
_CODE = frozenset({"code-block", "code", "sourcecode", "highlight", "parsed-literal", "literalinclude", "prompt"})
_BOXES = frozenset({"note", "tip", "important", "warning", "hint", "admonition", "dropdown", "collapse", "details"})
_OPTION = re.compile(r"\s+:[\w-]+:")
_ROLE = re.compile(r":[\w:-]+:`([^`<]*?)(?:\s*<[^`<>]*>)?`")
_LINK = re.compile(r"`([^`<>]+?)\s*<([^`<>]+)>`__?")


def from_restructured(text: str) -> str:
    """Rewrite a page; the kinds of lines below its titles rank them in the order they come."""
    return "\n".join(_Page(text.split("\n")).rewritten())


class _Page:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._ranks: list[str] = []

    def rewritten(self) -> Iterator[str]:
        at = 0
        while at < len(self._lines):
            taken = list(self._from(at))
            yield from taken
            at += len(taken)

    def _from(self, at: int) -> Iterator[str]:
        """Rewrite what begins at a line, as many lines as it has."""
        line, below = self._lines[at], self._lines[at + 1 : at + 3]
        if titled := self._title(line, below):
            yield from titled
        elif directive := _DIRECTIVE.fullmatch(line):
            yield from self._directive(at, directive)
        elif line.rstrip().endswith("::"):
            yield _marks(line.rstrip().removesuffix(":") if line.strip() != "::" else "")
            yield from self._code(at + 1, "")
        else:
            yield _marks(line)

    def _title(self, line: str, below: Sequence[str]) -> list[str]:
        over = _UNDERLINE.match(line)
        if over and len(below) > 1 and below[0].strip() and below[1].rstrip() == line.rstrip():
            return ["", self._heading(below[0], over[1] * 2), ""]
        under = _UNDERLINE.match(below[0]) if below and line.strip() and not line[0].isspace() else None
        if under and not over and len(below[0].rstrip()) >= 0.6 * len(line.rstrip()):
            return [self._heading(line, under[1]), ""]
        return []

    def _heading(self, title: str, mark: str) -> str:
        if mark not in self._ranks:
            self._ranks.append(mark)
        return "#" * min(self._ranks.index(mark) + 1, 6) + " " + _marks(title.strip())

    def _directive(self, at: int, directive: re.Match[str]) -> Iterator[str]:
        name, about = directive["name"] or "", directive["about"] or ""
        if name in _CODE:
            yield ""
            yield from self._code(at + 1, about.strip())
        elif name in _BOXES:
            yield f"**{_marks(about.strip())}**" if about.strip() and name not in ("note", "tip") else _marks(about)
            for line in self._below(at + 1, len(directive["indent"])):
                yield "" if _OPTION.match(line) else _marks(line.strip())
        else:
            yield ""
            yield from ("" for _ in self._below(at + 1, len(directive["indent"])))

    def _code(self, at: int, language: str) -> Iterator[str]:
        """Fence what is indented below; its fences stand in the empty lines around it."""
        block = self._below(at, 0)
        body = [line if not _OPTION.match(line) else "" for line in block]
        first = next((i for i, line in enumerate(body) if line.strip()), len(body))
        last = max((i for i, line in enumerate(body) if line.strip()), default=-1)
        ends = last + 1 < len(body) or at + len(body) == len(self._lines)
        if not (0 < first <= last and ends):  # no room for the fences
            yield from block
            return
        indent = min(len(line) - len(line.lstrip()) for line in body[first : last + 1] if line.strip())
        for i, line in enumerate(body):
            if i == first - 1:
                yield f"```{language}"
            elif i == last + 1:
                yield "```"
            else:
                yield line[indent:] if first <= i <= last else ""

    def _below(self, at: int, indent: int) -> Sequence[str]:
        """Take the lines that are indented further, and the empty ones among and after them."""
        end = at
        while end < len(self._lines):
            line = self._lines[end]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            end += 1
        return self._lines[at:end]


def _marks(text: str) -> str:
    text = _LINK.sub(r"[\1](\2)", _ROLE.sub(r"`\1`", text))
    return text.replace("``", "`")
