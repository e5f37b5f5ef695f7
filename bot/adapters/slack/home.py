"""The App Home: a card and those below it, in one view."""

from __future__ import annotations

from bot.adapters.slack.blocks import MOST_IN_VIEW, Json, card_blocks
from bot.adapters.slack.naming import Names
from bot.practice.messages import Card


def home_view(card: Card, names: Names) -> Json:
    """Make the view of somebody's Home."""
    blocks = card_blocks(card, names)
    for below in card.below:
        more = [{"type": "divider"}, *_placed(card_blocks(below, names), below.place)]
        if len(blocks) + len(more) > MOST_IN_VIEW:
            break
        blocks += more
    for i, block in enumerate(blocks):
        if block["type"] == "actions":
            block["block_id"] = f"{i}:{block.get('block_id', '')}"
    return {"type": "home", "blocks": blocks}


def _placed(blocks: list[Json], place: str) -> list[Json]:
    """Note on each row of buttons where they do what they do."""
    for block in blocks:
        if block["type"] == "actions":
            block["block_id"] = place
    return blocks


def place_of(block_id: str) -> str:
    """Give the place noted on a row of buttons; empty where it is none in particular."""
    return block_id.partition(":")[2]
