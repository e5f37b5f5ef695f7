"""Limits on requests: kept to, and honoured when Discord names them; one server's never hold up another's."""

from __future__ import annotations

from bot.adapters.discord import pacing
from bot.delivery import MOST_PLACES
from bot.practice.requests import Asker, PostTopics
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.wire import Fault
from tests.emulators.discord.world import EVERYTHING, Channel
from tests.scenarios.test_answering import HALF


def _posts(play: Play) -> list[tuple[str, float]]:
    """Give every post of a question: in which channel, and when."""
    requests = zip(play.discord.rest.requests, play.discord.rest.moments, strict=True)
    return [(path.split("/")[2], at) for (method, path, body), at in requests if _is_question(method, path, body)]


def _is_question(method: str, path: str, body: object) -> bool:
    return method == "POST" and path.endswith("/messages") and "Question of the day" in str(body)


@holds("429 of a bucket")
async def test_a_buckets_limit_waits_and_holds_up_no_other_server(play: Play) -> None:
    other = await play.other_place()
    begun = len(_posts(play))
    play.discord.rest.faults.append(Fault(play.posting, 429, retry_after=0.3))
    await play.next_question()
    posted = _posts(play)[begun:]
    assert sorted(channel for channel, _ in posted) == sorted([play.channel.id, play.channel.id, other.id])
    first, second = (at for channel, at in posted if channel == play.channel.id)
    assert second - first >= 0.3
    assert next(at for channel, at in posted if channel == other.id) < second
    assert len(play.questions()) == 2


@holds("429 of all requests together")
async def test_the_overall_limit_stops_every_request_but_no_reply(play: Play) -> None:
    other: Channel = await play.other_place()
    await play.received(play.discord.says(play.ana, play.thread, HALF))
    play.discord.rest.faults.append(Fault("^PUT .*/reactions/", 429, retry_after=0.5, overall=True))
    begun = len(play.discord.rest.requests)
    play.discord.says(play.world.user("Raj"), play.thread, HALF)
    await play.discord.until(lambda: play.discord.rest.faults[0].times == 0)
    limited = len(play.discord.rest.requests) - 1
    told = await play.verdict()
    assert "Covered 2 of 4 key points." in told.text
    await play.next_question()
    requests = list(zip(play.discord.rest.requests, play.discord.rest.moments, strict=True))[begun:]
    at = play.discord.rest.moments[limited]
    early = [path for (_, path, _), moment in requests if at < moment < at + 0.5]
    assert early
    assert all(path.startswith(("/interactions", "/webhooks")) for path in early)
    assert len(play.questions()) == 2
    assert len(play.questions(other)) == 1


async def test_a_server_whose_threads_have_to_wait_holds_up_no_others_reading(play: Play) -> None:
    other = await play.other_place()
    await play.discord.calls(play.boss, other.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()
    threads = [play.thread, play.world.channels[play.posts(other)[-1]["id"]]]
    await play.stop()
    said = [play.discord.says(play.ana, thread, HALF) for thread in threads]
    reading = [f"/channels/{thread.id}/messages" for thread in threads]
    play.discord.rest.faults.append(Fault(f"^GET {reading[0]}", 429, retry_after=0.5))
    begun = len(play.discord.rest.requests)
    await play.start(daily=False)
    for message in said:
        await play.received(message)
    read = [path for method, path, _ in play.discord.rest.requests[begun:] if method == "GET" and path in reading]
    assert read == [reading[0], reading[1], reading[0]]


@holds("429 for longer than half a minute")
async def test_a_long_limit_puts_off_what_it_is_about_and_nothing_else(play: Play) -> None:
    other = await play.other_place()
    play.discord.rest.faults.append(Fault(play.posting, 429, retry_after=60))
    await play.next_question()
    assert (len(play.questions()), len(play.questions(other))) == (1, 1)
    play.world.clock.ahead += 55
    await play.idle()
    assert len(play.questions()) == 1, "not before Discord said"
    play.world.clock.ahead += 10
    await play.idle()
    assert len(play.questions()) == 2


async def test_much_that_is_owed_to_a_place_that_waits_keeps_no_other_waiting(play: Play) -> None:
    other = await play.other_place()
    play.discord.rest.faults.append(Fault(play.posting, 429, retry_after=25))
    for i in range(MOST_PLACES + 10):
        who = Asker(space=play.space, place=play.channel.id, member=play.ana, name="Ana", event=f"press {i}")
        await play.hotseat.desk.ask(PostTopics(who))
    await play.discord.until(lambda: play.discord.rest.faults[0].times == 0)
    play.world.clock.ahead += 25 * 3600
    await play.hotseat.desk.due()
    await play.discord.until(lambda: play.questions(other))


async def test_a_bucket_of_five_in_five_seconds_is_kept_to(play: Play) -> None:
    """The library learns a bucket from its headers, and waits before Discord has to say so."""
    play.discord.limits.window = 0.5
    for _ in range(8):
        await play.discord.calls(play.boss, play.channel.id, "topics", {})
        shown = await play.discord.calls(play.boss, play.channel.id, "topics", {})
        await play.discord.presses(play.boss, shown.replies[0], "post-topics")
    await play.idle()
    assert play.discord.limits.refused == 0
    assert sum("post" not in m["content"] for m in play.posts()) >= 8


async def test_a_long_window_that_has_room_puts_off_nothing(play: Play) -> None:
    await play.discord.calls(play.boss, play.channel.id, "daily now", {}, rights=EVERYTHING)
    await play.discord.until(lambda: len(play.questions()) == 2)
    await play.discord.until(lambda: play.question["id"] in play.world.channels)
    assert play.discord.limits.refused == 0


async def test_no_second_sees_more_than_its_share_also_after_a_pause() -> None:
    now = [0.0]

    async def sleep(seconds: float) -> None:
        now[0] += seconds

    pace = pacing.Pace(10, clock=lambda: now[0], sleep=sleep)
    turns = []
    for turn in range(40):
        now[0] += 3.0 if turn == 20 else 0.01
        await pace.turn()
        turns.append(now[0])
    assert all(later - before > 1.0 for before, later in zip(turns, turns[10:], strict=False))
    assert turns[-1] < 8.0, "ten in a second, and the pause"
