"""The app manifest: everything it asks for is used, everything used is asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bot.adapters.slack.manifest import EVENTS, LONGEST_PREFIX, SCOPES, manifest, written
from bot.cli.slack import slack
from bot.practice.commands import COMMANDS
from tests.emulators.slack.api import SCOPES as NEEDED
from tests.emulators.slack.world import BOT_SCOPES

SOURCE = Path(__file__).parents[4] / "bot" / "adapters" / "slack"
EVENT_SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "member_left_channel": "channels:read",
    "channel_left": "channels:read",
    "group_left": "groups:read",
}


def test_every_command_is_there_but_help_which_slack_has_itself() -> None:
    commands = [c["command"] for c in manifest()["features"]["slash_commands"]]
    assert commands == [f"/{c.name}" for c in COMMANDS if c.name != "help"]


def test_a_prefix_stands_before_every_command() -> None:
    commands = [c["command"] for c in manifest(prefix="hs-")["features"]["slash_commands"]]
    assert commands[0] == "/hs-quiz"
    assert all(command.startswith("/hs-") for command in commands)


def test_every_method_we_call_has_its_scope_and_every_scope_its_use() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    called = set(re.findall(r'"((?:bots|chat|conversations|users|views)\.[A-Za-z]+)"', source))
    used = {NEEDED[method] for method in called if method in NEEDED} | {EVENT_SCOPES.get(event, "") for event in EVENTS}
    used |= {"commands", "files:write"}  # slash commands and shortcuts; `files_upload_v2` calls three methods
    assert used - {""} == set(SCOPES)
    assert set(BOT_SCOPES.split(",")) == set(SCOPES)


def test_over_http_every_address_is_ours() -> None:
    made = manifest(http="https://hotseat.example/")
    url = "https://hotseat.example/slack/events"
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["settings"]["interactivity"] == {
        "is_enabled": True,
        "request_url": url,
        "message_menu_options_url": url,
    }
    assert {c["url"] for c in made["features"]["slash_commands"]} == {url}
    assert made["oauth_config"]["redirect_urls"] == ["https://hotseat.example/slack/oauth_redirect"]
    assert not made["settings"]["socket_mode_enabled"]


def test_it_keeps_within_slacks_schema() -> None:
    made = manifest(prefix="x" * LONGEST_PREFIX)
    about = made["display_information"]
    assert len(about["name"]) <= 35
    assert len(about["description"]) <= 140
    assert re.fullmatch(r"#[0-9a-f]{6}", about["background_color"])
    assert re.fullmatch(r"[\w.-]{1,80}", made["features"]["bot_user"]["display_name"])
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in made["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert 0 < len(command["description"]) <= 2000
        assert 0 < len(command.get("usage_hint", "x")) <= 1000


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], manifest()), (["--http", "https://h.example"], manifest(http="https://h.example"))],
    ids=["socket mode", "http"],
)
def test_the_command_line_prints_it_as_yaml_with_every_reason(arguments: list[str], expected: dict[str, Any]) -> None:
    printed = CliRunner().invoke(slack, ["manifest", *arguments])
    assert printed.exit_code == 0
    assert yaml.safe_load(printed.output) == expected
    for scope, reason in SCOPES.items():
        assert f"- {scope}  # {reason}" in printed.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["--http", "http://h.example"],
        ["--http", "h.example"],
        ["--http", "https://h.example?x=1"],
        ["--prefix", "HS "],
        ["--prefix", "x" * 21],
    ],
    ids=lambda arguments: arguments[1],
)
def test_what_slack_would_not_take_is_not_printed(arguments: list[str]) -> None:
    printed = CliRunner().invoke(slack, ["manifest", *arguments])
    assert printed.exit_code == 2
    assert "display_information" not in printed.output


def test_what_is_written_is_what_is_made() -> None:
    assert yaml.safe_load(written(prefix="x-")) == manifest(prefix="x-")
