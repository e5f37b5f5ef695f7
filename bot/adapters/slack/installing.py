"""The pages that install us by OAuth: to Slack and back, each ending in a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from html import escape

import aiohttp
import structlog
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth.state_utils import OAuthStateUtils

from bot.adapters.slack.lines import INSTALL_PATH, REDIRECT_PATH, HttpMode
from bot.adapters.slack.manifest import SCOPES
from bot.adapters.slack.stored import OrganizationError, States, StoredInstalls
from bot.adapters.slack.web import Web
from bot.practice import sentences
from bot.practice.messages import Sentence, say
from content.typed import Literal
from storage.errors import StoreError

log = structlog.get_logger(__name__)

REASONS = {
    "access_denied": say("install.access_denied"),
    "invalid_browser": say("install.invalid_browser"),
    "invalid_state": say("install.invalid_state"),
    "missing_code": say("install.invalid_code"),
    "invalid_code": say("install.invalid_code"),
    "storage_error": say("install.not_stored"),
}
"""What bolt, or Slack, says went wrong, as a person reads it."""
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ font: 1.1rem/1.6 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem; }}</style>
</head>
<body>
<h1>{title}</h1>
<p>{says}</p>
<p><a href="{url}">{link}</a></p>
</body>
</html>
"""


def page(title: Sentence, says: Sentence, link: Sentence, url: str) -> str:
    """Write a page of one sentence and one link."""
    title_, says_, link_ = (escape(sentences.text(said)) for said in (title, says, link))
    return PAGE.format(title=title_, says=says_, link=link_, url=escape(url))


def install_url(mode: HttpMode) -> str:
    """Give the URL at which anybody begins an install."""
    return mode.public_url.rstrip("/") + INSTALL_PATH


class Installing(AsyncOAuthFlow):
    """Bolt's OAuth flow with our pages; where our store or Slack cannot be reached, it says so."""

    def __init__(self, mode: HttpMode, web: Web, api_url: str, installs: StoredInstalls, states: States) -> None:
        """Take the app's client, where installs and states are kept, and the API whose host asks for consent."""
        self._begin = install_url(mode)
        settings = AsyncOAuthSettings(
            client_id=mode.client_id,
            client_secret=mode.client_secret,
            scopes=sorted(SCOPES),
            redirect_uri=mode.public_url.rstrip("/") + REDIRECT_PATH,
            install_path=INSTALL_PATH,
            redirect_uri_path=REDIRECT_PATH,
            authorization_url=api_url.removesuffix("/").removesuffix("/api") + "/oauth/v2/authorize",
            callback_options=AsyncCallbackOptions(success=self._installed, failure=self._failed),
            installation_store=installs,
            installation_store_bot_only=True,
            state_store=states,
        )
        super().__init__(client=web.client, settings=settings)

    async def handle_installation(self, request: AsyncBoltRequest) -> BoltResponse:
        """Show the page on which an install begins."""
        return await self._answered(super().handle_installation(request))

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        """Finish an install with what Slack sent the browser back with."""
        return await self._answered(super().handle_callback(request))

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        """Write the page on which an install begins."""
        about = say("install.about", about=say("app.about"))
        return page(say("install.title"), about, say("install.allow"), url)

    async def _answered(self, response: Awaitable[BoltResponse]) -> BoltResponse:
        try:
            answer = await response
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning("install not finished", reason=type(error).__name__)
            answer = self._not_done(say("install.no_slack"), 502)
        except StoreError as error:
            log.warning("install not stored", reason=str(error))
            answer = self._not_done(say("install.not_stored"), 503)
        answer.headers |= {name.lower(): [value] for name, value in HEADERS.items()}
        return answer

    async def _installed(self, args: AsyncSuccessArgs) -> BoltResponse:
        there = args.installation
        done = page(
            say("install.done", name=Literal(str(there.team_name or there.team_id))),
            say("install.next"),
            say("install.open"),
            f"https://slack.com/app_redirect?app={there.app_id}&team={there.team_id}",
        )
        return BoltResponse(status=200, body=done, headers=_forgets_state())

    async def _failed(self, args: AsyncFailureArgs) -> BoltResponse:
        if isinstance(args.error, OrganizationError):
            return self._not_done(say("install.organization"), 400)
        said = REASONS.get(args.reason) or say("install.other", reason=Literal(args.reason))
        log.info("install not finished", reason=args.reason)
        return self._not_done(said, args.suggested_status_code)

    def _not_done(self, says: Sentence, status: int) -> BoltResponse:
        body = page(say("install.failed"), says, say("install.again"), self._begin)
        return BoltResponse(status=status, body=body, headers=_forgets_state())


def _forgets_state() -> dict[str, str | Sequence[str]]:
    return {"Set-Cookie": OAuthStateUtils().build_set_cookie_for_deletion()}
