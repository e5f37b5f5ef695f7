"""Which use case carries out which request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.practice import (
    answer_form,
    answers,
    appeals,
    choices,
    command_lines,
    daily,
    daily_form,
    home,
    leaderboard,
    privacy,
    reveals,
    rounds,
    settings,
    spaces,
    stats,
    verdicts,
)
from bot.practice import (
    help as help_,
)
from bot.practice import (
    requests as r,
)
from bot.practice.access import RefusedError
from bot.practice.contract import NOTHING, Context, Outcome
from content.library import Library
from content.typed import clean
from storage import Tx

UseCase = Callable[[Tx, Context, Any], Outcome]

WRITES: Mapping[type[r.Asking], UseCase] = {
    r.Said: answers.said,
    r.Deleted: answers.deleted,
    r.UseMessage: answers.use_message,
    r.SubmitAnswer: answer_form.submit,
    r.ConfirmChoice: choices.confirm,
    r.KeepEarlier: verdicts.keep_earlier,
    r.AskReveal: reveals.ask_reveal,
    r.Reveal: reveals.reveal,
    r.AppealPoint: appeals.appeal,
    r.DecideAppeal: appeals.decide,
    r.SendReport: reveals.send_report,
    r.SettleReport: reveals.settle_report,
    r.CloseRound: rounds.close_round,
    r.OpenQuiz: rounds.open_quiz,
    r.PostBoard: leaderboard.post_board,
    r.PostStats: stats.post_stats,
    r.PostTopics: stats.post_topics,
    r.SetDaily: daily.set_daily,
    r.SubmitDaily: daily_form.submit,
    r.PingNobody: daily.ping_nobody,
    r.AskNow: daily.ask_now,
    r.PauseDaily: daily.pause,
    r.ResumeDaily: daily.resume,
    r.SkipDaily: daily.skip,
    r.CloseDaily: daily.close,
    r.StopDaily: daily.stop,
    r.ChangeSettings: settings.change_settings,
    r.ForgetMe: privacy.forget_me,
    r.ListMe: privacy.list_me,
    r.OpenSpace: spaces.open_space,
    r.LeaveSpace: spaces.leave_space,
    r.OnlySpaces: spaces.only_spaces,
}
READS: Mapping[type[r.Asking], UseCase] = {
    r.AnswerForm: answer_form.show,
    r.Choose: choices.choose,
    r.ShowHint: reveals.show_hint,
    r.ShowVerdict: verdicts.show_verdict,
    r.LatestVerdict: verdicts.latest_verdict,
    r.VerdictOf: verdicts.verdict_of_message,
    r.ReportForm: reveals.report_form,
    r.ShowAnswers: reveals.show_answers,
    r.AppealForm: appeals.form,
    r.ShowAppeals: appeals.show_appeals,
    r.ShowReports: reveals.show_reports,
    r.ShowBoard: leaderboard.show_board,
    r.ShowStats: stats.show_stats,
    r.ShowTopics: stats.show_topics,
    r.ShowDaily: daily.show_daily,
    r.DailyForm: daily_form.show,
    r.PreviewDaily: daily.preview,
    r.ShowSettings: settings.show_settings,
    r.ShowPrivacy: privacy.show_privacy,
    r.ExportMine: privacy.export_mine,
    r.AskForget: privacy.ask_forget,
    r.ShowHelp: help_.show_help,
    r.ShowHome: home.show_home,
}
"""These change nothing, so they run beside the writer."""

ONCE = frozenset({r.OpenQuiz, r.SendReport, r.AskNow, r.SkipDaily, r.KeepEarlier})
"""These do something anew each time, so an event that is delivered again does nothing."""
_LONGEST_NAME = 80


def understood(request: r.Asking, library: Library) -> r.Asking | Outcome:
    """Read a command, typed or called; anything else is a request already."""
    if not isinstance(request, r.Typed | r.Called):
        return request
    try:
        if isinstance(request, r.Called):
            return command_lines.call(request.who, request.command, dict(request.given), library)
        return command_lines.run(request.who, request.text, library)
    except RefusedError as refusal:
        return Outcome(reply=refusal.card, refused=True)


def reads_only(request: r.Asking) -> bool:
    """Say whether a request changes nothing."""
    return type(request) in READS


def handle(tx: Tx, ctx: Context, request: r.Asking) -> Outcome:
    """Carry out a request; what cannot be done gives the person a sentence that says what to do."""
    reading = READS.get(type(request))
    use_case = reading or WRITES[type(request)]
    overheard = isinstance(request, r.Said | r.Deleted)
    if reading is None and request.who.member and not overheard:
        _see(tx, ctx, request.who)
    if type(request) in ONCE and not tx.answers.first_time(request.who.space, request.who.event, ctx.now):
        return NOTHING
    try:
        outcome = use_case(tx, ctx, request)
    except RefusedError as refusal:
        return Outcome(reply=refusal.card, refused=True, field=refusal.field)
    if overheard and (outcome.unjudged is not None or outcome.reply is not None):
        _see(tx, ctx, request.who)  # of who merely writes in a thread that is none of ours, nothing is kept
    return outcome


def _see(tx: Tx, ctx: Context, who: r.Asker) -> None:
    """Remember the name a member goes by now; most often it is the one we know."""
    known = tx.spaces.member(who.space, who.member)
    name = " ".join(clean(who.name).split())[:_LONGEST_NAME] or (known.name if known else who.member)
    locale = who.locale or (known.locale if known else "en")
    if known is None or known.name != name or known.locale != locale:
        tx.spaces.see(who.space, who.member, name, locale, ctx.now)
