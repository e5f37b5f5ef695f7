"""How every message looks on Discord: kept page by page in `golden/`, and none is without a place there."""

from __future__ import annotations

import asyncio

import pytest

from bot.adapters.discord.rendering import LONGEST, render
from bot.practice.composing import _COMPOSERS as COMPOSERS
from bot.practice.handling import READS, WRITES
from bot.practice.messages import Card
from bot.practice.requests import Deleted, LeaveSpace, OnlySpaces, OpenSpace, ShowHome
from tests.bot.adapters.discord.album import GOLDEN, PAGES, Album
from tests.bot.adapters.discord.scenes import gathered

SHOWS_NOTHING = {Deleted, LeaveSpace, OnlySpaces, OpenSpace}
ELSEWHERE = {ShowHome}
"""Slack's Home."""


@pytest.fixture(scope="module")
def album() -> Album:
    return asyncio.run(gathered())


@pytest.mark.parametrize("page", PAGES)
def test_every_message_looks_as_it_is_kept(album: Album, page: str) -> None:
    assert album.written[page] == (GOLDEN / f"{page}.md").read_text(encoding="utf-8")


def test_every_request_has_its_message_there(album: Album) -> None:
    assert {*READS, *WRITES} - album.asked - SHOWS_NOTHING == ELSEWHERE


def test_every_delivery_has_its_message_there(album: Album) -> None:
    assert set(COMPOSERS) - album.posted == {"welcome"}, "which greets the room, where a schedule begins by itself"


def test_every_text_fits_a_message(album: Album) -> None:
    cards = [message for page in album.pages.values() for _, message in page if isinstance(message, Card)]
    texts = [text for card in cards for text in render(card).texts]
    assert max(map(len, texts)) <= LONGEST
    assert any(len(render(card).texts) > 1 for card in cards)
    assert all(text.count("```") % 2 == 0 for text in texts)
