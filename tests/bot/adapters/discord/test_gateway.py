"""The gateway resumes, forgets, falls silent, cuts: nothing is lost, nothing counts twice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.discord import adapter, history
from bot.practice import rounds
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.rest import HISTORY
from tests.emulators.discord.wire import Fault
from tests.scenarios.test_answering import FULL, HALF


async def _at_once(shard_id: int | None, *, initial: bool = False) -> None:
    """Identify without the five seconds between two connections."""


async def test_an_answer_told_again_by_a_resumed_session_counts_once(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    await play.discord.gateway.reconnect_please()
    await play.discord.until(lambda: play.discord.gateway.resumed == 1)
    play.discord.gateway.replay("MESSAGE_CREATE")
    told = await play.verdict()
    assert "1 of 3 tries used" in told.text
    assert len(play.world.reactions) == 1
    assert play.discord.gateway.identified == 1


@holds("the gateway asks to reconnect (op 7), cuts, calls the session invalid but resumable (op 9)")
@pytest.mark.parametrize("how", ["asks", "cuts", "invalid"])
async def test_what_was_said_while_the_connection_was_cut_is_replayed(play: Play, how: str) -> None:
    gateway = play.discord.gateway
    match how:
        case "asks":
            await gateway.reconnect_please()
        case "cuts":
            await gateway.cut()
        case _:
            gateway.invalidate(resumable=True)
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    await play.discord.until(lambda: gateway.resumed == 1)
    assert gateway.identified == 1
    assert len(play.world.reactions) == 1


@holds("the session is forgotten (op 9)")
async def test_what_was_said_while_the_session_was_forgotten_is_read_from_history(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(play.adapter.client, "before_identify_hook", _at_once)
    await play.discord.gateway.forget()
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.discord.gateway.identified == 2
    assert len([m for m in play.posts() if "Question of the day" in m["content"]]) == 1


@holds("the bot was down")
async def test_what_was_said_while_the_bot_was_down_counts(play: Play) -> None:
    thread = play.thread
    await play.stop()
    message = play.discord.says(play.ana, thread, FULL)
    play.world.clock.ahead += 20  # less than a day: the question is still open
    await play.start(daily=False)
    await play.received(message)
    told = await play.verdict()
    assert "Covered 4 of 4 key points." in told.text


@holds("a message is deleted while the bot is down")
async def test_what_was_deleted_while_the_bot_was_down_is_withdrawn(play: Play) -> None:
    raj = play.world.user("Raj")
    mistaken, kept = play.discord.says(play.ana, play.thread, HALF), play.discord.says(raj, play.thread, FULL)
    await play.received(mistaken)
    await play.received(kept)
    await play.stop()
    play.discord.deletes(mistaken)
    await play.start(daily=False)
    assert "You took your answer back." in (await play.verdict()).text
    assert "Covered 4 of 4 key points." in (await play.verdict(raj)).text


async def test_of_a_thread_that_cannot_be_read_nothing_is_taken_for_deleted(play: Play) -> None:
    said = play.discord.says(play.ana, play.thread, HALF)
    await play.received(said)
    await play.stop()
    play.discord.deletes(said)
    play.discord.rest.faults.append(Fault(rf"^GET /channels/{play.thread.id}/messages", status=403, code=50001))
    await play.start(daily=False)
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


@holds("a question's thread cannot be read to its end after a silence")
@pytest.mark.parametrize("how", ["its history is not ours to read", "the reading breaks off", "it is deleted"])
async def test_of_a_thread_that_cannot_be_read_whole_no_answer_is_taken_for_deleted(
    play: Play, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(history, "AGAIN", (0.0,))
    thread, question = play.thread, play.question
    message = play.discord.says(play.ana, thread, FULL)
    await play.received(message)
    await play.stop()
    match how:
        case "its history is not ours to read":
            play.channel.permissions &= ~HISTORY
        case "the reading breaks off":
            for _ in range(102):
                play.discord.says(play.boss, thread, "Good luck!")
            play.discord.deletes(message)
            play.discord.rest.faults.append(Fault(f"^GET /channels/{thread.id}/messages", 503, after=1, times=9))
        case _:
            play.world.remove(thread)
    await play.start(daily=False)
    told = await play.discord.presses(play.ana, question, play.custom_id(question, "verdict:"))
    assert "Covered 4 of 4 key points." in told.text


@holds("the gateway falls silent")
async def test_a_silent_connection_is_noticed_and_left(discord: Discord, tmp_path: Path) -> None:
    discord.gateway.heartbeat = 0.05
    play = Play(tmp_path, discord, silence=0.2)
    await play.start()
    try:
        discord.gateway.fall_silent()
        message = discord.says(play.ana, play.thread, HALF)
        await play.received(message)
        assert discord.gateway.resumed >= 1
    finally:
        await play.stop()


@holds("the gateway tells what the library cannot read")
async def test_what_the_library_cannot_read_ends_no_connection(play: Play) -> None:
    play.world.tell("THREAD_UPDATE", {})
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.discord.gateway.identified == 1


@holds("an edit is told in part")
@pytest.mark.parametrize("words", [True, False])
async def test_an_edit_told_in_part_is_asked_for(play: Play, words: bool) -> None:
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    told = {key: message[key] for key in ("id", "channel_id")} | {"guild_id": play.server.id, "embeds": []}
    if words:
        message.update(content=FULL, edited_timestamp=play.world.stamp())
        told["content"] = FULL
    play.world.tell("MESSAGE_UPDATE", told)
    kept = f"GET /channels/{play.thread.id}/messages/{message['id']}"
    if words:
        await play.discord.until(
            lambda: any(f"{method} {path}" == kept for method, path, _ in play.discord.rest.requests)
        )
    await play.received(play.discord.says(play.world.user("Raj"), play.thread, HALF))
    assert f"Covered {4 if words else 2} of 4 key points." in (await play.verdict()).text
    assert play.discord.gateway.identified == 1


@holds("the gateway begins with what the library cannot read")
async def test_a_beginning_the_library_cannot_read_ends_no_more_than_one_connection(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "FIRST_WAIT", 0.01)
    lost = play.adapter.client
    play.world.tell("READY", {})
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.adapter.client is not lost
    assert play.discord.gateway.identified == 2
    assert "Covered 2 of 4 key points." in (await play.verdict()).text
    assert len([m for m in play.posts() if "Question of the day" in m["content"]]) == 1


@holds("the gateway cannot be reached when it is lost")
async def test_a_gateway_that_is_away_when_it_is_lost_is_tried_until_it_is_back(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "FIRST_WAIT", 0.01)
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.0)
    gateway = play.discord.gateway
    gateway.away = True
    play.world.tell("READY", {})
    await play.discord.until(lambda: gateway.turned_away >= 2)
    message = play.discord.says(play.ana, play.thread, HALF)
    gateway.away = False
    await play.received(message)
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


async def test_a_round_is_closed_while_nobody_hears_once_that_lasts_too_long(play: Play) -> None:
    play.adapter.client.gone(0)
    await play.next_question()
    assert len(play.questions()) == 2
    assert "Closed." not in play.questions()[0]
    play.world.clock.ahead += rounds.LONGEST_DEAF.total_seconds()
    await play.hotseat.desk.due()
    await play.idle()
    assert "Closed." in play.questions()[0]


@pytest.mark.parametrize("how", ["cuts", "forgets"])
async def test_a_round_waits_for_its_close_until_a_connection_that_was_cut_is_back(
    play: Play, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(play.adapter.client, "before_identify_hook", _at_once)
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.0)
    gateway = play.discord.gateway
    gateway.away = True
    await (gateway.cut() if how == "cuts" else gateway.forget())
    await play.discord.until(lambda: gateway.turned_away >= 1)
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.next_question()
    assert "Closed." not in play.questions()[0]
    gateway.away = False
    await play.received(message)
    await play.discord.until(lambda: gateway.resumed + gateway.identified == 2)
    async with asyncio.timeout(5):
        while "Closed." not in play.questions()[0]:
            await play.hotseat.desk.due()
            await play.idle()
    assert any("One person answered." in m["content"] for m in play.posts(play.world.channels[message["channel_id"]]))


@holds("the gateway is away when a question closes")
async def test_what_was_said_before_the_close_counts_where_the_gateway_was_away_at_the_close(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "FIRST_WAIT", 0.01)
    monkeypatch.setattr("discord.backoff.ExponentialBackoff.delay", lambda _: 0.0)
    gateway, question = play.discord.gateway, play.question
    gateway.away = True
    play.world.tell("READY", {})
    await play.discord.until(lambda: gateway.turned_away >= 2)
    message = play.discord.says(play.ana, play.thread, HALF)
    play.world.clock.ahead += 25 * 3600
    await play.hotseat.desk.due()
    gateway.away = False
    await play.received(message)
    await play.hotseat.desk.due()
    await play.idle()
    told = await play.discord.presses(play.ana, question, play.custom_id(question, "verdict:"))
    assert "Covered 2 of 4 key points." in told.text
    assert "Practice" not in told.text
    assert any("One person answered." in m["content"] for m in play.posts(play.world.channels[question["id"]]))


@pytest.mark.parametrize("fault", [{"status": 503}, {"status": 429}, {"cuts": True}], ids=str)
async def test_a_thread_whose_reading_breaks_off_is_read_on(
    play: Play, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    monkeypatch.setattr(history, "AGAIN", (0.0, 0.0))
    thread = play.thread
    await play.stop()
    for _ in range(102):
        play.discord.says(play.boss, thread, "Good luck!")
    message = play.discord.says(play.ana, thread, FULL)
    play.discord.rest.faults.append(Fault(f"^GET /channels/{thread.id}/messages", after=1, times=2, **fault))
    await play.start(daily=False)
    await play.received(message)
    assert "Covered 4 of 4 key points." in (await play.verdict()).text


@holds("an interaction told again by a resumed session")
async def test_an_interaction_told_again_is_answered_once(play: Play) -> None:
    told = await play.verdict()
    play.discord.gateway.replay("INTERACTION_CREATE")
    await play.verdict()
    calls = [path for _, path, _ in play.discord.rest.requests if told.id in path]
    assert len(calls) == 1
