"""A server removes the bot, heard or not: its schedules stop at once, its data goes after the grace period."""

from __future__ import annotations

import pytest

from storage.records import ScheduleState
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.scenarios.test_answering import FULL

DAY = 24 * 3600


async def _gone(play: Play) -> None:
    """Wait until the space is left: what is heard is told in order, so a later request comes after it."""
    other = play.world.server("Later", play.boss)
    channel = play.world.channel(other, "general")
    while (await play.read(lambda tx: tx.spaces.get(play.space))).active:
        await play.discord.calls(play.boss, channel.id, "help", {})


@holds("the server removes Hotseat")
async def test_a_server_that_removes_the_bot_is_left_at_once_and_forgotten_later(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, FULL)
    await play.received(message)
    play.world.remove_bot(play.server)
    await _gone(play)
    schedule = await play.read(lambda tx: tx.schedules.of_place(play.space, play.channel.id))
    assert schedule.next_at is None
    play.world.clock.ahead += 29 * DAY
    await play.hotseat.desk.due()
    assert await play.read(lambda tx: tx.spaces.member(play.space, play.ana)) is not None
    play.world.clock.ahead += 2 * DAY
    await play.hotseat.desk.due()
    assert await play.read(lambda tx: tx.spaces.get(play.space)) is None
    assert await play.read(lambda tx: tx.spaces.member(play.space, play.ana)) is None
    assert len([m for m in play.posts() if "Question of the day" in m["content"]]) == 1


async def test_a_server_that_removed_the_bot_while_it_was_down_is_left_at_the_start(play: Play) -> None:
    await play.stop()
    play.world.remove_bot(play.server)
    await play.start(daily=False)
    assert not (await play.read(lambda tx: tx.spaces.get(play.space))).active


@holds("the server adds Hotseat again")
async def test_a_server_that_comes_back_finds_its_data_and_a_schedule_that_waits(play: Play) -> None:
    await play.stop()
    play.world.remove_bot(play.server)
    await play.start(daily=False)
    await play.stop()
    play.world.servers[play.server.id] = play.server
    await play.start(daily=False)
    assert (await play.read(lambda tx: tx.spaces.get(play.space))).active
    schedule = await play.read(lambda tx: tx.schedules.of_place(play.space, play.channel.id))
    assert schedule.state is ScheduleState.PAUSED


@holds("the server is away for an outage")
async def test_an_outage_of_a_server_is_no_removal(play: Play) -> None:
    play.world.outage(play.server, over=False)
    told = await play.verdict()
    assert told.answered
    play.server.name = "Orchard again"
    play.world.outage(play.server, over=True)
    while (await play.read(lambda tx: tx.spaces.get(play.space))).name != "Orchard again":
        await play.verdict()
    assert (await play.read(lambda tx: tx.spaces.get(play.space))).active
    await play.next_question()
    assert len(play.questions()) == 2


async def test_a_server_that_is_away_at_the_start_keeps_its_name_and_its_schedule(play: Play) -> None:
    await play.stop()
    play.world.away.add(play.server.id)
    await play.start(daily=False)
    space = await play.read(lambda tx: tx.spaces.get(play.space))
    assert (space.name, space.active) == ("Orchard", True)
    play.world.away.clear()
    play.world.outage(play.server, over=True)
    await play.next_question()
    assert len(play.questions()) == 2


@holds("a command overtakes that a server added us")
async def test_a_server_is_known_by_its_first_command(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    async def later(guild: object) -> None:
        del guild

    monkeypatch.setattr(play.adapter.client, "on_guild_join", later)
    server = play.world.server("Elsewhere", play.boss)
    other = play.world.channel(server, "second")
    told = await play.discord.calls(play.boss, other.id, "topics", {})
    assert "questions" in told.text
