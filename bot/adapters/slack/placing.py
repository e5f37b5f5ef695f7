"""Channels and direct conversations: whether we are in one, and which is ours with a member."""

from __future__ import annotations

from bot.adapters.slack.installs import Install
from bot.adapters.slack.web import SlackError, Web
from bot.practice.contract import Reason


class Places:
    """What we know of channels; only what stays true until an event says otherwise is remembered."""

    def __init__(self, web: Web) -> None:
        """Take where to ask."""
        self._web = web
        self._joined: set[tuple[str, str]] = set()
        self._direct: dict[tuple[str, str], str] = {}

    async def joined(self, install: Install, channel: str) -> bool:
        """Say whether we may be read in a channel; if Slack can't be asked, the post will show."""
        if (install.team, channel) in self._joined:
            return True
        try:
            answer = await self._web.call(install.team, install.token, "conversations.info", channel=channel)
        except SlackError as error:
            # Of conversations of people's own we may be told nothing, and we are in none of them.
            return error.reason not in {Reason.GONE, Reason.FORBIDDEN} and not channel.startswith("D")
        found = answer.get("channel") or {}
        inside = bool(found.get("is_member") or found.get("is_im"))
        if inside:
            self._joined.add((install.team, channel))
        return inside

    async def of_user(self, install: Install, user: str) -> tuple[str, ...]:
        """Give the channels a member is in, as far as we see them."""
        found: list[str] = []
        next_page: dict[str, str] = {}
        while True:
            answer = await self._web.call(
                install.team,
                install.token,
                "users.conversations",
                user=user,
                types="public_channel,private_channel",
                exclude_archived=True,
                limit=200,
                **next_page,
            )
            found += [str(channel.get("id")) for channel in answer.get("channels") or ()]
            cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return tuple(found)
            next_page = {"cursor": cursor}

    def left(self, team: str, channel: str) -> None:
        """Forget that we are in a channel."""
        self._joined.discard((team, channel))

    async def direct(self, install: Install, user: str) -> str:
        """Give our direct conversation with a member; raise SlackError if there can be none."""
        known = self._direct.get((install.team, user))
        if known is not None:
            return known
        answer = await self._web.call(install.team, install.token, "conversations.open", users=user)
        channel = str((answer.get("channel") or {}).get("id") or "")
        self._direct[install.team, user] = channel
        return channel
