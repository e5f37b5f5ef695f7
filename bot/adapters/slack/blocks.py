"""Cards as Block Kit: messages within Slack's limits, and the blocks a modal or the Home shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from bot.adapters.slack import mrkdwn
from bot.adapters.slack.naming import Names
from bot.adapters.slack.splitting import sections
from bot.practice.messages import (
    Block,
    Button,
    Card,
    File,
    Listing,
    Markdown,
    Quote,
    Ranking,
    Sentence,
    Style,
)
from content.text import plain as plain_markdown

Json: TypeAlias = dict[str, Any]

MOST_BLOCKS = 50
"""In a message."""
MOST_IN_VIEW = 100
SECTION_TEXT = 3000
HEADER_TEXT = 150
BUTTON_TEXT = 75
CONTEXT_TEXT = 2000
BUTTONS_IN_ROW = 25
MESSAGE_JSON = 10_000
"""Characters of a message's blocks, written as JSON: Slack refuses somewhat above 13,000 (`msg_blocks_too_long`)."""
FALLBACK_TEXT = 300
CHANNEL = re.compile(r"#([CG][A-Z0-9]{6,})\b")
LISTED = re.compile(r"• |1\. |>|\*[A-Z]\.\* ")
"""How what is listed or quoted begins, and each option of a choice."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message as Slack takes it."""

    text: str
    """What a notification and a screen reader read."""
    blocks: list[Json]


def posts(card: Card, names: Names) -> list[Post]:
    """Write a card as one message, or as several where it is too long for one; the buttons are on the last."""
    body = card_blocks(card, names)
    text = fallback(card, names)
    runs: list[list[Json]] = [[]]
    size = 0
    for block in body:
        length = len(json.dumps(block))
        if runs[-1] and (size + length > MESSAGE_JSON or len(runs[-1]) == MOST_BLOCKS):
            runs.append([])
            size = 0
        runs[-1].append(block)
        size += length
    return [Post(text if i == 0 else _beginning(run), run) for i, run in enumerate(runs)]


def card_blocks(card: Card, names: Names, *, titled: bool = True) -> list[Json]:
    """Write a card as blocks; not `titled`: its title stands elsewhere."""
    blocks: list[Json] = []
    if titled and card.title is not None:
        blocks.append(header(names.text(card.title)))
    if card.ping:
        blocks.append(section(f"<!subteam^{card.ping}>"))
    blocks += [section(text) for text in sections(_pieces(card.blocks, names), SECTION_TEXT)]
    notes = [context(mrkdwn.sentence(note, names)) for note in card.notes]
    # The first belongs to what it says, the others to what can be done.
    return [*blocks, *notes[:1], *button_rows(card.buttons, names), *notes[1:]]


def _pieces(blocks: Iterable[Block], names: Names) -> Iterable[str]:
    before: Block | None = None
    above = ""
    for block in blocks:
        pieces = _block_pieces(block, names)
        if not pieces:
            continue
        begins, said = pieces[0], before is None or isinstance(before, Sentence)
        # No air between sentences, between lines of a list, and between a list and what announces it.
        listed = LISTED.match(begins) is not None
        close = said and (isinstance(block, Sentence) or (listed and above.endswith(":")))
        close = close or (listed and LISTED.match(above) is not None)
        if before is not None and not close and not mrkdwn.is_fence(begins):
            pieces[0] = f"\n{begins}"
        before, above = block, pieces[-1].strip()
        yield from pieces


def _block_pieces(block: Block, names: Names) -> list[str]:
    match block:
        case Sentence():
            return [mrkdwn.sentence(block, names)]
        case Markdown(text=text):
            return _aired(mrkdwn.markdown(text))
        case Quote(text=literal):
            return [mrkdwn.quote(literal)]
        case Listing(lines=lines):
            return ["\n".join(f"• {mrkdwn.sentence(line, names)}" for line in lines)]
        case Ranking(lines=lines):
            return ["\n".join(f"{line.rank}. {mrkdwn.literal(line.name.text)} {line.points}" for line in lines)]
        case File(name=name, text=text):
            return [mrkdwn.literal(name), mrkdwn.fence(text)]


def _aired(pieces: Sequence[str]) -> list[str]:
    """Put an empty line between paragraphs."""
    return [piece if i == 0 or mrkdwn.is_fence(piece) else f"\n{piece}" for i, piece in enumerate(pieces)]


def fallback(card: Card, names: Names) -> str:
    """Write the line a notification shows: the title, and how the rest begins."""
    # Where only a channel's id is known, Slack puts its name.
    return CHANNEL.sub(r"<#\1>", mrkdwn.literal(words(card, names)))


def words(card: Card, names: Names) -> str:
    """Give how a card begins, as plain words."""
    said = [_plain(block, names) for block in card.blocks]
    if card.title is not None:
        title = names.text(card.title)
        said.insert(0, f"{title}:" if said else title)
    return _cut(" ".join(" ".join(said).split()) or names.text(card.fallback))


def _plain(block: Block, names: Names) -> str:
    match block:
        case Sentence():
            return names.text(block)
        case Markdown(text=text):
            return _plain_words(text)
        case Quote(text=literal):
            return literal.text
        case Listing(lines=lines):
            return "; ".join(names.text(line) for line in lines)
        case Ranking(lines=lines):
            return "; ".join(f"{line.rank}. {line.name.text} {line.points}" for line in lines)
        case File(name=name):
            return name


@lru_cache(maxsize=1024)  # a question and its model answer are shown to many
def _plain_words(markdown: str) -> str:
    return plain_markdown(markdown)


def _cut(text: str) -> str:
    return text if len(text) <= FALLBACK_TEXT else text[: FALLBACK_TEXT - 1].rstrip() + "…"


def _beginning(run: Sequence[Json]) -> str:
    return _cut(next((str(block["text"]["text"]) for block in run if block["type"] == "section"), "…"))


# --- single blocks ------------------------------------------------------------------------------------------------


def plain(text: str, most: int) -> Json:
    """Make plain text of at most `most` characters; Slack reads no markup in it."""
    shown = text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return {"type": "plain_text", "text": shown, "emoji": False}


def marked(text: str) -> Json:
    """Make mrkdwn; `verbatim` keeps Slack from finding links and names in it."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def header(text: str) -> Json:
    """Make a header."""
    return {"type": "header", "text": plain(text, HEADER_TEXT)}


def section(text: str) -> Json:
    """Make a section."""
    return {"type": "section", "text": marked(text.lstrip("\n"))}


def context(text: str) -> Json:
    """Make small print."""
    return {"type": "context", "elements": [marked(text[:CONTEXT_TEXT])]}


def button_rows(buttons: Sequence[Button], names: Names) -> list[Json]:
    """Put buttons in rows."""
    unique = tuple({button.action: button for button in buttons}.values())  # an action id may be used once
    rows = [unique[i : i + BUTTONS_IN_ROW] for i in range(0, len(unique), BUTTONS_IN_ROW)]
    return [{"type": "actions", "elements": [_button(button, names) for button in row]} for row in rows]


def _button(button: Button, names: Names) -> Json:
    made: Json = {
        "type": "button",
        "text": plain(names.text(button.label), BUTTON_TEXT),
        "action_id": button.action,
        "value": button.action,
    }
    if button.style is not Style.PLAIN:
        made["style"] = str(button.style)
    return made
