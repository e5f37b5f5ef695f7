"""What is kept of a member: shown, exported, removed, and whether boards may name them."""

from __future__ import annotations

import json

from bot.practice.access import RefusedError, space_of
from bot.practice.actions import action
from bot.practice.contract import Context, Outcome
from bot.practice.forgetting import leave_marks
from bot.practice.messages import Button, Card, File, Listing, Style, notice, say
from bot.practice.requests import AskForget, ExportMine, ForgetMe, ListMe, ShowPrivacy
from storage import Tx

_ROOM = "room"
"""The platform we are ourselves: what is said there is kept by us and by nobody else."""


def show_privacy(tx: Tx, ctx: Context, request: ShowPrivacy) -> Outcome:
    """Show what is kept, and what can be done about it."""
    who = request.who
    space = space_of(tx, who)
    member = tx.spaces.member(who.space, who.member)
    listed = member is None or member.listed
    toggle = Button(action(ListMe, "off" if listed else "on"), say("button.unlist" if listed else "button.list"))
    said = "said" if space.platform == _ROOM else "not"
    kept = tuple(say(f"privacy.kept_{what}") for what in ("answers", "points", "name", said))
    return Outcome(
        reply=Card(
            title=say("privacy.title"),
            blocks=(Listing(kept), say("privacy.listed" if listed else "privacy.unlisted")),
            buttons=(
                Button(action(ExportMine), say("button.export")),
                toggle,
                Button(action(AskForget), say("button.forget"), Style.DANGER),
            ),
        )
    )


def export_mine(tx: Tx, ctx: Context, request: ExportMine) -> Outcome:
    """Give a member all that is stored of them in this space, as JSON."""
    who = request.who
    space = space_of(tx, who)
    member = tx.spaces.member(who.space, who.member)
    given = {
        "space": space.name,
        "name": member.name if member else who.name,
        "named_on_boards": member.listed if member else True,
        "exported_at": ctx.now.isoformat(),
        "answers": [
            {
                "question": round_.question_id,
                "asked_at": round_.opened_at.isoformat(),
                "state": answer.state,
                "points": answer.points + answer.bonus,
                "score": answer.score,
                "revisions": [
                    {"text": r.text, "sent_at": r.sent_at.isoformat(), "score": r.score}
                    for r in tx.answers.revisions(round_.id, who.member)
                ],
            }
            for answer, round_ in tx.answers.of_member(who.space, who.member)
        ],
        "appeals": [
            {"question": round_.question_id, "point": appeal.point, "at": appeal.at.isoformat(), "state": appeal.state}
            for appeal in tx.appeals.of_member(who.space, who.member)
            if (round_ := tx.rounds.get(appeal.round)) is not None
        ],
        "model_answers_seen": [
            {"question": r.question_id, "at": r.at.isoformat()} for r in tx.answers.reveals_of(who.space, who.member)
        ],
        "talk": [
            {"text": message.text, "sent_at": message.sent_at.isoformat()}
            for message in tx.answers.messages_of(who.space, who.member)
        ],
    }
    if space.platform == _ROOM:
        given["said"] = [
            {"place": post.place, "text": post.text, "sent_at": post.sent_at.isoformat()}
            for post in tx.room.said_by(who.member)
        ]
    text = json.dumps(given, ensure_ascii=False, indent=1)
    return Outcome(reply=Card(blocks=(say("privacy.export"), File("hotseat-export.json", text))))


def ask_forget(tx: Tx, ctx: Context, request: AskForget) -> Outcome:
    """Say what forgetting removes, and ask once."""
    space_of(tx, request.who)
    button = Button(action(ForgetMe), say("button.forget_now"), Style.DANGER)
    return Outcome(reply=notice(say("privacy.forget_ask"), buttons=(button,)))


def forget_me(tx: Tx, ctx: Context, request: ForgetMe) -> Outcome:
    """Remove all that is stored of a member in this space."""
    who = request.who
    space = space_of(tx, who)
    if tx.spaces.member(who.space, who.member) is None:
        raise RefusedError(say("privacy.nothing"))
    leave_marks(tx, ctx, who.space, who.member)
    tx.answers.forget_member(who.space, who.member)
    tx.appeals.forget_member(who.space, who.member)
    tx.standings.forget_member(who.space, who.member)
    tx.deliveries.forget_member(who.space, who.member)
    tx.rounds.forget_member(who.space, who.member)
    tx.schedules.forget_member(who.space, who.member, space.owner)
    tx.spaces.forget_member(who.space, who.member)
    tx.room.forget_member(who.member, ctx.now)
    return Outcome(reply=notice(say("privacy.forgotten")))


def list_me(tx: Tx, ctx: Context, request: ListMe) -> Outcome:
    """Let leaderboards and summaries name a member, or not."""
    who = request.who
    space_of(tx, who)
    listed = request.listed == "on"
    tx.spaces.list_member(who.space, who.member, listed=listed)
    return Outcome(reply=notice(say("privacy.now_listed" if listed else "privacy.now_unlisted")))
