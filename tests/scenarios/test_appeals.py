"""Appeals: a member says *I did cover this*, a manager decides, and the verdict and the points follow."""

from __future__ import annotations

from tests.scenarios.stage import Stage

ANSWER = (
    "Wrap the young trunks in jute against the frost, and mulch keeps the soil around the roots from freezing. "
    "Somebody looks through the cellar on Mondays."
)


async def _reveals(stage: Stage, who: str) -> None:
    await stage.presses(who, "Reveal model answer")
    await stage.presses(who, "Show the model answer")


async def _appeals(stage: Stage, who: str, point: str = "In the store") -> None:
    """Answer, see the model answer, and appeal a point."""
    await stage.says(who, ANSWER)
    await _reveals(stage, who)
    await stage.presses(who, "My verdict")
    await stage.presses(who, "I did cover this")
    await stage.presses(who, point)


async def test_a_point_is_appealed_and_counted(stage: Stage) -> None:
    await stage.says("ana", ANSWER)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await _reveals(stage, "ana")
    await stage.presses("ana", "My verdict")
    await stage.presses("ana", "I did cover this")
    await stage.sees("ana", "The managers will read your answer and decide", "Stored apples are checked weekly")
    await stage.presses("ana", "In the store")
    await stage.sees("ana", "It is with the managers.")
    await stage.sees_no("boss", "Ana says that their answer makes this point")
    await stage.passes(hours=1)
    await stage.sees("boss", "One appeal", "Ana says that their answer makes this point", "Somebody looks through the")
    await stage.sees_no("raj", "Ana says that their answer makes this point")
    await stage.presses("boss", "Yes to 1")
    await stage.sees("boss", "Counted: Ana, “in the store”. They will hear.", "No appeal is open.")
    await stage.sees("ana", "The managers agree: your answer makes the point “in the store”.", "Your score went from")
    await stage.sees_no("raj", "The managers agree")
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 3 of 4 key points.", "Counted after your appeal: in the store.")
    await stage.sees("ana", "Before that, the score was")


async def test_points_follow_also_after_the_close(stage: Stage) -> None:
    await stage.says("ana", ANSWER)
    await stage.says("raj", "Wrap the young trunks in jute against the frost, old branches go in February.")
    await stage.passes(hours=25)
    await stage.commands("ana", "/verdict")
    await stage.presses("ana", "I did cover this")
    await stage.presses("ana", "In the store")
    await stage.presses("ana", "When branches go")
    await stage.passes(hours=24)
    await stage.sees("boss", "2 appeals")
    await stage.presses("boss", "Yes to 1")
    await stage.presses("boss", "Yes to 1")
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 4 of 4 key points. Score 100, worth 150.")
    await stage.commands("raj", "/leaderboard")
    await stage.sees("raj", "1. Ana 150")


async def test_a_no_leaves_everything_and_is_told(stage: Stage) -> None:
    await _appeals(stage, "ana")
    await stage.passes(hours=1)
    await stage.presses("boss", "No to 1")
    await stage.sees("boss", "Not counted: Ana, “in the store”.")
    await stage.sees("ana", "The managers do not see the point “in the store” in your answer.", "Your score stays")
    await stage.commands("ana", "/verdict")
    await stage.sees("ana", "Covered 2 of 4 key points.", "Not counted after your appeal: in the store.")
    await stage.presses("ana", "I did cover this")
    await stage.sees_no("ana", "Covered 3 of 4")


async def test_it_is_decided_once(stage: Stage) -> None:
    await _appeals(stage, "ana")
    await stage.passes(hours=1)
    await stage.presses("boss", "No to 1")
    await stage.presses("boss", "Yes to 1")
    await stage.sees("boss", "That was decided already: Boss did not let Ana's point “in the store” count.")
    await stage.commands("ana", "/verdict")
    await stage.sees_no("ana", "Covered 3 of 4")


async def test_before_the_points_are_shown_there_is_nothing_to_appeal(stage: Stage) -> None:
    await stage.says("ana", ANSWER)
    await stage.sees("ana", "Covered 2 of 4 key points.")
    await stage.sees_no("ana", "I did cover this")


async def test_after_seven_days_it_is_too_late(stage: Stage) -> None:
    await stage.says("ana", ANSWER)
    await stage.passes(hours=25)
    await stage.commands("ana", "/verdict")
    await stage.passes(hours=24 * 7)
    await stage.presses("ana", "I did cover this")
    await stage.sees("ana", "It is too late to say so")


async def test_one_digest_a_day_and_none_without_something_new(stage: Stage) -> None:
    await _appeals(stage, "ana")
    await stage.passes(hours=1)
    await stage.sees("boss", "One appeal")
    await stage.presses("ana", "When branches go")
    await stage.passes(hours=1)
    await stage.sees_no("boss", "2 appeals")
    await stage.passes(hours=23)
    await stage.sees("boss", "2 appeals")


async def test_what_is_open_is_listed_for_managers_alone(stage: Stage) -> None:
    await stage.commands("boss", "/settings appeals")
    await stage.sees("boss", "No appeal is open.")
    await _appeals(stage, "ana")
    await stage.commands("boss", "/settings appeals")
    await stage.sees("boss", "Ana says that their answer makes this point")
    await stage.commands("raj", "/settings appeals")
    await stage.sees("raj", "Only managers can do that.")
    await stage.sees_no("raj", "Ana says that")


async def test_a_forgotten_members_appeals_are_gone(stage: Stage) -> None:
    await _appeals(stage, "ana")
    await stage.passes(hours=1)
    await stage.commands("ana", "/privacy forget")
    await stage.presses("ana", "Remove it all")
    await stage.presses("boss", "Yes to 1")
    await stage.sees("boss", "That appeal is no longer here.")
    await stage.commands("boss", "/settings appeals")
    await stage.sees("boss", "No appeal is open.")


async def test_a_digest_still_works_after_a_restart(stage: Stage) -> None:
    await _appeals(stage, "ana")
    await stage.passes(hours=1)
    await stage.restarts()
    await stage.presses("boss", "Yes to 1")
    await stage.sees("ana", "The managers agree")
