"""Pages of MediaWiki, its quizzes among them, rewritten as Markdown line for line."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADING = re.compile(r"(={1,6})\s*(.*?)\s*\1\s*$")
_HIDDEN = re.compile(
    r"<ref\b[^<>]*/>|<ref\b[^<>]*>[^<]*(?:<(?!/?ref\b)[^<]*)*</ref>|<!--(?:(?!<!--).)*?-->|\{\{[^{}]*\}\}|__[A-Z]{3,20}__|</?(?:div|span|nowiki|references)\b[^<>]*>|"
    r"\[\[(?:file|image|category|media)\s*:[^\[\]]*(?:\[\[[^\[\]]*\]\][^\[\]]*)*\]\]",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_OUTSIDE = re.compile(r"\[(https?://[^\s\[\]]+)\s+([^\[\]]*)\]")
_CODE = re.compile(r"\s*<(?P<tag>syntaxhighlight|source|pre)\b[^<>]*>(?P<code>.*)", re.IGNORECASE)
_ITEM = re.compile(r"([*#:;]+)\s*(.*)")
_DEEPEST_TEMPLATE = 4
_LONGEST_HEADING = 500  # characters


def looks_like_mediawiki(text: str) -> bool:
    """Say whether a text has headings of MediaWiki, or a quiz."""
    headings = re.findall(r"^(={2,6})[^=\n].*[^=\n]\1\s*$", text[:100_000], re.MULTILINE)
    return len(headings) > 1 or bool(re.search(r"^<quiz\b[^<>]*>\s*$", text[:100_000], re.MULTILINE))


def from_mediawiki(text: str) -> str:
    """Rewrite a page: headings, lists, code, links, quizzes."""
    for _ in range(_DEEPEST_TEMPLATE):
        text = _HIDDEN.sub(lambda hidden: "\n" * hidden[0].count("\n"), text)
    return "\n".join(_rewritten(text.split("\n")))


def _rewritten(lines: list[str]) -> Iterator[str]:
    closing = ""
    quiz: _Quiz | None = None
    for line in lines:
        if closing:
            code, end, _ = line.partition(closing)
            closing = "" if end else closing
            yield f"    {code}".rstrip()
        elif begun := _CODE.match(line):  # indented code needs no line of its own to end in
            code, end, _ = begun["code"].partition(f"</{begun['tag']}>")
            closing = "" if end else f"</{begun['tag']}>"
            yield f"    {code}".rstrip()
        elif line.strip().lower().startswith("<quiz"):
            quiz = _Quiz()
            yield ""
        elif quiz and line.strip().lower() == "</quiz>":
            yield quiz.ended()
            quiz = None
        else:
            yield quiz.line(line) if quiz else _line(line)


def _line(line: str) -> str:
    if heading := _HEADING.fullmatch(line[:_LONGEST_HEADING]):
        return "#" * len(heading[1]) + " " + _marks(heading[2])
    if line.startswith(("{|", "|}", "|-", "|+")):
        return ""
    if item := _ITEM.match(line):
        signs, said = item[1], _marks(item[2])
        if signs[-1] == ";":
            term, colon, told = said.partition(" : ")
            return f"- **{term.strip()}**" + (f" {told}" if colon else "")
        if signs[-1] == ":":
            return "  " * (len(signs) - 1) + said
        return "   " * (len(signs) - 1) + ("- " if signs[-1] == "*" else "1. ") + said
    return _marks(line)


def _marks(text: str) -> str:
    text = text.replace("'''", "**").replace("''", "*")
    return _OUTSIDE.sub(r"[\2](\1)", _LINK.sub(r"\1", text))


class _Quiz:
    """A quiz under way: `{question |type="()"}`, its options `+ right` and `- wrong`, `|| feedback`."""

    def __init__(self) -> None:
        self._right = False
        self._asking = False
        self._told = ""

    def line(self, line: str) -> str:
        said = line.strip()
        if said.startswith("{") or self._asking:
            return self._question(said)
        if said.startswith(("+", "-")):
            self._right = said[0] == "+"
            return f"- [{'x' if self._right else ' '}] {_marks(said[1:].strip())}"
        if said.startswith("||"):
            self._told = _marks(said[2:].strip()) if self._right else self._told
            return ""
        return _line(line) if said else self.ended()

    def ended(self) -> str:
        """Write what explains the question before, where it ends."""
        told, self._told = self._told, ""
        return f"###### Explanation: {told}" if told else ""

    def _question(self, said: str) -> str:
        """Write what stands in braces; its settings are left out, they may stand in lines of their own."""
        begins = not self._asking
        self._asking = not said.rstrip().endswith("}")
        asked = _marks(said.strip("{}").partition("|")[0].strip())
        return f"##### {asked}" if begins and asked else asked
