"""Setting up: the invitation, what the doctor looks at, the intents, commands registered only when they changed."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord as library
import pytest

from bot.adapters.discord import adapter, client
from bot.adapters.discord.adapter import Connection
from bot.adapters.discord.checking import Check, checks
from bot.adapters.discord.permissions import NEEDED, invite
from bot.adapters.discord.starting import DiscordStartError
from bot.practice import sentences
from bot.practice.commands import COMMANDS
from bot.practice.messages import say
from tests.bot.adapters.discord.play import Play
from tests.bot.adapters.discord.rows import holds
from tests.emulators.discord.platform import Discord
from tests.emulators.discord.wire import Fault
from tests.emulators.discord.world import EVERYTHING, Payload
from tests.scenarios.test_answering import FULL, HALF


def test_the_invitation_asks_for_what_is_needed_and_no_more() -> None:
    query = parse_qs(urlsplit(invite(42)).query)
    assert query["client_id"] == ["42"]
    assert query["scope"] == ["bot applications.commands"]
    allowed = library.Permissions(int(query["permissions"][0]))
    assert allowed == library.Permissions(**dict.fromkeys(NEEDED, True))
    assert not allowed.administrator


async def _typed(play: Play, *arguments: str) -> tuple[int, str]:
    """Type a command of `hotseat` in a terminal, beside the running bot; give its exit code and what it says."""
    given = {"DATA_DIR": play.url.removeprefix("sqlite:///").rpartition("/")[0], "DISCORD__TOKEN": "t"}
    given |= {"DISCORD__API_URL": play.discord.api_url, "DISCORD__GATEWAY_URL": play.discord.gateway_url}
    typed = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", "from bot.cli.main import main; main()", *arguments),
        env=os.environ | {f"HOTSEAT_{name}": value for name, value in given.items()},
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await typed.communicate()
    return typed.returncode or 0, said.decode()


async def test_the_invitation_is_printed(play: Play) -> None:
    code, said = await _typed(play, "discord", "invite")
    assert (code, said.strip()) == (0, invite(int(play.world.application)))


async def test_the_doctor_looks_at_each_channel_with_a_daily_question(play: Play) -> None:
    other = await play.other_place()
    play.world.change(other, permissions=EVERYTHING & ~(1 << 11) & ~(1 << 6))
    code, said = await _typed(play, "doctor")
    assert code == 1
    assert "ok    discord #daily (Orchard): Everything needed is allowed." in said
    assert "MEND  discord #second (Elsewhere): Not allowed there: Send Messages, Add Reactions." in said


async def _checked(play: Play, place: str = "") -> list[Check]:
    reached = Connection(token="t", api_url=play.discord.api_url)
    return await checks(reached, [(play.space, place or play.channel.id)])


async def test_all_is_well_where_all_is_granted(play: Play) -> None:
    found = await _checked(play)
    assert [check.of for check in found] == ["discord", "discord intents", "discord #daily (Orchard)"]
    assert all(check.well for check in found)


async def test_a_missing_permission_is_named(play: Play) -> None:
    play.channel.permissions = EVERYTHING & ~(1 << 35) & ~(1 << 16)
    found = await _checked(play)
    assert not found[-1].well
    assert "Create Public Threads, Read Message History" in found[-1].says


async def test_a_missing_permission_of_a_threads_channel_is_named(play: Play) -> None:
    thread = play.world.thread(play.channel, "three of us", play.boss)
    play.channel.permissions = EVERYTHING & ~(1 << 38)
    found = await _checked(play, thread.id)
    assert (found[-1].of, found[-1].well) == ("discord #three of us (Orchard)", False)
    assert "Send Messages in Threads" in found[-1].says


async def test_a_missing_intent_is_named(play: Play) -> None:
    play.world.granted_content = False
    found = await _checked(play)
    assert not found[1].well
    assert "MESSAGE CONTENT is not granted" in found[1].says


async def test_a_channel_that_is_gone_is_named(play: Play) -> None:
    del play.world.channels[play.channel.id]
    found = await _checked(play)
    assert not found[-1].well
    assert "It is gone" in found[-1].says


async def test_a_refused_token_is_said(play: Play) -> None:
    play.discord.rest.faults.append(Fault("^GET /users/@me", 401))
    found = await _checked(play)
    assert [check.says for check in found if not check.well] == [
        "Discord refuses the token. Copy it anew from the developer portal, Bot, Reset Token."
    ]


async def test_commands_are_registered_once(play: Play) -> None:
    await play.stop()
    await play.start(daily=False)
    registered = [path for method, path, _ in play.discord.rest.requests if method == "PUT" and "commands" in path]
    assert len(registered) == 1
    names = [(command["name"], command["type"]) for command in play.world.commands]
    assert [name for name, kind in names if kind == 3] == ["My verdict", "Use as my answer"], names


def _without_an_option(commands: dict[str, Payload]) -> None:
    commands["quiz"]["options"].pop()


def _of_another_option(commands: dict[str, Payload]) -> None:
    commands["daily"]["options"][0]["options"][0]["description"] = "Old"


@pytest.mark.parametrize(
    "was",
    [
        lambda commands: commands["quiz"].update(description="Old"),
        lambda commands: commands["daily"].update(default_member_permissions=None),
        lambda commands: commands["stats"].update(contexts=[0]),
        lambda commands: commands["stats"].update(integration_types=[0]),
        lambda commands: commands["topics"].update(name="old"),
        _without_an_option,
        _of_another_option,
    ],
    ids=["description", "permissions", "contexts", "installs", "name", "option gone", "option's description"],
)
async def test_commands_that_changed_are_registered_anew(play: Play, was: Callable[[dict[str, Payload]], None]) -> None:
    await play.stop()
    was({command["name"]: command for command in play.world.commands})
    await play.start(daily=False)
    registered = [path for method, path, _ in play.discord.rest.requests if method == "PUT" and "commands" in path]
    assert len(registered) == 2


async def test_commands_are_named_and_described_by_the_one_table(play: Play) -> None:
    there = {command["name"]: command for command in play.world.commands if command["type"] == 1}
    assert there.keys() == {command.name for command in COMMANDS}
    for command in COMMANDS:
        assert there[command.name]["description"] == sentences.text(say(command.help_key))[:100]
        own = {option["name"]: option for option in there[command.name]["options"] if option["type"] == 1}
        assert set(own) == ({"help", *(one.name.split()[-1] for one in command.own)} if command.own else set())
        for one in command.own:
            assert own[one.name.split()[-1]]["description"] == sentences.text(say(one.help_key))[:100]
            asked = {option["name"] for option in own[one.name.split()[-1]]["options"]} - {"channel"}
            assert asked == {parameter.name for parameter in one.parameters if not parameter.ignored}
    assert {"show", "set"} <= {option["name"] for option in there["daily"]["options"]}


@holds("commands cannot be registered at start (30034, 403, 5xx)")
@pytest.mark.parametrize(("status", "code"), [(400, 30034), (403, 50001), (503, 0)])
async def test_commands_discord_would_not_register_are_registered_later(
    discord: Discord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    monkeypatch.setattr(client, "FIRST_WAIT", 0.01)
    discord.rest.faults.append(Fault("^PUT .*/commands$", status, code, times=2))
    play = Play(tmp_path, discord)
    await play.start()
    try:
        await discord.until(lambda: play.world.commands)
        assert play.question, "nothing waited for it"
    finally:
        await play.stop()


async def test_managers_commands_carry_their_permission(play: Play) -> None:
    rights = {command["name"]: command["default_member_permissions"] for command in play.world.commands}
    assert str(rights["daily"]) == str(rights["settings"]) == str(1 << 5)
    assert rights["quiz"] is None
    installs = {command["name"]: sorted(command["integration_types"]) for command in play.world.commands}
    assert installs["quiz"] == installs["stats"] == [0, 1]
    assert installs["daily"] == [0]
    contexts = {command["name"]: sorted(command["contexts"]) for command in play.world.commands}
    assert contexts["quiz"] == contexts["stats"] == [0, 1, 2]
    assert contexts["daily"] == contexts["settings"] == [0], "not in a direct conversation"


@holds("a message without the intent", "the intent is refused (4014)")
async def test_without_the_intent_everything_goes_through_the_form(
    discord: Discord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    discord.world.granted_content = False
    play = Play(tmp_path, discord)
    await play.start()
    try:
        assert "Use **Answer privately**; I cannot read threads here." in play.question["content"]
        assert "no message content intent" in capsys.readouterr().out
        discord.says(play.ana, play.thread, FULL)
        told = await discord.presses(play.ana, play.question, play.custom_id(play.question, "answer:"))
        assert told.modal is not None
        sent = await discord.submits(play.ana, play.channel.id, told.modal["custom_id"], {"text": HALF})
        assert "Covered 2 of 4 key points." in sent.text
    finally:
        await play.stop()


@holds("the intent is taken from us meanwhile")
async def test_what_was_answered_stays_when_the_intent_is_taken_away(play: Play) -> None:
    message = play.discord.says(play.ana, play.thread, HALF)
    await play.received(message)
    await play.stop()
    play.discord.edits(message, FULL)
    play.world.granted_content = False
    await play.start(daily=False)
    assert "Covered 2 of 4 key points." in (await play.verdict()).text
    play.discord.edits(message, f"{FULL} So it is.")
    await play.discord.calls(play.ana, play.channel.id, "help", {})  # what is heard is told in order
    assert "Covered 2 of 4 key points." in (await play.verdict()).text
    told = await play.discord.chooses(play.ana, message, "Use as my answer")
    assert "Covered 4 of 4 key points." in told.text


@holds("the token is refused at start (401)")
async def test_a_token_that_is_refused_at_start_is_one_sentence(discord: Discord, tmp_path: Path) -> None:
    discord.rest.faults.append(Fault("^GET /users/@me", 401))
    play = Play(tmp_path, discord)
    with pytest.raises(DiscordStartError, match="Discord refuses the token"):
        await play.start(daily=False)
    await play.stop()


async def test_a_token_that_the_gateway_refuses_at_start_is_one_sentence(
    discord: Discord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.gateway, "wrong_token", True)
    play = Play(tmp_path, discord)
    with pytest.raises(DiscordStartError, match="Discord refuses the token"):
        await play.start(daily=False)
    await play.stop()


@holds("Discord cannot be reached at start")
@pytest.mark.parametrize("how", ["login", "gateway", "strange"])
async def test_a_discord_that_cannot_be_reached_at_start_is_waited_for(
    discord: Discord, play: Play, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    monkeypatch.setattr(adapter, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(library.backoff.ExponentialBackoff, "delay", lambda _: 0.0)
    await play.stop()
    discord.says(play.ana, play.thread, HALF)
    match how:
        case "login":
            discord.rest.faults.append(Fault("^GET /users/@me", 503, times=10))  # the library itself tries five times
        case "strange":
            discord.rest.faults.append(Fault("^GET /users/@me", status=200, times=2))
        case _:
            discord.gateway.away = True
    starting = asyncio.create_task(play.start(daily=False))
    if how == "gateway":
        await discord.until(lambda: discord.gateway.turned_away >= 2)
        discord.gateway.away = False
    await starting
    assert "discord cannot be reached, trying again" in capsys.readouterr().out
    assert "Covered 2 of 4 key points." in (await play.verdict()).text


async def test_what_is_no_answer_of_discords_is_one_sentence(play: Play) -> None:
    play.discord.rest.faults.append(Fault("^GET /users/@me", status=200, times=9))
    found = await _checked(play)
    assert "Discord cannot be reached" in found[0].says


async def test_without_the_intent_a_message_can_still_be_chosen_as_the_answer(discord: Discord, tmp_path: Path) -> None:
    discord.world.granted_content = False
    play = Play(tmp_path, discord)
    await play.start()
    try:
        message = discord.says(play.ana, play.thread, HALF)
        told = await discord.chooses(play.ana, message, "Use as my answer")
        assert "Covered 2 of 4 key points." in told.text
    finally:
        await play.stop()


async def test_a_schedule_is_set_for_another_channel(play: Play) -> None:
    other = play.world.channel(play.server, "second")
    set_up = {"channel": other.id, "time": "11:00"}
    told = await play.discord.calls(play.boss, play.channel.id, "daily set", set_up, rights=EVERYTHING)
    assert "At 11:00" in told.text
    schedule = await play.read(lambda tx: tx.schedules.of_place(play.space, other.id))
    assert schedule.time == "11:00"


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_what_is_not_allowed_in_a_channel_is_named_when_its_schedule_is_set(play: Play, elsewhere: bool) -> None:
    other = play.world.channel(play.server, "second", permissions=EVERYTHING & ~(1 << 35))
    typed_in, options = (play.channel, {"channel": other.id}) if elsewhere else (other, {})
    told = await play.discord.calls(play.boss, typed_in.id, "daily set", options, rights=EVERYTHING)
    assert f"I may not do all I need in <#{other.id}>. Allow me there: **Create Public Threads**." in told.text
    assert await play.read(lambda tx: tx.schedules.of_place(play.space, other.id)) is None
