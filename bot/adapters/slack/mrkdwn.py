"""Slack's own markup, mrkdwn: our text becomes it, and what people typed cannot become any.

mrkdwn has no way to escape `*`, `_`, `~` and `` ` ``. A zero-width space on both sides keeps the first three from
being read as markup, whether Slack takes it for a space or for a letter; a backtick becomes its look-alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.adapters.slack.naming import Names
from bot.practice import sentences
from bot.practice.messages import Day, Group, Instant, Link, Sentence, Slash, Where, Word
from bot.practice.sentences import Plain
from content import text as tree
from content.typed import Literal

UNSEEN = "\u200b"
"""A zero-width space."""
_MARK = re.compile(r"(?<!\w)[*_~]|[*_~](?!\w)")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]+:)")
_SPECIAL = re.compile(r"[*_~`:&<>]")
"""What Slack may read as more than itself; most words hold none."""
_QUOTE = re.compile(r"^(\s*)&gt;", re.MULTILINE)
BACKTICK = "\u02cb"
"""What stands for a backtick."""
INDENT = "    "
_BULLETS = ("•", "◦", "▪")


def escape(text: str) -> str:
    """Escape the three characters that Slack reads everywhere: no mention, link or date comes of it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(text: str) -> str:
    """Write words so that Slack shows them as they are."""
    if _SPECIAL.search(text) is None:
        return text
    marked = _MARK.sub(rf"{UNSEEN}\g<0>{UNSEEN}", text.replace("`", BACKTICK))
    return _QUOTE.sub(rf"\1{UNSEEN}&gt;", escape(_EMOJI.sub(f":{UNSEEN}", marked)))


def bold(text: str) -> str:
    """Set words off; they are written as they are."""
    inner = literal(text).strip()
    return f"*{inner}*" if inner else ""


def sentence(said: Sentence, names: Names) -> str:
    """Write a sentence."""
    return _said(said, names) if said.values else _always_said(said, names)


@lru_cache(maxsize=1024)  # without values, a sentence is the same each time
def _always_said(said: Sentence, names: Names) -> str:
    return _said(said, names)


def _said(said: Sentence, names: Names) -> str:
    return _joined([(_span(span, names), isinstance(span, Word)) for span in sentences.spans(said)])


def _span(span: sentences.Span, names: Names) -> str:
    match span:
        case Plain(text=words):
            return escape(words)
        case Slash(text=command):
            return bold(names.shown(command))
        case Word(text=words):
            return bold(words)
        case Literal(text=words):
            return literal(" ".join(words.split()))
        case Instant():
            return date(span)
        case Day():
            return escape(sentences.day_text(span))
        case Where(place=place):
            return f"<#{place}>"
        case Group(group=group):
            return f"<!subteam^{group}>"
        case Link(words=words, address=address):
            return f"<{escape(address)}|{escape(sentences.text(words))}>"


def date(instant: Instant) -> str:
    """Write an instant so that each reader sees it on their own clock."""
    otherwise = escape(sentences.local_time(instant)).replace("|", "")
    return f"<!date^{int(instant.at.timestamp())}^{{date_short_pretty}} {{time}}|{otherwise}>"


def quote(text: Literal) -> str:
    """Write what a person typed, as theirs: every line quoted."""
    return "\n".join(f">{literal(line)}" for line in text.text.split("\n"))


def _joined(parts: Sequence[tuple[str, bool]]) -> str:
    """Join parts; one that is set off needs a boundary beside letters, or its marks are shown as they are."""
    out = ""
    after_marked = False
    for text, marked in parts:
        if not text:
            continue
        if (marked and _letter(out[-1:])) or (after_marked and _letter(text[:1])):
            out += UNSEEN
        out += text
        after_marked = marked
    return out


def _letter(character: str) -> bool:
    return bool(character) and (character.isalnum() or character in "_*~`")


# --- the tree ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1024)  # a question and its model answer are shown to many
def markdown(text: str) -> tuple[str, ...]:
    """Write Markdown as pieces, one a block of it; a piece that is a fence holds nothing else."""
    return tuple(piece for block in tree.parse(text) for piece in _block(block))


def _block(block: tree.Block) -> list[str]:
    match block:
        case tree.Paragraph(spans):
            return [spans_of(spans)]
        case tree.Heading(_, spans):
            return [bold(_words(spans))]
        case tree.Code(_, text):
            return [fence(text)]
        case tree.Table(head, rows):
            return [fence(_table(head, rows))]
        case tree.Quote(blocks):
            inner = "\n".join(piece for b in blocks for piece in _block(b) if not is_fence(piece))
            fences = [piece for b in blocks for piece in _block(b) if is_fence(piece)]
            return ["\n".join(f">{line}" for line in inner.split("\n")), *fences] if inner else fences
        case tree.Bullets() | tree.Numbered():
            return _list(block, 0)
        case tree.Rule():
            return ["———"]


def _list(block: tree.Bullets | tree.Numbered, depth: int) -> list[str]:
    """Write a list as lines, indented by its depth; code in it stands between them on its own."""
    pieces: list[str] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            pieces.append("\n".join(lines))
            lines.clear()

    for number, item in enumerate(block.items, block.start if isinstance(block, tree.Numbered) else 0):
        mark = f"{number}." if isinstance(block, tree.Numbered) else _BULLETS[min(depth, len(_BULLETS) - 1)]
        # A space of its own kind: Slack drops ordinary ones at the start of a line.
        lead = INDENT.replace(" ", "\u00a0") * depth
        first = True
        for part in item:
            inner = _list(part, depth + 1) if isinstance(part, tree.Bullets | tree.Numbered) else _block(part)
            for piece in inner:
                if is_fence(piece):
                    if first:
                        lines.append(f"{lead}{mark}")
                    close()
                    pieces.append(piece)
                elif isinstance(part, tree.Bullets | tree.Numbered):
                    lines.append(piece)
                else:
                    lines.append(f"{lead}{mark} {piece}" if first else f"{lead}\u00a0\u00a0{piece}")
                first = False
        if first:
            lines.append(f"{lead}{mark}")
    close()
    return pieces


def spans_of(spans: Sequence[tree.Span]) -> str:
    """Write a run of spans."""
    return _joined([(_inline(span), not isinstance(span, tree.Text | tree.LineBreak)) for span in spans]).strip()


def _inline(span: tree.Span) -> str:
    match span:
        case tree.Text(text):
            return literal(text)
        case tree.Strong(inner):
            return _marked("*", inner)
        case tree.Emphasis(inner):
            return _marked("_", inner)
        case tree.CodeSpan(text):
            return f"`{escape(text.replace('`', BACKTICK))}`" if text.strip() else escape(text)
        case tree.Link(url, inner):
            target = escape(url).replace("|", "%7C").replace(" ", "%20")
            return f"<{target}|{escape(_words(inner)).replace('|', '¦')}>"
        case tree.LineBreak():
            return "\n"


def _marked(mark: str, spans: Sequence[tree.Span]) -> str:
    inner = spans_of(spans).replace("\n", " ")
    return f"{mark}{inner}{mark}" if inner else ""


def _words(spans: Sequence[tree.Span]) -> str:
    """Give the words of spans without their marks."""
    out = []
    for span in spans:
        match span:
            case tree.Text(text) | tree.CodeSpan(text):
                out.append(text)
            case tree.Strong(inner) | tree.Emphasis(inner) | tree.Link(_, inner):
                out.append(_words(inner))
            case tree.LineBreak():
                out.append(" ")
    return "".join(out)


# --- code ---------------------------------------------------------------------------------------------------------


def fence(text: str) -> str:
    """Write code as a block; a fence inside it cannot end it."""
    return f"```\n{escape(text.replace('```', BACKTICK * 3))}\n```"


def is_fence(piece: str) -> bool:
    """Say whether a piece is a block of code."""
    return piece.startswith("```")


def _table(head: Sequence[Sequence[tree.Span]], rows: Sequence[Sequence[Sequence[tree.Span]]]) -> str:
    """Align a table with spaces, because Slack has none."""
    cells = [[_words(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join((lines[0], "  ".join("-" * width for width in widths), *lines[1:]))
