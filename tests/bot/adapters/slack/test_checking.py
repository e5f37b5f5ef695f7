"""`hotseat doctor` on Slack: the missing scope by name, the `/invite` to type."""

from __future__ import annotations

import pytest

from bot.adapters.slack.checking import Checked, check
from bot.adapters.slack.lines import HttpMode, SocketMode
from bot.adapters.slack.sealing import Seal, new_key
from bot.adapters.slack.starting import SlackStartError
from storage.records import SlackInstall
from tests.emulators.slack.api import Fault
from tests.emulators.slack.world import Channel
from tests.scenarios.slack_stage import SlackStage


async def look(stage: SlackStage, *, bot: str = "", app: str = "") -> dict[str, Checked]:
    """Look at the stage's workspace, as the doctor does."""
    mode = SocketMode(bot_token=bot or stage.people.w.token, app_token=app or stage.slack.app_token)
    places = [("T1", channel.id) for channel in stage.people.w.channels.values() if not channel.direct]
    return {found.of: found for found in await check(mode, stage.slack.api_url, places, [])}


async def test_all_is_well(stage: SlackStage) -> None:
    found = await look(stage)
    assert all(line.well for line in found.values()), found
    assert found["slack socket"].says == "Connected."
    assert found["slack channel CDAILYT1"].says == "Hotseat is in #daily."


async def test_a_missing_scope_is_named_with_its_reason(stage: SlackStage) -> None:
    stage.people.w.scopes.remove("im:write")
    found = (await look(stage))["slack scopes"]
    assert not found.well
    assert "im:write: greets whoever installed it" in found.says


async def test_the_invite_to_type_is_named(stage: SlackStage) -> None:
    w = stage.people.w
    w.channels["CDATA"] = Channel("CDATA", "data")
    w.channels["COLD"] = Channel("COLD", "old", {w.bot_user}, archived=True)
    w.channels["CSECRET"] = Channel("CSECRET", "secret", private=True)
    found = await look(stage)
    assert found["slack channel CDATA"].says == "Hotseat is not in #data. Type /invite @Hotseat there."
    assert "#old is archived" in found["slack channel COLD"].says
    assert "channel_not_found" in found["slack channel CSECRET"].says


@pytest.mark.parametrize(
    ("bot", "app", "of", "says"),
    [
        ("xoxb-wrong", "", "slack token", "Slack does not know slack.bot_token"),
        ("", "xapp-wrong", "slack socket", "Slack does not take slack.app_token"),
    ],
)
async def test_a_wrong_token_is_named(stage: SlackStage, bot: str, app: str, of: str, says: str) -> None:
    found = (await look(stage, bot=bot, app=app))[of]
    assert not found.well
    assert says in found.says


async def test_tokens_of_two_apps_are_told_apart(stage: SlackStage) -> None:
    stage.people.w.app = "A2"
    found = (await look(stage))["slack tokens"]
    assert not found.well
    assert found.says == "slack.app_token is of app A1, slack.bot_token of app A2. Copy both from the same app."


@pytest.mark.parametrize(
    ("whose", "says"),
    [("person", "It starts with xoxb-."), ("organization", "Install it in a workspace, then copy that")],
)
async def test_a_token_of_another_kind_is_named_by_the_doctor_and_at_the_start(
    stage: SlackStage, whose: str, says: str
) -> None:
    stage.people.w.token_of = whose
    if whose == "person":
        stage.people.w.token = "xoxp-T1"
    found = (await look(stage))["slack token"]
    assert not found.well
    assert says in found.says
    await stage.halt()
    with pytest.raises(SlackStartError, match=says):
        await stage.start()


@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
async def test_where_slack_asks_us_to_wait_we_start_after_it(stage: SlackStage, method: str) -> None:
    await stage.halt()
    asked = len(stage.slack.api.called(method))
    stage.slack.api.faults.append(Fault(method, status=429))
    await stage.start()
    assert len(stage.slack.api.called(method)) == 2 * asked + 1


async def test_a_wait_slack_asks_for_is_no_fault_of_the_token(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("apps.connections.open", status=429, retry_after=30))
    found = (await look(stage))["slack socket"]
    assert not found.well
    assert "Slack cannot be reached" in found.says
    assert "(ratelimited)" in found.says


async def test_a_fault_of_slacks_is_no_fault_of_the_token(stage: SlackStage) -> None:
    stage.slack.api.faults.append(Fault("apps.connections.open", status=500))
    found = (await look(stage))["slack socket"]
    assert not found.well
    assert "Slack cannot be reached" in found.says


async def test_over_http_every_install_is_looked_at(stage: SlackStage) -> None:
    key = new_key()
    mode = HttpMode(
        signing_secret="s", client_id="1", client_secret="s", token_key=key, public_url="https://h.example", port=0
    )
    assert (await check(mode, stage.slack.api_url, [], []))[0].says.endswith("Open https://h.example/slack/install")
    sealed = [
        SlackInstall(team="T1", name="Orchard", bot_user="U", sealed_token=token, installed_at=stage.clock.now)
        for token in (Seal(key).close(stage.people.w.token, "T1"), Seal(new_key()).close("xoxb", "T1"))
    ]
    found = await check(mode, stage.slack.api_url, [("T1", "CDAILYT1")], sealed)
    assert [line.well for line in found] == [True, True, True, False]
    assert "Install Hotseat there again." in found[-1].says
