"""Cards whose look on Slack is kept in `golden/`; `python -m tests.bot.adapters.slack.shown` writes it anew."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.adapters.slack.blocks import posts
from bot.adapters.slack.home import home_view
from bot.adapters.slack.naming import Names
from bot.adapters.slack.views import Standing, card_view, form_view
from bot.practice.messages import (
    Button,
    Card,
    ChoiceField,
    Form,
    Instant,
    Listing,
    Markdown,
    Quote,
    Ranking,
    RankLine,
    Style,
    TextField,
    TickField,
    Where,
    Word,
    notice,
    say,
)
from content.typed import Literal

GOLDEN = Path(__file__).parent / "golden"
NAMES = Names()
HERE = Standing("C1", thread="1700000000.000100")
TRICKS = (
    "*bold* _italic_ ~struck~ `code` ```fence``` <!channel> <!here> <@U1> <#C1|x> <https://evil|good> &amp; :tada: "
    "> quote\n> quoted\n1. one\n- two @everyone <!date^0^{date}|x> a*b snake_case_name \u202egnp.exe"
)
ANSWER = """# Retention

Kafka keeps a message for **seven days** unless `retention.ms` says otherwise; see [the docs](https://kafka.apache.org).

1. Time:
   - by *topic*
     - or by broker
   ```properties
   retention.ms=604800000  # <ms> & more
   ```
2. Size

| setting | default |
|---|---|
| retention.ms | 604800000 |
| retention.bytes | -1 |

> Reading deletes nothing.

SELECT * FROM t WHERE a < b AND un**believ**able."""


def question() -> Card:
    """Give a question's card."""
    return Card(
        title=say("round.title_daily", topic="Kafka", level="mid"),
        blocks=(Markdown("How long does Kafka keep a message, and how does a reader know where to go on?"),),
        notes=(
            say("round.closes", when=Instant(datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Berlin")),
            say("round.open"),
        ),
        buttons=(
            Button("answer:r1", say("button.answer_privately"), Style.PRIMARY),
            Button("hint:r1", say("button.hint")),
            Button("reveal:r1", say("button.reveal")),
        ),
    )


def board() -> Card:
    """Give a leaderboard with a name that is markup."""
    lines = (RankLine(1, Literal("*Ana* <!channel>"), 610), RankLine(2, Literal("Li_"), 540))
    return Card(title=say("board.all", topics=Word("kafka"), where=say("board.here")), blocks=(Ranking(lines),))


def form() -> Form:
    """Give a form with every kind of field."""
    return Form(
        action="daily-set",
        title=say("daily.form"),
        blocks=(say("form.practice"),),
        fields=(
            TextField(name="topics", label=say("field.topics"), value="aws,gcp", kind="topics"),
            TextField(name="time", label=say("field.time"), value="09:00", kind="time"),
            TextField(name="zone", label=say("field.zone"), value="Europe/Berlin", kind="zone"),
            TextField(name="text", label=say("form.answer"), value="x" * 3500),
            TickField(name="show", label=say("form.show"), value=True),
            ChoiceField(
                name="level",
                label=say("field.level"),
                options=(("any", say("level.any")), ("mid", say("level.mid"))),
                value="mid",
            ),
        ),
        submit=say("button.save"),
        of_place=True,
    )


def messages() -> dict[str, Any]:
    """Give what is shown, by name."""
    refusal = notice(
        say("refused.not_in", place=Where("C9", "data"), invite=Word("/invite @Hotseat")),
        buttons=(Button("quiz:aws:senior:no", say("button.try_again"), Style.PRIMARY),),
    )
    cards = {
        "question": question(),
        "answer": Card(title=say("reveal.title"), blocks=(Markdown(ANSWER),)),
        "tricks": Card(blocks=(say("answers.of", name=Literal(TRICKS)), Quote(Literal(TRICKS)))),
        "board": board(),
        "refusal": refusal,
        "listing": Card(blocks=(Listing((say("privacy.kept_answers"), say("privacy.kept_points"))),)),
    }
    shown: dict[str, Any] = {
        name: [{"text": post.text, "blocks": post.blocks} for post in posts(card, NAMES)]
        for name, card in cards.items()
    }
    home = Card(title=say("app.name"), below=(question(), board()))
    return shown | {
        "form": form_view(form(), HERE, NAMES),
        "modal": card_view(question(), HERE, NAMES),
        "home": home_view(home, NAMES),
    }


def written(value: object) -> str:
    """Write what is shown as it is kept."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for name, value in messages().items():
        (GOLDEN / f"{name}.json").write_text(written(value), encoding="utf-8")
