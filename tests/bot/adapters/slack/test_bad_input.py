"""What is edited by hand or never was ours: refused or shown harmless, logged without the text, nothing lost."""

from __future__ import annotations

import pytest

from tests.bot.adapters.slack.shown import TRICKS
from tests.bot.adapters.slack.test_events import kept
from tests.emulators.slack import reading
from tests.emulators.slack.people import Button
from tests.emulators.slack.world import Json
from tests.scenarios.slack_stage import SlackStage
from tests.scenarios.test_answering import FULL


def forged(stage: SlackStage, who: str, action: str) -> Json:
    """Write a press of a button that was edited by hand."""
    user = stage.user(who)
    button: Button = next(b for b in stage.people.buttons(user) if b.element["text"]["text"] == "Hint")
    payload = stage.people.press_payload(user, button)
    payload["actions"][0] |= {"action_id": action, "value": action}
    return payload


@pytest.mark.row("a button nobody wrote")
@pytest.mark.parametrize("action", ["", "nonsense", "hint", "hint:a:b:c:d", "submit:x", "hint:nobody", "choose:x:99"])
async def test_an_unknown_or_edited_button_changes_nothing(stage: SlackStage, action: str) -> None:
    await stage.slack.interact(forged(stage, "ana", action))
    await stage.settles()
    shown = stage.people.reads(stage.user("ana"))
    assert "I do not know that button any more." in shown or "That question is no longer here." in shown
    await stage.presses("ana", "Hint")
    await stage.sees("ana", "Think of what a tree wears")


async def test_somebody_elses_private_question_stays_theirs(stage: SlackStage) -> None:
    await stage.commands("ana", "/quiz stories private")
    ana = stage.user("ana")
    button = next(b for b in stage.people.buttons(ana) if b.element["text"]["text"] == "Answer")
    await stage.slack.interact(forged(stage, "raj", button.element["action_id"]))
    await stage.settles()
    await stage.sees("raj", "That question was put to somebody else alone.")
    await stage.sees_no("raj", "harvest that went wrong")


@pytest.mark.row("a form whose place was edited by hand")
async def test_a_form_whose_place_was_edited_is_refused(stage: SlackStage) -> None:
    await stage.presses("ana", "Answer privately")
    modal = stage.people.w.modals[stage.user("ana").id]
    modal.view["private_metadata"] = '{"place": "CELSEWHERE"}'
    await stage.fills("ana", text=FULL)
    await stage.sees("ana", "That button belongs to a question in another channel.")


async def test_markup_in_a_name_and_an_answer_is_shown_as_it_is(
    stage: SlackStage, capsys: pytest.CaptureFixture[str]
) -> None:
    eve = stage.user("*eve* <!channel>")
    trick = f"{FULL} <!channel> <@UBOSS> *x* `y` ```z``` xyzzy"
    await stage.presses(eve.name, "Answer privately")
    await stage.fills(eve.name, text=trick, show_after_close=True)
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. *Eve* <!Channel>")
    await stage.passes(hours=25)
    await stage.presses("raj", "Show answers")
    await stage.sees("raj", "<!channel> <@UBOSS> *x*")
    for message in stage.people.w.messages:
        if message.user == stage.people.w.bot_user:
            assert not reading.mentions(message.text + str(message.blocks))
    assert "xyzzy" not in capsys.readouterr().out


async def test_four_thousand_characters_of_markup_are_stored_whole_shown_harmless_and_never_logged(
    stage: SlackStage, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (f"{FULL} {TRICKS} xyzzy " * 40)[:4000]
    handle = await stage.says("ana", text)
    message = await kept(stage, stage.typed[handle])
    assert message is not None
    assert message.text.startswith(FULL)
    assert len(message.text) > 3900
    await stage.presses("raj", "Answer privately")
    await stage.fills("raj", text=text[:3000], show_after_close=True)
    await stage.passes(hours=25)
    await stage.presses("boss", "Show answers")
    await stage.sees("boss", "@everyone")
    for shown in [m for m in stage.people.w.messages if m.user == stage.people.w.bot_user]:
        assert not reading.mentions(shown.text + str(shown.blocks))
    assert not reading.mentions(str(stage.people.w.modals[stage.user("boss").id].view))
    logged = capsys.readouterr()
    assert "xyzzy" not in logged.out + logged.err
