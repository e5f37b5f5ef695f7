"""The sentences of appeals, in English; the same rules as in `english`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.practice.english import Template

ENGLISH_APPEALS: Mapping[str, Template] = {
    # --- on the verdict ---
    "verdict.appeal_open": "With the managers: {cues}.",
    "verdict.appeal_accepted": "Counted after your appeal: {cues}.",
    "verdict.appeal_declined": "Not counted after your appeal: {cues}.",
    "verdict.was": "Before that, the score was {score}.",
    "verdict.judged_again": "Judged again by a newer judge; before that, the score was {score}.",
    # --- the member ---
    "appeal.title": "I did cover this",
    "appeal.how": "Which point does your answer make? The managers will read your answer and decide; you will hear.",
    "appeal.sent": "It is with the managers. You will hear what they decide.",
    "appeal.not_yet": "You can say so once the points are shown in full: after the close, or after the model answer.",
    "appeal.too_late": "It is too late to say so: that can be done for seven days after the points are shown.",
    "appeal.nothing": "There is no point left to say that of.",
    "appeal.not_this": "That point is covered already, or with the managers.",
    "appeal.accepted": "The managers agree: your answer makes the point “{cue}”. The question was: {prompt}",
    "appeal.declined": "The managers do not see the point “{cue}” in your answer. The question was: {prompt}",
    "appeal.score": "Your score went from {before} to {after}.",
    "appeal.as_before": "Your score stays {score}.",
    "appeal.worth": ("Your answer is worth one point now.", "Your answer is worth {count} points now."),
    # --- the managers ---
    "appeals.title": ("One appeal", "{count} appeals"),
    "appeals.line": "{number}. {name} says that their answer makes this point, {when}.",
    "appeals.point": "The point:",
    "appeals.answer": "The answer:",
    "appeals.more": ("One more waits.", "{count} more wait."),
    "appeals.note": "A yes changes the verdict and the points. */settings appeals* lists what is open.",
    "appeals.none": "No appeal is open.",
    "appeals.gone": "That appeal is no longer here.",
    "appeals.accepted": "Counted: {name}, “{cue}”. They will hear.",
    "appeals.declined": "Not counted: {name}, “{cue}”. They will hear.",
    "appeals.was_accepted": "That was decided already: {by} let {name}'s point “{cue}” count.",
    "appeals.was_declined": "That was decided already: {by} did not let {name}'s point “{cue}” count.",
    "button.appeal": "I did cover this",
    "button.point": "{cue}",
    "button.appeal_yes": "Yes to {number}",
    "button.appeal_no": "No to {number}",
    "button.appeals": ("One appeal", "{count} appeals"),
    "command.settings_appeals": "the points members say they did cover",
}
