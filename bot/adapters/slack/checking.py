"""Look whether Slack can be served: tokens, scopes, the socket, the channels that have a schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.adapters.slack.lines import HttpMode, SocketMode
from bot.adapters.slack.manifest import SCOPES
from bot.adapters.slack.sealing import Seal, SealError
from bot.adapters.slack.starting import not_heard, not_started, wrong_kind
from bot.adapters.slack.web import SlackError, Web
from storage.records import SlackInstall

HELLO_WITHIN = 10
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What one look found."""

    of: str
    says: str
    well: bool


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace to look at, and the channels in it that have a schedule."""

    token: str
    team: str = ""
    places: Sequence[str] = ()


async def check(
    mode: SocketMode | HttpMode, api_url: str, places: Sequence[tuple[str, str]], installs: Sequence[SlackInstall]
) -> list[Checked]:
    """Look at everything; `places` are (workspace, channel) pairs that have a schedule."""
    web = Web(api_url)
    await web.open()
    try:
        if isinstance(mode, SocketMode):
            here = Workspace(mode.bot_token, places=[place for _, place in places])
            hello, heard = await _socket(web, mode, api_url)
            found = [*await _workspace(web, here, api_url), heard]
            return [*found, *await _same_app(web, mode, hello)]
        return await _installed(web, mode, api_url, places, installs)
    finally:
        await web.close()


async def _installed(
    web: Web,
    mode: HttpMode,
    api_url: str,
    places: Sequence[tuple[str, str]],
    installs: Sequence[SlackInstall],
) -> list[Checked]:
    try:
        seal = Seal(mode.token_key)
    except SealError as error:
        return [Checked("slack key", str(error), well=False)]
    found: list[Checked] = []
    for install in installs:
        try:
            token = seal.open(install.sealed_token, install.team)
        except SealError as error:
            found.append(Checked(f"slack {install.name}", str(error), well=False))
            continue
        own = [place for team, place in places if team == install.team]
        found += await _workspace(web, Workspace(token, install.team, own), api_url)
    if not installs:
        url = f"{mode.public_url.rstrip('/')}/slack/install"
        found.append(Checked("slack", f"Installed in no workspace yet. Open {url}", well=True))
    return found


async def _workspace(web: Web, workspace: Workspace, api_url: str) -> list[Checked]:
    try:
        answer = await web.client.auth_test(token=workspace.token)
    except SlackApiError as error:
        code = str(error.response.get("error") or f"http_{error.response.status_code}")
        return [Checked("slack token", str(not_started(SlackError.of(code), api_url)), well=False)]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return [Checked("slack token", str(not_started(SlackError.of(type(error).__name__), api_url)), well=False)]
    if wrong := wrong_kind(workspace.token, answer.data if isinstance(answer.data, dict) else {}):
        return [Checked("slack token", wrong, well=False)]
    name = str(answer.get("team"))
    found = [Checked("slack token", f"Slack knows us in {name}.", well=True), _scopes(name, answer.headers)]
    team = str(answer.get("team_id"))
    return [*found, *[await _place(web, workspace.token, team, place) for place in workspace.places]]


def _scopes(name: str, headers: object) -> Checked:
    given = str(getattr(headers, "get", dict[str, str]().get)("x-oauth-scopes") or "")
    if not given:
        return Checked("slack scopes", f"Slack does not say which are given in {name}.", well=False)
    missing = sorted(set(SCOPES) - {scope.strip() for scope in given.split(",")})
    if missing:
        reasons = "; ".join(f"{scope}: {SCOPES[scope]}" for scope in missing)
        says = (
            f"In {name} the app lacks scopes ({reasons}). Paste the manifest of `hotseat slack manifest` into the app "
            "again, then reinstall it."
        )
        return Checked("slack scopes", says, well=False)
    return Checked("slack scopes", f"All {len(SCOPES)} are given in {name}.", well=True)


async def _place(web: Web, token: str, team: str, place: str) -> Checked:
    of = f"slack channel {place}"
    if place.startswith("D"):
        return Checked(of, "A direct conversation.", well=True)
    try:
        answer = await web.call(team, token, "conversations.info", channel=place)
    except SlackError as error:
        says = f"{error.code}. If it is a private channel, type /invite @Hotseat in it; if it is gone, /daily stop."
        return Checked(of, says, well=False)
    channel = answer.get("channel") or {}
    name = f"#{channel.get('name', place)}"
    if channel.get("is_archived"):
        return Checked(of, f"{name} is archived. Unarchive it, then type /daily resume in it.", well=False)
    if not channel.get("is_member"):
        return Checked(of, f"Hotseat is not in {name}. Type /invite @Hotseat there.", well=False)
    return Checked(of, f"Hotseat is in {name}.", well=True)


async def _socket(web: Web, mode: SocketMode, api_url: str) -> tuple[Mapping[str, Any], Checked]:
    """Connect once; give what Slack says first, too."""
    of = "slack socket"
    try:
        opened = await web.call("", mode.app_token, "apps.connections.open", app_token=mode.app_token)
        async with (
            asyncio.timeout(HELLO_WITHIN),
            aiohttp.ClientSession() as session,
            session.ws_connect(str(opened["url"])) as socket,
        ):
            hello = await socket.receive_json()
    except SlackError as error:
        return {}, Checked(of, not_heard(error, api_url), well=False)
    except (aiohttp.ClientError, TimeoutError, OSError, TypeError, ValueError) as error:
        why = type(error).__name__
        says = f"No connection came about ({why}). See whether a firewall lets wss:// through."
        return {}, Checked(of, says, well=False)
    if hello.get("type") == "hello":
        return hello, Checked(of, "Connected.", well=True)
    return {}, Checked(of, f"Slack said {hello}.", well=False)


async def _same_app(web: Web, mode: SocketMode, hello: Mapping[str, Any]) -> list[Checked]:
    """Look whether both tokens are of one app; nothing, where Slack does not tell."""
    listens = (hello.get("connection_info") or {}).get("app_id")
    try:
        own = await web.call("", mode.bot_token, "auth.test")
        answer = await web.call("", mode.bot_token, "bots.info", bot=own.get("bot_id"))
    except SlackError:
        return []
    posts = (answer.get("bot") or {}).get("app_id")
    if not listens or not posts or listens == posts:
        return []
    says = f"slack.app_token is of app {listens}, slack.bot_token of app {posts}. Copy both from the same app."
    return [Checked("slack tokens", says, well=False)]
