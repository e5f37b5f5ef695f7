"""Installing over HTTP: the pages, the state that ties them to one browser, the greeting, the key of the tokens."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.adapters.slack.sealing import Seal, SealError, new_key
from bot.adapters.slack.starting import SlackStartError
from storage.records import ScheduleState, SlackInstall
from storage.schema import upgrade
from tests.bot.adapters.slack.served import Served
from tests.emulators.slack.api import Fault


async def installs(served: Served) -> list[SlackInstall]:
    """Give the installs that are kept."""
    return await asyncio.wrap_future(served.store.read(lambda tx: tx.slack.all()))


# --- the pages ------------------------------------------------------------------------------------------------------


async def test_an_install_goes_to_slack_and_back_and_ends_in_a_sentence(served: Served) -> None:
    boss = await served.installs(served.people["T1"].w)
    assert boss.status == 200
    assert "<h1>Hotseat is in Orchard</h1>" in boss.shows
    assert "It has written you a direct message" in boss.shows
    assert boss.links == ["https://slack.com/app_redirect?app=A1&team=T1"]
    assert [install.team for install in await installs(served)] == ["T1"]


async def test_a_state_is_good_once(served: Served) -> None:
    w = served.people["T1"].w
    browser = served.browser()
    state = (await browser.begins())["state"]
    cookies = dict(browser.cookies)
    await browser.comes_back(code=served.slack.installs(w, w.person("boss")), state=state)
    assert browser.status == 200
    browser.cookies = cookies
    await browser.comes_back(code=served.slack.installs(w, w.person("boss")), state=state)
    assert browser.status == 401
    assert "This install was finished before" in browser.shows
    assert browser.links == ["https://hotseat.example/slack/install"]


async def test_what_is_set_up_begins_in_the_time_zone_of_whoever_installed(served: Served) -> None:
    w = served.people["T1"].w
    w.person("boss").zone = "Asia/Tokyo"
    await served.installs(w)
    space = await asyncio.wrap_future(served.store.read(lambda tx: tx.spaces.get("slack:T1")))
    assert space is not None
    assert space.zone == "Asia/Tokyo"


async def test_a_state_lasts_ten_minutes(served: Served) -> None:
    w = served.people["T1"].w
    browser = served.browser()
    state = (await browser.begins())["state"]
    served.clock.now += timedelta(minutes=11)
    await browser.comes_back(code=served.slack.installs(w, w.person("boss")), state=state)
    assert browser.status == 401
    assert "begun more than ten minutes ago" in browser.shows


async def test_a_state_is_of_the_browser_it_was_given_to(served: Served) -> None:
    w = served.people["T1"].w
    state = (await served.browser().begins())["state"]
    other = served.browser()
    await other.begins()
    for browser in (other, served.browser()):
        await browser.comes_back(code=served.slack.installs(w, w.person("boss")), state=state)
        assert browser.status == 400
        assert "This install was not begun in this browser" in browser.shows
    forger = served.browser()
    forger.cookies["slack-app-oauth-state"] = "forged"
    await forger.comes_back(code=served.slack.installs(w, w.person("boss")), state="forged")
    assert forger.status == 401
    assert await installs(served) == []


async def test_whoever_says_no_reads_that_nothing_was_changed(served: Served) -> None:
    browser = served.browser()
    state = (await browser.begins())["state"]
    await browser.comes_back(error="access_denied", state=state)
    assert "You did not allow it. Nothing was changed." in browser.shows
    await browser.comes_back(error="<script>alert(1)</script>")
    assert "<script>" not in browser.shows
    assert await installs(served) == []


@pytest.mark.parametrize("code", ["", "never given"])
async def test_a_code_slack_does_not_know_is_no_install(served: Served, code: str) -> None:
    browser = served.browser()
    state = (await browser.begins())["state"]
    await browser.comes_back(**({"code": code} if code else {}), state=state)
    assert browser.status == 401
    assert "Slack does not know this install any more." in browser.shows


async def test_where_slack_fails_meanwhile_the_page_says_so(served: Served) -> None:
    w = served.people["T1"].w
    served.slack.api.faults.append(Fault("oauth.v2.access", cut=True))
    browser = served.browser()
    state = (await browser.begins())["state"]
    await browser.comes_back(code=served.slack.installs(w, w.person("boss")), state=state)
    assert browser.status == 502
    assert "Slack could not be reached. Try again in a moment." in browser.shows
    assert (await served.installs(w)).status == 200


@pytest.mark.row("an install in a whole organization")
async def test_a_whole_organization_is_asked_for_a_workspace(served: Served) -> None:
    w = served.people["T1"].w
    code = served.slack.installs(w, w.person("boss"))
    served.slack.codes[code] |= {"is_enterprise_install": True, "team": None, "enterprise": {"id": "E1", "name": "Org"}}
    browser = served.browser()
    state = (await browser.begins())["state"]
    await browser.comes_back(code=code, state=state)
    assert browser.status == 400
    assert "installed in one workspace at a time, not in a whole organization" in browser.shows
    assert await installs(served) == []


async def test_a_workspace_of_an_organization_is_a_workspace_like_any_other(served: Served) -> None:
    people = served.people["T1"]
    w = people.w
    code = served.slack.installs(w, w.person("boss"))
    served.slack.codes[code] |= {"enterprise": {"id": "E1", "name": "Org"}}
    browser = served.browser()
    state = (await browser.begins())["state"]
    await browser.comes_back(code=code, state=state)
    await served.settles()
    assert browser.status == 200
    assert "Nothing is posted until you choose a channel." in people.reads(w.person("boss"))


# --- the greeting ---------------------------------------------------------------------------------------------------


async def test_who_installs_us_is_greeted_alone_once(served: Served) -> None:
    people = served.people["T1"]
    assert (await served.installs(people.w)).status == 200
    boss = people.w.person("boss")
    assert "Nothing is posted until you choose a channel." in people.reads(boss)
    assert (await served.installs(people.w)).status == 200  # again, after new scopes
    greetings = [m for m in people.w.messages if "until you choose" in str(m.blocks)]
    assert len(greetings) == 1
    assert greetings[0].channel == people.w.direct(boss.id).id
    assert not [m for m in people.w.messages if not people.w.channels[m.channel].direct]


async def test_set_up_in_the_greeting_asks_for_a_channel_and_try_one_puts_a_question(served: Served) -> None:
    people = served.people["T1"]
    boss = people.w.person("boss")
    boss.zone = "America/Lima"
    await served.installs(people.w)
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


# --- the key --------------------------------------------------------------------------------------------------------


async def test_tokens_lie_sealed_and_open_after_a_restart(served: Served) -> None:
    one, _ = await served.install_both()
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


@pytest.mark.row("a token that opens with another key")
async def test_with_another_key_nothing_is_lost_and_the_right_one_goes_on(served: Served) -> None:
    one, _ = await served.install_both()
    boss, right = one.w.person("boss"), served.key
    await served.stop()
    served.key = new_key()
    served.clock.now += timedelta(hours=25)
    await served.start()
    await served.settles()
    assert (await served.schedule(one)).state is ScheduleState.ACTIVE
    await one.commands(boss, "/stats", one.daily)
    assert "install it again: https://hotseat.example/slack/install" in one.reads(boss)
    assert len(served.asked(one)) == 1
    await served.stop()
    served.key = right
    served.clock.now += timedelta(minutes=10)
    await served.start()
    await served.settles()
    assert len(served.asked(one)) == 2


async def test_an_install_made_anew_opens_with_the_new_key(served: Served) -> None:
    one, _ = await served.install_both()
    boss = one.w.person("boss")
    await served.stop()
    served.key = new_key()
    await served.start()
    assert (await served.installs(one.w)).status == 200
    await served.commands(one, boss, "/daily", one.daily)
    assert "The daily question here" in one.reads(boss)


# --- going and coming back ------------------------------------------------------------------------------------------


@pytest.mark.row("anything in a workspace that removed Hotseat")
async def test_where_we_were_removed_a_command_says_how_to_bring_us_back(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    one, two = await served.install_both()
    await served.slack.event(one.w, {"type": "app_uninstalled", "event_ts": "1.1"})
    for people, says in ((one, "https://hotseat.example/slack/install"), (two, "You have answered nothing yet.")):
        boss = people.w.person("boss")
        await served.commands(people, boss, "/stats", people.daily)
        assert says in people.reads(boss)
    assert not caplog.records, "nothing is amiss"


async def test_whoever_brings_us_back_is_told_what_waits_and_it_goes_on_when_they_say_so(served: Served) -> None:
    one, _ = await served.install_both()
    boss = one.w.person("boss")
    await served.slack.event(one.w, {"type": "tokens_revoked", "event_ts": "1.1", "tokens": {"bot": [one.w.bot_user]}})
    await served.slack.event(one.w, {"type": "app_uninstalled", "event_ts": "1.2"})
    assert await served.passes(hours=25) == 1  # the other workspace's question
    assert (await served.installs(one.w)).status == 200
    assert "Hotseat is back" in one.reads(boss)
    assert "One schedule waits." in one.reads(boss)
    assert await served.passes(hours=24) == 1
    await served.commands(one, boss, "/daily resume", one.daily)
    assert await served.passes(hours=24) == 2
