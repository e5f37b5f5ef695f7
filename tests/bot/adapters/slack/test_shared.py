"""Channels that several workspaces share, and workspaces of one organization: whose data it is, and who may what."""

from __future__ import annotations

import pytest

from tests.bot.adapters.slack.served import Served
from tests.bot.adapters.slack.test_events import answer_of
from tests.emulators.slack.people import People
from tests.emulators.slack.world import Message, User
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL, HALF


def guest(people: People, name: str, home: str, *, teams: tuple[str, ...] = ()) -> User:
    """Let somebody of another workspace into the channel."""
    user = people.w.person(name)
    user.home, user.teams, user.admin = home, teams, True
    return user


@pytest.mark.row("a `message` of another workspace's member, in a shared channel")
async def test_a_guest_answers_in_the_thread_like_a_member(stage: SlackStage) -> None:
    gil = guest(stage.people, "gil", "TPARTNER")
    message = Message(stage.people.daily.id, stage.slack.ids.ts(), gil.id, HALF, thread=stage.thread())
    stage.people.w.messages.append(message)
    event = stage.people.event_of(message) | {"team": "TPARTNER", "user_team": "TPARTNER", "source_team": "TPARTNER"}
    await stage.slack.event(stage.people.w, event, actor="TPARTNER")
    await stage.settles()
    await stage.sees("gil", "Covered 2 of 4 key points.")
    assert await answer_of(stage, "gil") is not None


async def test_a_guests_button_and_form_count_in_the_workspace_that_asked(served: Served) -> None:
    """Slack names that workspace with the button; with the form their own, and that one as who opened it."""
    one, two = await served.install_both()
    bea = guest(one, "bea", "T2")
    question = served.asked(one)[-1]
    button = next(
        b for b in one.buttons(bea) if b.message is question and b.element["text"]["text"] == "Answer privately"
    )
    pressed = one.press_payload(bea, button)
    pressed["user"]["team_id"] = "T2"
    await served.slack.interact(pressed)
    await served.settles()
    form = one.w.modals[bea.id]
    sent = one.sent_payload(bea, {"text": HALF})
    sent["team"]["id"] = sent["user"]["team_id"] = "T2"
    sent["view"]["app_installed_team_id"] = "T1"
    answer = await served.slack.interact(sent)
    assert "Covered 2 of 4 key points." in str(answer["view"])
    assert form.id == sent["view"]["id"]
    await served.commands(one, bea, "/stats", one.daily)
    assert "One question answered" in one.reads(bea)
    bea_at_home = two.w.person("bea")
    await served.commands(two, bea_at_home, "/stats", two.daily)
    assert "You have answered nothing yet." in two.reads(bea_at_home)


@pytest.mark.parametrize(
    ("home", "teams", "manages"),
    [("TPARTNER", (), False), ("T9", ("T9", "T1"), True), ("T9", ("T9", "T8"), False)],
    ids=["of a partner", "of our organization and our workspace", "of our organization, not our workspace"],
)
async def test_who_runs_another_workspace_manages_nothing_here(
    stage: SlackStage, home: str, teams: tuple[str, ...], manages: bool
) -> None:
    guest(stage.people, "gil", home, teams=teams)
    await stage.commands("gil", "/settings week sun")
    await stage.sees("gil", "The week begins on Sunday" if manages else "Only managers can do that.")


@pytest.mark.row("a `message` in a channel shared by two workspaces that both have Hotseat")
async def test_an_answer_belongs_to_the_workspace_that_asked(served: Served) -> None:
    one, two = await served.install_both()
    bea = two.w.person("bea")
    guest(one, "bea", "T2")
    served.slack.names = two.w  # Slack delivers an event once, for one of the installations that see it
    message = await one.says(bea, HALF, one.daily, served.asked(one)[-1].ts)
    await served.settles()
    assert "Covered 2 of 4 key points." in one.reads(bea)
    await one.edits(message, FULL)
    await served.settles()
    assert "Covered 4 of 4 key points." in one.reads(bea)
    await served.commands(one, bea, "/stats", one.daily)
    assert "One question answered" in one.reads(bea)
    await served.commands(two, bea, "/stats", two.daily)
    assert "You have answered nothing yet." in two.reads(bea)
    await one.deletes(message)
    await served.settles()
    await served.commands(one, bea, "/stats", one.daily)
    assert "You have answered nothing yet." in one.reads(bea)
