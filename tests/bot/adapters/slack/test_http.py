"""HTTP mode: signed requests, installs by OAuth, several workspaces whose data stay apart."""

from __future__ import annotations

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from random import Random
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp
import pytest

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.lines import HttpMode
from bot.adapters.slack.sealing import Seal, SealError, new_key
from bot.adapters.slack.starting import SlackStartError
from bot.app import Hotseat
from content.judge import engine_named
from storage.schema import upgrade
from storage.store import Store
from tests.emulators.slack.api import Fault
from tests.emulators.slack.people import People
from tests.emulators.slack.slack import Slack
from tests.emulators.slack.world import Channel, User, Workspace
from tests.scenarios.stage import Clock, library
from tests.scenarios.test_answering import FULL


class Served:
    """The bot over HTTP, and a Slack with two workspaces that know nothing of it yet."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.clock = Clock()
        self.slack = Slack(self.clock)
        self.slack.add_workspace("T2", "Vineyard")
        self.key = new_key()
        self.people = {team: People(self.slack, w) for team, w in self.slack.workspaces.items()}
        for people in self.people.values():
            people.w.person("boss").admin = True

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        if not self.slack.url:
            await self.slack.start()
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, library(), engine_named("lexical"), self.clock, random=Random(1))
        mode = HttpMode(
            signing_secret=self.slack.signing_secret,
            client_id="1.2",
            client_secret="secret",
            token_key=self.key,
            public_url="https://hotseat.example",
            port=0,
        )
        self.adapter = SlackAdapter(
            self.hotseat.desk, self.store, self.hotseat.desk.library, mode, self.clock, api_url=self.slack.api_url
        )
        await self.hotseat.start([self.adapter])
        self.slack.app_url = f"{self.adapter.address}/slack/events"

    async def stop(self) -> None:
        """Stop the bot."""
        await self.hotseat.stop()
        self.store.close()

    async def settles(self) -> None:
        """Wait until nothing is under way."""
        await self.adapter.idle()
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()

    async def commands(self, people: People, user: User, text: str, channel: Channel) -> None:
        """Let somebody type a slash command, and wait for its answer."""
        await people.commands(user, text, channel)
        await self.settles()

    async def installs(self, workspace: Workspace) -> int:
        """Let `boss` install the app; give the status of the last page."""
        code = self.slack.installs(workspace, workspace.person("boss"))
        async with aiohttp.ClientSession() as browser:
            async with browser.get(f"{self.adapter.address}/slack/install") as page:
                cookie = SimpleCookie(page.headers["Set-Cookie"])
                text = await page.text()
            link = next(part.split('"')[0] for part in text.split('href="') if "authorize?" in part.split('"')[0])
            link = unescape(link)
            asked = parse_qs(urlsplit(link).query)
            assert urlsplit(link).path == "/oauth/v2/authorize"
            assert set(asked["scope"][0].split(",")) == workspace.scopes
            back = urlencode({"code": code, "state": asked["state"][0]})
            header = "; ".join(f"{name}={morsel.value}" for name, morsel in cookie.items())
            url = f"{self.adapter.address}/slack/oauth_redirect?{back}"
            async with browser.get(url, headers={"Cookie": header}) as page:
                status = page.status
            async with browser.get(url, headers={"Cookie": header}) as again:
                assert again.status == 401  # a state is good once
        await self.settles()
        return status

    async def post(self, body: str, headers: dict[str, str]) -> int:
        """Send a request of one's own making; give the status."""
        async with (
            aiohttp.ClientSession() as anybody,
            anybody.post(self.slack.app_url, data=io.BytesIO(body.encode()), headers=headers) as answer,
        ):
            return answer.status


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    """Give the bot over HTTP, installed nowhere."""
    found = Served(tmp_path)
    await found.start()
    yield found
    await found.stop()
    await found.slack.stop()


async def install_both(served: Served) -> tuple[People, People]:
    """Install the app in both workspaces, and ask a question in each."""
    for people in served.people.values():
        assert await served.installs(people.w) == 200
        boss = people.w.person("boss")
        await served.commands(people, boss, "/daily set 09:00 UTC", people.daily)
        await served.commands(people, boss, "/daily now", people.daily)
        await served.settles()
    one, two = served.people.values()
    return one, two


async def test_who_installs_us_is_greeted_alone_once(served: Served) -> None:
    people = served.people["T1"]
    assert await served.installs(people.w) == 200
    boss = people.w.person("boss")
    assert "Nothing is posted until you choose a channel." in people.reads(boss)
    assert await served.installs(people.w) == 200  # again, after new scopes
    greetings = [m for m in people.w.messages if "until you choose" in str(m.blocks)]
    assert len(greetings) == 1
    assert greetings[0].channel == people.w.direct(boss.id).id
    assert not [m for m in people.w.messages if not people.w.channels[m.channel].direct]


async def test_set_up_in_the_greeting_asks_for_a_channel_and_try_one_puts_a_question(served: Served) -> None:
    people = served.people["T1"]
    await served.installs(people.w)
    boss = people.w.person("boss")
    people.w.person("boss").zone = "America/Lima"
    await people.presses(boss, "Set up")
    await served.settles()
    form = people.w.modals[boss.id]
    assert [b["block_id"] for b in form.view["blocks"]] == [
        "channel", "topics", "level", "days", "time", "zone", "hours", "answers",
    ]  # fmt: skip
    assert "America/Lima" in people.reads(boss)
    answer = await people.fills(boss, {"channel": people.daily.id, "days": "someday"})
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["days"]
    await people.fills(boss, {"channel": people.daily.id, "topics": "trees", "days": "mon-fri"})
    assert "At 09:00 (America/Lima), Mon, Tue, Wed, Thu, Fri" in people.reads(boss)
    schedule = await asyncio.wrap_future(
        served.store.read(lambda tx: tx.schedules.of_place("slack:T1", people.daily.id))
    )
    assert schedule is not None
    assert schedule.topics == ("trees",)
    del people.w.modals[boss.id]
    await people.presses(boss, "Try one here")
    await served.settles()
    assert "Quiz: Orchard" in people.reads(boss)


@pytest.mark.row("a button of another workspace")
async def test_workspaces_do_not_see_each_others_data(served: Served) -> None:
    one, two = await install_both(served)
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
    one, two = await install_both(served)
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


async def test_removing_us_from_one_workspace_drops_its_token_and_leaves_the_other(served: Served) -> None:
    one, two = await install_both(served)
    await served.slack.event(one.w, {"type": "app_uninstalled", "event_ts": "1.1"})
    kept = await asyncio.wrap_future(served.store.read(lambda tx: [i.team for i in tx.slack.all()]))
    assert kept == ["T2"]
    calls = len([c for c in served.slack.api.calls if c.team == "T1"])
    served.clock.now = served.clock.now.replace(day=served.clock.now.day + 1, hour=10)
    await served.hotseat.desk.due()
    await served.settles()
    assert len([c for c in served.slack.api.calls if c.team == "T1"]) == calls
    assert [m for m in two.w.messages if m.ts > str(served.clock.now.timestamp() - 1)]
    assert await served.installs(one.w) == 200
    await served.commands(one, one.w.person("boss"), "/daily", one.daily)
    assert "The daily question here" in one.reads(one.w.person("boss"))


async def test_tokens_lie_sealed_and_open_after_a_restart(served: Served) -> None:
    one, _ = await install_both(served)
    file = Path(served.url.removeprefix("sqlite:///"))
    written = b"".join(path.read_bytes() for path in file.parent.glob("hotseat.db*"))
    assert one.w.token.encode() not in written
    await served.stop()
    await served.start()
    await served.commands(one, one.w.person("boss"), "/stats", one.daily)
    assert "You have answered nothing yet." in one.reads(one.w.person("boss"))


def test_a_sealed_token_opens_for_its_own_workspace_and_key_alone() -> None:
    key = new_key()
    sealed = Seal(key).close("xoxb-1", "T1")
    assert Seal(key).open(sealed, "T1") == "xoxb-1"
    assert sealed != Seal(key).close("xoxb-1", "T1")
    for seal, team in ((Seal(key), "T2"), (Seal(new_key()), "T1")):
        with pytest.raises(SealError, match="does not open"):
            seal.open(sealed, team)
    with pytest.raises(SealError, match="hotseat slack key"):
        Seal("short")


async def test_a_wrong_key_is_said_at_the_start(tmp_path: Path) -> None:
    broken = Served(tmp_path)
    broken.key = "nonsense"
    upgrade(broken.url)
    with pytest.raises(SlackStartError, match="hotseat slack key"):
        await broken.start()
    broken.store.close()
    broken.hotseat.desk.close()
    await broken.slack.stop()


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
        ("too large", "x" * 2_000_000, JSON, 413),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 30 else "",
)
async def test_only_what_slack_signed_is_heard(served: Served, what: str, body: str, content: str, status: int) -> None:
    at = {"stale": int(time.time()) - 3600, "from the future": int(time.time()) + 3600}.get(what)
    signed = served.slack.signed(body, at=at)
    if what == "forged":
        signed["X-Slack-Signature"] = "v0=" + "0" * 64
    if what == "unsigned":
        signed = {}
    assert await served.post(body, {"Content-Type": content, **signed}) == status


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
    one, _ = await install_both(served)
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


async def test_a_stranger_cannot_bring_a_code_or_a_state(served: Served) -> None:
    async with aiohttp.ClientSession() as stranger:
        for query, status in (("code=x&state=y", 400), ("error=access_denied", 200)):
            async with stranger.get(f"{served.adapter.address}/slack/oauth_redirect?{query}") as page:
                assert page.status == status
    assert await asyncio.wrap_future(served.store.read(lambda tx: tx.slack.all())) == []
