"""Hints, model answers, reports: what the other buttons of a round do."""

from __future__ import annotations

from bot.practice import cards
from bot.practice.access import RefusedError, require_manager, round_of
from bot.practice.actions import action
from bot.practice.asked import question_of
from bot.practice.contract import Context, Outcome
from bot.practice.messages import Button, Card, Form, Instant, Style, TextField, notice, say
from bot.practice.requests import (
    AskReveal,
    ReportForm,
    Reveal,
    SendReport,
    SettleReport,
    ShowAnswers,
    ShowHint,
    ShowReports,
)
from content.coaching import coaching
from content.typed import Literal, clean
from storage import Tx
from storage.records import AnswerState, Report
from storage.records import Reveal as RevealRecord

LONGEST_REASON = 1000


def show_hint(tx: Tx, ctx: Context, request: ShowHint) -> Outcome:
    """Show the hint; it costs nothing."""
    question = question_of(round_of(tx, request.who, request.round))
    return Outcome(reply=cards.hint(question, coaching(question.kind)))


def ask_reveal(tx: Tx, ctx: Context, request: AskReveal) -> Outcome:
    """Say what the model answer costs; where it costs nothing any more, show it at once."""
    who = request.who
    round_ = round_of(tx, who, request.round)
    seen = tx.answers.revealed(who.space, who.member, round_.question_id)
    # The same question may be open in another round, whose answers a reveal would freeze.
    running = tx.rounds.asking(who.space, round_.question_id)
    if all(seen is not None and seen.at >= r.opened_at for r in running):
        return reveal(tx, ctx, Reveal(who, request.round))
    answer = next((found for r in running if (found := tx.answers.get(r.id, who.member)) is not None), None)
    answered = answer is not None and answer.state is AnswerState.STANDING
    show = Button(action(Reveal, round_.id), say("button.show_model"), Style.PRIMARY if answered else Style.DANGER)
    sentence = say("reveal.keeps" if answered else "reveal.earns_nothing")
    return Outcome(reply=notice(sentence, buttons=(show,)))


def reveal(tx: Tx, ctx: Context, request: Reveal) -> Outcome:
    """Show a member the model answer; their answers to this question stay as they are from here on."""
    who = request.who
    round_ = round_of(tx, who, request.round)
    tx.answers.reveal(
        RevealRecord(space=who.space, member=who.member, question_id=round_.question_id, round=round_.id, at=ctx.now)
    )
    tx.answers.freeze(who.space, who.member, round_.question_id)
    question = question_of(round_)
    return Outcome(reply=cards.reveal(round_, question, coaching(question.kind)))


def show_answers(tx: Tx, ctx: Context, request: ShowAnswers) -> Outcome:
    """Show the private answers whose authors allowed it, once the round is closed."""
    round_ = round_of(tx, request.who, request.round)
    if round_.open:
        raise RefusedError(say("answers.not_yet"))
    shared: list[tuple[str, str]] = []
    for key, text in tx.answers.shown_after_close(round_.id):
        member = tx.spaces.member(round_.space, key)
        shared.append((member.name if member else "?", text))
    if not shared:
        raise RefusedError(say("answers.none"))
    return Outcome(reply=Card(title=say("answers.title"), blocks=cards.shared_answers(shared)))


def report_form(tx: Tx, ctx: Context, request: ReportForm) -> Outcome:
    """Give the form to report a question."""
    round_ = round_of(tx, request.who, request.round)
    return Outcome(
        reply=Form(
            action=action(SendReport, round_.id),
            title=say("report.title"),
            fields=(TextField(name="reason", label=say("report.reason"), max_length=LONGEST_REASON),),
            submit=say("report.submit"),
        )
    )


def send_report(tx: Tx, ctx: Context, request: SendReport) -> Outcome:
    """Put a question on the list the managers read."""
    who = request.who
    round_ = round_of(tx, who, request.round)
    reason = clean(request.reason).strip()[:LONGEST_REASON]
    if not reason:
        raise RefusedError(say("report.empty"))
    tx.rounds.report(
        Report(
            id=ctx.new_id(),
            space=who.space,
            round=round_.id,
            question_id=round_.question_id,
            member=who.member,
            reason=reason,
            at=ctx.now,
        )
    )
    return Outcome(reply=notice(say("report.thanks")))


def show_reports(tx: Tx, ctx: Context, request: ShowReports) -> Outcome:
    """Show a manager what was reported, the oldest first."""
    space = require_manager(tx, request.who)
    listed = tx.rounds.reports(space.space)
    if not listed:
        return Outcome(reply=notice(say("reports.none")))
    lines = []
    buttons = []
    for number, report in enumerate(listed[:10], start=1):
        member = tx.spaces.member(space.space, report.member)
        lines.append(
            say(
                "reports.line",
                number=number,
                question=Literal(report.question_id),
                name=Literal(member.name if member else "?"),
                when=Instant(report.at, space.zone),
                reason=Literal(report.reason),
            )
        )
        buttons.append(Button(action(SettleReport, report.id), say("button.settle", number=number)))
    return Outcome(
        reply=Card(
            title=say("reports.title", count=len(listed)),
            blocks=tuple(lines),
            notes=(say("reports.note"),),
            buttons=tuple(buttons),
        )
    )


def settle_report(tx: Tx, ctx: Context, request: SettleReport) -> Outcome:
    """Take a report off the list."""
    space = require_manager(tx, request.who)
    tx.rounds.settle_report(space.space, request.report, ctx.now)
    return show_reports(tx, ctx, ShowReports(request.who))
