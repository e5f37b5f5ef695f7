"""Events of every kind and subtype: what is stored of each, and what is said. The rows of docs/slack.md."""

from __future__ import annotations

import asyncio

from storage import Tx
from storage.records import Answer, AnswerState, ThreadMessage
from tests.emulators.slack.world import Channel, Message
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL, HALF


async def answer_of(stage: SlackStage, who: str) -> Answer | None:
    """Give what is stored as somebody's answer to the newest question."""
    thread = stage.thread()
    place, space = stage.people.daily.id, f"slack:{stage.people.w.team}"

    def work(tx: Tx) -> Answer | None:
        round_ = tx.rounds.by_thread(space, place, thread)
        return tx.answers.get(round_.id, stage.user(who).id) if round_ is not None else None

    return await asyncio.wrap_future(stage.store.read(work))


async def kept(stage: SlackStage, message: Message) -> ThreadMessage | None:
    """Give what is kept of a message."""
    space = f"slack:{stage.people.w.team}"
    return await asyncio.wrap_future(
        stage.store.read(lambda tx: tx.answers.message(space, message.channel, message.ts))
    )


async def test_a_message_in_the_thread_is_an_answer_with_an_ephemeral_verdict(stage: SlackStage) -> None:
    await stage.says("ana", HALF)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.STANDING
    verdict = next(m for m in reversed(stage.people.w.messages) if m.viewer)
    assert verdict.viewer == stage.user("ana").id
    assert verdict.thread == stage.thread()


async def test_an_edit_is_a_new_revision_and_an_older_edit_that_comes_late_changes_nothing(stage: SlackStage) -> None:
    handle = await stage.says("ana", HALF)
    message = stage.typed[handle]
    event = stage.people.event_of(message)
    await stage.edits("ana", handle, FULL)
    await stage.slack.event(stage.people.w, event)  # the original again, after its edit
    await stage.settles()
    stored = await kept(stage, message)
    assert stored is not None
    assert stored.text == FULL
    await stage.sees("ana", "Covered 4 of 4 key points.")


async def test_an_unfurled_link_is_no_edit(stage: SlackStage) -> None:
    handle = await stage.says("ana", HALF)
    message = stage.typed[handle]
    event = stage.people.event_of(message)
    changed = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": message.channel}
    await stage.slack.event(stage.people.w, changed | {"message": event, "previous_message": event, "ts": "1.1"})
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.tries == 1


async def test_a_deleted_message_takes_the_answer_back(stage: SlackStage) -> None:
    handle = await stage.says("ana", FULL)
    await stage.deletes("ana", handle)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.WITHDRAWN


async def test_a_deletion_that_overtakes_its_message_keeps_it_out(stage: SlackStage) -> None:
    message = Message(stage.people.daily.id, stage.slack.ids.ts(), stage.user("ana").id, FULL, thread=stage.thread())
    stage.people.w.messages.append(message)
    event = stage.people.event_of(message)
    await stage.people.deletes(message)
    await stage.slack.event(stage.people.w, event)
    await stage.settles()
    assert await answer_of(stage, "ana") is None


async def test_a_message_also_sent_to_the_channel_is_the_same_answer_once(stage: SlackStage) -> None:
    thread = stage.thread()
    ana, daily = stage.user("ana"), stage.people.daily
    message = await stage.people.says(ana, HALF, daily, thread, subtype="thread_broadcast")
    await stage.people.hears(message)
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)


async def test_a_file_with_text_counts_by_its_text(stage: SlackStage) -> None:
    file = {"id": "F1", "name": "notes.txt"}
    await stage.people.says(
        stage.user("ana"), HALF, stage.people.daily, stage.thread(), subtype="file_share", files=[file]
    )
    await stage.settles()
    await stage.sees("ana", "Covered 2 of 4 key points.")


async def test_a_file_without_text_is_answered_with_what_to_do(stage: SlackStage) -> None:
    file = {"id": "F1", "name": "notes.txt"}
    await stage.people.says(
        stage.user("ana"), "", stage.people.daily, stage.thread(), subtype="file_share", files=[file]
    )
    await stage.settles()
    await stage.sees("ana", "I read no files.")
    assert await answer_of(stage, "ana") is None


async def test_a_bots_message_is_nobodys_answer(stage: SlackStage) -> None:
    robot = stage.people.w.person("robot")
    message = await stage.people.says(robot, FULL, stage.people.daily, stage.thread(), bot_id="B999")
    await stage.people.hears(message, subtype="bot_message")
    await stage.settles()
    assert await answer_of(stage, "robot") is None


async def test_talk_in_the_channel_and_under_other_messages_is_not_kept(stage: SlackStage) -> None:
    ana, daily = stage.user("ana"), stage.people.daily
    message = await stage.people.says(ana, FULL, daily)
    reply = await stage.people.says(ana, FULL, daily, message.ts)
    await stage.settles()
    assert await kept(stage, message) is None
    assert await kept(stage, reply) is None


async def test_joining_and_renaming_and_the_like_are_acknowledged_and_left_alone(stage: SlackStage) -> None:
    ana, daily = stage.user("ana"), stage.people.daily
    for subtype in ("channel_join", "channel_leave", "channel_topic", "channel_name", "channel_archive"):
        message = Message(daily.id, stage.slack.ids.ts(), ana.id, "did something", thread=stage.thread())
        await stage.people.hears(message, subtype=subtype)
        assert await kept(stage, message) is None
    await stage.slack.event(stage.people.w, {"type": "reaction_added", "user": ana.id, "event_ts": "1.1"})


async def test_in_a_direct_conversation_the_next_message_is_the_answer(stage: SlackStage) -> None:
    ana = stage.user("ana")
    direct = stage.people.w.direct(ana.id)
    await stage.people.commands(ana, "/quiz tools", direct)
    await stage.settles()
    await stage.sees("ana", "Which tool trims a thin branch?")
    await stage.people.commands(ana, "/quiz stories", direct)
    await stage.settles()
    await stage.says("ana", "Last autumn our press broke. I had to save the cider. I hired another.", where="direct")
    await stage.sees("ana", "Structure only; your story is not judged.")
    assert [m for m in stage.people.w.messages if m.channel == direct.id and "Structure" in str(m.blocks)]
    await stage.sees_no("raj", "Structure only")


async def test_other_peoples_direct_conversation_is_none_of_ours(stage: SlackStage) -> None:
    ana, raj = stage.user("ana"), stage.user("raj")
    theirs = Channel("DTHEIRS", "directmessage", {ana.id, raj.id}, direct=True)
    stage.people.w.channels[theirs.id] = theirs
    await stage.people.commands(ana, "/quiz tools", theirs)
    await stage.settles()
    await stage.sees("ana", "I am not in")
    assert not [m for m in stage.people.w.messages if m.channel == theirs.id and not m.viewer]


async def test_shortcuts_use_a_message_as_the_answer_and_show_the_verdict(stage: SlackStage) -> None:
    handle = await stage.says("ana", "good morning all")
    ana = stage.user("ana")
    await stage.people.uses_shortcut(ana, "use_as_answer", stage.typed[handle])
    await stage.settles()
    assert "I found none of the 4 key points." in stage.people.reads(ana)
    assert stage.people.w.modals[ana.id].view["title"]["text"] == "Your verdict"
    del stage.people.w.modals[ana.id]
    await stage.people.uses_shortcut(ana, "my_verdict", stage.typed[handle])
    await stage.settles()
    assert stage.people.w.modals[ana.id].view["title"]["text"] == "Your verdict"
    raj = stage.user("raj")
    await stage.people.uses_shortcut(raj, "use_as_answer", stage.typed[handle])
    await stage.settles()
    await stage.sees("raj", "That message is somebody else's.")


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


async def test_a_command_that_changes_nothing_is_acknowledged_first_and_answered_anywhere(stage: SlackStage) -> None:
    ana, w = stage.user("ana"), stage.people.w
    data = Channel("CDATA", "data", {ana.id})  # we were not invited there
    w.channels[data.id] = data
    assert await stage.people.commands(ana, "/topics", data) == {}
    await stage.settles()
    reply = w.messages[-1]
    assert (reply.channel, reply.viewer) == (data.id, ana.id)
    assert "4 questions" in reply.text


async def test_where_the_response_url_is_not_taken_the_answer_comes_all_the_same(stage: SlackStage) -> None:
    stage.slack.responses.fails = True
    await stage.commands("ana", "/topics")
    await stage.sees("ana", "4 questions")


async def test_being_removed_stops_everything_at_once(stage: SlackStage) -> None:
    await stage.slack.event(stage.people.w, {"type": "app_uninstalled", "event_ts": "1.1"})
    await stage.slack.event(stage.people.w, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOTT1"]}})
    posted = len(stage.slack.api.called("chat.postMessage"))
    await stage.passes(hours=25)
    assert len(stage.slack.api.called("chat.postMessage")) == posted


async def test_a_persons_own_revoked_token_changes_nothing(stage: SlackStage) -> None:
    await stage.slack.event(stage.people.w, {"type": "tokens_revoked", "tokens": {"oauth": ["UANA"], "bot": []}})
    await stage.passes(hours=25)
    await stage.sees("ana", "Which tool trims a thin branch?")


async def test_an_event_of_a_workspace_that_never_installed_us_is_acknowledged_and_left_alone(
    stage: SlackStage,
) -> None:
    other = stage.slack.add_workspace("T2", "Elsewhere")
    await stage.slack.event(other, {"type": "message", "channel": "C", "user": "U", "text": FULL, "ts": "1.1"})
    assert not [call for call in stage.slack.api.calls if call.team == "T2"]
