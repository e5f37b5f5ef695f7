"""What is pressed, typed and sent: answered in time and alone, understood for ever, refused in a sentence."""

from __future__ import annotations

import pytest

from tests.bot.adapters.discord.play import Play
from tests.emulators.discord.platform import PLAIN
from tests.emulators.discord.rest import Fault
from tests.emulators.discord.world import EVERYTHING
from tests.scenarios.test_answering import FULL, HALF


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


async def test_a_round_edited_by_hand_is_refused(play: Play) -> None:
    told = await play.discord.presses(play.ana, play.question, "verdict:0000000000000000")
    assert told.text


async def test_a_form_sent_after_a_restart_counts(play: Play) -> None:
    told = await play.discord.presses(play.ana, play.question, play.custom_id(play.question, "answer:"))
    assert told.modal is not None
    await play.stop()
    await play.start(daily=False)
    sent = await play.discord.submits(play.ana, play.channel.id, told.modal["custom_id"], {"text": HALF})
    assert "Covered 2 of 4 key points." in sent.text


async def test_a_form_sent_for_a_closed_round_is_practice(play: Play) -> None:
    told = await play.discord.presses(play.ana, play.question, play.custom_id(play.question, "answer:"))
    assert told.modal is not None
    play.world.clock.ahead += 25 * 3600
    await play.hotseat.desk.due()
    sent = await play.discord.submits(play.ana, play.channel.id, told.modal["custom_id"], {"text": HALF})
    assert "Practice: it earns nothing." in sent.text


async def test_an_interaction_whose_time_is_over_changes_nothing_else(play: Play) -> None:
    play.discord.rest.faults.append(Fault("^POST /interactions", 404, 10062))
    told = await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL}, waits=False)
    await play.discord.until(lambda: play.discord.rest.faults[0].times == 0)
    assert not told.answered
    again = await play.verdict()
    assert "Covered 4 of 4 key points." in again.text


async def test_an_interaction_that_was_answered_already_changes_nothing_else(play: Play) -> None:
    play.discord.rest.faults.append(Fault("^POST /interactions", 400, 40060))
    await play.discord.submits(play.ana, play.channel.id, f"submit:{play.round}", {"text": FULL}, waits=False)
    await play.discord.until(lambda: play.discord.rest.faults[0].times == 0)
    again = await play.verdict()
    assert "Covered 4 of 4 key points." in again.text


async def test_a_command_from_an_outdated_registration_is_answered(play: Play) -> None:
    told = await play.discord.calls(play.ana, play.channel.id, "trivia", {})
    assert "I know no `/trivia`." in told.text
    told = await play.discord.calls(play.ana, play.channel.id, "daily vanish", {})
    assert "I know no `/daily vanish`." in told.text


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


async def test_another_bot_and_a_webhook_answer_nothing(play: Play) -> None:
    robot = play.world.user("Robot", bot=True)
    play.discord.says(robot, play.thread, FULL)
    play.discord.says(play.ana, play.thread, FULL, webhook_id=play.world.new_id())
    play.discord.says(play.ana, play.thread, FULL, type=7)
    told = await play.verdict()
    assert "You have not answered this question yet." in told.text


async def test_in_a_direct_conversation_the_next_message_is_the_answer(play: Play) -> None:
    direct = play.world.direct(play.ana)
    await play.discord.calls(play.ana, direct.id, "quiz", {"topic": "trees", "level": "mid"})
    await play.idle()
    assert "Quiz: Orchard" in play.posts(direct)[-1]["content"]
    play.discord.says(play.ana, direct, HALF)
    await play.discord.until(lambda: "Covered 2 of 4 key points." in play.posts(direct)[-1]["content"])
    board = await play.discord.calls(play.ana, play.channel.id, "stats", {})
    assert "You have answered nothing yet." in board.text, "it is a space of its own"


async def test_who_installed_it_for_themselves_is_asked_alone_anywhere(play: Play) -> None:
    there = play.world.channel(play.world.server("Strangers", play.boss, joined=False), "general")
    told = await play.discord.calls(play.ana, there.id, "quiz", {}, user_install=True)
    assert "Only you see this question." in told.text
    assert not there.messages


async def test_nothing_a_person_types_pings_or_breaks_the_layout(play: Play) -> None:
    trick = "@everyone <@1> <@&2> **bold** ```py\n # head\n> quote\n- list\n[x](https://a.b) ||spoiler|| <t:1:R>"
    told = await play.discord.submits(play.ana, play.channel.id, f"reported:{play.round}", {"reason": trick})
    assert "Thank you." in told.text
    shown = await play.discord.calls(play.boss, play.channel.id, "settings reports", {}, rights=EVERYTHING)
    assert "\\@everyone \\<@1> \\<@&2> \\*\\*bold\\*\\* \\`\\`\\`py" in shown.text
    assert "<t:1:R>" not in shown.text.replace("\\<t:1:R>", "")
