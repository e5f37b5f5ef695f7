"""Places of every kind: forums, announcements, threads, channels that change meanwhile."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.adapters.discord.adapter import Connection
from bot.adapters.discord.checking import checks
from bot.practice.contract import Parcel, SendFailedError
from bot.practice.messages import Button, Card, Markdown, say
from storage.records import ScheduleState
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.rest import CONNECT
from tests.emulators.discord.wire import Fault
from tests.emulators.discord.world import EVERYTHING, FORUM, NEWS, NEWS_THREAD, PRIVATE_THREAD, STAGE, VOICE, Channel
from tests.scenarios.test_answering import FULL, HALF


async def _asked_in(play: Play, place: Channel) -> None:
    """Set a schedule where one types, and ask its first question."""
    told = await play.discord.calls(play.boss, place.id, "daily set", {}, rights=EVERYTHING)
    assert "Saved" in told.text
    await play.discord.calls(play.boss, place.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()


@holds("a member makes the question's thread, where we may make none")
async def test_a_thread_that_a_member_makes_of_the_question_is_its_thread(quiet: Play) -> None:
    play = quiet
    play.discord.rest.faults.append(Fault(r"/threads$", 403, 50013))
    await _asked_in(play, play.channel)
    question = play.question
    assert question["id"] not in play.world.channels
    thread = play.world.thread(play.channel, "Let us answer here", play.ana, made_of=question["id"])
    first = play.discord.says(play.ana, thread, HALF)
    await play.received(first)
    told = await play.discord.chooses(play.ana, first, "My verdict")
    assert "Covered 2 of 4 key points." in told.text
    talk = play.discord.says(play.boss, thread, "good luck")
    told = await play.discord.chooses(play.boss, talk, "Use as my answer")
    assert "0 of" in told.text or "none of the 4 key points" in told.text
    await play.stop()
    play.discord.deletes(first)
    later = play.discord.says(play.world.user("Raj"), thread, FULL)
    await play.start(daily=False)
    await play.received(later)
    assert "You took your answer back." in (await play.verdict()).text
    await play.next_question()
    summary = play.posts(thread)[-1]
    assert "2 people answered." in summary["content"]


async def test_where_no_thread_was_made_no_results_are_linked(quiet: Play) -> None:
    play = quiet
    play.discord.rest.faults.append(Fault(r"/threads$", 403, 50013))
    await _asked_in(play, play.channel)
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    await play.next_question()
    assert len(play.questions()) == 2
    assert "Last results" not in play.questions()[-1]


@holds("the place is an announcement channel")
async def test_an_announcement_channel_gets_a_thread(quiet: Play) -> None:
    play = quiet
    news = play.world.channel(play.server, "news", NEWS)
    await _asked_in(play, news)
    question = play.posts(news)[-1]
    assert play.world.channels[question["id"]].type == NEWS_THREAD
    await play.received(play.discord.says(play.ana, play.world.channels[question["id"]], HALF))


@holds("the place is a forum")
@pytest.mark.parametrize("wants_tag", [False, True])
async def test_in_a_forum_the_question_is_a_post(play: Play, wants_tag: bool) -> None:
    forum = play.world.channel(play.server, "interviews", FORUM)
    play.world.change(forum, wants_tag=wants_tag)
    set_up = await play.discord.calls(play.boss, play.channel.id, "daily set", {"channel": forum.id}, rights=EVERYTHING)
    assert "Saved" in set_up.text
    await play.next_question()
    made = next(c for c in play.world.channels.values() if c.parent == forum.id and c.owner == play.world.bot)
    assert made.name.startswith("Question of the day")
    round_ = await play.read(lambda tx: tx.rounds.by_thread(play.space, forum.id, made.id))
    assert round_.message == play.posts(made)[0]["id"]
    tagged = [
        body["applied_tags"]
        for _, path, body in play.discord.rest.requests
        if path.endswith("/threads") and forum.id in path
    ]
    assert tagged == [["2"] if wants_tag else []], "the first that anyone may set"
    await play.next_question()
    assert "Closed." in play.posts(made)[0]["content"]


@holds("a schedule is set for another channel")
async def test_what_is_pressed_below_a_schedule_of_another_channel_is_about_that_channel(play: Play) -> None:
    forum = play.world.channel(play.server, "questions", FORUM)
    chosen = {"channel": forum.id, "time": "09:00"}
    told = await play.discord.calls(play.boss, play.channel.id, "daily set", chosen, rights=EVERYTHING)
    saved = told.replies[0]
    form = await play.discord.presses(play.boss, saved, play.custom_id(saved, "daily-form"), rights=EVERYTHING)
    assert form.modal is not None
    values = {"topics": "trees", "level": "any", "days": "mon", "time": "10:15", "zone": "UTC"}
    sent = form.modal["custom_id"]
    told = await play.discord.submits(play.boss, play.channel.id, sent, values, rights=EVERYTHING)
    assert "At 10:15 (**UTC**), Mon" in told.text
    await play.discord.presses(play.boss, told.replies[0], play.custom_id(told.replies[0], "now"), rights=EVERYTHING)
    await play.idle()
    posts = [thread for thread in play.world.channels.values() if thread.parent == forum.id]
    assert ["Question of the day" in post["content"] for thread in posts for post in play.posts(thread)] == [True]
    assert len(play.questions()) == 1
    here = await play.discord.calls(play.boss, play.channel.id, "daily show", {}, rights=EVERYTHING)
    assert "10:15" not in here.text


async def test_what_stands_below_a_schedule_of_a_channel_that_is_gone_is_about_no_other(play: Play) -> None:
    other = play.world.channel(play.server, "second")
    told = await play.discord.calls(play.boss, play.channel.id, "daily set", {"channel": other.id}, rights=EVERYTHING)
    play.world.remove(other)
    now = play.custom_id(told.replies[0], "now")
    assert "I don't know that button" in (await play.discord.presses(play.boss, told.replies[0], now)).text
    await play.idle()
    assert len(play.questions()) == 1


async def test_what_is_done_daily_can_be_done_from_another_channel(play: Play) -> None:
    forum = play.world.channel(play.server, "questions", FORUM)
    for command in ("daily set", "daily pause"):
        await play.discord.calls(play.boss, play.channel.id, command, {"channel": forum.id}, rights=EVERYTHING)
    shown = await play.discord.calls(play.boss, play.channel.id, "daily show", {"channel": forum.id}, rights=EVERYTHING)
    assert "Paused." in shown.text
    assert await play.schedule_state() is ScheduleState.ACTIVE


async def test_a_thread_can_be_chosen_for_a_schedule(play: Play) -> None:
    thread = play.world.thread(play.channel, "three of us", play.boss)
    play.channel.permissions = EVERYTHING & ~(1 << 35)
    chosen = {"channel": thread.id, "time": "09:00"}
    told = await play.discord.calls(play.boss, play.channel.id, "daily set", chosen, rights=EVERYTHING)
    assert "Saved" in told.text


def _reset_with(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let a cut connection be met as on macOS (54) or Windows (10054), where the library asks again."""
    start = aiohttp.ClientResponse.start

    async def reset(response: aiohttp.ClientResponse, connection: Any) -> aiohttp.ClientResponse:
        try:
            return await start(response, connection)
        except aiohttp.ServerDisconnectedError:
            raise OSError(number, "Connection reset by peer") from None

    monkeypatch.setattr(aiohttp.ClientResponse, "start", reset)


@holds("the answer is lost to a post in a forum")
@pytest.mark.parametrize("status", [500, 502, 503, 504, 524, 0, 54, 10054], ids=str)
async def test_a_post_in_a_forum_whose_answer_was_lost_is_found_again(
    play: Play, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """Of these errors the library repeats a request by itself; a post has no nonce by which both would be one."""
    cuts = status < 500 or status > 599
    if cuts and status:
        _reset_with(monkeypatch, status)
    forum = play.world.channel(play.server, "interviews", FORUM)
    await play.discord.calls(play.boss, play.channel.id, "daily set", {"channel": forum.id}, rights=EVERYTHING)
    posting = rf"^POST /channels/{forum.id}/threads$"
    play.discord.rest.faults.append(Fault(posting, status, takes_effect=True, cuts=cuts))
    await play.next_question()
    play.world.clock.ahead += 10
    await play.idle()
    posts = [c for c in play.world.channels.values() if c.parent == forum.id]
    assert len(posts) == 1
    assert await play.read(lambda tx: tx.rounds.by_thread(play.space, forum.id, posts[0].id)) is not None


async def test_of_a_long_post_in_a_forum_cut_short_only_the_rest_is_sent(play: Play) -> None:
    forum = play.world.channel(play.server, "interviews", FORUM)
    await play.discord.calls(play.ana, play.channel.id, "help", {})  # the channel's event was taken by then
    long = "\n\n".join(f"Part {i}. " + "Word. " * 300 for i in range(3))
    card = Card(blocks=(Markdown(long),), buttons=(Button("help", say("button.hint")),))
    parcel = Parcel(key="long", space=play.space, place=forum.id, message=card, opens_thread=True)
    play.discord.rest.faults.append(Fault(r"^POST /channels/\d+/messages$", 503, after=1))
    with pytest.raises(SendFailedError):
        await play.adapter.send(parcel)
    play.world.clock.ahead += 3600  # no nonce is remembered so long
    assert await play.adapter.find(parcel) is None
    ref = await play.adapter.send(parcel)
    [post] = [c for c in play.world.channels.values() if c.parent == forum.id]
    assert [message["content"][:6] for message in play.posts(post)] == ["Part 0", "Part 1", "Part 2"]
    assert await play.adapter.find(parcel) == ref


@holds("the place is a private thread, or another's")
async def test_a_private_thread_is_a_place_of_its_own(quiet: Play) -> None:
    play = quiet
    thread = play.world.thread(play.channel, "three of us", play.boss, kind=PRIVATE_THREAD)
    await _asked_in(play, thread)
    question = play.posts(thread)[-1]
    assert "Question of the day" in question["content"]
    assert question["id"] not in play.world.channels, "a thread has no threads"
    await play.received(play.discord.says(play.ana, thread, HALF))
    told = await play.discord.presses(play.ana, question, play.custom_id(question, "verdict:"))
    assert "Covered 2 of 4 key points." in told.text


@holds("the place is the chat of a voice or stage channel, where no thread can hang")
@pytest.mark.parametrize("kind", [VOICE, STAGE], ids=["voice", "stage"])
async def test_in_a_voice_channels_chat_a_question_is_answered_by_the_form(quiet: Play, kind: int) -> None:
    play = quiet
    voice = play.world.channel(play.server, "standup", kind, EVERYTHING & ~(1 << 35) & ~(1 << 38))
    await _asked_in(play, voice)
    [question] = play.questions(voice)
    assert "Use **Answer privately**; no thread can hang on a message here." in question
    assert not [path for _, path, _ in play.discord.rest.requests if path.endswith("/threads")]
    chat = play.discord.says(play.ana, voice, FULL)
    asked = play.posts(voice)[0]
    round_ = play.custom_id(asked, "verdict:").split("~")[0].split(":")[1]
    sent = await play.discord.submits(play.ana, voice.id, f"submit:{round_}", {"text": HALF})
    assert "Covered 2 of 4 key points." in sent.text
    assert await play.read(lambda tx: tx.answers.message(play.space, voice.id, chat["id"])) is None
    closing = await play.discord.calls(play.boss, voice.id, "daily close", {}, rights=EVERYTHING)
    assert closing.text == "Closing."
    await play.next_question()
    assert len(play.questions(voice)) == 2
    assert "Closed." in play.posts(voice)[0]["content"]
    assert len(play.posts(voice)) == 3, "two questions, what Ana said, and no summary"
    assert await play.schedule_of(voice) is ScheduleState.ACTIVE


async def test_a_hidden_question_in_a_voice_channel_speaks_of_no_thread(quiet: Play) -> None:
    play = quiet
    voice = play.world.channel(play.server, "standup", VOICE)
    await play.discord.calls(play.boss, voice.id, "daily set", {"answers": "hidden"}, rights=EVERYTHING)
    await play.discord.calls(play.boss, voice.id, "daily now", {}, rights=EVERYTHING)
    await play.idle()
    [question] = play.questions(voice)
    assert "Nobody sees your answer." in question
    assert "thread" not in question


async def test_what_is_not_allowed_in_a_voice_channel_is_named(quiet: Play) -> None:
    play = quiet
    voice = play.world.channel(play.server, "standup", VOICE, EVERYTHING & ~CONNECT)
    for command in ("daily set", "quiz"):
        told = await play.discord.calls(play.boss, voice.id, command, {}, rights=EVERYTHING)
        assert f"I may not do all I need in <#{voice.id}>. Allow me there: **Connect**." in told.text
    [found] = (await checks(Connection(token="t", api_url=play.discord.api_url), [(play.space, voice.id)]))[2:]
    assert found.says == "Not allowed there: Connect. Allow it in the channel's settings."


@holds("the place is a thread in the archive")
async def test_a_thread_in_the_archive_is_woken_by_its_question(play: Play) -> None:
    thread = play.world.thread(play.channel, "three of us", play.boss)
    await _asked_in(play, thread)
    thread.archived = True
    await play.next_question()
    assert not thread.archived
    assert len(play.questions(thread)) == 2
    assert "Closed." in play.questions(thread)[0], "its card is changed all the same"


async def test_a_thread_put_into_the_archive_before_a_restart_is_asked_in_and_heard(quiet: Play) -> None:
    """The library is told of no thread in the archive when a session begins."""
    play = quiet
    thread = play.world.thread(play.channel, "three of us", play.boss)
    await play.discord.calls(play.boss, thread.id, "daily set", {}, rights=EVERYTHING)
    await play.stop()
    thread.archived = True
    await play.start(daily=False)
    await play.next_question()
    question = next(m for m in play.posts(thread) if "Question of the day" in m["content"])
    assert await play.read(lambda tx: tx.rounds.by_thread(play.space, thread.id, thread.id).message) == question["id"]
    assert not any(path.endswith(f"{question['id']}/threads") for _, path, _ in play.discord.rest.requests)


@holds("the channel is renamed or moved")
async def test_a_channel_renamed_or_moved_goes_on(play: Play) -> None:
    category = play.world.channel(play.server, "practice", 4)
    play.world.change(play.channel, name="interviews", parent=category.id)
    await play.received(play.discord.says(play.ana, play.thread, HALF))
    await play.next_question()
    assert len(play.questions()) == 2


@holds("the channel is deleted")
async def test_a_deleted_channel_pauses_and_its_owner_is_told(play: Play) -> None:
    play.world.remove(play.channel)
    await play.next_question()
    assert await play.schedule_state() is ScheduleState.FAILED
    said = [m["content"] for m in play.posts(play.world.direct(play.boss))]
    assert any("is gone, so I could not post" in text for text in said), said
