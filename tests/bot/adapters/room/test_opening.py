"""The room opens and closes: with a passphrase, under its own names alone, promptly, leaving nothing behind."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import httpx
import pytest
from playwright.async_api import expect

from bot.adapters.room.adapter import Room
from bot.adapters.room.listening import RoomStartError
from tests.bot.adapters.room.floor import Floor, channel_of, in_the_room, type_into
from tests.browser import BrowserThread
from tests.room import Person, new_page

STORAGE = Path(".nicegui")
"""Where the page's library would keep things, if it were asked to."""
PROMPTLY = 10
"""Seconds, on a machine that does much else."""


@partial(in_the_room, passphrase="open sesame")
async def test_the_passphrase_is_asked_for_and_lets_in(floor: Floor) -> None:
    browser = (await floor.person(link=floor.running.room.start_link)).page.context.browser
    assert browser is not None
    page = await new_page(browser)
    await page.goto(floor.running.room.address)
    await expect(page.get_by_role("heading", name="Hotseat")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Passphrase")).to_be_focused()
    await page.keyboard.type("sesame")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("That is not the passphrase.")
    await page.get_by_role("textbox", name="Passphrase").fill("open sesame")
    await page.get_by_role("button", name="Come in").click()
    await expect(channel_of(page).get_by_role("heading", name="#daily")).to_be_visible()
    ana = Person("Ana", page)
    await ana.open(floor.running.room.address)
    await floor.running.room.talk.take_name(await floor.running.member_at(page), "Ana")
    await ana.open(floor.running.room.address)
    await type_into(channel_of(page), "in at last")
    await expect(channel_of(page).get_by_role("article", name="Ana")).to_contain_text("in at last")
    await page.context.close()


@in_the_room
async def test_a_foreign_name_gets_nothing_from_the_real_server(floor: Floor) -> None:
    async with httpx.AsyncClient() as client:
        for headers in ({"host": "evil.example"}, {"origin": "http://evil.example"}):
            for path in (
                "/",
                "/c/daily",
                "/_nicegui_ws/socket.io/?EIO=4&transport=polling",
                "/room/room.css",
                "/health",
            ):
                answer = await client.get(floor.running.room.address + path, headers=headers)
                assert answer.status_code == 403, path
                assert "access-control-allow-origin" not in answer.headers


@in_the_room
async def test_a_socket_of_another_site_is_not_opened(floor: Floor) -> None:
    ana = await floor.person("Ana")
    evil = await ana.page.context.new_page()
    await evil.route(
        "http://evil.example/", lambda route: route.fulfill(body="<title>evil</title>", content_type="text/html")
    )
    await evil.goto("http://evil.example/")
    address = floor.running.room.address.replace("http://", "ws://")
    client = await ana.page.evaluate("window.clientId")
    opened = await evil.evaluate(
        """(url) => new Promise((done) => {
            const socket = new WebSocket(url);
            socket.onopen = () => done(true);
            socket.onclose = () => done(false);
        })""",
        f"{address}/_nicegui_ws/socket.io/?EIO=4&transport=websocket&client_id={client}",
    )
    assert opened is False
    await evil.close()


@in_the_room
async def test_it_closes_promptly_with_browsers_open(floor: Floor) -> None:
    await floor.person("Ana")
    await floor.person("Raj")
    async with asyncio.timeout(PROMPTLY):
        await floor.running.room.close()
    with pytest.raises(httpx.ConnectError):
        await httpx.AsyncClient().get(floor.running.room.address)


@in_the_room
async def test_a_second_room_on_the_same_port_says_what_to_do(floor: Floor) -> None:
    talk = floor.running.room.talk
    second = Room(talk.desk, floor.running.store, talk.library, talk.clock, port=floor.running.port)
    with pytest.raises(RoomStartError, match=r"is taken by another program. Stop it, or set room\.port"):
        await second.connect()


def test_nothing_is_written_where_it_was_started(browser: BrowserThread, tmp_path: Path) -> None:
    async def talk(floor: Floor) -> None:
        ana = await floor.person("Ana")
        await type_into(channel_of(ana.page), "hello")
        await expect(channel_of(ana.page).get_by_role("article", name="Ana")).to_be_visible()

    in_the_room(talk)(browser, tmp_path)
    assert not STORAGE.exists()
