"""Buttons carry an action, the request's verb and what it needs; here it is written and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.practice.requests import (
    AnswerForm,
    AppealForm,
    AppealPoint,
    Asker,
    AskForget,
    Asking,
    AskNow,
    AskReveal,
    Choose,
    CloseRound,
    ConfirmChoice,
    DailyForm,
    DecideAppeal,
    ExportMine,
    ForgetMe,
    KeepEarlier,
    ListMe,
    OpenQuiz,
    PingNobody,
    PostBoard,
    PostStats,
    PostTopics,
    PreviewDaily,
    ReportForm,
    ResumeDaily,
    Reveal,
    SendReport,
    SettleReport,
    ShowAnswers,
    ShowAppeals,
    ShowBoard,
    ShowDaily,
    ShowHelp,
    ShowHint,
    ShowReports,
    ShowSettings,
    ShowStats,
    ShowTopics,
    ShowVerdict,
    SubmitAnswer,
    SubmitDaily,
    UseMessage,
)

VERBS: Mapping[str, type[Asking]] = {
    "answer": AnswerForm,
    "submit": SubmitAnswer,
    "choose": Choose,
    "confirm": ConfirmChoice,
    "hint": ShowHint,
    "verdict": ShowVerdict,
    "reveal": AskReveal,
    "show": Reveal,
    "report": ReportForm,
    "reported": SendReport,
    "keep": KeepEarlier,
    "appeal": AppealForm,
    "covered": AppealPoint,
    "answers": ShowAnswers,
    "close": CloseRound,
    "use": UseMessage,
    "quiz": OpenQuiz,
    "board": ShowBoard,
    "post-board": PostBoard,
    "stats": ShowStats,
    "post-stats": PostStats,
    "topics": ShowTopics,
    "post-topics": PostTopics,
    "daily": ShowDaily,
    "daily-form": DailyForm,
    "daily-set": SubmitDaily,
    "preview": PreviewDaily,
    "now": AskNow,
    "ping-nobody": PingNobody,
    "resume": ResumeDaily,
    "settings": ShowSettings,
    "reports": ShowReports,
    "settle": SettleReport,
    "appeals": ShowAppeals,
    "decide": DecideAppeal,
    "export": ExportMine,
    "forget": AskForget,
    "forget-me": ForgetMe,
    "list-me": ListMe,
    "help": ShowHelp,
}


_VERB_OF = {request: verb for verb, request in VERBS.items()}


def action(request: type[Asking], *arguments: str) -> str:
    """Write the action of a button: the request's verb and its first arguments, in field order."""
    return ":".join((_VERB_OF[request], *arguments))


def pressed(who: Asker, text: str, values: Mapping[str, Any] | None = None) -> Asking | None:
    """Read a pressed button's action, or a submitted form's with its values; None if we never wrote it.

    An action comes back from outside and may have been edited by hand: only the shape is checked here, whether
    this member may, in this place, is the use case's to say.
    """
    verb, *arguments = text.split(":")
    request = VERBS.get(verb)
    if request is None:
        return None
    named = {field.name: field for field in fields(request) if field.name != "who"}
    given: dict[str, Any] = dict(zip(named, arguments, strict=False))
    given.update({name: value for name, value in (values or {}).items() if name in named})
    required = {n for n, f in named.items() if f.default is f.default_factory}
    if len(arguments) > len(named) or not required <= given.keys():
        return None
    for name, value in given.items():
        if named[name].type == "bool" and isinstance(value, str):
            given[name] = value == "yes"
    return request(who, **given)
