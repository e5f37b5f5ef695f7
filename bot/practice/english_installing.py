"""The pages on which the bot is installed by its URL, in English."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH_INSTALLING: Mapping[str, str] = {
    "install.title": "Add Hotseat to Slack",
    "install.about": "{about}. Nothing is posted until you choose a channel.",
    "install.allow": "Add to Slack",
    "install.done": "Hotseat is in {name}",
    "install.next": "It has written you a direct message: choose a channel there, or try a question.",
    "install.open": "Open Slack",
    "install.failed": "Hotseat was not installed",
    "install.again": "Begin again",
    "install.access_denied": "You did not allow it. Nothing was changed.",
    "install.invalid_browser": "This install was not begun in this browser, or your browser keeps no cookies for this "
    "page.",
    "install.invalid_state": "This install was finished before, or begun more than ten minutes ago.",
    "install.invalid_code": "Slack does not know this install any more.",
    "install.organization": "Hotseat is installed in one workspace at a time, not in a whole organization. Choose a "
    "workspace where Slack asks for it.",
    "install.not_stored": "It could not be stored. Try again in a moment.",
    "install.no_slack": "Slack could not be reached. Try again in a moment.",
    "install.other": "Slack says: {reason}.",
    "install.gone": "Hotseat is not installed in this workspace any more. Whoever looks after its apps can install it "
    "again: {url}",
    "install.gone_here": "Hotseat is not installed in this workspace any more. Whoever runs it can install it again.",
}
