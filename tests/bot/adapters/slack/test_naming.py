"""Commands go by the names they have in a workspace, in all that is said."""

from __future__ import annotations

import re

import pytest

from bot.adapters.slack import mrkdwn
from bot.adapters.slack.naming import Names
from bot.practice.commands import COMMANDS
from bot.practice.messages import Sentence, Slash, say
from bot.practice.sentences import LOCALES
from tests.scenarios.slack_stage import SlackStage

NAMES = Names("hs-")
COMMAND = re.compile("/(?:" + "|".join(command.name for command in COMMANDS) + r")\b")
TEMPLATES = [
    (key, template)
    for key, forms in LOCALES["en"].items()
    for template in ([forms] if isinstance(forms, str) else forms)
    if COMMAND.search(template)
]


@pytest.mark.parametrize(("key", "template"), TEMPLATES)
def test_every_command_in_a_sentence_is_set_off_as_one(key: str, template: str) -> None:
    without = re.sub(r"\*[^*]+\*", "", template)
    assert key.startswith("room.") or not COMMAND.search(without)


@pytest.mark.parametrize(
    ("command", "shown"),
    [("/quiz aws", "/hs-quiz aws"), ("/help", "/hs-quiz help"), ("/help daily", "/hs-quiz help daily")],
)
def test_a_command_is_shown_as_it_is_typed_here_and_read_back(command: str, shown: str) -> None:
    assert NAMES.shown(command) == shown
    name, _, text = shown.partition(" ")
    assert NAMES.understood(name, text) == command.removeprefix("/")


def test_both_renderings_of_a_sentence_name_it_so() -> None:
    said = say("answer.nothing_asked", command=Slash("/quiz"))
    assert "/hs-quiz" in NAMES.text(said)
    assert "*/hs-quiz*" in mrkdwn.sentence(said, NAMES)
    assert "/quiz" not in NAMES.text(Sentence("refused.unknown")).replace("/hs-quiz", "")


async def test_where_a_prefix_is_set_commands_are_understood_and_named_with_it(stage: SlackStage) -> None:
    await stage.halt()
    stage.prefix = "hs-"
    await stage.start()
    await stage.commands("ana", "/hs-stats")
    await stage.sees("ana", "/hs-quiz asks a question")
    await stage.commands("ana", "/hs-quiz azur")
    await stage.sees("ana", "All: /hs-topics")
    await stage.commands("ana", "/hs-quiz help")
    await stage.sees("ana", "/hs-leaderboard [week|month|all]", "/hs-quiz help daily")
    said = [m for m in stage.people.w.messages if m.viewer]
    assert not COMMAND.search(" ".join(m.text + str(m.blocks) for m in said))
