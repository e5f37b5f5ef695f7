"""The App Home and the welcome: what is open, one's own standing, the schedules of one's channels."""

from __future__ import annotations

import pytest

from tests.emulators.slack.api import Fault
from tests.emulators.slack.world import Channel
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL


@pytest.mark.row("`app_home_opened`")
async def test_home_shows_what_is_open_and_its_buttons_work(stage: SlackStage) -> None:
    ana = stage.user("ana")
    await stage.people.opens_home(ana)
    await stage.settles()
    home = stage.people.w.homes[ana.id]
    shown = stage.people.reads(ana)
    assert "In #daily:" in shown
    assert "Question of the day: Orchard (mid)" in shown
    assert "You have answered nothing yet." in shown
    assert "Daily in #daily" in shown
    assert home.view["type"] == "home"
    await stage.presses("ana", "Answer privately")
    await stage.fills("ana", text=FULL)
    await stage.sees("ana", "Covered 4 of 4 key points.")


async def test_home_follows_what_its_reader_does(stage: SlackStage) -> None:
    ana = stage.user("ana")
    await stage.people.opens_home(ana)
    await stage.settles()
    await stage.says("ana", FULL)
    await stage.sees("ana", "One question answered", "This week: 1 of 1,")
    await stage.passes(hours=25)
    await stage.sees("ana", "Streak in #daily: one day")


async def test_a_home_that_follows_asks_for_no_channels_again_and_is_no_fault_where_slack_refuses(
    stage: SlackStage, capsys: pytest.CaptureFixture[str]
) -> None:
    await stage.people.opens_home(stage.user("ana"))
    await stage.settles()
    asked = len(stage.slack.api.called("users.conversations"))
    stage.slack.api.faults.append(Fault("views.publish", error="internal_error"))
    await stage.says("ana", FULL)
    assert len(stage.slack.api.called("users.conversations")) == asked
    said = capsys.readouterr().out
    assert "home not shown" in said
    assert "Traceback" not in said
    await stage.people.opens_home(stage.user("ana"))
    await stage.settles()
    assert len(stage.slack.api.called("users.conversations")) == asked + 1


async def test_homes_follow_what_is_asked_and_closed_and_what_their_readers_choose(stage: SlackStage) -> None:
    ana = stage.user("ana")
    await stage.people.opens_home(ana)
    await stage.settles()

    def home() -> str:
        return str(stage.people.w.homes[ana.id].view)

    await stage.commands("raj", "/quiz tools")
    assert "thin branch" in home()
    await stage.passes(hours=2)
    assert "thin branch" not in home()
    await stage.presses("ana", "Don't name me")
    assert "Leaderboards and summaries do not name you." in home()


async def test_of_two_changes_a_home_shows_the_later_however_long_the_earlier_took(stage: SlackStage) -> None:
    ana, boss, daily = stage.user("ana"), stage.user("boss"), stage.people.daily
    await stage.people.opens_home(ana)
    await stage.settles()
    api = stage.slack.api
    shown = len(api.called("views.publish"))
    api.faults.append(Fault("views.publish", hangs=True))
    await stage.people.commands(boss, "/daily set 11:30", daily)
    await api.calls_of("views.publish", shown + 1)
    await stage.people.commands(boss, "/daily set 12:30", daily)
    for _ in range(5):  # time enough for the later one, were it not to wait
        await stage.people.commands(boss, "/stats", daily)
    api.released.set()
    await stage.settles()
    assert "12:30" in str(stage.people.w.homes[ana.id].view)


async def test_a_changed_schedule_changes_everybodys_home(stage: SlackStage) -> None:
    for who in ("ana", "raj"):
        await stage.people.opens_home(stage.user(who))
        await stage.settles()
    await stage.commands("boss", "/daily set 11:30")
    for who in ("ana", "raj"):
        assert "At 11:30" in str(stage.people.w.homes[stage.user(who).id].view)
    await stage.commands("boss", "/daily edit")
    await stage.fills("boss", time="12:45")
    await stage.commands("boss", "/daily pause")
    for who in ("ana", "raj"):
        assert "At 12:45" in str(stage.people.w.homes[stage.user(who).id].view)
        assert "Paused" in str(stage.people.w.homes[stage.user(who).id].view)


async def test_home_holds_nothing_of_channels_one_is_not_in(stage: SlackStage) -> None:
    w = stage.people.w
    secret = Channel("CSECRET", "secret", {w.bot_user, stage.user("boss").id}, private=True)
    w.channels[secret.id] = secret
    await stage.people.commands(stage.user("boss"), "/quiz tools", secret)
    await stage.settles()
    for who, sees in (("boss", True), ("ana", False)):
        await stage.people.opens_home(stage.user(who))
        await stage.settles()
        assert ("thin branch" in str(w.homes[stage.user(who).id].view)) is sees


async def test_a_schedule_is_changed_from_the_home_by_managers_alone(stage: SlackStage) -> None:
    for who in ("boss", "ana"):
        await stage.people.opens_home(stage.user(who))
        await stage.settles()
    labels = [b.element["text"]["text"] for b in stage.people.buttons(stage.user("ana"))]
    assert "Preview" in labels
    assert not {"Change", "Post now"} & set(labels)
    await stage.presses("boss", "Change")
    await stage.fills("boss", time="11:30")
    await stage.sees("boss", "At 11:30 (UTC)")


@pytest.mark.row("a button that is for managers")
async def test_a_managers_button_pressed_by_another_is_refused(stage: SlackStage) -> None:
    await stage.commands("ana", "/daily")
    await stage.presses("ana", "Change")
    await stage.sees("ana", "Only managers can do that.")


async def test_in_a_direct_conversation_nobody_manages_the_workspace(stage: SlackStage) -> None:
    ana = stage.user("ana")
    await stage.people.commands(ana, "/settings zone Europe/Berlin", stage.people.w.direct(ana.id))
    await stage.settles()
    await stage.sees("ana", "Only managers can do that.")
    await stage.people.commands(ana, "/daily set 08:00 UTC", stage.people.w.direct(ana.id))
    await stage.settles()
    await stage.sees("ana", "At 08:00 (UTC)")


async def test_daily_opens_the_form_for_a_manager_where_nothing_is_asked(stage: SlackStage) -> None:
    w, boss = stage.people.w, stage.user("boss")
    other = Channel("COTHER", "other", {w.bot_user, boss.id, stage.user("ana").id})
    w.channels[other.id] = other
    await stage.people.commands(boss, "/daily", other)
    await stage.settles()
    assert w.modals[boss.id].view["submit"]["text"] == "Save"
    await stage.fills("boss", topics="trees")
    await stage.sees("boss", "Saved")
    third = Channel("CTHIRD", "third", {w.bot_user, boss.id, stage.user("ana").id})
    w.channels[third.id] = third
    await stage.people.commands(stage.user("ana"), "/daily", third)
    await stage.settles()
    await stage.sees("ana", "Nothing is asked here daily yet.")
    assert stage.user("ana").id not in w.modals


async def test_the_form_names_the_channel_it_was_opened_in_and_takes_another(stage: SlackStage) -> None:
    w, boss = stage.people.w, stage.user("boss")
    other, elsewhere = (Channel(f"C{name.upper()}", name, {boss.id}) for name in ("other", "elsewhere"))
    other.members.add(w.bot_user)
    w.channels |= {channel.id: channel for channel in (other, elsewhere)}
    await stage.commands("boss", "/daily edit")
    await stage.sees("boss", "[Channel: #daily]")
    answer = await stage.people.fills(boss, {"channel": elsewhere.id})
    said = "I am not in that channel yet. Type /invite @Hotseat there, then press Save again."
    assert answer == {"response_action": "errors", "errors": {"channel": said}}
    await stage.fills("boss", channel=other.id, time="11:30")
    await stage.sees("boss", "Saved", "At 11:30 (UTC)")
    await stage.commands("boss", "/daily", where="channel")
    await stage.sees("boss", "At 09:00 (UTC)")


async def test_only_the_form_of_a_schedule_asks_for_a_channel(stage: SlackStage) -> None:
    boss = stage.user("boss")
    await stage.commands("boss", "/quiz tools", where="direct")
    await stage.presses("boss", "Report this question")
    assert [b["block_id"] for b in stage.people.w.modals[boss.id].view["blocks"]] == ["reason"]
    await stage.fills("boss", reason="Rakes have edges too.")
    await stage.sees("boss", "Thank you. The managers will read it.")


@pytest.mark.row("typing in a menu")
async def test_a_menu_completes_zones_and_topics(stage: SlackStage) -> None:
    for menu, typed, expected in (("zone", "berl", "Europe/Berlin"), ("topics", "tr", "trees"), ("topics", "", "all")):
        answer = await stage.slack.interact(
            {
                "type": "block_suggestion",
                "action_id": menu,
                "block_id": menu,
                "value": typed,
                "team": {"id": "T1"},
                "user": {"id": stage.user("boss").id},
                "api_app_id": "A1",
                "token": "verification",
                "container": {"type": "view", "view_id": "V1"},
                "view": {"id": "V1", "type": "modal"},
            }
        )
        assert expected in [option["value"] for option in answer["options"]]
        assert len(answer["options"]) <= 100
