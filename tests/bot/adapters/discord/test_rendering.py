"""How each kind of message looks: golden files, limits, places to cut, nothing typed that acts."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.discord import markup, splitting
from bot.adapters.discord.components import modal, view
from bot.adapters.discord.rendering import LONGEST, render
from bot.practice.messages import (
    Button,
    Card,
    Day,
    Form,
    Instant,
    Listing,
    Markdown,
    Quote,
    Ranking,
    RankLine,
    TextField,
    Where,
    Word,
    say,
)
from content.typed import Literal
from tests.emulators.discord import shape

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANSWER = """\
A broker keeps a **segment** until it is *older* than `retention.ms`, see [the docs](https://kafka.apache.org/a_(b)).

1. Read
2. Commit
   - after the work
   - never before

| setting | default | what it does |
|---|---|---|
| `retention.ms` | 7 days | how long a message stays |
| `日本` | – | wide |

```sql
SELECT * FROM t WHERE a_b = '*' -- ``` inside
```

> Quoted _words_.

# Heading with #hash and @everyone
"""
CARDS = {
    "question": Card(
        title=say("round.title_daily", topic="Kafka", level="mid"),
        blocks=(Markdown("How long does Kafka keep a message?\n\n- one\n- two"),),
        notes=(say("round.closes", when=Instant(AT)), say("round.open_received")),
    ),
    "model_answer": Card(title=say("reveal.title"), blocks=(Markdown(ANSWER),)),
    "board": Card(
        title=say("board.week", days=Day(date(2026, 11, 23), date(2026, 11, 29)), topics=Word("aws"), where="here"),
        blocks=(
            Ranking(
                (RankLine(1, Literal("Ana"), 610), RankLine(2, Literal("*Li*"), 540), RankLine(2, Literal("Raj"), 1))
            ),
            say("board.you", rank=17, everyone=63, points=210),
        ),
    ),
    "shared": Card(
        title=say("answers.title"),
        blocks=(say("answers.of", name=Literal("Eve @here")), Quote(Literal("# big\n- list\n1. one\n> q <@1> ||s||"))),
    ),
    "schedule": Card(
        blocks=(
            Listing((say("daily.when", time="09:00", zone=Word("Europe/Berlin"), days=(say("day.mon"),)),)),
            say("daily.next", when=Instant(AT, "Europe/Berlin")),
            say("daily.skipped", when=Instant(AT, "Europe/Berlin")),
            say("trouble.gone", place=Where("123", "daily")),
        )
    ),
}


@pytest.mark.parametrize("name", CARDS)
def test_a_message_looks_as_it_did(name: str) -> None:
    shown = render(CARDS[name])
    assert "\n---\n".join(shown.texts) + "\n" == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")


def test_a_long_answer_comes_through_whole_in_messages_that_fit() -> None:
    words = " ".join(f"word{i}." for i in range(900))
    code = "\n".join(f"line {i}" for i in range(600))
    shown = render(Card(blocks=(Markdown(f"{words}\n\n```py\n{code}\n```\n\n- {words}"),)))
    assert all(len(text) <= LONGEST for text in shown.texts)
    together = "\n".join(shown.texts)
    assert [f"line {i}" for i in range(600)] == re.findall(r"line \d+", together)
    assert re.findall(r"word\d+", together) == [f"word{i}" for i in range(900)] * 2
    assert all(text.count("```") % 2 == 0 for text in shown.texts)
    assert all(text.startswith("```py") for text in shown.texts if "line 3\n" in text or "line 400\n" in text)


@given(st.text(), st.integers(20, 200))
def test_nothing_is_lost_where_a_text_is_cut(text: str, most: int) -> None:
    cut = splitting.pieces(text, most)
    assert all(len(piece) <= most for piece in cut)
    kept = "".join(cut)
    if "```" not in text:
        assert [c for c in kept if not c.isspace()] == [c for c in text if not c.isspace()]


@given(st.text(alphabet="*_~|`<>@#-+.1)(][\\ \nabeveryonh:/t"))
def test_what_was_typed_is_seen_as_it_was_typed(text: str) -> None:
    shown = markup.literal(text)
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", shown) == text
    assert not re.search(r"(?<!\\)<[@#t:/]", re.sub(r"\\\\", "", shown))
    assert not re.search(r"(?<!\\)@(everyone|here)", re.sub(r"\\\\", "", shown))


def test_a_label_that_is_too_long_is_cut() -> None:
    long = say("answers.of", name=Literal("Maximiliana " * 20))
    made = view([Button("help", long)])
    assert made is not None
    [shown] = made.to_components()[0]["components"]
    assert len(shown["label"]) == 80
    assert shown["label"].endswith("…")
    form = modal(Form(action="submit", title=long, fields=(TextField(name="text", label=long),), submit=long)).to_dict()
    shape.modal(form)
    assert form["title"].endswith("…")
    assert form["components"][0]["component"]["max_length"] == 4000


def test_a_button_whose_id_discord_would_refuse_is_left_out_of_the_others() -> None:
    long, short = Button("board:week:" + "x" * 90, say("button.hint")), Button("help", say("button.hint"))
    made = view([long, short], "f" * 16)
    assert made is not None
    assert [[button["custom_id"] for button in row["components"]] for row in made.to_components()] == [
        ["help~" + "f" * 16]
    ]
    assert view([long], "f" * 16) is None
