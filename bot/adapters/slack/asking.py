"""Who asks, with all that Slack tells of them; and what can't be asked where we are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from hashlib import sha256
from typing import Any

from bot.adapters.slack.installs import Install
from bot.adapters.slack.people import People, Person
from bot.adapters.slack.placing import Places
from bot.adapters.slack.views import Standing
from bot.practice.actions import VERBS, action
from bot.practice.contract import Desk
from bot.practice.messages import Button, Card, Style, Where, Word, notice, say
from bot.practice.requests import (
    Asker,
    Asking,
    AskNow,
    DailyForm,
    OpenQuiz,
    OpenSpace,
    PostBoard,
    PostStats,
    PostTopics,
    SetDaily,
    SubmitDaily,
)

POSTS = (AskNow, DailyForm, OpenQuiz, PostBoard, PostStats, PostTopics, SetDaily, SubmitDaily)
"""Requests that make us post in the asker's channel."""


class Asks:
    """Makes the asker of a request."""

    def __init__(self, desk: Desk, people: People, places: Places) -> None:
        """Take who knows people and places."""
        self._desk = desk
        self._people = people
        self._places = places
        self._greeted: set[tuple[str, str]] = set()

    async def asker(
        self, install: Install, user: str, standing: Standing, *, event: str, name: str = "", may_manage: bool = True
    ) -> Asker:
        """Make an asker; not `may_manage`: nothing they say now needs it."""
        person = await self._people.person(install, user, name) if user else Person("")
        if may_manage and person.admin:
            await self._greet_admin(install, user, person)
        return Asker(
            space=install.space,
            place=standing.place,
            member=user,
            name=person.name,
            event=event,
            platform_admin=person.admin and may_manage,
            direct=standing.direct,
            locale=person.locale,
            zone=person.zone,
        )

    async def greet(self, install: Install, user: str) -> None:
        """Welcome the first admin we meet: with a token from the settings, Slack does not tell who installed us."""
        person = await self._people.person(install, user)
        if person.admin:
            await self._greet_admin(install, user, person)

    async def _greet_admin(self, install: Install, user: str, person: Person) -> None:
        if install.installer or (install.team, "") in self._greeted:
            return
        self._greeted.add((install.team, ""))
        who = Asker(
            space=install.space, place="", member=user, name=person.name, event=f"greet:{user}", platform_admin=True
        )
        zone = person.zone or "UTC"
        await self._desk.ask(OpenSpace(who, platform="slack", name=install.name, zone=zone))

    async def not_there(self, install: Install, request: Asking) -> Card | None:
        """Give what to say where a request would make us post in a channel we are not in; None where it may go on."""
        who = request.who
        if not isinstance(request, POSTS) or who.direct or not who.place:
            return None
        if isinstance(request, OpenQuiz) and request.private:
            return None
        if await self._places.joined(install, who.place):
            return None
        place = Where(who.place, who.place)
        said = say("refused.not_in", place=place, invite=Word("/invite @Hotseat"))
        again = _again(request)
        return notice(said, buttons=(Button(again, say("button.try_again"), Style.PRIMARY),) if again else ())


def event_of(kind: str, body: Mapping[str, Any]) -> str:
    """Give the key of what somebody did: the same when it is told again, another the next time.

    Slack names no id of it. It is taken from all that differs from one to the next, so that it rests on none alone.
    """
    action, view = (body.get("actions") or [{}])[0], body.get("view") or {}
    differs = (
        body.get("trigger_id"),
        body.get("response_url"),
        body.get("action_ts") or action.get("action_ts"),
        view.get("id"),
        view.get("hash"),
    )
    return f"{kind}:{sha256(repr(differs).encode()).hexdigest()[:32]}"


def _again(request: Asking) -> str:
    """Write the action that asks the same again; a schedule is set again in its form."""
    if isinstance(request, SetDaily | SubmitDaily):
        return action(DailyForm)
    if type(request) not in VERBS.values():
        return ""
    values = [getattr(request, field.name) for field in fields(request) if field.name != "who"]
    return action(type(request), *(("yes" if v else "no") if isinstance(v, bool) else str(v) for v in values))
