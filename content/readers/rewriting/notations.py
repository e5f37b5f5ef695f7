"""Notations beside Markdown, rewritten as Markdown line for line: AsciiDoc, Org, flashcards in notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SETTING = re.compile(r":[\w!-]+:(?:\s.*)?$|#\+\w+:?.*$", re.IGNORECASE)
_SOURCE = re.compile(r"\[(?:source|listing|,)[^\]]*\]\s*$")
_TERM = re.compile(r"(?P<term>[^\s:].{0,300}?)::(?:\s+(?P<told>.*))?$")
_FENCE = re.compile(r"(?:-{4}|\.{4}|`{3,})\s*$")
_BEGIN = re.compile(r"\s*#\+begin_(?:src|example)\b\s*(\w*).*$", re.IGNORECASE)
_END = re.compile(r"\s*#\+end_(?:src|example)\s*$", re.IGNORECASE)
_ORG_CODE = re.compile(r"(?<![^\s(\"'])([=~])([^\s=~](?:[^=~\n]*[^\s=~])?)\1(?![\w=~])")
_ORG_LINK = re.compile(r"\[\[([^\[\]]+)\](?:\[([^\[\]]+)\])?\]")
_CARD = re.compile(r"(?:[-*+]\s)?(?P<front>[^:|]{1,200}[^\s:|])\s*:{2,3}\s*(?P<back>[^:\s].*)$")
_MARGIN = re.compile(r"\s*|#.*|-{3,}\s*|\^\w+\s*|[\w-]+:\s[^:]*|\[[^\]]*\]\([^)]*\)\s*")
"""A line beside the cards: a heading or tag, a rule, what a tool numbers a card with, front matter, a link."""
_SAYS_CARDS = re.compile(r"#flashcards?\b|^#{1,6} .*flashcards", re.IGNORECASE | re.MULTILINE)
_FEW_CARDS, _MANY_CARDS = 0.35, 0.7
"""How many of the lines have to be cards, where the notes say that they hold some and where they do not."""

_DASHED = re.compile(
    r"(?P<front>(?![-*+#>]\s)(?:(?!\]\(|\s[-–—]\s).){2,200}?\S)\s+[-–—]\s+(?P<back>\S(?:(?!\s[-–—]\s).)*)"
)


def from_asciidoc(text: str) -> str:
    """Rewrite AsciiDoc: titles, code, numbered items, terms."""
    return "\n".join(_asciidoc(text.split("\n")))


def _asciidoc(lines: list[str]) -> Iterator[str]:
    fenced = False
    for line in lines:
        if _FENCE.match(line):
            fenced = not fenced
            yield "```"
        elif fenced:
            yield line
        elif title := re.match(r"(={1,6})\s+(.*)", line):
            yield "#" * len(title[1]) + " " + title[2]
        elif _SETTING.match(line) or _SOURCE.match(line):
            yield ""
        elif term := _TERM.match(line):
            yield f"- **{term['term']}** {term['told'] or ''}".rstrip()
        else:
            yield re.sub(r"^\.\s+", "1. ", line)


def from_org(text: str) -> str:
    """Rewrite Org: headings, code."""
    return "\n".join(_org(text.split("\n")))


def _org(lines: list[str]) -> Iterator[str]:
    fenced = False
    for line in lines:
        if begun := _BEGIN.match(line):
            fenced = True
            yield f"```{begun[1]}"
        elif _END.match(line):
            fenced = False
            yield "```"
        elif not fenced and (heading := re.match(r"(\*{1,6})\s+(?:(?:TODO|DONE)\s+)?(.*?)(?:\s+:[\w:@]+:)?$", line)):
            yield "#" * len(heading[1]) + " " + _org_marks(heading[2])
        elif fenced:
            yield line
        else:
            yield "" if _SETTING.match(line) else _org_marks(line)


def _org_marks(line: str) -> str:
    line = _ORG_LINK.sub(lambda link: f"[{link[2] or link[1]}]({link[1]})", line)
    return _ORG_CODE.sub(r"`\2`", line)


def dashed_cards(text: str) -> str:
    """Rewrite a text that holds nothing but cards, `front - back`, as a table parted by tabs; empty if it does not."""
    lines = text.split("\n")
    found = [_DASHED.fullmatch(line.strip()) for line in lines]
    if sum(bool(card) for card in found) < 3 or any(
        line.strip() and not card for line, card in zip(lines, found, strict=True)
    ):
        return ""
    return "\n".join(f"{card['front']}\t{card['back']}" if card else "" for card in found)


def cards(text: str) -> tuple[str, int]:
    """Rewrite notes that hold cards, `front::back`, as a table parted by tabs; empty if they hold little of them.

    With it comes the number of the first line that says something else; 0 without one.
    """
    lines = ["" if _MARGIN.fullmatch(line) else line.strip() for line in text.split("\n")]
    found = [_CARD.match(line) if "::" in line else None for line in lines]
    carded = sum(bool(card) for card in found)
    least = _FEW_CARDS if _SAYS_CARDS.search(text) else _MANY_CARDS
    if carded < 3 or carded < least * sum(bool(line) for line in lines):
        return "", 0
    others = (number for number, (line, card) in enumerate(zip(lines, found, strict=True), 1) if line and not card)
    return "\n".join(f"{card['front']}\t{card['back']}" if card else "" for card in found), next(others, 0)
