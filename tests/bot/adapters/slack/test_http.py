"""HTTP mode: signed requests, installs by OAuth, several workspaces whose data stay apart."""

from __future__ import annotations

import asyncio
import json
import time

import aiohttp
import pytest

from tests.bot.adapters.slack.served import Served
from tests.emulators.slack.api import Fault
from tests.emulators.slack.world import Message
from tests.scenarios.test_answering import FULL, HALF


@pytest.mark.row("a button of another workspace")
async def test_workspaces_do_not_see_each_others_data(served: Served) -> None:
    one, two = await served.install_both()
    ana, bea = one.w.person("ana"), two.w.person("bea")
    thread = next(m.ts for m in reversed(one.w.messages) if m.metadata and "question:" in str(m.metadata))
    await one.says(ana, FULL, one.daily, thread)
    await served.settles()
    await served.commands(two, bea, "/leaderboard all everywhere", two.daily)
    assert "Nobody has points yet." in two.reads(bea)
    button = next(b for b in one.buttons(ana) if b.element["text"]["text"] == "My verdict")
    payload = two.press_payload(bea, next(b for b in two.buttons(bea) if b.element["text"]["text"] == "My verdict"))
    payload["actions"][0] |= {"action_id": button.element["action_id"], "value": button.element["value"]}
    await served.slack.interact(payload)
    await served.settles()
    assert "That question is no longer here." in two.reads(bea)


async def test_a_429_in_one_workspace_holds_up_no_other(served: Served) -> None:
    one, two = await served.install_both()
    served.slack.api.faults.append(Fault("chat.postMessage", status=429, retry_after=60, team="T1"))
    for people in (one, two):
        await served.commands(people, people.w.person("boss"), "/topics", people.daily)
        await people.presses(people.w.person("boss"), "Post here")
    await served.settles()
    posted = {
        people.w.team: [m for m in people.w.messages if not m.viewer and m.text.startswith("5 questions")]
        for people in (one, two)
    }
    assert [len(messages) for messages in posted.values()] == [0, 1]


async def test_a_workspace_whose_threads_have_to_wait_holds_up_no_others_reading(served: Served) -> None:
    one, two = await served.install_both()
    answered = {people.w.team: people.w.person("ana") for people in (one, two)}
    await served.stop()
    for people in (one, two):
        thread = served.asked(people)[-1].ts
        ana = answered[people.w.team]
        people.w.messages.append(Message(people.daily.id, served.slack.ids.ts(), ana.id, HALF, thread=thread))
    before = len(served.slack.api.calls)
    served.slack.api.faults.append(Fault("conversations.replies", status=429, retry_after=1, team="T1"))
    await served.start()
    read = [call.team for call in served.slack.api.calls[before:] if call.method == "conversations.replies"]
    assert read == ["T1", "T2", "T1"]
    for people in (one, two):
        ana = answered[people.w.team]
        await served.commands(people, ana, "/verdict", people.daily)
        assert "Covered 2 of 4 key points." in people.reads(ana)


async def test_removing_us_from_one_workspace_drops_its_token_and_leaves_the_other(served: Served) -> None:
    one, two = await served.install_both()
    await served.slack.event(one.w, {"type": "app_uninstalled", "event_ts": "1.1"})
    kept = await asyncio.wrap_future(served.store.read(lambda tx: [i.team for i in tx.slack.all()]))
    assert kept == ["T2"]
    calls = len([c for c in served.slack.api.calls if c.team == "T1"])
    served.clock.now = served.clock.now.replace(day=served.clock.now.day + 1, hour=10)
    await served.hotseat.desk.due()
    await served.settles()
    assert len([c for c in served.slack.api.calls if c.team == "T1"]) == calls
    assert [m for m in two.w.messages if m.ts > str(served.clock.now.timestamp() - 1)]
    assert (await served.installs(one.w)).status == 200
    await served.commands(one, one.w.person("boss"), "/daily", one.daily)
    assert "The daily question here" in one.reads(one.w.person("boss"))


@pytest.mark.row("too many events (`app_rate_limited`)")
async def test_what_slack_left_out_is_read_from_the_threads(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.slack.adapter.LIMITED_FOR", 0.0)
    one, _ = await served.install_both()
    ana, thread = one.w.person("ana"), served.asked(one)[-1].ts
    one.w.messages.append(Message(one.daily.id, served.slack.ids.ts(), ana.id, FULL, thread=thread))
    limited = {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1795422600, "api_app_id": "A1"}
    await served.slack.deliver("events_api", limited)
    await asyncio.sleep(0)  # the minute is over
    await served.settles()
    await served.commands(one, ana, "/verdict", one.daily)
    assert "Covered 4 of 4 key points." in one.reads(ana)


@pytest.mark.row("a request of another kind")
@pytest.mark.parametrize("kind", ["view_closed", "function_executed"])
async def test_a_request_that_nobody_listens_to_is_acknowledged(served: Served, kind: str) -> None:
    one, _ = await served.install_both()
    view = {"id": "V1", "type": "modal", "callback_id": "card", "private_metadata": "", "state": {"values": {}}}
    team, user = {"id": "T1", "domain": "orchard"}, {"id": one.w.person("ana").id, "team_id": "T1"}
    assert await served.slack.interact({"type": kind, "team": team, "user": user, "view": view}) == {}


JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("what", "body", "content", "status"),
    [
        ("well signed", '{"type": "url_verification", "challenge": "x"}', JSON, 200),
        ("forged", '{"type": "event_callback"}', JSON, 401),
        ("stale", '{"type": "event_callback"}', JSON, 401),
        ("from the future", '{"type": "event_callback"}', JSON, 401),
        ("unsigned", '{"type": "event_callback"}', JSON, 401),
        ("no JSON", '{"type": ', JSON, 400),
        ("a form that holds no JSON", "payload=%7Bnope", FORM, 400),
        ("not JSON but a list", "[1, 2]", JSON, 400),
        ("a charset nobody has", "{}", "application/json; charset=klingon", 400),
        ("bytes of no charset", "payload=%FF", "application/x-www-form-urlencoded; charset=utf-16", 400),
        ("JSON that says it is a form", '{"type": "event_callback"}', FORM, 400),
        ("a form that says it is JSON", "command=%2Fstats&team_id=T1", JSON, 400),
        ("plain text", '{"type": "event_callback"}', "text/plain", 400),
        ("a form with two payloads", "payload=%7B%7D&payload=nope", FORM, 400),
        ("an empty payload", "payload=", FORM, 400),
        ("nested without end", "[" * 100_000, JSON, 400),
        ("nested beyond reason", '{"a":' * 50_000, JSON, 400),
        ("empty", "", JSON, 400),
        ("unsigned and no JSON", '{"type": ', JSON, 401),
        ("unsigned with odd authorizations", '{"authorizations": ["x"]}', JSON, 401),
        ("too large", "x" * 2_000_000, JSON, 413),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
async def test_only_what_slack_signed_is_heard(served: Served, what: str, body: str, content: str, status: int) -> None:
    at = {"stale": int(time.time()) - 3600, "from the future": int(time.time()) + 3600}.get(what)
    signed = served.slack.signed(body, at=at)
    if what == "forged":
        signed["X-Slack-Signature"] = "v0=" + "0" * 64
    if what.startswith("unsigned"):
        signed = {}
    assert await served.post(body, {"Content-Type": content, **signed}) == status


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Signature": "v0=söll"},
        {"X-Slack-Signature": ""},
        {"X-Slack-Request-Timestamp": "1" * 400},
    ],
    ids=["a time that is none", "a signature that is no ASCII", "no signature", "a time without end"],
)
async def test_a_signature_of_any_shape_is_refused_without_a_fault(served: Served, headers: dict[str, str]) -> None:
    body = '{"type": "event_callback"}'
    assert await served.post(body, {"Content-Type": JSON, **served.slack.signed(body), **headers}) == 401


@pytest.mark.row("`url_verification`, `ssl_check`")
async def test_slacks_own_checks_are_answered(served: Served) -> None:
    body = json.dumps({"type": "url_verification", "token": "t", "challenge": "3eZbrw1aB"})
    async with aiohttp.ClientSession() as slack:
        headers = {"Content-Type": JSON, **served.slack.signed(body)}
        async with slack.post(served.slack.app_url, data=body, headers=headers) as answer:
            assert "3eZbrw1aB" in await answer.text()
        async with slack.post(served.slack.app_url, data={"ssl_check": "1", "token": "t"}) as answer:
            assert answer.status == 200


async def test_a_retried_event_over_http_is_one_answer(served: Served) -> None:
    one, _ = await served.install_both()
    ana = one.w.person("ana")
    thread = next(m.ts for m in reversed(one.w.messages) if m.metadata and "question:" in str(m.metadata))
    message = await one.says(ana, FULL, one.daily, thread)
    body = json.dumps(
        {
            "team_id": "T1",
            "type": "event_callback",
            "event_id": "EvAgain",
            "event": one.event_of(message),
            "authorizations": [{"team_id": "T1", "user_id": one.w.bot_user, "is_bot": True}],
        }
    )
    headers = {"Content-Type": JSON, "X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}
    assert await served.post(body, headers | served.slack.signed(body)) == 200
    await served.settles()
    await served.commands(one, ana, "/stats", one.daily)
    assert "One question answered" in one.reads(ana)
