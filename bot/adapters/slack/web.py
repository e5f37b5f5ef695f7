"""Slack's Web API: calls with a workspace's token, its errors as ours, and no call while it asks us to wait."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.adapters.slack.errors import reason_of
from bot.loopback import is_loopback
from bot.practice.contract import Reason, SendFailedError

log = structlog.get_logger(__name__)

Answer: TypeAlias = Mapping[str, Any]
SLOWEST_CALL = 20
"""Seconds; well within the minute for which a delivery is ours."""
LONGEST_TURN = 1800.0
"""Seconds a reply waits for its turn; what was said in it can be asked for again at any time."""
USUAL_WAIT = 30.0
"""Seconds to wait where a 429 does not say."""


class SlackError(SendFailedError):
    """Slack's own word for what went wrong, with what it means."""

    def __init__(self, code: str, reason: Reason, *, needed: str = "", retry_after: float | None = None) -> None:
        """Take Slack's code; `needed` is the scope it misses, `retry_after` is in seconds."""
        super().__init__(reason, f"{code} ({needed})" if needed else code, retry_after=retry_after)
        self.code = code
        self.needed = needed

    @staticmethod
    def of(code: str) -> SlackError:
        """Make it of a code alone."""
        return SlackError(code, reason_of(code))


class Web:
    """The Web API; waits are kept for each workspace, method and channel, so that none holds up another."""

    def __init__(self, api_url: str) -> None:
        """Take the API's URL."""
        self._api_url = api_url
        self._session: aiohttp.ClientSession | None = None
        self._not_before: dict[tuple[str, str, str], float] = {}
        self._turns: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()
        """Where Slack asked us to wait, and somebody does."""
        self._client: AsyncWebClient | None = None

    @property
    def client(self) -> AsyncWebClient:
        """Give slack_sdk's client, without a token; it exists once the API is open."""
        if self._client is None:
            msg = "the Web API is not open"
            raise RuntimeError(msg)
        return self._client

    async def open(self) -> None:
        """Open connections that are kept."""
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.DummyCookieJar(), timeout=aiohttp.ClientTimeout(total=SLOWEST_CALL)
        )
        # Without its own retries: a message whose connection broke may be there already.
        self._client = AsyncWebClient(
            base_url=self._api_url, session=self._session, timeout=SLOWEST_CALL, retry_handlers=[], logger=_logger()
        )
        if on_this_machine(self._api_url):
            self._client.proxy = None

    async def close(self) -> None:
        """Close them."""
        if self._session is not None:
            await self._session.close()

    async def call(self, team: str, token: str, method: str, *, channel: str = "", **arguments: Any) -> Answer:  # noqa: ANN401 - a method's own
        """Call a method, like `chat.postMessage`.

        Raises:
            SlackError: Slack refused, or it asked us to wait and that is not over, or it cannot be told what happened.
        """
        key = (team, method, channel)
        wait = self._not_before.get(key, 0.0) - time.monotonic()
        if wait > 0:
            raise SlackError("ratelimited", Reason.RATE_LIMITED, retry_after=wait)
        self._not_before.pop(key, None)
        if channel:
            arguments["channel"] = channel
        try:
            answer = await getattr(self.client, method.replace(".", "_"))(token=token, **arguments)
        except SlackApiError as error:
            raise self._refused(key, error) from None
        except aiohttp.ClientConnectorError as error:  # it was never sent
            raise SlackError(type(error).__name__, Reason.UNAVAILABLE) from None
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError, SlackClientError) as error:
            raise SlackError(type(error).__name__, Reason.UNKNOWN_OUTCOME) from None
        return answer.data if isinstance(answer.data, dict) else {}

    async def call_in_turn(self, team: str, token: str, method: str, *, channel: str = "", **arguments: Any) -> Answer:  # noqa: ANN401 - a method's own
        """Call a method; while Slack asks us to wait, wait, one behind the other: all at once would be refused again.

        Raises:
            SlackError: as of `call`; that we are to wait only where that went on for too long.
        """
        began = time.monotonic()
        try:
            return await self.call(team, token, method, channel=channel, **arguments)
        except SlackError as error:
            if error.reason is not Reason.RATE_LIMITED:
                raise
        turn = self._turns.setdefault((team, method, channel), asyncio.Lock())
        async with turn:
            while True:
                try:
                    return await self.call(team, token, method, channel=channel, **arguments)
                except SlackError as error:
                    if error.reason is not Reason.RATE_LIMITED or time.monotonic() - began > LONGEST_TURN:
                        raise
                    await asyncio.sleep(error.retry_after or 0.0)

    async def respond(self, url: str, *, text: str, blocks: list[dict[str, Any]]) -> None:
        """Answer one person at a `response_url`, beside what they see already.

        Raises:
            SlackError: it was used up, or it cannot be told what happened.
        """
        webhook = AsyncWebhookClient(
            url, timeout=SLOWEST_CALL, session=self._session, logger=self.client.logger, retry_handlers=[]
        )
        webhook.proxy = self.client.proxy
        try:
            answer = await webhook.send(
                text=text, blocks=blocks, response_type="ephemeral", replace_original=False, delete_original=False
            )
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise SlackError(type(error).__name__, Reason.UNKNOWN_OUTCOME) from None
        if answer.status_code != 200:
            raise SlackError(f"http_{answer.status_code}", Reason.UNAVAILABLE)

    def _refused(self, key: tuple[str, str, str], error: SlackApiError) -> SlackError:
        response = error.response
        status = int(getattr(response, "status_code", 0) or 0)
        data = getattr(response, "data", None)
        code = str(data.get("error", "")) if isinstance(data, dict) else ""
        if status == 429 or reason_of(code) is Reason.RATE_LIMITED:
            wait = _seconds(getattr(response, "headers", {}) or {})
            self._not_before[key] = time.monotonic() + wait
            log.warning("slack asks us to wait", method=key[1], team=key[0], channel=key[2], seconds=wait)
            return SlackError("ratelimited", Reason.RATE_LIMITED, retry_after=wait)
        if status >= 500 or not code:
            return SlackError(code or f"http_{status}", Reason.UNKNOWN_OUTCOME)
        needed = str(data.get("needed", "")) if isinstance(data, dict) else ""
        return SlackError(code, reason_of(code), needed=needed)


def _seconds(headers: Mapping[str, Any]) -> float:
    found = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    text = found[0] if isinstance(found, list) else found
    try:
        return max(float(text), 0.0)
    except ValueError:
        return USUAL_WAIT


def on_this_machine(url: str) -> bool:
    """Say whether a URL leads to this machine, which no proxy reaches."""
    return is_loopback(urlsplit(url).hostname or "")


def _logger() -> logging.Logger:
    """Give slack_sdk's client a logger that never writes what people typed: it logs whole requests."""
    logger = logging.getLogger("hotseat.slack")
    logger.setLevel(logging.WARNING)
    return logger
