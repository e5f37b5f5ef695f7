"""Sending: unknown outcomes, rate limits, every error Discord can answer, and what follows from each."""

from __future__ import annotations

import pytest

from storage.records import ScheduleState
from tests.bot.adapters.discord.play import Play
from tests.emulators.discord.rest import Fault
from tests.emulators.discord.world import EVERYTHING, FORUM, NEWS, NEWS_THREAD, PRIVATE_THREAD
from tests.scenarios.test_answering import FULL

POST = r"^POST /channels/\d+/messages$"
TOMORROW = 25 * 3600


async def _next_question(play: Play) -> None:
    """Let the next day's question fall due."""
    play.world.clock.ahead += TOMORROW
    await play.hotseat.desk.due()
    await play.idle()


def _questions(play: Play) -> list[str]:
    return [m["content"] for m in play.posts() if "Question of the day" in m["content"]]


async def _schedule_state(play: Play) -> ScheduleState:
    schedule = await play.read(lambda tx: tx.schedules.of_place(play.space, play.channel.id))
    return ScheduleState(schedule.state)


@pytest.mark.parametrize("cuts", [False, True], ids=["server error", "connection cut"])
async def test_a_post_whose_answer_was_lost_is_found_again(play: Play, cuts: bool) -> None:
    play.discord.rest.faults.append(Fault(POST, status=503, takes_effect=True, cuts=cuts))
    await _next_question(play)
    play.world.clock.ahead += 10
    await play.idle()
    assert len(_questions(play)) == 2
    assert play.question["id"] in play.world.channels, "its thread hangs on it"
    posts = [
        body for method, path, body in play.discord.rest.requests if method == "POST" and path.endswith("/messages")
    ]
    assert all(body["enforce_nonce"] for body in posts)


async def test_a_post_that_never_arrived_is_sent_again(play: Play) -> None:
    play.discord.rest.faults.append(Fault(POST, status=503))
    await _next_question(play)
    assert len(_questions(play)) == 1
    play.world.clock.ahead += 10
    await play.idle()
    assert len(_questions(play)) == 2


ERRORS = [
    (403, 50001, ScheduleState.FAILED, "I may not post in"),
    (403, 50013, ScheduleState.FAILED, "I may not post in"),
    (404, 10003, ScheduleState.FAILED, "is gone, so I could not post"),
    (404, 10004, ScheduleState.FAILED, "is gone, so I could not post"),
    (400, 50083, ScheduleState.FAILED, "is archived, so I could not post"),
    (403, 160005, ScheduleState.FAILED, "is archived, so I could not post"),
    (400, 30033, ScheduleState.FAILED, "is archived, so I could not post"),
    (400, 50008, ScheduleState.FAILED, "I may not post in"),
    (400, 50024, ScheduleState.FAILED, "I may not post in"),
    (400, 40058, ScheduleState.FAILED, "I may not post in"),
    (403, 240000, ScheduleState.FAILED, "I may not post in"),
    (400, 50035, ScheduleState.ACTIVE, ""),
    (401, 0, ScheduleState.ACTIVE, ""),
    (429, 20028, ScheduleState.ACTIVE, ""),
]


@pytest.mark.parametrize(("status", "code", "state", "told"), ERRORS, ids=[str(e[1] or e[0]) for e in ERRORS])
async def test_what_follows_when_a_question_cannot_be_posted(
    play: Play, status: int, code: int, state: ScheduleState, told: str
) -> None:
    play.discord.rest.faults.append(Fault(rf"^POST /channels/{play.channel.id}/messages$", status, code, times=9))
    await _next_question(play)
    assert await _schedule_state(play) is state
    if told:
        said = [m["content"] for m in play.posts(play.world.direct(play.boss))]
        assert any(told in text for text in said), said


async def test_a_message_somebody_deleted_is_not_edited_and_stops_nothing(play: Play) -> None:
    play.discord.deletes(play.question)
    await _next_question(play)
    assert await _schedule_state(play) is ScheduleState.ACTIVE
    assert len(_questions(play)) == 1


@pytest.mark.parametrize("state", ["archived", "locked", "deleted"])
async def test_a_thread_put_away_meanwhile_stops_nothing(play: Play, state: str) -> None:
    play.discord.says(play.ana, play.thread, FULL)
    await play.discord.until(lambda: play.world.reactions)
    thread = play.thread
    if state == "deleted":
        del play.world.channels[thread.id]
    else:
        thread.archived = True
        thread.locked = state == "locked"
    await _next_question(play)
    assert await _schedule_state(play) is ScheduleState.ACTIVE
    summaries = [m for m in thread.messages.values() if "One person answered." in m["content"]]
    assert len(summaries) == (state == "archived")


async def test_a_question_stands_without_a_thread_where_none_may_be_made(play: Play) -> None:
    play.channel.permissions = EVERYTHING & ~(1 << 35)
    await _next_question(play)
    assert len(_questions(play)) == 2
    assert play.question["id"] not in play.world.channels


async def test_a_busy_channel_waits_and_holds_up_no_other(play: Play) -> None:
    other = play.world.channel(play.server, "second")
    await play.discord.calls(play.boss, other.id, "daily set", {"time": "10:00"}, rights=EVERYTHING)
    pattern = rf"^POST /channels/{play.channel.id}/messages$"
    play.discord.rest.faults.append(Fault(pattern, 429, 20028))
    await _next_question(play)
    assert any("Question of the day" in m["content"] for m in play.posts(other))
    play.world.clock.ahead += 10
    await play.idle()
    assert len(_questions(play)) == 2


async def test_an_announcement_channel_gets_a_thread(play: Play) -> None:
    news = play.world.channel(play.server, "news", NEWS)
    await play.discord.calls(play.boss, news.id, "daily set", {}, rights=EVERYTHING)
    await play.discord.calls(play.boss, news.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()
    question = play.posts(news)[-1]
    assert play.world.channels[question["id"]].type == NEWS_THREAD


async def test_in_a_forum_the_question_is_a_post(play: Play) -> None:
    forum = play.world.channel(play.server, "interviews", FORUM)
    post = play.world.thread(forum, "hello", play.boss)
    await play.discord.calls(play.boss, post.id, "daily set", {}, rights=EVERYTHING)
    await play.discord.calls(play.boss, post.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()
    made = next(c for c in play.world.channels.values() if c.parent == forum.id and c.owner == play.world.bot)
    assert made.name.startswith("Question of the day")
    round_ = await play.read(lambda tx: tx.rounds.by_thread(play.space, forum.id, made.id))
    assert round_.message == play.posts(made)[0]["id"]


async def test_a_private_thread_is_a_place_of_its_own(play: Play) -> None:
    thread = play.world.thread(play.channel, "three of us", play.boss, kind=PRIVATE_THREAD)
    await play.discord.calls(play.boss, thread.id, "daily set", {}, rights=EVERYTHING)
    await play.discord.calls(play.boss, thread.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()
    question = play.posts(thread)[-1]
    assert "Question of the day" in question["content"]
    assert question["id"] not in play.world.channels, "a thread has no threads"
