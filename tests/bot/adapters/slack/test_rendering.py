"""What Slack is given: kept in golden files, within the limits, whole, and without a mention nobody meant."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack import mrkdwn
from bot.adapters.slack.blocks import SECTION_TEXT, posts
from bot.adapters.slack.splitting import cut, sections
from bot.adapters.slack.views import card_view
from bot.practice.messages import Button, Card, Markdown, Quote, Where, notice, say
from content.typed import Literal
from tests.bot.adapters.slack.shown import ANSWER, GOLDEN, HERE, NAMES, TRICKS, messages, written
from tests.emulators.slack import reading
from tests.emulators.slack.rules import message_error, message_faults, view_faults

SHOWN = messages()


@pytest.mark.parametrize("name", SHOWN)
def test_every_message_looks_as_it_is_kept(name: str) -> None:
    assert written(SHOWN[name]) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHOWN)
def test_every_message_is_within_slacks_limits(name: str) -> None:
    shown = SHOWN[name]
    if isinstance(shown, dict):
        assert not view_faults(shown)
    else:
        for post in shown:
            assert not message_faults(post["blocks"])
            assert not message_error(post["text"], post["blocks"])


@pytest.mark.parametrize("name", SHOWN)
def test_nobody_is_mentioned(name: str) -> None:
    assert not reading.mentions(json.dumps(SHOWN[name], ensure_ascii=False))


def test_a_notification_names_a_channel_whose_name_only_slack_knows() -> None:
    for name, shown in (("C024BE91L", "<#C024BE91L> is archived"), ("daily", "#daily is archived")):
        [post] = posts(notice(say("trouble.archived", place=Where("C024BE91L", name))), NAMES)
        assert post.text.startswith(shown)


def test_what_was_typed_is_read_as_it_was_typed() -> None:
    card = Card(blocks=(Quote(Literal(TRICKS)),))
    [post] = posts(card, NAMES)
    expected = Literal(TRICKS).text.replace("`", mrkdwn.BACKTICK)
    assert reading.shown(post.blocks) == expected


@given(st.text(alphabet="*_~`<>&|!@#:-1. \nab\\", max_size=400))
def test_no_text_becomes_markup(text: str) -> None:
    shown = reading.mrkdwn(mrkdwn.literal(text))
    assert shown == text.replace("`", mrkdwn.BACKTICK)
    assert not reading.mentions(mrkdwn.literal(text))


def test_bold_inside_a_word_is_bold_and_a_star_alone_is_a_star() -> None:
    [piece] = mrkdwn.markdown("un**believ**able, 2 * 3 * 4, SELECT * FROM t")
    assert reading.mrkdwn(piece) == "unbelievable, 2 * 3 * 4, SELECT * FROM t"


def test_a_model_answer_comes_through_whole() -> None:
    [post] = posts(Card(blocks=(Markdown(ANSWER),)), NAMES)
    shown = reading.shown(post.blocks)
    for line in ("Retention", "seven days", "the docs", "▪ or by broker", "retention.ms=604800000  # <ms> & more"):
        assert line in shown
    assert "setting          default" in shown
    assert "retention.bytes  -1" in shown
    assert "WHERE a < b AND unbelievable." in shown


def test_a_long_answer_is_split_and_no_fence_is_cut_in_two() -> None:
    code = "\n".join(f"line {n:04}: value = compute({n}) & more" for n in range(400))
    paragraphs = "\n\n".join(f"Paragraph {n}. " + "Words that fill it. " * 30 for n in range(30))
    text = f"{paragraphs}\n\n```python\n{code}\n```\n\nThe end."
    found = posts(Card(title=say("reveal.title"), blocks=(Markdown(text),), buttons=(_report(),)), NAMES)
    assert len(found) > 1
    shown = ""
    for post in found:
        assert not message_error(post.text, post.blocks)
        assert not message_faults(post.blocks)
        for block in post.blocks:
            if block["type"] == "section":
                assert block["text"]["text"].count("```") % 2 == 0
        shown += reading.shown(post.blocks) + "\n"
    for n in range(400):
        assert f"line {n:04}: value = compute({n}) & more" in shown
    for n in range(30):
        assert f"Paragraph {n}." in shown
    assert "The end." in shown
    assert [block["type"] for block in found[-1].blocks][-1] == "actions"
    assert not any(block["type"] == "actions" for post in found[:-1] for block in post.blocks)


def _report() -> Button:
    return Button("report:r1", say("button.report"))


@settings(deadline=None, max_examples=50)
@given(st.text(min_size=1, max_size=9000))
def test_any_answer_fits_a_message_and_a_modal(text: str) -> None:
    card = Card(title=say("answers.title"), blocks=(say("answers.none"), Quote(Literal(text))))
    for post in posts(card, NAMES):
        assert not message_faults(post.blocks)
        assert not message_error(post.text, post.blocks)
    assert not view_faults(card_view(card, HERE, NAMES))


def test_a_cut_keeps_every_word() -> None:
    text = "Some words, and more of them. " * 400
    parts = cut(text, SECTION_TEXT)
    assert all(len(part) <= SECTION_TEXT for part in parts)
    assert " ".join(" ".join(parts).split()) == " ".join(text.split())


def test_short_pieces_share_a_section() -> None:
    assert sections(["one", "two", "```\ncode\n```"], 100) == ["one\ntwo\n```\ncode\n```"]
