"""How one member does, and what can be asked."""

from __future__ import annotations

from bot.practice.access import space_of
from bot.practice.actions import action
from bot.practice.contract import Context, Outcome
from bot.practice.messages import Button, Card, Listing, Sentence, Word, notice, say
from bot.practice.owing import owe
from bot.practice.requests import OpenQuiz, PostStats, PostTopics, ShowBoard, ShowStats, ShowTopics
from bot.practice.rounds import streak_now
from content.typed import Literal
from storage import Tx
from storage.records import Tally
from storage.standings import ALL_TOPICS, EVERYWHERE

ENOUGH_FOR_TOPIC = 3
"""Scored answers before a topic can be called best or weakest."""
NAMED_TOPICS = 3


def show_stats(tx: Tx, ctx: Context, request: ShowStats) -> Outcome:
    """Show a member how they do in the whole space."""
    who = request.who
    space_of(tx, who)
    lines = stats_lines(tx, who.space, who.member, streak_here(tx, who.space, who.place, who.member))
    if not lines:
        return Outcome(reply=notice(say("stats.nothing")))
    buttons: tuple[Button, ...] = (Button(action(ShowBoard), say("button.board")),)
    if not who.direct:
        buttons = (*buttons, Button(action(PostStats), say("button.post_here")))
    return Outcome(reply=Card(title=say("stats.title"), blocks=(Listing(lines),), buttons=buttons))


def streak_here(tx: Tx, space: str, place: str, member: str) -> tuple[Sentence, ...]:
    """Say how long a member's streak in a place is."""
    return (say("stats.streak", count=streak_now(tx, space, place, member)),)


def stats_lines(tx: Tx, space: str, member: str, streaks: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Give the lines of a member's statistics, with what is said of their streaks; none if they answered nothing."""
    tallies = tx.standings.tallies(space, EVERYWHERE, "all", member)
    total = next((tally for tally in tallies if tally.topic == ALL_TOPICS), None)
    if total is None or total.answered == 0:
        return ()
    lines: list[Sentence] = [
        say("stats.answered", count=total.answered),
        say("stats.points", count=total.points),
    ]
    if total.scored:
        lines.append(say("stats.average", score=round(total.score_sum / total.scored)))
    lines.extend(streaks)
    ranked = sorted(
        (t for t in tallies if t.topic != ALL_TOPICS and t.scored >= ENOUGH_FOR_TOPIC),
        key=lambda tally: (-_average(tally), tally.topic),
    )
    if len(ranked) >= 2:
        half = min(NAMED_TOPICS, len(ranked) // 2)
        lines.append(say("stats.best", topics=tuple(_topic(tally) for tally in ranked[:half])))
        lines.append(say("stats.weakest", topics=tuple(_topic(tally) for tally in ranked[::-1][:half])))
    return tuple(lines)


def _average(tally: Tally) -> float:
    return tally.score_sum / tally.scored


def _topic(tally: Tally) -> Sentence:
    return say("stats.topic", topic=Word(tally.topic), score=round(_average(tally)))


def post_stats(tx: Tx, ctx: Context, request: PostStats) -> Outcome:
    """Owe the place a member's own statistics, because they asked for it."""
    who = request.who
    space = space_of(tx, who)
    owe(tx, ctx, space, "stats", f"{who.space}:{who.event}", place=who.place, by=who.member)
    return Outcome(reply=notice(say("posted")))


def posted_stats(tx: Tx, space: str, place: str, member: str) -> Card | None:
    """Compose posted statistics; None if the member was forgotten meanwhile."""
    person = tx.spaces.member(space, member)
    lines = stats_lines(tx, space, member, streak_here(tx, space, place, member))
    if person is None or not lines:
        return None
    return Card(title=say("stats.of", name=Literal(person.name)), blocks=(Listing(lines),))


def show_topics(tx: Tx, ctx: Context, request: ShowTopics) -> Outcome:
    """Show what can be asked."""
    who = request.who
    space_of(tx, who)
    card = topics_card(ctx)
    buttons: tuple[Button, ...] = (Button(action(OpenQuiz), say("button.any_question")),)
    if not who.direct:
        buttons = (*buttons, Button(action(PostTopics), say("button.post_here")))
    return Outcome(reply=Card(title=card.title, blocks=card.blocks, buttons=buttons))


def topics_card(ctx: Context) -> Card:
    """List the banks, each with what it holds."""
    lines = tuple(
        say(
            "topics.line",
            topic=Word(bank.name),
            count=len(bank.questions),
            about=Literal(bank.about),
        )
        for bank in ctx.library.banks
    )
    return Card(title=say("topics.title", count=len(ctx.library.questions)), blocks=(Listing(lines),))


def post_topics(tx: Tx, ctx: Context, request: PostTopics) -> Outcome:
    """Owe the place the list of topics."""
    who = request.who
    space = space_of(tx, who)
    owe(tx, ctx, space, "topics", f"{who.space}:{who.event}", place=who.place)
    return Outcome(reply=notice(say("posted")))
