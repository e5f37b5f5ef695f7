"""Sending: unknown outcomes, rate limits, every error Discord can answer, and what follows from each."""

from __future__ import annotations

import pytest

from bot.practice.contract import Parcel, SendFailedError
from bot.practice.messages import Button, Card, Markdown, say
from storage.records import ScheduleState
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.wire import Fault
from tests.emulators.discord.world import EVERYTHING
from tests.scenarios.test_answering import FULL

POST = r"^POST /channels/\d+/messages$"


@holds("the answer to a post is lost (5xx, the connection cut)")
@pytest.mark.parametrize("cuts", [False, True], ids=["server error", "connection cut"])
async def test_a_post_whose_answer_was_lost_is_found_again(play: Play, cuts: bool) -> None:
    play.discord.rest.faults.append(Fault(POST, status=503, takes_effect=True, cuts=cuts))
    await play.next_question()
    play.world.clock.ahead += 10
    await play.idle()
    assert len(play.questions()) == 2
    assert play.question["id"] in play.world.channels, "its thread hangs on it"
    posts = [
        body for method, path, body in play.discord.rest.requests if method == "POST" and path.endswith("/messages")
    ]
    assert all(body["enforce_nonce"] for body in posts)


async def test_a_post_that_the_library_sends_again_by_itself_is_one(play: Play) -> None:
    """Of these errors it does so at once; the nonce makes both the same."""
    play.discord.rest.faults.append(Fault(play.posting, status=502, takes_effect=True))
    await play.next_question()
    posting = f"/channels/{play.channel.id}/messages"
    sent = [body for _, path, body in play.discord.rest.requests if path == posting]
    assert len([body for body in sent if body and "Question of the day" in body["content"]]) == 3, "one more than asked"
    assert len(play.questions()) == 2


async def test_of_a_long_message_cut_short_only_the_rest_is_sent(play: Play) -> None:
    long = "\n\n".join(f"Part {i}. " + "Word. " * 300 for i in range(3))
    card = Card(blocks=(Markdown(long),), buttons=(Button("help", say("button.hint")),))
    parcel = Parcel(key="long", space=play.space, place=play.channel.id, message=card)
    before = len(play.posts())
    play.discord.rest.faults.append(Fault(play.posting, 503, after=2))
    with pytest.raises(SendFailedError):
        await play.adapter.send(parcel)
    assert len(play.posts()) == before + 2
    play.world.clock.ahead += 3600  # no nonce is remembered so long
    assert await play.adapter.find(parcel) is None
    ref = await play.adapter.send(parcel)
    assert [message["content"][:6] for message in play.posts()[before:]] == ["Part 0", "Part 1", "Part 2"]
    assert await play.adapter.find(parcel) == ref


@holds("a post never arrived")
async def test_a_post_that_never_arrived_is_sent_again(play: Play) -> None:
    play.discord.rest.faults.append(Fault(POST, status=503))
    await play.next_question()
    assert len(play.questions()) == 1
    play.world.clock.ahead += 10
    await play.idle()
    assert len(play.questions()) == 2


OWNER_TOLD = {
    "50001 missing access": [(403, 50001, "I may not post in")],
    "50013 missing permissions": [(403, 50013, "I may not post in")],
    "any other 403 or 404": [(403, 99999, "I may not post in"), (404, 99999, "is gone, so I could not post")],
    "50008, 50024, 40058, 40066, 40067 no place for messages": [
        (400, code, "I may not post in") for code in (50008, 50024, 40058, 40066, 40067)
    ],
    "10003 unknown channel": [(404, 10003, "is gone, so I could not post")],
    "10004 unknown server": [(404, 10004, "is gone, so I could not post")],
    "30033 the thread is full": [(400, 30033, "is archived, so I could not post")],
    "50083 the thread is archived, 160005 the thread is locked": [
        (400, 50083, "is archived, so I could not post"),
        (403, 160005, "is archived, so I could not post"),
    ],
}
"""By row: status, code, and what the owner is told."""


@holds(*OWNER_TOLD)
@pytest.mark.parametrize(
    ("status", "code", "told"), [error for errors in OWNER_TOLD.values() for error in errors], ids=lambda e: str(e)[:9]
)
async def test_a_place_that_cannot_be_posted_in_pauses_and_its_owner_is_told(
    play: Play, status: int, code: int, told: str
) -> None:
    other = await play.other_place()
    play.discord.rest.faults.append(Fault(play.posting, status, code))
    await play.next_question()
    assert await play.schedule_state() is ScheduleState.FAILED
    said = [m["content"] for m in play.posts(play.world.direct(play.boss))]
    assert any(f"<#{play.channel.id}> {told}" in text or f"{told} <#{play.channel.id}>" in text for text in said), said
    assert len(play.questions(other)) == 1, "another place goes on"
    again = await play.discord.calls(play.boss, play.channel.id, "daily resume", {}, rights=EVERYTHING)
    assert "Asking again." in again.text
    assert await play.schedule_state() is ScheduleState.ACTIVE


@holds("20009, 200000, 200001, 240000 kept out by rules for content, such as AutoMod's")
@pytest.mark.parametrize("code", [20009, 200000, 200001, 240000])
async def test_a_question_kept_out_by_rules_for_content_stops_nothing_and_its_owner_is_told_why(
    play: Play, code: int
) -> None:
    play.discord.rest.faults.append(Fault(play.posting, 400, code))
    await play.next_question()
    assert len(play.questions()) == 1
    [told] = [m["content"] for m in play.posts(play.world.direct(play.boss)) if "AutoMod" in m["content"]]
    assert told.startswith("A rule for content, of AutoMod or another filter, kept today's question out of <#")
    assert "resume" not in told
    assert await play.schedule_state() is ScheduleState.ACTIVE
    await play.next_question()
    assert len(play.questions()) == 2, "the day after is asked"


LATER = {
    "20016, 20022, 20028, 20029, 30046, 40003, 40062 limits on writing": [
        (429, code) for code in (20016, 20022, 20028, 20029, 30046, 40003, 40062)
    ],
    "40004, 40006, 40333, 110001, 130000 switched off or overloaded; 403 or 404 without a code of Discord's": [
        *((403, code) for code in (40004, 40006, 40333, 110001, 130000)),
        (403, 0),
        (404, 0),
    ],
    "160006, 160007 too many threads in a forum": [(400, code) for code in (160006, 160007)],
}


@holds(*LATER)
@pytest.mark.parametrize(("status", "code"), [error for errors in LATER.values() for error in errors])
async def test_what_passes_puts_a_question_off(play: Play, status: int, code: int) -> None:
    play.discord.rest.faults.append(Fault(play.posting, status, code))
    await play.next_question()
    assert len(play.questions()) == 1
    assert await play.schedule_state() is ScheduleState.ACTIVE
    play.world.clock.ahead += 10
    await play.idle()
    assert len(play.questions()) == 2


@holds("50035 Discord refuses the form of a message; any other 400")
@pytest.mark.parametrize("code", [50035, 99999])
async def test_a_message_of_the_wrong_form_is_ours_to_mend_and_stops_nothing(play: Play, code: int) -> None:
    play.discord.rest.faults.append(Fault(play.posting, 400, code))
    await play.next_question()
    assert await play.schedule_state() is ScheduleState.ACTIVE
    assert not play.world.direct(play.boss).messages or "could not" not in str(play.posts(play.world.direct(play.boss)))
    await play.next_question()
    assert len(play.questions()) == 2, "the day after is asked"


@holds("401 the token is refused meanwhile")
async def test_a_token_refused_meanwhile_is_tried_for_a_day(play: Play) -> None:
    play.discord.rest.faults.append(Fault(play.posting, 401, times=3))
    await play.next_question()
    for _ in range(3):
        assert len(play.questions()) == 1
        play.world.clock.ahead += 3600
        await play.idle()
    assert len(play.questions()) == 2


@holds("a message for one member alone is refused (10013, 50007, 50278)")
@pytest.mark.parametrize(("status", "code"), [(404, 10013), (403, 50007), (403, 50278)])
async def test_a_member_who_takes_no_messages_stops_nothing(play: Play, status: int, code: int) -> None:
    direct = play.world.direct(play.boss)
    before = len(direct.messages)
    play.discord.rest.faults.append(Fault(rf"^POST /channels/{direct.id}/messages$", status, code, times=9))
    play.discord.rest.faults.append(Fault(play.posting, 403, 50013))
    await play.next_question()
    assert play.discord.rest.faults[0].times == 8, "it was tried once"
    assert len(direct.messages) == before
    await play.discord.calls(play.boss, play.channel.id, "daily resume", {}, rights=EVERYTHING)
    await play.next_question()
    assert len(play.questions()) == 2


@holds("who set the schedule up leaves")
async def test_a_schedule_outlives_who_set_it_up(play: Play) -> None:
    play.server.members.discard(play.boss)
    await play.next_question()
    assert len(play.questions()) == 2
    play.discord.rest.faults.append(Fault(rf"^POST /channels/{play.world.direct(play.boss).id}/", 403, 50278, times=9))
    play.discord.rest.faults.append(Fault(play.posting, 403, 50013))
    await play.next_question()
    assert await play.schedule_state() is ScheduleState.FAILED
    told = await play.discord.calls(play.ana, play.channel.id, "daily show", {})
    assert "Stopped: I could not post here." in told.text


@holds("a message to be edited is gone (10008) or not ours (50005)")
async def test_a_message_somebody_deleted_is_not_edited_and_stops_nothing(play: Play) -> None:
    play.discord.deletes(play.question)
    await play.next_question()
    assert await play.schedule_state() is ScheduleState.ACTIVE
    assert len(play.questions()) == 1


@holds("the question's thread is archived meanwhile", "the question's thread is locked or deleted meanwhile")
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
    await play.next_question()
    assert await play.schedule_state() is ScheduleState.ACTIVE
    summaries = [m for m in thread.messages.values() if "One person answered." in m["content"]]
    assert len(summaries) == (state == "archived")


@holds("no thread can be made (50001, 50013, 50024, 160006, 160007, any other that stays)")
@pytest.mark.parametrize(
    ("status", "code"), [(403, 50001), (403, 50013), (400, 50024), (400, 160006), (400, 160007), (404, 10008)]
)
async def test_a_question_stands_without_a_thread_where_none_may_be_made(play: Play, status: int, code: int) -> None:
    play.discord.rest.faults.append(Fault(r"/threads$", status, code))
    await play.next_question()
    assert len(play.questions()) == 2
    assert play.question["id"] not in play.world.channels
    assert await play.schedule_state() is ScheduleState.ACTIVE
    told = await play.verdict()
    assert "You have not answered this question yet." in told.text, "its buttons work"


@pytest.mark.parametrize(("status", "code"), [(403, 40006), (403, 0), (503, 130000), (429, 40062)])
async def test_a_thread_that_cannot_be_made_for_a_moment_is_made_then(play: Play, status: int, code: int) -> None:
    play.discord.rest.faults.append(Fault(r"/threads$", status, code))
    await play.next_question()
    play.world.clock.ahead += 10
    await play.idle()
    assert len(play.questions()) == 2
    assert play.question["id"] in play.world.channels


async def test_a_question_links_to_the_thread_with_the_last_results(play: Play) -> None:
    thread = play.question["id"]
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    await play.next_question()
    await play.next_question()
    asked = play.posts()[-1]["content"]
    assert f"[Last results](https://discord.com/channels/{play.server.id}/{thread}" in asked
