"""Events of every kind and subtype: what is stored of each, and what is said. The rows of docs/slack.md."""

from __future__ import annotations

import asyncio

import pytest

from storage import Tx
from storage.records import Answer, AnswerState, ThreadMessage
from tests.emulators.slack.world import Json, Message
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


OTHER_SUBTYPES = (
    "assistant_app_thread",
    "bot_add",
    "bot_remove",
    "channel_archive",
    "channel_convert_to_private",
    "channel_join",
    "channel_leave",
    "channel_name",
    "channel_posting_permissions",
    "channel_purpose",
    "channel_topic",
    "channel_unarchive",
    "document_mention",
    "ekm_access_denied",
    "file_comment",
    "file_mention",
    "group_join",
    "group_leave",
    "group_name",
    "group_topic",
    "huddle_thread",
    "message_replied",
    "pinned_item",
    "reminder_add",
    "reply_broadcast",
    "unpinned_item",
    "one_of_tomorrow",
)
"""What Slack itself says, by its documentation, and one it does not know yet."""


@pytest.mark.row("`message` in a question's thread")
async def test_a_message_in_the_thread_is_an_answer_with_an_ephemeral_verdict(stage: SlackStage) -> None:
    await stage.says("ana", HALF)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.STANDING
    verdict = next(m for m in reversed(stage.people.w.messages) if m.viewer)
    assert verdict.viewer == stage.user("ana").id
    assert verdict.thread == stage.thread()


@pytest.mark.row("`message_changed`")
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


@pytest.mark.row("`message_changed` or `message_deleted` that does not name the thread")
@pytest.mark.parametrize("beside", ["the message before", "the event", "nothing"])
async def test_an_edit_that_does_not_name_its_thread_is_of_the_message_we_heard(stage: SlackStage, beside: str) -> None:
    handle = await stage.says("ana", HALF)
    message = stage.typed[handle]

    async def told(**event: Json | str) -> None:
        if beside == "the event":
            event["thread_ts"] = stage.thread()
        elif beside == "the message before":
            event["previous_message"] = stage.people.event_of(message)
        await stage.slack.event(stage.people.w, {"type": "message", "channel": message.channel, **event})
        await stage.settles()

    now: Json = {"type": "message", "user": message.user, "ts": message.ts}
    edited = {"text": FULL, "edited": {"user": message.user, "ts": stage.slack.ids.ts()}}
    await told(subtype="message_changed", message=now | edited)
    await stage.sees("ana", "Covered 4 of 4 key points.")
    await told(subtype="message_deleted", deleted_ts=message.ts)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.WITHDRAWN


@pytest.mark.parametrize("subtype", ["message_changed", "message_deleted"])
async def test_an_edit_of_talk_in_a_channel_asks_slack_for_nothing_and_is_not_kept(
    stage: SlackStage, subtype: str
) -> None:
    message = Message(stage.people.daily.id, stage.slack.ids.ts(), stage.user("mo").id, FULL)
    event = stage.people.event_of(message)
    calls = len(stage.slack.api.calls)
    told = {"type": "message", "subtype": subtype, "channel": message.channel, "deleted_ts": message.ts}
    await stage.slack.event(stage.people.w, told | {"message": event, "previous_message": event})
    await stage.settles()
    assert len(stage.slack.api.calls) == calls
    assert await kept(stage, message) is None


@pytest.mark.row("`message_changed` by an unfurled link")
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


@pytest.mark.row("`message_deleted`")
async def test_a_deleted_message_takes_the_answer_back(stage: SlackStage) -> None:
    handle = await stage.says("ana", FULL)
    await stage.deletes("ana", handle)
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.WITHDRAWN


@pytest.mark.row("`message_deleted` before its message")
async def test_a_deletion_that_overtakes_its_message_keeps_it_out(stage: SlackStage) -> None:
    message = Message(stage.people.daily.id, stage.slack.ids.ts(), stage.user("ana").id, FULL, thread=stage.thread())
    stage.people.w.messages.append(message)
    event = stage.people.event_of(message)
    await stage.people.deletes(message)
    await stage.slack.event(stage.people.w, event)
    await stage.settles()
    assert await answer_of(stage, "ana") is None


@pytest.mark.row("`thread_broadcast`")
async def test_a_message_also_sent_to_the_channel_is_the_same_answer_once(stage: SlackStage) -> None:
    thread = stage.thread()
    ana, daily = stage.user("ana"), stage.people.daily
    message = await stage.people.says(ana, HALF, daily, thread, subtype="thread_broadcast")
    await stage.people.hears(message)
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 1)


@pytest.mark.row("`file_share` with text")
async def test_a_file_with_text_counts_by_its_text(stage: SlackStage) -> None:
    file = {"id": "F1", "name": "notes.txt"}
    await stage.people.says(
        stage.user("ana"), HALF, stage.people.daily, stage.thread(), subtype="file_share", files=[file]
    )
    await stage.settles()
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.row("`file_share` without text, or a message shared without a word")
@pytest.mark.parametrize(
    "given",
    [
        {"subtype": "file_share", "files": [{"id": "F1", "name": "notes.txt"}]},
        {"attachments": [{"is_share": True, "is_msg_unfurl": True, "text": FULL, "fallback": FULL}]},
    ],
    ids=["a file", "a shared message"],
)
async def test_what_is_sent_without_a_word_is_answered_with_what_to_do_once(stage: SlackStage, given: Json) -> None:
    w, ana = stage.people.w, stage.user("ana")
    for _ in range(2):
        message = Message(stage.people.daily.id, stage.slack.ids.ts(), ana.id, "", thread=stage.thread())
        w.messages.append(message)
        await stage.slack.event(w, stage.people.event_of(message) | given)
        await stage.settles()
    said = [m for m in w.messages if m.viewer and "I read text alone" in str(m.blocks)]
    assert [(m.viewer, m.thread) for m in said] == [(ana.id, stage.thread())]
    assert await answer_of(stage, "ana") is None


@pytest.mark.row("`message_changed` into nothing, or into a file alone")
@pytest.mark.parametrize("files", [[], [{"id": "F1", "name": "notes.png"}]], ids=["nothing", "a file"])
async def test_an_answer_edited_away_is_withdrawn(stage: SlackStage, files: list[Json]) -> None:
    handle = await stage.says("ana", FULL)
    stage.typed[handle].files = files
    await stage.edits("ana", handle, "")
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.WITHDRAWN
    await stage.edits("ana", handle, HALF)
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.row("`bot_message`")
async def test_a_bots_message_is_nobodys_answer(stage: SlackStage) -> None:
    robot = stage.people.w.person("robot")
    message = await stage.people.says(robot, FULL, stage.people.daily, stage.thread(), bot_id="B999")
    await stage.people.hears(message, subtype="bot_message")
    await stage.settles()
    assert await answer_of(stage, "robot") is None


@pytest.mark.row("`message` elsewhere")
async def test_talk_in_the_channel_and_under_other_messages_is_not_kept(stage: SlackStage) -> None:
    ana, daily = stage.user("ana"), stage.people.daily
    message = await stage.people.says(ana, FULL, daily)
    reply = await stage.people.says(ana, FULL, daily, message.ts)
    await stage.settles()
    assert await kept(stage, message) is None
    assert await kept(stage, reply) is None


@pytest.mark.row("any other subtype, like `channel_join`")
async def test_joining_and_renaming_and_the_like_are_acknowledged_and_left_alone(stage: SlackStage) -> None:
    ana, daily = stage.user("ana"), stage.people.daily
    for subtype in OTHER_SUBTYPES:
        message = Message(daily.id, stage.slack.ids.ts(), ana.id, "did something", thread=stage.thread())
        await stage.people.hears(message, subtype=subtype)
        assert await kept(stage, message) is None
    await stage.slack.event(stage.people.w, {"type": "reaction_added", "user": ana.id, "event_ts": "1.1"})


@pytest.mark.row("`message` in the direct conversation")
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


@pytest.mark.row("`message` in the thread of a question, in the direct conversation")
async def test_in_a_direct_conversation_a_reply_is_to_the_question_it_hangs_on(stage: SlackStage) -> None:
    w, ana = stage.people.w, stage.user("ana")
    direct = w.direct(ana.id)
    asked = []
    for topic in ("tools", "stories"):
        await stage.people.commands(ana, f"/quiz {topic}", direct)
        await stage.settles()
        asked.append([m for m in w.messages if m.channel == direct.id and m.user == w.bot_user][-1])
    told = "Last autumn our press broke. I had to save the cider. I hired another."
    for question, says in zip(asked, ("One option is right.", "Structure only"), strict=True):
        await stage.people.says(ana, told, direct, question.ts)
        await stage.settles()
        reply = w.messages[-1]
        assert says in str(reply.blocks)
        assert reply.thread == question.ts


async def test_a_direct_conversation_is_known_by_its_id_where_slack_does_not_name_its_kind(stage: SlackStage) -> None:
    ana = stage.user("ana")
    direct = stage.people.w.direct(ana.id)
    await stage.people.commands(ana, "/quiz stories", direct)
    await stage.settles()
    message = Message(direct.id, stage.slack.ids.ts(), ana.id, "Last autumn our press broke. I hired another.")
    event = stage.people.event_of(message)
    del event["channel_type"]
    await stage.slack.event(stage.people.w, event)
    await stage.settles()
    await stage.sees("ana", "Structure only; your story is not judged.")


@pytest.mark.row("`tokens_revoked` of a person")
async def test_a_persons_own_revoked_token_changes_nothing(stage: SlackStage) -> None:
    await stage.slack.event(stage.people.w, {"type": "tokens_revoked", "tokens": {"oauth": ["UANA"], "bot": []}})
    await stage.passes(hours=25)
    await stage.sees("ana", "Which tool trims a thin branch?")


@pytest.mark.row("an event of an unknown workspace")
async def test_an_event_of_a_workspace_that_never_installed_us_is_acknowledged_and_left_alone(
    stage: SlackStage,
) -> None:
    other = stage.slack.add_workspace("T2", "Elsewhere")
    await stage.slack.event(other, {"type": "message", "channel": "C", "user": "U", "text": FULL, "ts": "1.1"})
    assert not [call for call in stage.slack.api.calls if call.team == "T2"]


@pytest.mark.row("several `message`s within two minutes")
async def test_messages_sent_one_after_the_other_are_one_answer(stage: SlackStage) -> None:
    await stage.says("ana", "Wrap the young trunks in jute against the frost.")
    await stage.says("ana", "And mulch keeps the soil around the roots from freezing.")
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert (answer.tries, answer.latest) == (1, 2)
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.row("`me_message` in a question's thread")
async def test_a_me_message_is_said_like_any_other(stage: SlackStage) -> None:
    await stage.people.says(stage.user("ana"), HALF, stage.people.daily, stage.thread(), subtype="me_message")
    await stage.settles()
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.row("`message_changed` into a tombstone")
async def test_a_deleted_message_whose_thread_goes_on_is_deleted_all_the_same(stage: SlackStage) -> None:
    handle = await stage.says("ana", FULL)
    message = stage.typed[handle]
    before = stage.people.event_of(message)
    tombstone = {"type": "message", "subtype": "tombstone", "ts": message.ts, "thread_ts": message.thread}
    changed = {"type": "message", "subtype": "message_changed", "channel": message.channel, "channel_type": "channel"}
    event = changed | {"message": tombstone, "previous_message": before, "ts": stage.slack.ids.ts()}
    await stage.slack.event(stage.people.w, event)
    await stage.settles()
    answer = await answer_of(stage, "ana")
    assert answer is not None
    assert answer.state is AnswerState.WITHDRAWN


@pytest.mark.row("`member_left_channel`, `channel_left`, `group_left`")
@pytest.mark.parametrize("event", ["member_left_channel", "channel_left", "group_left"])
async def test_where_we_were_put_out_we_ask_again_before_we_post(stage: SlackStage, event: str) -> None:
    await stage.commands("ana", "/quiz tools")  # we know that we are in the channel
    w = stage.people.w
    w.channels[stage.people.daily.id].members.remove(w.bot_user)
    whom = {"user": w.bot_user} if event == "member_left_channel" else {"actor_id": "UBOSS"}
    await stage.slack.event(w, {"type": event, "channel": stage.people.daily.id, **whom})
    await stage.commands("raj", "/quiz stories")
    await stage.sees("raj", "I am not in #daily yet.")


@pytest.mark.row("an event of another type")
async def test_an_event_nobody_asked_for_is_acknowledged_and_left_alone(stage: SlackStage) -> None:
    calls = len(stage.slack.api.calls)
    await stage.slack.event(stage.people.w, {"type": "reaction_added", "user": stage.user("ana").id, "event_ts": "1.1"})
    await stage.settles()
    assert len(stage.slack.api.calls) == calls


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({"type": "app_uninstalled"}, marks=pytest.mark.row("`app_uninstalled`")),
        pytest.param(
            {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOTT1"]}},
            marks=pytest.mark.row("`tokens_revoked` of the bot"),
        ),
    ],
    ids=lambda event: str(event["type"]),
)
async def test_being_removed_stops_everything_at_once(stage: SlackStage, event: Json) -> None:
    await stage.slack.event(stage.people.w, event)
    posted = len(stage.slack.api.called("chat.postMessage"))
    await stage.passes(hours=25)
    assert len(stage.slack.api.called("chat.postMessage")) == posted
