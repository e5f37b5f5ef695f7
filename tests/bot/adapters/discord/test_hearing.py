"""What is said in threads: taken, changed, taken away; shown as received; or none of ours."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.adapters.discord import hearing
from bot.adapters.discord.hearing import RECEIVED
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.wire import Fault
from tests.emulators.discord.world import Channel, Payload
from tests.scenarios.test_answering import FULL, HALF


async def _heard_all(play: Play) -> None:
    """Let one more answer come, of somebody else: what is heard is taken in order."""
    raj = play.world.user("Raj")
    await play.received(play.discord.says(raj, play.thread, f"{HALF} Raj says so."))


@holds("a message in a question's thread")
async def test_an_answer_in_the_thread_gets_a_sign_and_a_private_verdict(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.world.reactions == [(message["id"], RECEIVED)]
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


async def test_that_an_answer_is_said_to_us_is_no_part_of_it(play: Play) -> None:
    await play.received(play.discord.says(play.ana, play.thread, f"<@{play.world.bot}> {HALF}"))
    assert "“Wrap the young trunks" in (await play.verdict()).text


async def test_talk_gets_no_sign(play: Play) -> None:
    play.discord.says(play.ana, play.thread, "Good luck!")
    await _heard_all(play)
    assert len(play.world.reactions) == 1
    assert "You have not answered this question yet." in (await play.verdict()).text


@holds("a message is edited")
async def test_an_edit_changes_the_answer(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    play.discord.edits(message, FULL)
    await play.discord.until(lambda: len(play.world.reactions) == 2)
    assert "Covered 4 of 4 key points." in (await play.verdict()).text


@holds("a preview of a link is added to a message")
async def test_a_preview_of_a_link_is_no_edit(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    play.discord.previews(message)
    await _heard_all(play)
    assert await play.read(lambda tx: tx.answers.get(play.round, play.ana).latest) == 1


@holds("a message is deleted")
async def test_a_deleted_answer_is_withdrawn(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, FULL)
    await play.received(message)
    play.discord.deletes(message)
    await _heard_all(play)
    assert "You took your answer back." in (await play.verdict()).text


@holds("messages are deleted together")
async def test_answers_deleted_together_are_withdrawn(play: Play) -> None:
    raj = play.world.user("Raj")
    messages = [play.discord.says(person, play.thread, text) for person, text in ((play.ana, HALF), (raj, FULL))]
    for message in messages:
        await play.received(message)
    play.discord.purges(messages)
    async with asyncio.timeout(5):
        for person in (play.ana, raj):
            while "You took your answer back." not in (await play.verdict(person)).text:
                pass


FILE: Payload = {
    "id": "1",
    "filename": "answer.ogg",
    "size": 9,
    "url": "",
    "proxy_url": "",
    "content_type": "audio/ogg",
}
FORWARDED: Payload = {
    "message": {
        "type": 0, "content": FULL, "embeds": [], "attachments": [], "timestamp": "2026-11-23T08:00:00+00:00",
        "edited_timestamp": None, "flags": 0, "mentions": [], "mention_roles": [],
    }
}  # fmt: skip


def _wordless(play: Play, place: Channel, kind: str) -> Payload:
    """Let Ana send something without a word beside it."""
    match kind:
        case "file":
            given: Payload = {"attachments": [FILE]}
        case "forwarded":
            given = {
                "message_snapshots": [FORWARDED],
                "message_reference": {"type": 1, "message_id": "1", "channel_id": play.channel.id},
            }
        case _:
            given = {"sticker_items": [{"id": "1", "name": "cheers", "format_type": 1}]}
    return play.discord.says(play.ana, place, "", **given)


@holds("a file, a recording or a forwarded message without a word beside it")
@pytest.mark.parametrize("kind", ["file", "forwarded"])
async def test_who_sends_what_is_no_text_for_an_answer_is_told_so_once(play: Play, kind: str) -> None:
    sent = _wordless(play, play.thread, kind)
    direct = play.world.direct(play.ana)
    await play.discord.until(lambda: direct.messages)
    says = "I read text alone: no file, no recording, no forwarded message. Write your answer in words."
    for command in ("My verdict", "Use as my answer"):
        assert (await play.discord.chooses(play.ana, sent, command)).text == says
    _wordless(play, play.thread, kind)
    play.discord.edits(sent, HALF)
    await play.received(sent)
    _wordless(play, play.thread, kind)
    await _heard_all(play)
    assert [message["content"] for message in play.posts(direct)] == [says]
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


@holds("a sticker or a poll")
async def test_a_sticker_is_talk_and_nobody_is_told(play: Play) -> None:
    _wordless(play, play.thread, "sticker")
    await _heard_all(play)
    assert not play.world.direct(play.ana).messages
    assert len(play.world.reactions) == 1


async def test_in_a_direct_conversation_a_file_is_told_to_be_none_each_time(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    for _ in range(2):
        _wordless(play, direct, "file")
    await play.discord.until(lambda: str(play.posts(direct)).count("I read text alone") == 2)


@holds("a message by a bot, a webhook or Discord itself")
async def test_another_bot_and_a_webhook_answer_nothing(play: Play) -> None:
    robot = play.world.user("Robot", bot=True)
    play.discord.says(robot, play.thread, FULL)
    play.discord.says(play.ana, play.thread, FULL, webhook_id=play.world.new_id())
    play.discord.says(play.ana, play.thread, FULL, type=7)
    await _heard_all(play)
    assert len(play.world.reactions) == 1
    assert "You have not answered this question yet." in (await play.verdict()).text


@holds("a message in any other thread or channel")
async def test_other_talk_is_none_of_ours_and_nothing_of_it_is_kept(play: Play) -> None:
    elsewhere: Channel = play.world.thread(play.channel, "lunch", play.boss)
    said = [play.discord.says(play.ana, place, FULL) for place in (elsewhere, play.channel)]
    await _heard_all(play)
    for place, message in zip((elsewhere, play.channel), said, strict=True):
        assert await play.read(lambda tx, p=place, m=message: tx.answers.message(play.space, p.id, m["id"])) is None
    assert len(play.world.reactions) == 1


@holds("📥 is refused (10008, 30010, 50001, 50013, 90001)")
@pytest.mark.parametrize(
    ("status", "code"), [(404, 10008), (400, 30010), (403, 50001), (403, 50013), (403, 90001), (429, 0)]
)
async def test_an_answer_counts_without_the_sign(play: Play, status: int, code: int) -> None:
    play.discord.rest.faults.append(Fault("^PUT .*/reactions/", status, code))
    play.discord.says(play.ana, play.thread, HALF)
    await play.discord.until(lambda: play.discord.rest.faults[0].times == 0)
    assert not play.world.reactions
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


@holds("📥 fails for a while (429, 5xx, cut)")
@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"cuts": True, "times": 2}, {"status": 429, "code": 0, "times": 2}], ids=str
)
async def test_a_sign_that_failed_comes_later(
    play: Play, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    monkeypatch.setattr(hearing, "AGAIN", (0.01, 0.01))
    play.discord.rest.faults.append(Fault("^PUT .*/reactions/", **fault))
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    assert play.discord.rest.faults[0].times == 0


@holds("a member leaves")
async def test_what_a_member_answered_stays_when_they_leave(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, FULL)
    await play.received(message)
    play.server.members.discard(play.ana)
    play.world.clock.ahead += 25 * 3600
    await play.hotseat.desk.due()
    await play.idle()
    summary: Payload = play.posts(play.world.channels[message["channel_id"]])[-1]
    assert "One person answered." in summary["content"]
    board = await play.discord.calls(play.boss, play.channel.id, "leaderboard", {})
    assert "Ana" in board.text


async def test_a_message_in_a_thread_of_old_is_found_by_asking(play: Play) -> None:
    """A thread in the archive is not told when a session begins."""
    thread = play.thread
    await play.stop()
    thread.archived = True
    await play.start(daily=False)
    message = play.discord.says(play.ana, thread, HALF)
    await play.received(message)
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


async def test_a_deletion_in_a_conversation_of_old_is_found_by_asking(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    answer = play.discord.says(play.ana, direct, HALF)
    await play.discord.until(lambda: "Covered 2 of 4 key points." in play.posts(direct)[-1]["content"])
    talk = [play.discord.says(play.ana, direct, "Thank you.") for _ in range(2)]
    await play.stop()
    await play.start(daily=False)
    for message in (*talk, answer):
        play.discord.deletes(message)
    question = next(m for m in play.posts(direct) if "Quiz" in m["content"])
    verdict = play.custom_id(question, "verdict:")
    async with asyncio.timeout(5):
        while "You took your answer back." not in (await play.discord.presses(play.ana, question, verdict)).text:
            pass
    assert len([path for _, path, _ in play.discord.rest.requests if path == f"/channels/{direct.id}"]) == 1


async def test_a_reply_in_a_direct_conversation_belongs_to_the_question_it_replies_to(play: Play) -> None:
    direct = play.world.direct(play.ana)
    for topic, level in (("trees", "mid"), ("stories", "senior")):
        told = await play.discord.calls(play.ana, direct.id, "quiz", {"topic": topic, "level": level})
        assert told.text == "Here it comes."
        await play.idle()
    first, second = (m for m in play.posts(direct) if "Quiz" in m["content"])
    for question in (first, second):
        reference = {"type": 0, "message_id": question["id"], "channel_id": direct.id}
        play.discord.says(play.ana, direct, HALF, type=19, message_reference=reference)
    await play.discord.until(lambda: any("Structure only" in m["content"] for m in play.posts(direct)))
    await play.discord.until(lambda: any("This question is closed" in m["content"] for m in play.posts(direct)))


async def test_what_was_said_in_a_direct_conversation_while_the_bot_was_down_is_answered(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    await play.stop()
    play.discord.says(play.ana, direct, HALF)
    await play.start(daily=False)
    await play.discord.until(lambda: "Covered 2 of 4 key points." in play.posts(direct)[-1]["content"])


@holds("a message in a direct conversation with no open question, the first one ever say, while the bot is down")
async def test_who_wrote_to_a_bot_that_was_down_is_answered_when_they_write_again(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.stop()
    play.discord.says(play.ana, direct, "Hello?")
    await play.start(daily=False)
    assert len(direct.messages) == 1
    assert not [path for _, path, _ in play.discord.rest.requests if direct.id in path]
    play.discord.says(play.ana, direct, "Hello?")
    await play.discord.until(lambda: "Nothing is asked here now." in play.posts(direct)[-1]["content"])


async def test_what_was_deleted_in_a_direct_conversation_while_the_bot_was_down_is_withdrawn(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    message = play.discord.says(play.ana, direct, HALF)
    await play.discord.until(lambda: "Covered 2 of 4 key points." in play.posts(direct)[-1]["content"])
    await play.stop()
    play.discord.deletes(message)
    await play.start(daily=False)
    told = await play.discord.calls(play.ana, direct.id, "verdict", {})
    assert "You took your answer back." in told.text
