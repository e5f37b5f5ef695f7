"""Commands, buttons, forms and shortcuts: when they are acknowledged, and what is said. Rows of docs/slack.md."""

from __future__ import annotations

import asyncio
import threading

import pytest

from bot.practice.contract import Outcome
from bot.practice.requests import Request
from storage.records import AnswerState
from tests.bot.adapters.slack.test_events import answer_of
from tests.emulators.slack.api import Fault
from tests.emulators.slack.world import Channel
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL, HALF


@pytest.mark.row("a command where Hotseat was not invited, that would post there")
async def test_the_bot_asks_before_it_posts_where_it_was_not_invited(stage: SlackStage) -> None:
    ana, w = stage.user("ana"), stage.people.w
    data = Channel("CDATA", "data", {ana.id, stage.user("boss").id})
    w.channels[data.id] = data
    await stage.people.commands(ana, "/quiz tools", data)
    await stage.sees("ana", "I am not in #data yet. Type /invite @Hotseat there, then press Try again.")
    assert not [m for m in w.messages if m.channel == data.id and not m.viewer]
    data.members.add(w.bot_user)
    await stage.presses("ana", "Try again")
    await stage.sees("ana", "Which tool trims a thin branch?")
    assert [m for m in w.messages if m.channel == data.id and not m.viewer]


@pytest.mark.row("a command that changes nothing")
async def test_a_command_that_changes_nothing_is_acknowledged_first_and_answered_anywhere(stage: SlackStage) -> None:
    ana, w = stage.user("ana"), stage.people.w
    data = Channel("CDATA", "data", {ana.id})  # we were not invited there
    w.channels[data.id] = data
    assert await stage.people.commands(ana, "/topics", data) == {}
    await stage.settles()
    reply = w.messages[-1]
    assert (reply.channel, reply.viewer) == (data.id, ana.id)
    assert "5 questions" in reply.text


async def test_where_the_response_url_is_not_taken_the_answer_comes_all_the_same(stage: SlackStage) -> None:
    stage.slack.responses.fails = True
    await stage.commands("ana", "/topics")
    await stage.sees("ana", "5 questions")


async def test_other_peoples_direct_conversation_is_none_of_ours(stage: SlackStage) -> None:
    ana, raj = stage.user("ana"), stage.user("raj")
    theirs = Channel("DTHEIRS", "directmessage", {ana.id, raj.id}, direct=True)
    stage.people.w.channels[theirs.id] = theirs
    await stage.people.commands(ana, "/quiz tools", theirs)
    await stage.settles()
    await stage.sees("ana", "I am not in")
    assert not [m for m in stage.people.w.messages if m.channel == theirs.id and not m.viewer]


async def test_a_conversation_slack_tells_us_nothing_of_is_none_of_ours(stage: SlackStage) -> None:
    ana, w = stage.user("ana"), stage.people.w
    group = Channel("CGROUP", "mpdm-ana--raj-1", {ana.id, stage.user("raj").id})
    w.channels[group.id] = group
    stage.slack.api.faults.append(Fault("conversations.info", error="missing_scope"))
    await stage.people.commands(ana, "/quiz tools", group)
    await stage.settles()
    await stage.sees("ana", "I am not in #mpdm-ana--raj-1 yet.")
    assert group.id not in [call.arguments["channel"] for call in stage.slack.api.called("chat.postMessage")]


@pytest.mark.row("a command that changes something")
async def test_a_command_that_changes_something_is_answered_once_it_is_stored(stage: SlackStage) -> None:
    boss = stage.user("boss")
    answer = await stage.people.commands(boss, "/daily pause", stage.people.daily)
    assert answer["response_type"] == "ephemeral"
    assert answer["text"].startswith("Paused.")
    await stage.passes(hours=25)
    await stage.sees_no("ana", "Which of these grow on trees?")


@pytest.mark.row("a button")
async def test_a_button_is_answered_in_a_modal(stage: SlackStage) -> None:
    await stage.presses("ana", "Hint")
    assert stage.people.w.modals[stage.user("ana").id].view["title"]["text"] == "Hint"


@pytest.mark.row("a form")
async def test_a_form_becomes_its_verdict(stage: SlackStage) -> None:
    await stage.presses("ana", "Answer privately")
    ana = stage.user("ana")
    answer = await stage.people.fills(ana, {"text": HALF})
    assert answer["response_action"] == "update"
    assert answer["view"]["title"]["text"] == "Your verdict"


@pytest.mark.row("a form with something wrong in it")
async def test_what_is_wrong_in_a_form_is_said_under_its_field(stage: SlackStage) -> None:
    await stage.presses("ana", "Answer privately")
    answer = await stage.people.fills(stage.user("ana"), {"text": "   "})
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["text"]


@pytest.mark.row("*Use as my answer* on a message")
async def test_a_shortcut_makes_a_message_the_answer(stage: SlackStage) -> None:
    handle = await stage.says("ana", "good morning all")
    ana, raj = stage.user("ana"), stage.user("raj")
    await stage.people.uses_shortcut(ana, "use_as_answer", stage.typed[handle])
    await stage.settles()
    assert stage.people.w.modals[ana.id].view["title"]["text"] == "Your verdict"
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.STANDING
    await stage.people.uses_shortcut(raj, "use_as_answer", stage.typed[handle])
    await stage.settles()
    await stage.sees("raj", "That message is somebody else's.")


@pytest.mark.row("*My verdict* on a message")
async def test_a_shortcut_shows_the_verdict_of_the_thread_it_was_used_in(stage: SlackStage) -> None:
    handle = await stage.says("ana", FULL)
    asked = stage.people.w.message(stage.people.daily.id, stage.thread())
    assert asked is not None
    await stage.commands("ana", "/quiz tools")
    await stage.presses("ana", "B")
    await stage.presses("ana", "Confirm")
    ana = stage.user("ana")
    for message in (asked, stage.typed[handle]):
        stage.people.w.modals.pop(ana.id, None)
        await stage.people.uses_shortcut(ana, "my_verdict", message)
        await stage.settles()
        assert "Covered 4 of 4 key points." in str(stage.people.w.modals[ana.id].view)


@pytest.mark.row("anything while the store is held up for 2.5 s")
async def test_whoever_waits_for_the_store_is_told_and_then_answered(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.adapters.slack.counter.PATIENCE", 0.3)
    release = threading.Event()
    held = stage.store.write(lambda tx: release.wait(10))
    answer = await stage.people.commands(stage.user("boss"), "/daily pause", stage.people.daily)
    assert "longer than usual" in answer["text"]
    await stage.people.presses(stage.user("ana"), "Reveal model answer")
    release.set()
    await asyncio.wrap_future(held)
    await stage.settles()
    await stage.sees("boss", "Paused.")
    await stage.sees("ana", "You will earn no points here.")


@pytest.mark.parametrize("command", ["/stats", "/daily pause"], ids=["reads", "writes"])
async def test_a_fault_of_ours_is_said_to_whoever_typed_a_command(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    async def broken(request: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(stage.hotseat.desk, "ask", broken)
    await stage.commands("boss", command)
    await stage.sees("boss", "I could not store that. Nothing was changed; try again in a moment.")


async def test_a_fault_of_ours_is_said_in_the_form_and_an_event_comes_again(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.slack.sockets.ack_within = 0.2
    await stage.presses("ana", "Answer privately")
    ask, faults = stage.hotseat.desk.ask, iter([True, True])

    async def broken(request: Request) -> Outcome:
        if next(faults, False):
            raise ZeroDivisionError
        return await ask(request)

    monkeypatch.setattr(stage.hotseat.desk, "ask", broken)
    await stage.fills("ana", text=HALF)
    await stage.sees("ana", "I could not store that.")
    await stage.says("raj", HALF)
    await stage.sees("raj", "Covered 2 of 4 key points.")


def _note_about_answering(stage: SlackStage) -> str:
    question = [m for m in stage.people.w.messages if "Question of the day" in m.text][-1]
    note: str = question.blocks[-1]["elements"][0]["text"]
    return note


async def test_the_question_links_to_the_last_summary_in_its_thread(stage: SlackStage) -> None:
    first = next(m for m in stage.people.w.messages if "Question of the day" in m.text)
    await stage.says("ana", HALF)
    await stage.passes(hours=25)
    await stage.sees("ana", "One person answered.")
    summary = next(m for m in stage.people.w.messages if m.thread == first.ts and "answered" in str(m.blocks))
    await stage.passes(hours=24)
    there = f"/archives/{first.channel}/p{summary.ts.replace('.', '')}?thread_ts={first.ts}&amp;cid={first.channel}"
    assert f"{there}|Last results>" in _note_about_answering(stage)


@pytest.mark.row("any error of `chat.getPermalink`")
@pytest.mark.parametrize("code", ["message_not_found", "ratelimited", "unknown_method"])
async def test_a_question_whose_link_is_refused_goes_up_without(stage: SlackStage, code: str) -> None:
    await stage.says("ana", HALF)
    stage.slack.api.faults.append(Fault("chat.getPermalink", error=code))
    await stage.passes(hours=25)
    await stage.sees("ana", "Which tool trims a thin branch?")
    assert "Last results" not in _note_about_answering(stage)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault("files.getUploadURLExternal", error="file_uploads_disabled"), "file_uploads_disabled"),
        (Fault("files.completeUploadExternal", error="missing_scope"), "missing_scope"),
        (Fault("upload", status=500), "SlackRequestError"),
    ],
    ids=["no place for it", "not completed", "not taken"],
)
async def test_a_file_slack_does_not_take_is_said_to_be_missing(stage: SlackStage, fault: Fault, reason: str) -> None:
    stage.slack.api.faults.append(fault)
    await stage.commands("ana", "/privacy export")
    await stage.sees("ana", f"I could not send hotseat-export.json: Slack says {reason}.")
    await stage.commands("ana", "/privacy export")
    await stage.sees("ana", "hotseat-export.json is in our direct conversation.")
