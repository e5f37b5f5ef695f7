"""A role is called only by choice: that role, by that place's questions, and nobody else by anything."""

from __future__ import annotations

import pytest

from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.world import EVERYTHING, FORUM, Channel, Payload, Told

MENTION_EVERYONE = 1 << 17


async def _set(play: Play, role: str) -> Told:
    return await play.discord.calls(play.boss, play.channel.id, "daily set", {"ping": role}, rights=EVERYTHING)


async def _next_question(play: Play) -> None:
    play.world.clock.ahead += 25 * 3600
    await play.hotseat.desk.due()
    await play.idle()


@pytest.fixture
def role(play: Play) -> str:
    return play.world.role(play.server, "Interviewees")


async def test_a_question_pings_the_role_that_was_chosen(play: Play, role: str) -> None:
    told = await _set(play, role)
    assert f"Each question pings <@&{role}>" in told.text
    assert play.world.pinged == []
    await _next_question(play)
    assert play.question["content"].startswith(f"**Question of the day: Orchard (junior)** <@&{role}>\n")
    assert play.world.pinged == [role]
    play.world.pinged.clear()


async def test_a_closed_question_pings_nobody(play: Play, role: str) -> None:
    await _set(play, role)
    await _next_question(play)
    first = play.question
    await _next_question(play)
    assert "Closed." in first["content"]
    assert role not in first["content"]
    assert play.world.pinged == [role, role], "once for each question"
    play.world.pinged.clear()


async def test_in_a_forum_the_post_pings(play: Play, role: str) -> None:
    forum = play.world.channel(play.server, "interviews", FORUM)
    post = play.world.thread(forum, "hello", play.boss)
    await play.discord.calls(play.boss, post.id, "daily set", {"ping": role}, rights=EVERYTHING)
    await play.discord.calls(play.boss, post.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()
    assert play.world.pinged == [role]
    play.world.pinged.clear()


@holds("the role to ping is deleted")
async def test_a_role_that_is_gone_is_pinged_no_more_and_the_question_is_asked(play: Play, role: str) -> None:
    await _set(play, role)
    play.world.remove_role(play.server, role)
    await play.discord.calls(play.boss, play.channel.id, "help", {})  # what is heard is told in order
    await _next_question(play)
    assert play.question["content"].startswith("**Question of the day: Orchard (junior)**\n")


async def test_ping_nobody_takes_the_choice_back(play: Play, role: str) -> None:
    told = await _set(play, role)
    shown: Payload = told.replies[0]
    done = await play.discord.presses(play.boss, shown, "ping-nobody", rights=EVERYTHING)
    assert done.answered
    assert "pings" not in shown["content"], "the reply takes the place of the one it was pressed in"
    await _next_question(play)


async def test_only_managers_take_it_back(play: Play, role: str) -> None:
    told = await _set(play, role)
    await play.discord.presses(play.ana, told.replies[0], "ping-nobody")
    assert "Only managers can do that." in told.text
    assert await play.read(lambda tx: tx.schedules.of_place(play.space, play.channel.id).ping) == role


async def test_everyone_is_no_role_to_ping(play: Play) -> None:
    told = await _set(play, play.server.id)
    assert "I ping no **\\@everyone**." in told.text
    assert await play.read(lambda tx: tx.schedules.of_place(play.space, play.channel.id).ping) == ""


async def test_a_role_nobody_may_mention_is_refused_with_the_permission_that_is_missing(play: Play) -> None:
    play.channel.permissions = EVERYTHING & ~MENTION_EVERYONE
    quiet = play.world.role(play.server, "Quiet", mentionable=False)
    other: Channel = play.world.channel(play.server, "strict", permissions=EVERYTHING & ~MENTION_EVERYONE)
    told = await play.discord.calls(play.boss, other.id, "daily set", {"ping": quiet}, rights=EVERYTHING)
    assert f"I may not ping <@&{quiet}> in <#{other.id}>." in told.text
    assert "**Mention @everyone, @here and All Roles**" in told.text.replace("\\", "")
    open_to_all = await _set(play, quiet)
    assert f"Each question pings <@&{quiet}>" in open_to_all.text
