"""What is pressed, typed and sent: answered in time and alone, understood for ever, refused in a sentence."""

from __future__ import annotations

import asyncio
import gc
import json
from pathlib import Path
from typing import Any

import discord as library
import pytest
from sqlalchemy import insert

from bot.adapters.discord import client, replying
from bot.adapters.discord import leaving as leaves
from bot.practice.contract import Outcome
from bot.practice.parameters import Topic
from bot.practice.requests import Request
from storage import Tx
from storage.tables import members, totals
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.platform import PLAIN, Discord
from tests.emulators.discord.rest import SEND
from tests.emulators.discord.wire import Fault
from tests.emulators.discord.world import EVERYTHING, Told
from tests.scenarios.test_answering import FULL, HALF


@holds("an unknown button, one edited by hand, one of another server")
@pytest.mark.parametrize(
    "custom_id",
    ["nonsense", "launch:missiles", "verdict", "UPPER:1", "reveal:x:y:z:1", "quiz~abc", "~"],
)
async def test_a_button_nobody_wrote_gets_a_clear_private_reply(play: Play, custom_id: str) -> None:
    told = await play.discord.presses(play.ana, play.question, custom_id)
    assert told.answered
    assert told.text


async def test_a_button_of_another_server_is_refused(play: Play) -> None:
    other = play.world.server("Elsewhere", play.ana)
    there = play.world.channel(other, "general")
    message = play.discord.says(play.ana, there, "hello", components=play.question["components"])
    told = await play.discord.presses(play.ana, message, play.custom_id(play.question, "verdict:"))
    assert "That question is no longer here." in told.text


@pytest.mark.parametrize("action", ["daily-form", "now", "post-topics"])
async def test_a_button_edited_by_hand_to_another_servers_channel_does_nothing_there(play: Play, action: str) -> None:
    other = await play.other_place()
    before, schedules = len(other.messages), await play.read(lambda tx: tx.schedules.all())
    topics = await play.discord.calls(play.boss, play.channel.id, "topics", {}, rights=EVERYTHING)
    edited = topics.replies[0]
    edited["components"][0]["components"][0]["custom_id"] = f"{action}@{other.id}"
    told = await play.discord.presses(play.boss, edited, f"{action}@{other.id}", rights=EVERYTHING)
    assert "I don't know that button any more." in told.text
    values = {"topics": "trees", "level": "any", "days": "mon", "time": "10:15", "zone": "UTC"}
    told = await play.discord.submits(play.boss, play.channel.id, f"daily-set@{other.id}", values, rights=EVERYTHING)
    assert "I don't know that button any more." in told.text
    await play.idle()
    assert len(other.messages) == before
    assert await play.read(lambda tx: tx.schedules.all()) == schedules


async def test_a_round_edited_by_hand_is_refused(play: Play) -> None:
    told = await play.discord.presses(play.ana, play.question, "verdict:0000000000000000")
    assert told.text


@holds("a button or a form, also after a restart")
async def test_a_form_sent_after_a_restart_counts(play: Play) -> None:
    told = await play.discord.presses(play.ana, play.question, play.custom_id(play.question, "answer:"))
    assert told.modal is not None
    await play.stop()
    await play.start(daily=False)
    sent = await play.discord.submits(play.ana, play.channel.id, told.modal["custom_id"], {"text": HALF})
    assert "Covered 2 of 4 key points." in sent.text


@holds("a form sent after the close")
async def test_a_form_sent_for_a_closed_round_is_practice(play: Play) -> None:
    told = await play.discord.presses(play.ana, play.question, play.custom_id(play.question, "answer:"))
    assert told.modal is not None
    play.world.clock.ahead += 25 * 3600
    await play.hotseat.desk.due()
    sent = await play.discord.submits(play.ana, play.channel.id, told.modal["custom_id"], {"text": HALF})
    assert "Practice: it earns nothing." in sent.text


@holds("10062 unknown interaction: three seconds are over")
async def test_an_interaction_whose_time_is_over_is_carried_out_all_the_same(play: Play) -> None:
    sent = {"text": FULL}
    told = await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", sent, late=3.1, waits=False)
    await play.discord.until(lambda: any(told.id in path for _, path, _ in play.discord.rest.requests))
    assert not told.answered
    assert "Covered 4 of 4 key points." in (await play.verdict()).text


@holds("10015, 50027 a reply after fifteen minutes")
@pytest.mark.parametrize("code", [0, 10015], ids=["50027", "10015"])
async def test_a_reply_after_fifteen_minutes_is_no_more_and_what_was_asked_is_done(
    play: Play, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    told = await _slowly(play, monkeypatch, minutes=0 if code else 16, code=code)
    path = f"/webhooks/{play.world.application}/{told.token}/messages/@original"
    await play.discord.until(lambda: any(path == asked for _, asked, _ in play.discord.rest.requests))
    assert not told.replies
    monkeypatch.undo()
    assert "Covered 4 of 4 key points." in (await play.verdict()).text


@holds("what takes longer than two seconds")
async def test_what_takes_long_is_deferred_and_answered_when_it_is_done(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await _slowly(play, monkeypatch)
    await play.discord.until(lambda: told.replies)
    assert "Covered 4 of 4 key points." in told.text


async def _slowly(play: Play, monkeypatch: pytest.MonkeyPatch, *, minutes: int = 0, code: int = 0) -> Told:
    """Let Ana send an answer whose storing takes so long that it is deferred, and then some."""
    ask = play.hotseat.desk.ask

    async def slow(request: Request) -> Outcome:
        outcome = await ask(request)
        await play.discord.until(lambda: any(told.deferred for told in play.world.interactions.values()))
        play.world.clock.ahead += minutes * 60
        return outcome

    monkeypatch.setattr(replying, "PATIENCE", 0.01)
    monkeypatch.setattr(play.hotseat.desk, "ask", slow)
    if code:
        play.discord.rest.faults.append(Fault("^PATCH /webhooks/", 404, code))
    return await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL}, waits=False)


@holds("any other error of a reply")
async def test_a_reply_discord_refuses_is_told_apart_from_what_was_asked(play: Play) -> None:
    play.discord.rest.faults.append(Fault("^POST /interactions", 400, 50035))
    told = await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    assert told.text == "It is done, but Discord took no reply of mine. Call it again to see it."
    assert "Covered 4 of 4 key points." in (await play.verdict()).text


@holds("a reply is cut off, or met by a server's error")
@pytest.mark.parametrize(
    "fault",
    [{"cuts": True}, {"cuts": True, "takes_effect": True}, {"status": 503}, {"status": 429}],
    ids=str,
)
async def test_a_reply_that_was_cut_off_is_given_again(play: Play, fault: dict[str, Any]) -> None:
    play.discord.rest.faults.append(Fault("^POST /interactions", **fault))
    told = await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    assert "Covered 4 of 4 key points." in told.text
    assert len(told.replies) == 1


@holds("40060 acknowledged already")
async def test_an_interaction_that_was_answered_already_changes_nothing_else(play: Play) -> None:
    play.discord.rest.faults.append(Fault("^POST /interactions", 400, 40060))
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL}, waits=False)
    await play.discord.until(lambda: play.discord.rest.faults[0].times == 0)
    again = await play.verdict()
    assert "Covered 4 of 4 key points." in again.text


@holds("we stop while something is under way")
async def test_what_is_under_way_when_we_stop_is_finished(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    ask, begun, leaving = play.hotseat.desk.ask, asyncio.Event(), asyncio.Event()
    finish = leaves.finish

    async def slow(request: Request) -> Outcome:
        begun.set()
        await leaving.wait()
        return await ask(request)

    async def leave(busy: leaves.Busy) -> None:
        leaving.set()
        await finish(busy)

    monkeypatch.setattr(play.hotseat.desk, "ask", slow)
    monkeypatch.setattr(client, "finish", leave)
    sent = asyncio.create_task(play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL}))
    await begun.wait()
    await play.stop()
    assert "Covered 4 of 4 key points." in (await sent).text
    await play.start(daily=False)


@holds("a command we no longer have")
async def test_a_command_we_no_longer_have_is_answered(play: Play) -> None:
    told = await play.discord.calls(play.ana, play.channel.id, "trivia", {})
    assert "I know no `/trivia`." in told.text
    told = await play.discord.calls(play.ana, play.channel.id, "daily vanish", {})
    assert "I know no `/daily vanish`." in told.text
    told = await play.discord.chooses(play.ana, play.question, "Grade this")
    assert "I know no `/Grade this`." in told.text
    assert await play.discord.completes(play.ana, play.channel.id, "trivia", "topic", "a") == []


@holds("a command that had other options")
@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("daily set", {"hour": "9"}),
        ("daily", {}),
        ("daily", {"time": "10:00"}),
        ("settings zone", {}),
        ("quiz", {"tag": "x"}),
    ],
)
async def test_a_command_that_had_other_options_is_answered_and_not_half_done(
    play: Play, name: str, options: dict[str, str]
) -> None:
    before = await play.read(lambda tx: tx.schedules.all())
    told = await play.discord.calls(play.boss, play.channel.id, name, options, rights=EVERYTHING)
    assert "That command has changed" in told.text
    await play.idle()
    assert await play.read(lambda tx: tx.schedules.all()) == before
    assert len(play.posts()) == 2, "the question and the first words, and no quiz"


async def test_a_completion_of_an_old_command_that_comes_too_late_is_let_go(play: Play) -> None:
    unheard: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unheard.append(context))
    play.discord.rest.faults.append(Fault("^POST /interactions", 404, 10062))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await play.discord.completes(play.ana, play.channel.id, "trivia", "topic", "a")
    assert play.discord.rest.faults[0].times == 0
    gc.collect()
    assert not unheard


async def test_only_who_manages_the_server_sets_it_up(play: Play) -> None:
    refused = await play.discord.calls(play.ana, play.channel.id, "daily set", {"time": "10:00"}, rights=PLAIN)
    assert "Only managers can do that." in refused.text
    done = await play.discord.calls(play.ana, play.channel.id, "daily set", {"time": "10:00"}, rights=EVERYTHING)
    assert "At 10:00 (**UTC**)" in done.text


async def test_wrong_options_are_answered_with_what_would_be_right(play: Play) -> None:
    for options, answer in (
        ({"time": "25:00"}, "25:00** is no time."),
        ({"zone": "Europe/Berln"}, "Close: **Europe/Berlin**"),
        ({"days": "mon-fry"}, "are no days."),
        ({"topics": "nothing"}, "No topic **nothing**."),
        ({"hours": "9999h"}, "is no length."),
    ):
        told = await play.discord.calls(play.boss, play.channel.id, "daily set", options, rights=EVERYTHING)
        assert answer in told.text, told.text


async def test_completion_ranks_by_what_was_typed_and_offers_25_at_most(play: Play) -> None:
    zones = await play.discord.completes(play.boss, play.channel.id, "daily set", "zone", "europe/b")
    assert zones[0].startswith("Europe/B")
    assert len(zones) <= 25
    assert await play.discord.completes(play.ana, play.channel.id, "quiz", "topic", "tr") == ["trees"]


async def test_no_more_than_25_are_offered_where_more_would_fit(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    topics = ("x" * 101, *(f"topic {i}" for i in range(40)))
    monkeypatch.setattr(Topic, "suggest", lambda *_: topics)
    assert await play.discord.completes(play.ana, play.channel.id, "quiz", "topic", "t") == list(topics[1:26])


async def test_a_list_of_topics_is_completed_at_its_end(play: Play) -> None:
    found = await play.discord.completes(play.boss, play.channel.id, "daily set", "topics", "trees, too")
    assert found == ["trees, tools"]


async def test_help_names_what_can_be_called_where_it_is_asked(play: Play) -> None:
    here = await play.discord.calls(play.ana, play.channel.id, "help", {})
    direct = await play.discord.calls(play.ana, play.world.direct(play.ana).id, "help", {})
    assert "/daily" in here.text
    assert [line.split()[1] for line in direct.text.splitlines() if line.startswith("- ")] == [
        "`/quiz", "`/stats`:", "`/topics`:", "`/verdict`:", "`/privacy`:", "`/help",
    ]  # fmt: skip


async def test_a_manager_is_named_by_mentioning_them(play: Play) -> None:
    """They need not have written anything."""
    named = {"manager": f"+<@{play.ana}>"}
    told = await play.discord.calls(play.boss, play.channel.id, "settings manager", named, rights=EVERYTHING)
    assert "Managers: Boss, Ana" in told.text
    named = {"manager": "+<@1>"}
    told = await play.discord.calls(play.boss, play.channel.id, "settings manager", named, rights=EVERYTHING)
    assert "I know nobody called" in told.text


async def test_the_language_of_who_presses_is_kept_with_them_also_when_they_write(play: Play) -> None:
    form = {"text": HALF}
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", form, locale="pt-BR")
    assert (await play.read(lambda tx: tx.spaces.member(play.space, play.ana))).locale == "pt-BR"
    await play.received(play.discord.says(play.ana, play.thread, FULL))
    assert (await play.read(lambda tx: tx.spaces.member(play.space, play.ana))).locale == "pt-BR"


async def test_in_a_direct_conversation_the_next_message_is_the_answer(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    assert "Quiz: Orchard" in play.posts(direct)[-1]["content"]
    play.discord.says(play.ana, direct, HALF)
    await play.discord.until(lambda: "Covered 2 of 4 key points." in play.posts(direct)[-1]["content"])
    board = await play.discord.calls(play.ana, play.channel.id, "stats", {})
    assert "You have answered nothing yet." in board.text, "it is a space of its own"


@holds("a quiz, or what is shown, is to be posted where we may not")
async def test_where_we_may_not_post_who_asks_is_told_what_is_missing(play: Play) -> None:
    topics = await play.discord.calls(play.ana, play.channel.id, "topics", {})
    play.channel.permissions = EVERYTHING & ~SEND
    called = await play.discord.calls(play.ana, play.channel.id, "quiz", {"topic": "trees"})
    pressed = await play.discord.presses(play.ana, topics.replies[0], play.custom_id(topics.replies[0], "post-topics"))
    for told in (called, pressed):
        assert told.text == (
            f"I may not do all I need in <#{play.channel.id}>. Allow me there: **Send Messages**. Then try again."
        )
    alone = await play.discord.calls(play.ana, play.channel.id, "quiz", {"topic": "trees", "private": True})
    assert "Quiz: Orchard" in alone.text


async def test_where_discord_does_not_say_what_we_may_it_is_worked_out(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library.Interaction, "app_permissions", library.Permissions.none())
    told = await play.discord.calls(play.ana, play.channel.id, "quiz", {"topic": "trees", "level": "junior"})
    assert told.text.startswith("The question is up")


async def test_a_quiz_says_where_its_question_is(play: Play) -> None:
    told = await play.discord.calls(play.ana, play.thread.id, "quiz", {"topic": "trees", "level": "junior"})
    assert told.text == f"The question is up in <#{play.channel.id}>."


async def test_who_installed_it_for_themselves_is_asked_alone_anywhere(play: Play) -> None:
    there = play.world.channel(play.world.server("Strangers", play.boss, joined=False), "general")
    told = await play.discord.calls(play.ana, there.id, "quiz", {}, user_install=True)
    assert "Only you see this question." in told.text
    topics = await play.discord.calls(play.ana, there.id, "topics", {}, user_install=True)
    shown = topics.replies[-1]
    assert [b["label"] for row in shown["components"] for b in row["components"]] == ["Ask me one"]
    told = await play.discord.presses(play.ana, shown, play.custom_id(shown, "quiz"), user_install=True)
    assert "Quiz: Orchard" in told.text
    assert not there.messages


TRICK = (
    "@everyone @here <@1> <@&2> <#3> **bold** ```py\n # head\n> quote\n- list\n1. one\n[x](https://a.b) ||s|| <t:1:R> "
    "\u202e"
)
ESCAPED = (
    "\\@everyone", "\\@here", "\\<@1>", "\\<@&2>", "\\<#3>", "\\*\\*bold\\*\\*", "\\`\\`\\`py", "\\# head", "\\> quote",
    "\\- list", "1\\. one", "[x\\](https://a.b)", "\\|\\|s\\|\\|", "\\<t:1:R>",
)  # fmt: skip


def _shows_tricks_as_typed(text: str) -> None:
    assert not [wanted for wanted in ESCAPED if wanted not in text], text
    assert "\u202e" not in text


async def test_tricks_in_what_is_typed_ping_nobody_and_act_on_nothing(play: Play) -> None:
    told = await play.discord.submits(play.ana, play.channel.id, f"reported:{play.round}", {"reason": TRICK})
    assert "Thank you." in told.text
    shown = await play.discord.calls(play.boss, play.channel.id, "settings reports", {}, rights=EVERYTHING)
    _shows_tricks_as_typed(shown.text)


async def test_tricks_in_an_answer_ping_nobody_when_it_is_shown_and_when_its_words_are_said_again(play: Play) -> None:
    answer = {"text": f"{HALF} {TRICK}", "show_after_close": "yes"}
    told = await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", answer)
    assert "Covered 2 of 4 key points." in told.text
    question = play.question
    await play.next_question()
    shown = await play.discord.presses(play.boss, question, play.custom_id(question, "answers:"))
    _shows_tricks_as_typed(shown.text)


async def test_tricks_in_a_name_ping_nobody_and_break_no_line(play: Play) -> None:
    play.world.users[play.ana]["global_name"] = "@everyone **Ana** <@1>\n# x"
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    board = await play.discord.calls(play.ana, play.channel.id, "leaderboard", {})
    assert "1\\. \\@everyone \\*\\*Ana\\*\\* \\<@1> # x **" in board.text
    await play.discord.presses(play.ana, board.replies[0], "post-board:week::no")
    await play.idle()
    assert "\\@everyone \\*\\*Ana" in play.posts()[-1]["content"]


async def test_a_server_of_a_hundred_thousand_members_is_not_asked_for_them(discord: Discord, tmp_path: Path) -> None:
    play = Play(tmp_path, discord)
    play.server.count = 100_000
    await play.start()
    try:
        board = await play.discord.calls(play.ana, play.channel.id, "leaderboard", {})
        assert "Nobody has points yet" in board.text
        assert discord.gateway.asked_for_members == 0
        assert len(play.adapter.client.guilds[0].members) == 1, "we alone"
    finally:
        await play.stop()


async def test_a_board_of_a_hundred_thousand_members_is_ten_lines_and_ones_own(play: Play) -> None:
    member = {"space": play.space, "listed": True, "locale": "en", "seen_at": play.now()}
    line = {"space": play.space, "scope": play.channel.id, "period": "all", "topic": "", "listed": True}
    counts = {"answered": 1, "scored": 1, "score_sum": 100}
    others = [(f"9{i:06}", f"**{i}** <@{i}> " + "@everyone " * 20) for i in range(99_999)]

    def fill(tx: Tx) -> None:
        tx.standings.connection.execute(
            insert(members), [member | {"member": who, "name": name[:80]} for who, name in others]
        )
        lines = [line | counts | {"member": who, "points": 100 + i} for i, (who, _) in enumerate(others)]
        tx.standings.connection.execute(
            insert(totals), [*lines, line | counts | {"member": play.ana, "points": 60_100}]
        )

    await play.store.commit(fill)
    board = await play.discord.calls(play.ana, play.channel.id, "leaderboard", {"period": "all"})
    [shown] = board.replies
    assert len(shown["content"]) <= 2000
    assert sum("\\. " in row for row in shown["content"].splitlines()) == 10
    assert "You: 39999 of 100000, 60100 points." in shown["content"]
    await play.discord.presses(play.ana, shown, play.custom_id(shown, "post-board"))
    await play.idle()
    assert "\\@everyone" in play.posts()[-1]["content"]


async def test_what_is_kept_of_one_comes_as_a_file(play: Play) -> None:
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL})
    told = await play.discord.calls(play.ana, play.channel.id, "privacy export", {})
    [attached] = told.replies[0]["attachments"]
    sent = play.discord.rest.uploads[attached["filename"]]
    assert attached["size"] == len(sent)
    assert FULL in json.dumps(json.loads(sent), ensure_ascii=False)
