"""The question a paragraph opens with, and what it goes on to say."""

from __future__ import annotations

import re

from content.readers.likeness import ASKS, likeness
from content.readers.page.prompts import rough, without_tags

BOLD_LEAD = re.compile(
    r"(?P<before>[^\w*]{0,6}(?:(?:q(?:uestion)?\.?\s*)?\d{1,4}[.):]*\s+)?)(?P<mark>\*\*|"
    r"__)(?P<bold>.+?)(?P=mark)(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
"""A paragraph that begins in bold."""
_HIDDEN = re.compile(r"(?P<asked>.{8,}\S)\s*\|\|(?P<told>[^|]+)\|\|\s*", re.DOTALL)
_LOOSE_END = re.compile(r"[\s:：–—-]+")


def split_lead(text: str) -> tuple[str, str]:
    """Split a paragraph into the question it opens with and what it goes on to say."""
    text = without_tags(re.sub(r"<br\s*/?>", "\n", text))
    if hidden := _HIDDEN.fullmatch(text):
        return hidden["asked"], hidden["told"]
    if (bold := BOLD_LEAD.match(text)) and not bold["bold"].strip().endswith((":", "：")):
        return _bold_lead(bold)
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.rstrip(" *_\\").endswith(("?", "？")):
            return "\n".join(lines[: i + 1]), "\n".join(lines[i + 1 :])
        if i > 3 or line.endswith("  "):
            break
    if len(lines) > 1 and (
        lines[0].endswith(("  ", "\\", ".", ":")) or (likeness(rough(lines[0])) >= ASKS and not lines[1][:1].islower())
    ):
        return lines[0], "\n".join(lines[1:])
    return _split_sentence(text)


def _bold_lead(bold: re.Match[str]) -> tuple[str, str]:
    rest = bold["rest"]
    first, _, others = rest.lstrip(" ").partition("\n")
    tail = first.strip()
    if tail and (
        len(tail) < 3
        or (tail.startswith("(") and tail.endswith(")") and len(tail) < 60)
        or tail.endswith("?")
        or not any(c.isalnum() for c in tail)
    ):
        return bold["before"] + bold["mark"] + bold["bold"] + bold["mark"] + " " + tail, others
    return bold["before"] + bold["mark"] + bold["bold"] + bold["mark"], _LOOSE_END.sub(
        "", rest, count=1
    ) if _LOOSE_END.match(rest) else rest


def _split_sentence(text: str) -> tuple[str, str]:
    """Split `What is X? It is …`: what follows a question mark answers it, unless it asks on."""
    for mark in re.finditer(r"[?？][\"'”)*_`]*(?:\s+[-–—:=]+>?)?\s+", text):
        after = text[mark.end() :].strip()
        short = len(after) < 30 and ">" not in mark[0]  # an arrow says that the answer follows
        if short or "?" in after or after.startswith(("(", "[")) or likeness(rough(after)) >= 0.6:
            continue
        return text[: mark.end()].rstrip(" -–—:=>"), after
    return text, ""
