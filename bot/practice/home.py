"""A page of one's own: what is open, how one does, what is asked daily, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.practice.access import manages, space_of
from bot.practice.actions import action
from bot.practice.asked import question_of
from bot.practice.calendar import local_date
from bot.practice.cards import BY_FORM, question_card
from bot.practice.contract import Context, Outcome
from bot.practice.daily import schedule_card
from bot.practice.leaderboard import period_key
from bot.practice.messages import Button, Card, Listing, Sentence, Where, notice, say
from bot.practice.privacy import show_privacy
from bot.practice.requests import PreviewDaily, ShowBoard, ShowHome, ShowPrivacy
from bot.practice.rounds import streak_now
from bot.practice.stats import stats_lines
from storage import Tx
from storage.records import Space
from storage.standings import ALL_TOPICS, EVERYWHERE

MOST_ROUNDS = 5
MOST_SCHEDULES = 10


def show_home(tx: Tx, ctx: Context, request: ShowHome) -> Outcome:
    """Show a member their page; of places they are not in, it holds nothing."""
    who = request.who
    space = space_of(tx, who)
    rounds = [
        round_
        for round_ in tx.rounds.open_in_space(space.space)
        if round_.place in request.places and not round_.private and round_.message is not None
    ]
    cards: list[Card] = []
    for round_ in rounds[:MOST_ROUNDS]:
        card = question_card(round_, question_of(round_), space.zone, BY_FORM)
        where = say("home.open_in", place=Where(round_.place, round_.place))
        cards.append(replace(card, blocks=(where, *card.blocks), notes=card.notes[:1], place=round_.place))
    if not cards:
        cards.append(notice(say("home.nothing_open")))
    board = (Button(action(ShowBoard, "week", "", "yes"), say("button.board")),)
    schedules = [s for s in tx.schedules.of_space(space.space) if s.place in request.places][:MOST_SCHEDULES]
    lines = _standing(tx, ctx, space, who.member, [schedule.place for schedule in schedules])
    stats = (Listing(lines),) if lines else (say("stats.nothing"),)
    cards.append(Card(title=say("stats.title"), blocks=stats, buttons=board))
    keeps = manages(tx, who, space)
    for schedule in schedules:
        title = say("home.daily_in", place=Where(schedule.place, schedule.place))
        card = schedule_card(tx, ctx, schedule, say("daily.title"))
        buttons = card.buttons if keeps else tuple(b for b in card.buttons if b.action == action(PreviewDaily))
        cards.append(replace(card, title=None, blocks=(title, *card.blocks), buttons=buttons, place=schedule.place))
    kept = show_privacy(tx, ctx, ShowPrivacy(who)).reply
    cards += [kept] if isinstance(kept, Card) else []
    return Outcome(reply=Card(title=say("app.name"), blocks=(say("home.first"),), below=tuple(cards)))


def _standing(tx: Tx, ctx: Context, space: Space, member: str, places: Sequence[str]) -> tuple[Sentence, ...]:
    """Say how a member stands this week, and how long each of their streaks is."""
    streaks = [(place, streak_now(tx, space.space, place, member)) for place in places]
    said = [say("home.streak_in", place=Where(place, place), count=count) for place, count in streaks if count]
    week = period_key("week", local_date(ctx.now, space.zone), space)
    own = tx.standings.own(space.space, EVERYWHERE, week, ALL_TOPICS, member)
    if own is not None:
        rank, everyone, points = own
        said.insert(0, say("home.this_week", rank=rank, everyone=max(everyone, rank), points=points))
    return stats_lines(tx, space.space, member, tuple(said))
