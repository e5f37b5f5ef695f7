"""Who people are: name, time zone, whether they run the workspace; asked of Slack and remembered for a while."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.adapters.slack.installs import Install
from bot.adapters.slack.web import SlackError, Web
from storage.store import Store

FRESH = 600.0
"""Seconds a person's record is used before Slack is asked again."""
REMEMBERED = 20_000
PATIENCE = 1.0
"""Seconds: an answer is acknowledged whether or not Slack told us its author's name."""


@dataclass(frozen=True, slots=True)
class Person:
    """A member of a workspace."""

    name: str
    admin: bool = False
    zone: str = ""
    locale: str = "en"


class People:
    """The members of every workspace."""

    def __init__(self, web: Web, store: Store) -> None:
        """Take where to ask: Slack first, then what we knew before."""
        self._web = web
        self._store = store
        self._known: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()

    async def person(self, install: Install, user: str, fallback: str = "") -> Person:
        """Give a person; `fallback` is the name the event told, used where Slack cannot be asked."""
        key = (install.team, user)
        at, known = self._known.get(key, (0.0, None))
        if known is not None and time.monotonic() - at < FRESH:
            return known
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await self._web.call(install.team, install.token, "users.info", user=user, include_locale=True)
        except (SlackError, TimeoutError):
            return known or Person(fallback or await self._name_before(install, user))
        person = _read(answer.get("user") or {}, fallback or user, install.team)
        self._known[key] = (time.monotonic(), person)
        self._known.move_to_end(key)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return person

    async def _name_before(self, install: Install, user: str) -> str:
        member = await self._store.look(lambda tx: tx.spaces.member(install.space, user))
        return member.name if member is not None else user


def _read(user: Mapping[str, Any], fallback: str, team: str) -> Person:
    profile = user.get("profile") or {}
    name = profile.get("display_name") or profile.get("real_name") or user.get("real_name") or user.get("name")
    return Person(
        name=str(name or fallback),
        admin=_belongs(user, team)
        and bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
        zone=str(user.get("tz") or ""),
        locale=str(user.get("locale") or "en").split("-")[0],
    )


def _belongs(user: Mapping[str, Any], team: str) -> bool:
    """Say whether a person is of this workspace: who runs another, and shares a channel with it, runs nothing here."""
    if user.get("is_stranger"):
        return False
    organization = user.get("enterprise_user") or {}
    return user.get("team_id") in {None, "", team} or team in (organization.get("teams") or ())
