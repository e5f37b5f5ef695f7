"""The Slack stand-in is as strict as Slack: an adapter that passes here has been refused where Slack refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.emulators.slack.api import Fault
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Channel, Message

Json = dict[str, Any]
SECTION: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "Hello"}}
MODAL: Json = {"type": "modal", "callback_id": "c", "title": {"type": "plain_text", "text": "T"}, "blocks": [SECTION]}


class Clock:
    """A clock a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """Give a Slack that listens."""
    found = Slack(Clock())
    await found.start()
    yield found
    await found.stop()


async def call(slack: Slack, method: str, token: str = "xoxb-T1", **arguments: Any) -> Json:
    """Call a method with Slack's own client."""
    client = AsyncWebClient(token=token, base_url=slack.api_url, retry_handlers=[])
    try:
        answer = await client.api_call(method, json=arguments)
    except SlackApiError as error:
        return dict(error.response.data)
    return dict(answer.data)  # type: ignore[arg-type]


async def test_arguments_are_read_wherever_they_stand(slack: Slack) -> None:
    url = f"{slack.api_url}conversations.info"
    headers = {"Authorization": "Bearer xoxb-T1"}
    async with aiohttp.ClientSession() as session:
        for send in (
            session.get(url, params={"channel": "CDAILYT1", "token": "xoxb-T1"}),
            session.get(url, params={"channel": "CDAILYT1"}, headers=headers),
            session.post(url, params={"channel": "CDAILYT1"}, headers=headers),
            session.post(url, data={"channel": "CDAILYT1", "token": "xoxb-T1"}),
            session.post(url, json={"channel": "CDAILYT1"}, headers=headers),
        ):
            async with send as answer:
                assert json.loads(await answer.text())["channel"]["name"] == "daily"


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-nobody", "invalid_auth"), ("xapp-1-emulated", "not_allowed_token_type")],
)
async def test_a_token_must_be_the_right_one(slack: Slack, token: str, error: str) -> None:
    url, given = f"{slack.api_url}auth.test", {"token": token} if token else {}
    async with aiohttp.ClientSession() as session, session.post(url, data=given) as answer:
        assert (await answer.json())["error"] == error


async def test_a_scope_is_that_of_the_channels_kind(slack: Slack) -> None:
    w = slack.workspace
    w.channels["CSECRET"] = Channel("CSECRET", "secret", {w.bot_user}, private=True)
    w.scopes.remove("groups:history")
    assert (await call(slack, "conversations.history", channel="CDAILYT1"))["ok"]
    refused = await call(slack, "conversations.history", channel="CSECRET")
    assert (refused["error"], refused["needed"]) == ("missing_scope", "groups:history")
    assert (await call(slack, "reactions.add", channel="CDAILYT1", timestamp="1.1", name="eyes"))["needed"]


@pytest.mark.parametrize(
    ("blocks", "error"),
    [
        ([SECTION], ""),
        ([SECTION] * 51, "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}], "invalid_blocks"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "invalid_blocks"),
        ([SECTION | {"block_id": "a"}, SECTION | {"block_id": "a"}], "invalid_blocks"),
        ([{"type": "input", "label": {"type": "plain_text", "text": "x"}, "element": {}}], "invalid_blocks"),
        ([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}] * 5, "msg_blocks_too_long"),
    ],
)
async def test_a_message_is_held_to_the_limits(slack: Slack, blocks: list[Json], error: str) -> None:
    answer = await call(slack, "chat.postMessage", channel="CDAILYT1", text="Hello", blocks=blocks)
    assert answer.get("error", "") == error


async def test_a_message_needs_a_text_and_a_place_we_are_in(slack: Slack) -> None:
    w = slack.workspace
    w.channels["CDATA"] = Channel("CDATA", "data")
    w.channels["COLD"] = Channel("COLD", "old", {w.bot_user}, archived=True)
    for channel, text, error in (
        ("CDAILYT1", "", "no_text"),
        ("CDAILYT1", "x" * 40_001, "msg_too_long"),
        ("CDATA", "x", "not_in_channel"),
        ("COLD", "x", "is_archived"),
        ("CNOWHERE", "x", "channel_not_found"),
    ):
        assert (await call(slack, "chat.postMessage", channel=channel, text=text))["error"] == error


async def test_an_ephemeral_message_reaches_members_of_the_channel_alone(slack: Slack) -> None:
    w = slack.workspace
    ana = w.person("ana")
    assert (await call(slack, "chat.postEphemeral", channel="CDAILYT1", user=ana.id, text="x"))["ok"]
    w.channels["CDAILYT1"].members.remove(ana.id)
    refused = await call(slack, "chat.postEphemeral", channel="CDAILYT1", user=ana.id, text="x")
    assert refused["error"] == "user_not_in_channel"


async def test_a_trigger_opens_one_modal_within_three_seconds(slack: Slack) -> None:
    clock = slack.clock
    assert isinstance(clock, Clock)
    trigger = slack.triggers.give("UANA")
    assert (await call(slack, "views.open", trigger_id=trigger, view=MODAL))["ok"]
    assert (await call(slack, "views.open", trigger_id=trigger, view=MODAL))["error"] == "exchanged_trigger_id"
    late = slack.triggers.give("UANA")
    clock.now += timedelta(seconds=4)
    assert (await call(slack, "views.open", trigger_id=late, view=MODAL))["error"] == "expired_trigger_id"


async def test_one_reaction_once(slack: Slack) -> None:
    w = slack.workspace
    w.scopes.add("reactions:write")
    w.messages.append(Message("CDAILYT1", "1.1", "UANA", "x"))
    given = {"channel": "CDAILYT1", "timestamp": "1.1", "name": "eyes"}
    assert (await call(slack, "reactions.add", **given))["ok"]
    assert (await call(slack, "reactions.add", **given))["error"] == "already_reacted"
    [message] = (await call(slack, "conversations.history", channel="CDAILYT1"))["messages"]
    assert message["reactions"] == [{"name": "eyes", "users": [w.bot_user], "count": 1}]


async def test_a_response_url_is_good_five_times_in_half_an_hour(slack: Slack) -> None:
    clock = slack.clock
    assert isinstance(clock, Clock)
    url, later = (slack.responses.give(slack.workspace, "CDAILYT1", "UANA") for _ in range(2))
    async with aiohttp.ClientSession() as session:

        async def respond(to: str) -> int:
            async with session.post(to, json={"text": "x"}) as answer:
                return answer.status

        assert [await respond(url) for _ in range(6)] == [200] * 5 + [404]
        clock.now += timedelta(minutes=31)
        assert await respond(later) == 404


async def test_a_429_names_its_wait_and_is_of_one_method_and_channel(slack: Slack) -> None:
    slack.workspace.channels["CDATA"] = Channel("CDATA", "data", {slack.workspace.bot_user})
    slack.api.faults.append(Fault("chat.postMessage", status=429, retry_after=7, channel="CDAILYT1"))
    assert (await call(slack, "chat.postMessage", channel="CDATA", text="x"))["ok"]
    client = AsyncWebClient(token="xoxb-T1", base_url=slack.api_url, retry_handlers=[])
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="CDAILYT1", text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    assert (await call(slack, "chat.postMessage", channel="CDAILYT1", text="x"))["ok"]


@pytest.mark.parametrize(
    ("element", "taken"),
    [
        ({"initial_option": {"text": {"type": "plain_text", "text": "A"}, "value": "a"}}, True),
        ({"initial_option": {"text": {"type": "plain_text", "text": "A", "emoji": False}, "value": "a"}}, False),
        ({"initial_option": {"text": {"type": "plain_text", "text": "B"}, "value": "b"}}, False),
        ({"placeholder": {"type": "plain_text", "text": "x" * 151}}, False),
    ],
    ids=["an option", "an option but for a letter", "no option", "a long placeholder"],
)
async def test_a_menu_is_held_to_its_options(slack: Slack, element: Json, taken: bool) -> None:
    options = [{"text": {"type": "plain_text", "text": "A"}, "value": "a"}]
    menu = {"type": "static_select", "action_id": "m", "options": options, **element}
    block = {"type": "input", "label": {"type": "plain_text", "text": "Menu"}, "element": menu}
    view = MODAL | {"blocks": [block], "submit": {"type": "plain_text", "text": "Send"}}
    answer = await call(slack, "views.open", trigger_id=slack.triggers.give("UANA"), view=view)
    assert answer["ok"] is taken


async def test_an_address_of_a_socket_is_good_once(slack: Slack) -> None:
    url = slack.sockets.open_url()
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)
