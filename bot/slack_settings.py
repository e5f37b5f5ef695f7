"""From the settings to Slack: how it is reached, and the adapter that does."""

from __future__ import annotations

from pydantic import SecretStr

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.lines import HttpMode, SocketMode
from bot.app import Hotseat, now
from config.settings import Slack


def slack_of(settings: Slack, hotseat: Hotseat) -> SlackAdapter:
    """Give the Slack adapter that is set."""
    return SlackAdapter(
        hotseat.desk,
        hotseat.store,
        hotseat.desk.library,
        slack_mode(settings),
        now,
        api_url=settings.api_url,
        prefix=settings.command_prefix,
    )


def slack_mode(settings: Slack) -> SocketMode | HttpMode:
    """Give how Slack is reached."""

    def secret(value: SecretStr | None) -> str:
        return value.get_secret_value() if value is not None else ""

    if settings.mode == "socket":
        return SocketMode(
            bot_token=secret(settings.bot_token),
            app_token=secret(settings.app_token),
            connections=settings.connections,
        )
    return HttpMode(
        signing_secret=secret(settings.signing_secret),
        client_id=settings.client_id or "",
        client_secret=secret(settings.client_secret),
        token_key=secret(settings.token_key),
        public_url=settings.public_url or "",
        host=settings.listen_host,
        port=settings.listen_port,
    )
