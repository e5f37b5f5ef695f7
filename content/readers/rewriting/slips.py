"""What authors write that Markdown reads otherwise than they meant it, mended line by line."""

from __future__ import annotations

import re

from content.readers.rewriting.written import Numbered

_TIGHT_HEADING = re.compile(r"^(#{2,6}(?=[^\s#])|#(?=[^\W\d_]+\s.*[?？]\s*$))")
_ASKING_ITEM = re.compile(r"((?:[-*+]|\d{1,3}[.)])[ \t]+)(?=\S).*[?？:][\s*_]*$")
_BULLET = re.compile(r"^(\s*)[•●▪◦‣∙]\s+")
_SAID = re.compile(r"[^\W_]")
_COUNTED_ITEM = re.compile(r"\d{1,4}[.)]\s{1,4}(?=\S)")
_SHORT_OF_IT = re.compile(r" {1,4}(?=(?:[-*+]|\d{1,4}[.)])\s+\S)")
_ASKING_LINE = re.compile(r"[A-Z\u0400-\u042f¿][^|]{8,240}[?？]\s*")
_SENTENCE_ENDS = re.compile(r"[.!?;:)。][\"')]*\s*$")
_MARKED = re.compile(r"\s*(?:[-*+>|#]|\d+[.)])")
_DEFINITION = re.compile(r":\s{1,3}(?=\S)|\?\??\s*$")
_DEEP_ITEM = re.compile(r"(?=\t| {4})\s+(?:\d{1,2}|[A-Ja-j])[.)]\s+\S")
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d+[.)])\s")
FENCE = re.compile(r"(?:\s|>|[-*+] |\d+[.)] )*(`{3,}|~{3,})")
_LONGEST_NAME = 60  # characters of a line that names a section
_FEWEST_ASKING = 3  # lines among others, for a text to be one of questions


def without_slips(numbered: Numbered) -> Numbered:
    """Mend headings without their space, lists indented too far or too little, and questions among other lines."""
    return _parted(_undefined(_held(_outdented(_nested(_bulleted(_spaced(numbered)))))))


def _spaced(numbered: Numbered) -> Numbered:
    """Put the space into a heading that Markdown wants there, and once did not: `####Sorting`."""
    if not any(_TIGHT_HEADING.match(line) for line, _ in numbered):
        return numbered
    kept: Numbered = []
    fence = ""
    for line, number in numbered:
        fence = fence_after(fence, line)
        kept.append((line if fence else _TIGHT_HEADING.sub(r"\1 ", line), number))
    return kept


def _bulleted(numbered: Numbered) -> Numbered:
    return [(_BULLET.sub(r"\1- ", line), number) for line, number in numbered]


def _outdented(numbered: Numbered) -> Numbered:
    """Take the indentation off a list that stands in none: Markdown would take it for code."""
    if not any(_DEEP_ITEM.match(line) for line, _ in numbered):
        return numbered
    kept: Numbered = []
    fence = above = ""
    out = False
    for line, number in numbered:
        fence = fence_after(fence, line)
        if line.strip():
            deep = not fence and bool(_DEEP_ITEM.match(line))
            out = deep and (out or bool(above and not above[0].isspace() and not _ITEM.match(above)))
            above = line
        kept.append((line.lstrip() if out else line, number))
    return kept


def _nested(numbered: Numbered) -> Numbered:
    """Indent what is listed below `1. …` far enough for Markdown, where its author did a space or two less."""
    if not any(_SHORT_OF_IT.match(line) for line, _ in numbered):
        return numbered
    kept: Numbered = []
    fence = ""
    inside = short = 0  # how far the text of the item above is indented; how far what it lists falls short of that
    for line, number in numbered:
        opened = bool(fence)
        fence = fence_after(fence, line)
        if line.strip() and not line[:1].isspace() and not opened:
            item = _COUNTED_ITEM.match(line)
            inside, short = (len(item[0]), 0) if item else (0, 0)
        elif inside and not short and not opened and (below := _SHORT_OF_IT.match(line)):
            short = max(0, inside - len(below[0]))
        kept.append((" " * short + line if line.strip() else line, number))
    return kept


def _parted(numbered: Numbered) -> Numbered:
    """Begin a paragraph at each line of a plain text that asks, below one that ends a sentence or stands alone."""
    asking = []
    fence = above = before = ""
    for at, (line, _) in enumerate(numbered):
        opened = bool(fence)
        fence = fence_after(fence, line)
        if above and not opened and not fence and _ASKING_LINE.fullmatch(line) and not _MARKED.match(above):
            ends = _SENTENCE_ENDS.search(above) or (not before and len(above) < _LONGEST_NAME)
            asking += [at] if ends else []
        before, above = above, line.strip()
    if len(asking) < _FEWEST_ASKING:
        return numbered
    starts = frozenset(asking)
    return [
        said
        for at, (line, number) in enumerate(numbered)
        for said in ([("", number)] * (at in starts) + [(line, number)])
    ]


def _held(numbered: Numbered) -> Numbered:
    """Indent the code or quotation below an item that asks, where it stands at the margin: the list would end there."""
    if not any(_ASKING_ITEM.match(line) for line, _ in numbered):
        return numbered
    kept: Numbered = []
    fence = above = before = indent = ""
    quoting = False
    for line, number in numbered:
        opened = bool(fence)
        fence = fence_after(fence, line)
        quotes = line.startswith(">") and not fence
        if (fence and not opened) or (quotes and before.strip()):
            asking = _ASKING_ITEM.match(above)
            indent = " " * len(asking[1]) if asking and not line[:1].isspace() else indent if quotes else ""
        if quoting and not quotes:  # what follows would go on with the quotation
            indent = ""
            kept += [("", number)] if line.strip() else []
        kept.append((indent + line if line.strip() else line, number))
        if not (fence or quotes):
            indent = ""
        before, quoting = line, bool(quotes and indent)
        above = line if line.strip() else above
    return kept


def _undefined(numbered: Numbered) -> Numbered:
    """Take off what marks a line as the answer to the one above: `: A letter.`; a `?` between them says which asks."""
    if not any(_DEFINITION.match(line) for line, _ in numbered):
        return numbered
    kept: Numbered = []
    fence = above = ""
    for line, number in numbered:
        fence = fence_after(fence, line)
        mark = _DEFINITION.match(line) if above and not fence else None
        if mark and line.strip() in ("?", "??") and kept and _SAID.match(kept[-1][0]):
            kept[-1] = (f"**Q:** {kept[-1][0]}", kept[-1][1])
        above = line.strip()
        kept.append((line[mark.end() :] if mark else line, number))
    return kept


def fence_after(fence: str, line: str) -> str:
    """Say which fence is open after a line: its mark, empty if none."""
    mark = FENCE.match(line)
    if mark is None:
        return fence
    if not fence:
        return mark[1]
    closes = mark[1].startswith(fence) and not line[mark.end() :].strip()
    return "" if closes else fence
