"""What keeps us from starting, in sentences for the operator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.slack.web import SlackError
from bot.practice.contract import StartError

SAYS = {
    "invalid_auth": "Slack does not know slack.bot_token (HOTSEAT_SLACK__BOT_TOKEN). Copy it again from "
    "“OAuth & Permissions” of your app.",
    "account_inactive": "The app was removed from the workspace, or the workspace is gone. Install it again, then copy "
    "its new slack.bot_token.",
    "token_revoked": "The app was removed from the workspace. Install it again, then copy its new slack.bot_token.",
    "token_expired": "slack.bot_token expires, because token rotation is on. Make the app anew from the manifest of "
    "`hotseat slack manifest`, which leaves it off.",
    "not_allowed_token_type": "slack.bot_token is a token of another kind. It starts with xoxb-.",
}
ORGANIZATION = (
    "The app is installed in a whole organization, and Hotseat serves one workspace at a time. Install it in a "
    "workspace, then copy that slack.bot_token."
)
UNREACHED = "Slack cannot be reached at {url} ({why}). See whether this machine has a network, then start again."
NOT_HEARD = (
    "Slack does not take slack.app_token (HOTSEAT_SLACK__APP_TOKEN): {why}. Make one with the scope connections:write "
    "under “Basic Information” of your app."
)

OF_THE_TOKEN = frozenset(
    {
        "access_denied",
        "account_inactive",
        "app_not_enabled",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "forbidden_team",
        "invalid_auth",
        "missing_args",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    }
)
"""What `auth.test` and `apps.connections.open` answer to a token they will never take; all else passes."""


class SlackStartError(StartError):
    """Slack cannot be served; the message says what to do."""


def not_started(error: SlackError, url: str) -> SlackStartError:
    """Say why we could not even say who we are."""
    return SlackStartError(SAYS.get(error.code) or UNREACHED.format(url=url, why=error.code))


def not_heard(error: SlackError, url: str) -> str:
    """Say why we may not listen."""
    return NOT_HEARD.format(why=error.code) if error.code in OF_THE_TOKEN else UNREACHED.format(url=url, why=error.code)


def wrong_kind(token: str, answer: Mapping[str, Any]) -> str:
    """Say what is wrong with a token that Slack knows, and by what it says to `auth.test`; empty if it is a bot's."""
    if answer.get("is_enterprise_install"):
        return ORGANIZATION
    return "" if answer.get("bot_id") or token.startswith("xoxb-") else SAYS["not_allowed_token_type"]
