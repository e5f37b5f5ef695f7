"""A text as its author wrote it, made ready for the Markdown parser; every line keeps its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt

from content.readers.rewriting.hypertext import as_markdown
from content.readers.rewriting.slips import FENCE, fence_after, without_slips
from content.readers.rewriting.tools import without_tools
from content.readers.rewriting.written import Numbered
from content.readers.yaml_values import UnreadableError, documents

_WRAPPED = re.compile(r"\s*`{3,}(?:markdown|md)\s*", re.IGNORECASE)
_BOX = re.compile(r"\s{0,3}:{3,}(?:\s*[\w-]+)?\s*(?P<title>[^{]*)")
_TAG_ALONE = re.compile(r"\s*(?:</?details\b|<summary\b|</summary>|.*</summary>)", re.IGNORECASE)
_TAGS = re.compile(r"\s*(?:</?(?:p|div|center|b|br)\b[^<>]*>\s*)+", re.IGNORECASE)
_MODULE = re.compile(r"(?:import\s[^;]*?from\s+['\"].*|import\s+['\"].*|export\s+(?:const|default|function|let)\b.*)$")
_MATTER_END = re.compile(r"^(?:---|\.\.\.)\s*$")
_HTML = re.compile(r"<(?:/?[a-zA-Z]|!--)")
_LONGEST_TAGS = 500  # characters of a line of nothing but tags
_LONGEST_MATTER = 200  # lines


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a file, ready to be parsed."""

    lines: tuple[str, ...]
    numbers: tuple[int, ...]
    """Of each line its number in the file, counted from 1."""
    matter: dict[str, Any]
    """What stands in its front matter; empty without one."""
    ends: int
    """The number of lines in the file."""

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines) + "\n"


def block_parser() -> MarkdownIt:
    """Make a parser that leaves the marks inside lines alone: half the time."""
    return MarkdownIt("commonmark").enable("table").disable("inline")


def unwrap(text: str, *, is_html: bool = False) -> Page:
    """Take the front matter off, turn HTML into Markdown, and number the lines."""
    lines = text.split("\n")
    matter, start = _front_matter(lines)
    numbered = [(line, number) for number, line in enumerate(lines[start:], start + 1)]
    if is_html:
        numbered = as_markdown([line for line, _ in numbered], start + 1)
    else:
        numbered = without_tools(numbered)
        numbered = _without_colons(_without_modules(without_slips(_unfenced(numbered))))
        if _HTML.search(text) or "{{" in text:
            numbered = _without_html(_aired(numbered))
    return Page(tuple(line for line, _ in numbered), tuple(n for _, n in numbered), matter, len(lines))


def _front_matter(lines: list[str]) -> tuple[dict[str, Any], int]:
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    for end in range(1, min(len(lines), _LONGEST_MATTER)):
        if _MATTER_END.match(lines[end]):
            try:
                matter = next(iter(documents("\n".join(lines[1:end]))), None)
            except UnreadableError:
                matter = _pairs(lines[1:end])
            return (dict(matter), end + 1) if isinstance(matter, dict) and matter else ({}, 0)
    return {}, 0


def _pairs(lines: list[str]) -> dict[str, Any]:
    """Read `key: value` lines that are no YAML, a title with a colon in it for one."""
    found = (re.match(r"([A-Za-z_][\w -]*):\s+(.+)", line) for line in lines)
    return {pair[1]: pair[2].strip("\"'") for pair in found if pair} or {}


def _unfenced(numbered: Numbered) -> Numbered:
    """Take off the fence around a whole page, as it is copied from a chat: the fences in it are its own."""
    fences = [at for at, (line, _) in enumerate(numbered) if FENCE.match(line)]
    if not fences or not _WRAPPED.fullmatch(numbered[fences[0]][0]):
        return numbered
    first = next((line for line, _ in numbered[fences[0] + 1 :] if line.strip()), "")
    if not first.startswith("#") or any(line.startswith("#") for line, _ in numbered[: fences[0]]):
        return numbered
    kept = list(numbered)
    bare = next((at for at in reversed(fences) if not kept[at][0].strip("` ~\t")), fences[0])
    for at in (fences[0], bare) if len(fences) % 2 == 0 else (fences[0],):
        kept[at] = ("", kept[at][1])
    return kept


def _without_modules(numbered: Numbered) -> Numbered:
    """Blank the imports and exports that MDX has outside of code."""
    if not any(_MODULE.match(line) for line, _ in numbered[:40]):
        return numbered
    kept: Numbered = []
    fence = ""
    for line, number in numbered:
        fence = fence_after(fence, line)
        kept.append(("" if not fence and _MODULE.match(line) else line, number))
    return kept


def _without_colons(numbered: Numbered) -> Numbered:
    """Take off the marks of a box, `:::tip Title`; its title stays."""
    if not any(line.lstrip().startswith(":::") for line, _ in numbered):
        return numbered
    boxes = [(_BOX.match(line), line, number) for line, number in numbered]
    titles = [(box["title"].strip(" []") if box else "", box, line, number) for box, line, number in boxes]
    return [(line if not box else title and f"**{title}**", number) for title, box, line, number in titles]


def _aired(numbered: Numbered) -> Numbered:
    """Part the tags of `<details>` from the Markdown around them, or the parser takes it for HTML."""
    aired: Numbered = []
    fence = indent = ""
    following = [*(line for line, _ in numbered[1:]), ""]
    for (line, number), after in zip(numbered, following, strict=False):  # of no lines, one follows
        inside, fence = bool(fence), fence_after(fence, line)
        if inside or fence:
            aired.append((line, number))
            continue
        apart = bool(_TAG_ALONE.match(line))
        if apart and "<details" in line.lower():
            indent = line[: len(line) - len(line.lstrip())]
        if apart and aired and line.lstrip().lower().startswith(("<details", "</details")):
            aired.append(("", number))
        summary = line.lstrip().lower().startswith("<summary")
        aired.append((indent + line.lstrip() if summary else line, number))
        ends = apart and "<summary" not in line.lower().split("</summary>")[-1]
        if ends or (FENCE.match(after) and _TAGS.fullmatch(line[:_LONGEST_TAGS])):
            aired.append(("", number))
    return aired


def _without_html(numbered: Numbered) -> Numbered:
    """Rewrite each block of HTML as Markdown."""
    lines = [line for line, _ in numbered]
    rewritten: Numbered = []
    at = 0
    for start, end in _html_ranges(lines):
        if start < at:
            continue
        rewritten += numbered[at:start]
        first = numbered[start][1]
        block = as_markdown(lines[start:end], 1)
        rewritten += [(line, numbered[min(start + n - 1, end - 1)][1]) for line, n in block]
        if not block:
            rewritten.append(("", first))
        rewritten.append(("", numbered[end - 1][1]))
        at = end
    return rewritten + numbered[at:]


_CLOSES_INSIDE = re.compile(r"</?(?:details|summary)\b", re.IGNORECASE)


def _html_ranges(lines: list[str]) -> list[tuple[int, int]]:
    """Find the blocks of HTML, and the paragraphs in which `<details>` opens or closes."""
    ranges = []
    for token in block_parser().parse("\n".join(lines) + "\n"):
        is_html = token.type == "html_block" and not re.fullmatch(r"\s*<!--.*?-->\s*", token.content, re.DOTALL)
        if token.map and (is_html or (token.type == "inline" and _CLOSES_INSIDE.search(_uncoded(token.content)))):
            ranges.append((token.map[0], _summed_up(lines, token.map[0], token.map[1])))
    return ranges


def _summed_up(lines: list[str], start: int, end: int) -> int:
    """Reach to the end of a `<summary>` that empty lines interrupt."""
    text = "\n".join(lines[start:end]).lower()
    if text.count("<summary") <= text.count("</summary"):
        return end
    closing = (i for i in range(end, min(end + 30, len(lines))) if "</summary>" in lines[i].lower())
    opening = next((i for i in range(end, min(end + 30, len(lines))) if "<summary" in lines[i].lower()), len(lines))
    found = next(closing, len(lines))
    return found + 1 if found < opening else end


def _uncoded(text: str) -> str:
    return re.sub(r"(`+).+?\1", "", text)
