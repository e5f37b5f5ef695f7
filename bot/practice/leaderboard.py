"""Leaderboards: the first ten and always one's own line; posted where sharing makes sense, and once a week."""

from __future__ import annotations

from datetime import date, timedelta

from bot.practice.access import space_of
from bot.practice.actions import action
from bot.practice.calendar import local_date
from bot.practice.contract import Context, Outcome
from bot.practice.messages import Block, Button, Card, Day, Ranking, RankLine, Sentence, Word, notice, say
from bot.practice.owing import owe
from bot.practice.requests import PostBoard, ShowBoard
from bot.practice.rounds import streak_now
from bot.practice.scoring import week_start
from content.typed import Literal
from storage import Tx
from storage.records import Space
from storage.standings import EVERYWHERE

LINES = 10
PERIODS = ("week", "month", "all")


def show_board(tx: Tx, ctx: Context, request: ShowBoard) -> Outcome:
    """Show a leaderboard to the one who asks, with their own line."""
    who = request.who
    space = space_of(tx, who)
    scope = EVERYWHERE if request.everywhere or who.direct else who.place
    today = local_date(ctx.now, space.zone)
    board = _board(tx, space, scope, request.period, today, request.topic)
    own = tx.standings.own(space.space, scope, period_key(request.period, today, space), request.topic, who.member)
    streak = streak_now(tx, space.space, who.place, who.member)
    if own is None:
        line = say("board.you_nothing")
    else:
        rank, everyone, points = own
        line = say("board.you", rank=rank, everyone=max(everyone, rank), points=points)
    blocks = (*board.blocks, line, say("board.streak", count=streak)) if streak else (*board.blocks, line)
    scope_word = "yes" if request.everywhere else "no"
    others = tuple(
        Button(action(ShowBoard, period, request.topic, scope_word), say(f"button.board_{period}"))
        for period in PERIODS
        if period != request.period
    )
    if not who.direct:
        other = "no" if request.everywhere else "yes"
        label = say("button.board_here" if request.everywhere else "button.board_everywhere")
        post = action(PostBoard, request.period, request.topic, scope_word)
        others = (
            *others,
            Button(action(ShowBoard, request.period, request.topic, other), label),
            Button(post, say("button.post_here")),
        )
    return Outcome(reply=Card(title=board.title, blocks=blocks, buttons=others))


def post_board(tx: Tx, ctx: Context, request: PostBoard) -> Outcome:
    """Owe the place a leaderboard that everyone sees."""
    who = request.who
    space = space_of(tx, who)
    owe(
        tx,
        ctx,
        space,
        "board",
        f"{who.space}:{who.event}",
        place=who.place,
        period=request.period,
        topic=request.topic,
        everywhere="yes" if request.everywhere else "",
        today=local_date(ctx.now, space.zone).isoformat(),
        by=who.member,
    )
    return Outcome(reply=notice(say("posted")))


def posted_board(tx: Tx, space: Space, place: str, data: dict[str, str]) -> Card:
    """Compose a posted leaderboard, of the period that was running when it was asked for."""
    scope = EVERYWHERE if data["everywhere"] else place
    board = _board(tx, space, scope, data["period"], date.fromisoformat(data["today"]), data["topic"])
    member = tx.spaces.member(space.space, data["by"]) if data.get("by") else None
    notes = (say("posted.by", name=Literal(member.name)),) if member and member.listed else ()
    if "by" not in data and board.title is not None:  # the week is over when its board is posted by itself
        return Card(title=Sentence("board.last_week", board.title.values), blocks=board.blocks)
    return Card(title=board.title, blocks=board.blocks, notes=notes)


def _board(tx: Tx, space: Space, scope: str, period: str, today: date, topic: str) -> Card:
    best = tx.standings.top(space.space, scope, period_key(period, today, space), topic, LINES)
    lines = [line for line in best if line.points > 0]  # a board honours; who has nothing yet is not shown up
    blocks: tuple[Block, ...] = (say("board.empty"),)
    if lines:
        blocks = (Ranking(tuple(RankLine(s.rank, Literal(s.name), s.points) for s in lines)),)
    return Card(title=_title(space, scope, period, today, topic), blocks=blocks)


def _title(space: Space, scope: str, period: str, today: date, topic: str) -> Sentence:
    topics: Word | Sentence = Word(topic) if topic else say("board.all_topics")
    where = say("board.everywhere") if scope == EVERYWHERE else say("board.here")
    if period == "week":
        start = week_start(today, space.first_weekday)
        return say("board.week", days=Day(start, start + timedelta(days=6)), topics=topics, where=where)
    if period == "month":
        return say("board.month", month=say(f"month.{today.month}"), year=str(today.year), topics=topics, where=where)
    return say("board.all", topics=topics, where=where)


def period_key(period: str, today: date, space: Space) -> str:
    """Give the stored name of the running week, month, or all time (`scoring.periods`)."""
    if period == "week":
        return f"week:{week_start(today, space.first_weekday).isoformat()}"
    return f"month:{today:%Y-%m}" if period == "month" else "all"


def post_weekly(tx: Tx, ctx: Context) -> None:
    """Owe last week's board to the scheduled places of spaces that asked for it, once a week, if there is one."""
    for space in tx.spaces.with_weekly_board():
        this_week = week_start(local_date(ctx.now, space.zone), space.first_weekday)
        if space.board_posted is not None and space.board_posted >= this_week:
            continue
        tx.spaces.change(space.space, board_posted=this_week)
        last_week = this_week - timedelta(days=7)
        if space.board_posted is None:
            continue  # switched on this week: the first board is of the first whole week
        for schedule in tx.schedules.of_space(space.space):
            key = period_key("week", last_week, space)
            if any(line.points > 0 for line in tx.standings.top(space.space, schedule.place, key, "", 1)):
                owe(
                    tx,
                    ctx,
                    space,
                    "board",
                    f"{space.space}:{schedule.place}:{this_week.isoformat()}",
                    place=schedule.place,
                    period="week",
                    topic="",
                    everywhere="",
                    today=last_week.isoformat(),
                )
