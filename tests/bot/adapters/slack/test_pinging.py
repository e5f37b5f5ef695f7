"""A user group is called with each daily question, where a manager chose one; nobody else ever is."""

from __future__ import annotations

import json

import pytest

from tests.bot.adapters.slack.test_faults import questions
from tests.emulators.slack import reading
from tests.scenarios.slack_stage import SlackStage


def called(stage: SlackStage) -> list[str]:
    """Give whom the newest question calls."""
    return reading.mentions(json.dumps(questions(stage)[-1].blocks))


async def test_a_group_that_was_picked_is_called_with_each_daily_question(stage: SlackStage) -> None:
    stage.people.w.groups["learners"] = "S0LEARN"
    await stage.commands("boss", "/daily set 09:00 ping:@learners")
    await stage.sees("boss", "Each question pings @learners")
    await stage.passes(hours=25)
    assert called(stage) == ["<!subteam^S0LEARN>"]
    assert "subteam" not in questions(stage)[-1].text
    await stage.commands("boss", "/quiz stories")
    assert called(stage) == []


async def test_a_closed_question_calls_nobody_again_and_ping_nobody_takes_it_back(stage: SlackStage) -> None:
    stage.people.w.groups["learners"] = "S0LEARN"
    await stage.commands("boss", "/daily set ping:@learners")
    await stage.passes(hours=25)
    await stage.commands("boss", "/daily")
    await stage.presses("boss", "Ping nobody")
    await stage.passes(hours=24)
    assert [reading.mentions(json.dumps(m.blocks)) for m in questions(stage)] == [[], [], []]


@pytest.mark.parametrize("group", ["@nobodys", "@channel", "@here", "@ana", "<!channel>"])
async def test_only_a_group_can_be_picked(stage: SlackStage, group: str) -> None:
    await stage.commands("boss", f"/daily set ping:{group}")
    await stage.sees("boss", "I know no such group. Type ping:@ and pick it from the list that Slack offers.")
    await stage.passes(hours=25)
    assert called(stage) == []


async def test_a_member_is_picked_as_a_manager_in_the_same_way(stage: SlackStage) -> None:
    await stage.commands("ana", "/privacy board on")
    await stage.commands("boss", "/settings manager +@ana")
    await stage.sees("boss", "Managers: Boss, Ana")


async def test_what_is_typed_with_a_command_is_read_as_it_was_typed(stage: SlackStage) -> None:
    await stage.commands("ana", "/quiz q&a")
    await stage.sees("ana", "No topic q&a.")
