"""Every sentence is there, says what it is given, and is used."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.practice import sentences
from bot.practice.commands import every_command
from bot.practice.contract import Reason
from bot.practice.manual import manual
from bot.practice.messages import Day, Instant, Value, Word, say
from bot.practice.sentences import LOCALES
from content.judge import NoteKind
from content.typed import Literal

ROOT = Path(__file__).parents[3]
ENGLISH = LOCALES["en"]


@pytest.mark.parametrize(("key", "template"), ENGLISH.items())
def test_every_value_a_sentence_names_is_shown(key: str, template: str | tuple[str, str]) -> None:
    for form, count in ((template, 2),) if isinstance(template, str) else ((template[0], 1), (template[1], 2)):
        named = {name.lower() for name in re.findall(r"\{(\w+)\}", form)} - {"count", "hours"}
        values: dict[str, Value] = {name: f"<{name}>" for name in named}
        shown = sentences.text(say(key, **values, count=count, hours=count))
        assert all(f"<{name}>" in shown for name in named)
        assert "{" not in shown


def test_a_count_chooses_the_whole_sentence() -> None:
    assert sentences.text(say("summary.count", count=1)) == "One person answered."
    assert sentences.text(say("summary.count", count=7)) == "7 people answered."


def test_a_value_that_begins_a_sentence_gets_a_capital_where_it_is_ours() -> None:
    assert sentences.text(say("help.about", about=say("command.daily"))) == "The daily question here."
    assert sentences.text(say("help.about", about=Literal("émile"))) == "émile."


def test_values_keep_their_kind_until_they_are_shown() -> None:
    spans = sentences.spans(say("note.contradicts", said=Literal("*bold* {x}"), cue=Literal("order")))
    assert Literal("*bold* {x}") in spans
    assert sentences.text(say("quiz.none_left", topic=Word("aws"), level="mid")).endswith("All: /topics")


def test_times_are_written_in_the_zone_they_name() -> None:
    at = Instant(datetime(2026, 11, 23, 8, tzinfo=UTC), "Europe/Berlin")
    assert sentences.text(say("round.closes", when=at)) == "Closes Mon 23 Nov 09:00."


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (Day(date(2026, 11, 23)), "23 Nov"),
        (Day(date(2026, 11, 23), date(2026, 11, 29)), "23–29 Nov"),
        (Day(date(2026, 12, 28), date(2027, 1, 3)), "28 Dec – 3 Jan"),
    ],
)
def test_days_are_short(day: Day, text: str) -> None:
    assert sentences.day_text(day) == text


def test_every_key_the_code_names_is_there_and_every_sentence_is_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py") if "english" not in path.name
    )
    named = set(re.findall(r'"([a-z]+\.[a-z_0-9]+)"', code)) | {"app.name", "posted"}
    made = {command.help_key for command in every_command()}
    made |= {f"note.{kind.replace(':', '_')}" for kind in NoteKind}
    made |= {f"trouble.{reason}" for reason in Reason}
    prefixes = set(re.findall(r'f"([a-z]+\.[a-z_]*)\{', code)) | {"part.", "verdict.structure"}
    unused = {
        key
        for key in ENGLISH
        if key not in named and key not in made and not any(key.startswith(prefix) for prefix in prefixes)
    }
    assert unused == set()
    missing = {key for key in named if key.split(".")[0] in {k.split(".")[0] for k in ENGLISH} and key not in ENGLISH}
    assert {key for key in missing if not key.startswith("room.")} == set()


def test_the_page_of_commands_is_what_the_table_says() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == manual()
