"""What the page shows of each part of a message: as nodes, written here the way one reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from bot.adapters.room import payload, rendering
from bot.adapters.room.nodes import Node, as_json, from_json, words
from bot.practice.messages import (
    Block,
    Button,
    Card,
    Day,
    File,
    Instant,
    Listing,
    Markdown,
    Quote,
    Ranking,
    RankLine,
    Style,
    Where,
    Word,
    say,
)
from content.typed import Literal

NINE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def shown(nodes: Sequence[Node]) -> str:
    """Write nodes as one reads them: `p[words b[word]]`, attributes in brackets of their own."""
    written = []
    for node in nodes:
        if isinstance(node, str):
            written.append(node)
        else:
            attributes = "".join(f"({key}={value})" for key, value in node.attributes)
            written.append(f"{node.name}{attributes}[{shown(node.inside)}]")
    return "".join(written)


def test_a_sentence_shows_each_kind_of_value() -> None:
    close = say("round.closes", when=Instant(NINE, "Europe/Berlin"))
    assert shown(rendering.sentence(close)) == ("Closes time(datetime=2026-11-24T09:00:00+00:00)[Tue 24 Nov 10:00].")
    assert shown(rendering.sentence(say("stats.nothing"))) == (
        "You have answered nothing yet. code(class=short)[/quiz] asks a question here and now."
    )
    assert shown(rendering.sentence(say("room.you", name=Literal("<b>Ana</b>")))) == (
        "You: span(class=typed)[<b>Ana</b>]"
    )
    low = say("daily.low", count=1, place=Where("a b", "a b"))
    assert "a(href=/c/a%20b)[#a b]" in shown(rendering.sentence(low))
    week = say("board.week", days=Day(date(2026, 10, 13), date(2026, 10, 19)), topics=Word("aws"), where="here")
    assert shown(rendering.sentence(week)) == "This week, 13–19 Oct, b[aws], here"


BLOCKS = [
    (say("posted"), "p[Posted.]"),
    (Markdown("Use **two** `keys` and *one* [page](https://example.org/a)."),
     "p[Use strong[two] code[keys] and em[one] a(href=https://example.org/a)[page].]"),
    (Markdown("- one\n- two\n\n  more"), "ul[li[one]li[p[two]p[more]]]"),
    (Markdown("3. three"), "ol(start=3)[li[three]]"),
    (Markdown("```sql\nSELECT 1 < 2;\n```"), "pre[code[SELECT 1 < 2;]]"),
    (Markdown("| a | b |\n|---|---|\n| 1 | 2 |"),
     "div(class=wide)[table[thead[tr[th[a]th[b]]]tbody[tr[td[1]td[2]]]]]"),
    (Markdown("# Head\n\n> quoted\n\n---"), "h4[Head]blockquote[p[quoted]]hr[]"),
    (Quote(Literal("one\n*two*")), "blockquote[p(class=typed)[one]p(class=typed)[*two*]]"),
    (Listing((say("posted"), say("daily.resumed"))), "ul[li[Posted.]li[Asking again.]]"),
    (Ranking((RankLine(1, Literal("Ana"), 610),)),
     "div(class=wide)[table(class=ranking)[tbody[tr[td(class=rank)[1.]td[span(class=typed)[Ana]]td(class=points)[610]]]]]"),
    (File("a.json", "{}"), ""),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), BLOCKS, ids=[type(block).__name__ for block, _ in BLOCKS])
def test_blocks(block: Block, expected: str) -> None:
    assert shown(rendering.block(block)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "[press](javascript:alert(1))",
        "![x](data:text/html,hi)",
        "<a href='javascript:alert(1)'>a</a>",
        "[a]( java\nscript:alert(1))",
    ],
)
def test_nothing_in_markdown_becomes_more_than_words(source: str) -> None:
    names = {name for name in _names(rendering.markdown(source)) if name not in {"p", "code"}}
    assert names == set()


def _names(nodes: Sequence[Node]) -> list[str]:
    parts = [node for node in nodes if not isinstance(node, str)]
    return [name for part in parts for name in (part.name, *_names(part.inside))]


def test_a_payload_survives_being_kept() -> None:
    card = Card(
        title=say("privacy.title"),
        blocks=(Markdown("a *b*"), File("hotseat.json", '{"a": "ü"}')),
        notes=(say("round.closed"),),
        buttons=(Button("hint:1", say("button.hint"), Style.PRIMARY),),
    )
    rendered = payload.render(card, opens_thread=True)
    assert payload.read(payload.write(rendered)) == rendered
    assert rendered.files == (payload.Kept("hotseat.json", '{"a": "ü"}'),)


def test_nodes_survive_being_kept() -> None:
    nodes = rendering.markdown("- a **b** `c`\n\n1. [d](https://example.org)")
    assert from_json(json.loads(json.dumps(as_json(nodes)))) == nodes


def test_a_forgotten_name_goes_out_of_cards_and_words_like_it_stay() -> None:
    board = Ranking((RankLine(1, Literal("Will"), 10), RankLine(2, Literal("Ana"), 5)))
    rendered = payload.render(Card(blocks=(Markdown("Will Will it?"), board)))
    changed = payload.without(rendered, "Will")
    assert words(changed.body) == "Will Will it?1.…102.Ana5"
