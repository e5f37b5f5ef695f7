"""Started before Slack can be reached, as by what starts a machine: waited for; a token it will never take ends us."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.adapters.slack import adapter
from bot.adapters.slack.starting import SlackStartError
from tests.emulators.slack.api import Fault
from tests.emulators.slack.world import Message
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import HALF


@pytest.mark.row("Slack cannot be reached at the start (5xx, a cut, no network)")
@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("fault", [{"status": 503}, {"cut": True}, {"error": "fatal_error"}], ids=str)
async def test_a_slack_that_cannot_be_reached_at_the_start_is_waited_for(
    stage: SlackStage,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    method: str,
    fault: dict[str, Any],
) -> None:
    monkeypatch.setattr(adapter, "FIRST_WAIT", 0.01)
    await stage.halt()
    ana, w = stage.user("ana"), stage.people.w
    w.messages.append(Message(stage.people.daily.id, stage.slack.ids.ts(), ana.id, HALF, thread=stage.thread()))
    stage.slack.api.faults += [Fault(method, **fault) for _ in range(3)]
    await stage.start()
    said = capsys.readouterr().out
    assert said.count("slack cannot be reached, trying again") == 3
    assert [f"seconds={wait}" in said for wait in (0.01, 0.02, 0.04)] == [True] * 3, said
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.")


@pytest.mark.row("a token that Slack will never take, at the start")
@pytest.mark.parametrize("method", ["auth.test", "apps.connections.open"])
@pytest.mark.parametrize("error", ["invalid_auth", "account_inactive", "not_allowed_token_type", "ekm_access_denied"])
async def test_a_token_that_slack_will_never_take_ends_the_start_at_once(
    stage: SlackStage, method: str, error: str
) -> None:
    await stage.halt()
    stage.slack.api.faults.append(Fault(method, error=error))
    with pytest.raises(SlackStartError):
        await stage.start()
    assert not stage.slack.api.faults
    await stage.halt()
    await stage.start()


async def test_who_waits_for_slack_can_be_stopped(stage: SlackStage) -> None:
    await stage.halt()
    stage.slack.api.faults += [Fault("auth.test", status=503)]
    starting = asyncio.create_task(stage.start())
    await stage.slack.api.calls_of("auth.test", len(stage.slack.api.called("auth.test")) + 1)
    starting.cancel()
    await asyncio.wait({starting})
    await stage.halt()
    await stage.start()
    await stage.sees("ana", "Question of the day")
