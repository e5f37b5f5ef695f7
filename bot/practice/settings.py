"""A space's own settings, set in chat: time zone, first weekday, managers, open or hidden, the weekly board."""

from __future__ import annotations

from bot.practice.access import RefusedError, require_manager, space_of
from bot.practice.actions import action
from bot.practice.awards import recount
from bot.practice.calendar import WEEKDAYS
from bot.practice.contract import Context, Outcome
from bot.practice.messages import Button, Card, Listing, Word, say
from bot.practice.requests import ChangeSettings, ShowAppeals, ShowReports, ShowSettings
from content.typed import Literal
from storage import Tx
from storage.records import Member, Space


def show_settings(tx: Tx, ctx: Context, request: ShowSettings) -> Outcome:
    """Show the space's settings."""
    space = space_of(tx, request.who)
    return Outcome(reply=_card(tx, space, "settings.title"))


def _card(tx: Tx, space: Space, title: str) -> Card:
    named = [space.owner, *(m for m in tx.spaces.managers(space.space) if m != space.owner)]
    known = [member for key in named if key and (member := tx.spaces.member(space.space, key)) is not None]
    # Who has no name yet goes by their key, which nobody else should read.
    names = tuple(Literal(each.name) if each.name != each.member else say("settings.nameless") for each in known)
    lines = (
        say("settings.zone", zone=Word(space.zone)),
        say("settings.week", day=say(f"weekday.{WEEKDAYS[space.first_weekday]}")),
        say("settings.hidden" if space.hidden else "settings.open"),
        say("settings.weekly_on" if space.weekly_board else "settings.weekly_off"),
        say("settings.managers", names=names) if names else say("settings.no_managers"),
    )
    reports = len(tx.rounds.reports(space.space))
    label = say("button.reports", count=reports) if reports else say("button.no_reports")
    buttons: tuple[Button, ...] = (Button(action(ShowReports), label),)
    if appeals := len(tx.appeals.open(space.space)):
        buttons = (*buttons, Button(action(ShowAppeals), say("button.appeals", count=appeals)))
    return Card(title=say(title), blocks=(Listing(lines), say("settings.how")), buttons=buttons)


def change_settings(tx: Tx, ctx: Context, request: ChangeSettings) -> Outcome:
    """Change the space's settings."""
    who = request.who
    space = require_manager(tx, who)
    if request.manager is not None:
        _change_manager(tx, space, request.manager)
    if request.zone is not None:
        tx.spaces.change(space.space, zone=request.zone)
    if request.answers is not None:
        tx.spaces.change(space.space, hidden=request.answers == "hidden")
    if request.weekly is not None:
        tx.spaces.change(space.space, weekly_board=request.weekly == "on", board_posted=None)
    if request.week is not None:
        # The week that now begins elsewhere is not posted twice: the first board is of the next whole week.
        tx.spaces.change(space.space, first_weekday=WEEKDAYS.index(request.week), board_posted=None)
        recount(tx, space_of(tx, who))  # its weeks begin on another day now
    return Outcome(reply=_card(tx, space_of(tx, who), "settings.saved"))


def _change_manager(tx: Tx, space: Space, text: str) -> None:
    sign, name = text[:1], text[1:].strip().lstrip("@")
    # On a command line an underscore may stand for a space.
    found = tx.spaces.named(space.space, name) or tx.spaces.named(space.space, name.replace("_", " "))
    by_key = tx.spaces.member(space.space, name)
    people: list[Member] = [by_key] if by_key is not None else found
    if not people:
        raise RefusedError(say("settings.no_member", name=Literal(name)))
    if len(people) > 1:
        raise RefusedError(say("settings.two_members", name=Literal(name)))
    if sign == "+":
        tx.spaces.name_manager(space.space, people[0].member)
    elif people[0].member == space.owner:
        raise RefusedError(say("settings.owner_stays"))
    elif not tx.spaces.unname_manager(space.space, people[0].member):
        raise RefusedError(say("settings.not_manager", name=Literal(people[0].name)))
