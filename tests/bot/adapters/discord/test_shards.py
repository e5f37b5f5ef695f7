"""Several connections, as many as Discord advises: each hears its own servers, one that breaks is one alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.discord.client import ShardedClient
from tests.bot.adapters.discord.play import Play
from tests.emulators.discord.gateway import Session
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.world import Channel
from tests.scenarios.test_answering import HALF


async def _at_once(shard_id: int | None, *, initial: bool = False) -> None:
    """Identify without the five seconds between two connections."""


@pytest.fixture
async def play(discord: Discord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Play]:
    """Give a bot on two connections, with a server on each."""
    made = Play(tmp_path, discord, sharded=True)
    monkeypatch.setattr(ShardedClient, "before_identify_hook", staticmethod(_at_once))
    await made.start()
    yield made
    await made.stop()


def _shard(server: str) -> int:
    return (int(server) >> 22) % 2


def _session(play: Play, channel: Channel) -> Session:
    return next(s for s in play.discord.gateway.sessions.values() if s.shard == (_shard(channel.server), 2))


async def _on_the_other(play: Play) -> Channel:
    """Give a place with a daily question whose server is on the other connection."""
    while True:
        other = await play.other_place()
        if _shard(other.server) != _shard(play.server.id):
            return other


async def test_each_connection_hears_its_own_servers(play: Play) -> None:
    other = await _on_the_other(play)
    assert sorted(session.shard for session in play.discord.gateway.sessions.values()) == [(0, 2), (1, 2)]
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert "Covered 2 of 4 key points." in (await play.verdict()).text
    await play.next_question()
    assert (len(play.questions()), len(play.questions(other))) == (2, 1)
    assert message["id"] in str(_session(play, play.channel).sent)
    assert message["id"] not in str(_session(play, other).sent)


async def test_a_connection_that_is_cut_resumes_and_the_other_goes_on(play: Play) -> None:
    other = await _on_the_other(play)
    session = _session(play, play.channel)
    await play.discord.gateway.cut(session)
    told = await play.discord.calls(play.boss, other.id, "help", {})
    assert told.answered
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.discord.gateway.resumed == 1
    assert play.discord.gateway.identified == 2


async def test_what_was_said_while_one_session_was_forgotten_is_read_from_history(play: Play) -> None:
    await _on_the_other(play)
    await play.discord.gateway.forget(_session(play, play.channel))
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.discord.gateway.identified == 3
    for server in play.world.servers:
        assert (await play.read(lambda tx, s=server: tx.spaces.get(f"discord-{s}"))).active, "none is taken for left"


async def test_a_direct_conversation_works_on_several_connections(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    play.discord.says(play.ana, direct, HALF)
    await play.discord.until(lambda: "Covered 2 of 4 key points." in play.posts(direct)[-1]["content"])
