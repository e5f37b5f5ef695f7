"""Cards as Discord shows them: plain content, which reaches every reader, and buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.adapters.discord import markup, splitting
from bot.practice import sentences
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Day,
    File,
    Group,
    Instant,
    Link,
    Listing,
    Markdown,
    Quote,
    Ranking,
    Sentence,
    Where,
    Word,
)
from content.typed import Literal

LONGEST = 2000
"""Characters of a message's content."""
_RELATIVE = frozenset({"round.closes"})
"""Sentences that say how long it is until a time; the others say when it is."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A card, ready to be sent: one text for each message, the buttons and files with the last."""

    texts: tuple[str, ...]
    buttons: tuple[Button, ...] = ()
    files: tuple[File, ...] = ()
    ping: str = ""
    """The one role that the first text calls; nothing else in it does."""


def render(card: Card) -> Rendered:
    """Render a card."""
    title = [f"**{say(card.title, bold=False)}**"] if card.title else []
    if card.ping:
        title = [" ".join((*title, f"<@&{card.ping}>"))]
    notes = ["-# " + say(note).replace("\n", "\n-# ") for note in card.notes]
    parts = [*title, *(part for block in card.blocks for part in _block(block)), *notes]
    files = tuple(block for block in card.blocks if isinstance(block, File))
    return Rendered(tuple(splitting.messages(parts, LONGEST)) or ("\u200b",), card.buttons, files, card.ping)


def _block(block: Block) -> Sequence[str]:
    match block:
        case Sentence():
            return [say(block)]
        case Markdown(text=text):
            return markup.blocks(text)
        case Quote(text=typed):
            return [markup.quoted(markup.literal(typed.text))]
        case Listing(lines=lines):
            return ["- " + say(line) for line in lines]
        case Ranking(lines=lines):
            # A number with a live dot would begin a list, which counts for itself and knows no ties.
            return [f"{line.rank}\\. {one_line(line.name)} **{line.points}**" for line in lines]
        case File():
            return []


def one_line(typed: Literal) -> str:
    """Escape a name, on one line."""
    return markup.literal(" ".join(typed.text.split()))


def say(sentence: Sentence, *, bold: bool = True) -> str:
    """Write a sentence; times as Discord shows each reader's own.

    `bold`: whether a name of ours is set bold; not in a title, which is.
    """

    def show(span: sentences.Span) -> str:
        if isinstance(span, Instant):
            return f"<t:{int(span.at.timestamp())}:{'R' if sentence.key in _RELATIVE else 'f'}>"
        if isinstance(span, Word) and not bold and not span.text.startswith("/"):
            return markup.literal(span.text)
        return _span(span)

    return sentences.text(sentence, show)


def _span(span: sentences.Span) -> str:
    match span:
        case sentences.Plain(text=words):
            return markup.authored(words)
        case Word(text=words):
            return markup.code_span(words) if words.startswith("/") else f"**{markup.literal(words)}**"
        case Literal():
            return markup.literal(span.text)
        case Where(place=place):
            return f"<#{place}>"
        case Group(group=role):
            return f"<@&{role}>"
        case Link(words=words, address=address):
            return f"[{markup.literal(sentences.text(words))}]({address})"
        case Day() | Instant():
            return sentences.plain(span)


def label(sentence: Sentence, most: int = 80) -> str:
    """Write a sentence where there is no markup: a button, a title, a field."""
    text = sentences.text(sentence)
    return text if len(text) <= most else text[: most - 1] + "…"
