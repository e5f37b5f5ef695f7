"""From the settings to how each platform is reached; a platform's library is loaded only where it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import SecretStr

from config.settings import Discord, Slack

if TYPE_CHECKING:
    from bot.adapters.discord.adapter import Connection
    from bot.adapters.slack.lines import HttpMode, SocketMode


def discord(settings: Discord) -> Connection:
    """Give how Discord is reached."""
    from bot.adapters.discord.adapter import Connection  # noqa: PLC0415

    return Connection(
        token=settings.token.get_secret_value(),
        api_url=settings.api_url,
        gateway_url=settings.gateway_url,
        sharded=settings.sharded,
        reads_threads=settings.message_content,
    )


def slack(settings: Slack) -> SocketMode | HttpMode:
    """Give how Slack is reached: by sockets, or over HTTP."""
    from bot.adapters.slack.lines import HttpMode, SocketMode  # noqa: PLC0415

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
