"""The app manifest, made from the table of commands; every scope with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from bot.adapters.slack.naming import Names
from bot.practice import sentences
from bot.practice.commands import COMMANDS, Command
from bot.practice.messages import say

SCOPES: Mapping[str, str] = {
    "channels:history": "reads what people answer in the threads of its questions",
    "channels:read": "knows whether it was invited to a channel before it posts there, and shows in somebody's Home "
    "only what belongs to their channels",
    "chat:write": "posts questions and summaries, and shows verdicts to one person alone",
    "commands": "understands /quiz and the other commands, and the message shortcuts",
    "files:write": "hands over the export of your data as a file",
    "groups:history": "the same as channels:history, in private channels it was invited to",
    "groups:read": "the same as channels:read, in private channels it was invited to",
    "im:history": "reads your answers in your own conversation with it",
    "im:write": "greets whoever installed it, and sends what only you should have",
    "users:read": "shows names on the leaderboard, uses your time zone, and lets the workspace's admins manage it",
}
"""The fewest scopes, each with its reason."""
EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "channel_left",
    "group_left",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
)
SHORTCUTS = (("use_as_answer", "button.use"), ("my_verdict", "button.verdict"))
PUBLIC_URL = re.compile(r"https://[^\s/?#]+(/[^\s?#]*)?")
PREFIX = re.compile(r"[a-z0-9_-]*")
LONGEST_PREFIX = 20
"""As the settings have it: with it, a command keeps within Slack's 32 characters."""
COMMAND_ABOUT = 2000
HINT = 1000


def manifest(*, http: str = "", prefix: str = "") -> dict[str, Any]:
    """Make the manifest: for Socket Mode, or for signed HTTP at a public URL; `prefix` stands before our commands."""
    url = f"{http.rstrip('/')}/slack/events" if http else ""
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": list(EVENTS)},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": not http,
        "token_rotation_enabled": False,
    }
    oauth: dict[str, Any] = {"scopes": {"bot": sorted(SCOPES)}}
    if http:
        settings["event_subscriptions"] |= {"request_url": url}
        settings["interactivity"] |= {"request_url": url, "message_menu_options_url": url}
        oauth["redirect_urls"] = [f"{http.rstrip('/')}/slack/oauth_redirect"]
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": sentences.text(say("app.name")),
            "description": sentences.text(say("app.about")),
            "background_color": "#1f2937",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": sentences.text(say("app.name")), "always_online": True},
            "shortcuts": [_shortcut(callback, label) for callback, label in SHORTCUTS],
            # Slack has a /help of its own; ours is `/quiz help`.
            "slash_commands": [_command(c, Names(prefix), url) for c in COMMANDS if c.name != "help"],
        },
        "oauth_config": oauth,
        "settings": settings,
    }


def _command(command: Command, names: Names, url: str) -> dict[str, Any]:
    about = names.text(say(command.help_key))
    made: dict[str, Any] = {
        "command": names.shown(f"/{command.name}"),
        "description": (about[0].upper() + about[1:])[:COMMAND_ABOUT],
        "should_escape": True,  # members and groups come by their ids
    }
    hint = _hint(command)
    if hint:
        made["usage_hint"] = hint[:HINT]
    return made | ({"url": url} if url else {})


def _hint(command: Command) -> str:
    if command.own:
        return " | ".join(c.name.split()[1] for c in command.own)
    return command.usage.partition(" ")[2]


def _shortcut(callback: str, label: str) -> dict[str, Any]:
    name = sentences.text(say(label))
    return {
        "name": name,
        "type": "message",
        "callback_id": callback,
        "description": sentences.text(say(f"shortcut.{callback}")),
    }


def written(*, http: str = "", prefix: str = "") -> str:
    """Write the manifest as YAML, with the reason of every scope beside it."""
    made = manifest(http=http, prefix=prefix)
    lines = yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=1000).splitlines()
    reasons = [SCOPES.get(line.strip().removeprefix("- ")) for line in lines]
    return "\n".join(f"{line}  # {reason}" if reason else line for line, reason in zip(lines, reasons, strict=True))
