"""The conversation that goes through every message there is.

`python -m tests.bot.adapters.discord.scenes` writes the pages in `golden/` anew.
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import timedelta
from pathlib import Path

from bot.practice.actions import pressed
from bot.practice.contract import Reason, SendFailedError
from bot.practice.requests import Called, LeaveSpace, OnlySpaces, OpenSpace, UseMessage, VerdictOf
from tests.bot.adapters.discord.album import GOLDEN, SPACE, THREAD, Album, text, written
from tests.scenarios.test_answering import FULL, HALF

STORY = (
    "At my last job the press broke two days before harvest. I was responsible for the cider. I called three "
    "neighbours and I hired another press. We lost half a day instead of a week."
)
_TRICKS = "# @everyone <@1> **bold** ```py\n- a list ||spoiler|| [x](https://a.b) <t:1:R>"


async def conversation(album: Album) -> None:
    """Go through every message there is."""
    await _set_up(album)
    await _knowledge(album)
    await _boards(album)
    await _quizzes(album)
    await _days(album)
    await _managers(album)
    await _privacy(album)
    await _refusals(album)
    await _leaving(album)


async def _set_up(album: Album) -> None:
    album.page = "managers"
    await album.ask("adds Hotseat", OpenSpace(album.who("boss"), platform="discord", name="Orchard", zone="UTC"))
    await album.calls("boss", "daily show")
    await album.presses("boss", "Set up")
    when = {"days": "mon-fri", "time": "09:00", "zone": "Europe/Berlin", "hours": "0h"}
    await album.sends("boss", topics="all", level="any", answers="open", **when)
    await album.calls("boss", "daily set", time="08:00", zone="UTC", ping="77")
    await album.presses("boss", "Ping nobody")
    await album.calls("boss", "daily preview")
    await album.calls("boss", "daily now")


async def _knowledge(album: Album) -> None:
    album.page = "verdicts"
    await album.presses("ana", "My verdict")
    await album.presses("ana", "Answer privately")
    await album.sends("ana", text=HALF)
    await album.presses("ana", "My verdict", on=album.question)
    await album.presses("ana", "Answer privately", on=album.question)
    await album.sends("ana", text="A shovel is a nice thing to have around the place, I would say.")
    await album.presses("ana", "Keep the earlier answer")
    await album.presses("ana", "Hint", on=album.question)
    await album.presses("raj", "Answer privately", on=album.question)
    await album.sends("raj", text=FULL, show_after_close="yes")
    await album.presses("li", "Answer privately", on=album.question)
    await album.sends("li", text="I don't know.")
    talk = await album.says("mo", "Good luck!")
    await album.ask("My verdict, on the message", VerdictOf(album.who("mo"), talk, THREAD))
    await album.ask("Use as my answer, on the message", UseMessage(album.who("mo"), talk))
    await album.presses("eve", "Answer privately", on=album.question)
    await album.sends("eve", text=FULL)
    await album.calls("mo", "verdict")
    await album.calls("nobody", "verdict")
    album.page = "answers"
    await album.presses("ana", "Reveal model answer", on=album.question)
    await album.presses("ana", "Show the model answer")
    await album.presses("nobody", "Reveal model answer", on=album.question)
    album.page = "verdicts"
    await album.presses("ana", "My verdict", on=album.question)
    await album.presses("ana", "I did cover this")
    await album.presses("ana", "When branches go")
    await album.presses("ana", "Answer privately", on=album.question)
    await album.sends("ana", text=HALF)
    album.page = "answers"
    await album.presses("raj", "Report this question", on=album.question)
    await album.sends("raj", reason=_TRICKS)


async def _boards(album: Album) -> None:
    album.page = "boards"
    for period in ("week", "month", "all"):
        await album.calls("ana", "leaderboard", period=period)
    await album.calls("nobody", "leaderboard", topic="trees", everywhere="yes")
    await album.calls("ana", "leaderboard")
    await album.presses("ana", "Post here")
    await album.calls("ana", "stats")
    await album.presses("ana", "Post here")
    await album.calls("nobody", "stats")
    await album.calls("ana", "topics")
    await album.presses("ana", "Post here")
    await album.calls("ana", "help")
    await album.calls("ana", "help", command="daily")


async def _days(album: Album) -> None:
    """Choice, several choices, a story; each closed the day after."""
    album.page = "verdicts"
    album.clock.now += timedelta(hours=2)
    await album.day()
    await album.presses("ana", "A", on=album.question)
    await album.presses("ana", "Confirm")
    await album.presses("raj", "B", on=album.question)
    await album.presses("raj", "Confirm")
    await album.presses("raj", "B", on=album.question)
    album.page = "answers"
    await album.calls("ana", "verdict")
    album.page = "verdicts"
    await album.day()
    await album.presses("ana", "Choose", on=album.question)
    await album.presses("ana", "A")
    await album.presses("ana", "C")
    await album.presses("ana", "Confirm")
    album.page = "managers"
    await album.calls("boss", "daily set", answers="hidden", hours="24h")
    await album.day()
    album.page = "answers"
    await album.presses("ana", "Reveal model answer", on=album.question)
    await album.presses("ana", "Show the model answer")
    kept = [m for heading, m in album.pages["posts"] if heading == "closed, changed"]
    closed = next(m for m in kept if text(m).startswith("**Question of the day: Orchard (mid)"))
    await album.presses("ana", "Show answers", on=closed)
    await album.presses("nobody", "Reveal model answer", on=closed)
    await album.presses("ana", "My verdict", on=closed)


async def _quizzes(album: Album) -> None:
    album.page = "questions"
    await album.calls("ana", "quiz", topic="stories", private="yes")
    album.page = "verdicts"
    await album.presses("ana", "Answer")
    await album.sends("ana", text=STORY)
    await album.presses("ana", "My verdict")
    album.page = "questions"
    await album.calls("li", "quiz", topic="azur")
    await album.calls("li", "quiz", topic="bees")
    await album.calls("li", "quiz", topic="tools")
    await album.presses("li", "Close it")
    await album.calls("li", "quiz", topic="trees", level="mid")
    await album.ask("opens a conversation", OpenSpace(album.who("li", direct=True), "discord", "Li", "UTC"))
    await album.calls("li", "quiz", direct=True, topic="trees", level="mid")
    album.page = "verdicts"
    await album.says("li", HALF, direct=True)
    await album.says("li", "And what else?", direct=True)


async def _managers(album: Album) -> None:
    album.page = "managers"
    for command in ("daily pause", "daily resume", "daily skip", "daily close", "daily show"):
        await album.calls("boss", command)
    await album.calls("boss", "daily pause", until="2027-01-04")
    for name, value in (("zone", "Europe/Berlin"), ("week", "sun"), ("answers", "hidden"), ("weekly", "on")):
        await album.ask(f"/settings {name}", Called(album.who("boss"), f"settings {name}", ((name, value),)))
    await album.calls("boss", "settings manager", manager="+Ana")
    await album.calls("boss", "settings show")
    await album.calls("boss", "settings reports")
    await album.presses("boss", "Done with 1")
    await album.calls("boss", "settings appeals")
    await album.presses("boss", "Yes to 1")
    for _ in range(5):  # into the next week
        await album.day()
    await album.calls("boss", "daily stop")


async def _privacy(album: Album) -> None:
    album.page = "privacy"
    await album.calls("ana", "privacy show")
    await album.calls("ana", "privacy board", listed="off")
    await album.calls("ana", "privacy export")
    await album.calls("ana", "privacy forget")
    await album.presses("ana", "Remove it all")
    await album.calls("ana", "privacy forget")


async def _refusals(album: Album) -> None:
    album.page = "refusals"
    await album.calls("ana", "daily set", time="10:00")
    await album.calls("boss", "daily set", time="25:00")
    await album.calls("boss", "daily set", zone="Europe/Berln")
    await album.calls("boss", "daily set", days="mon-fry")
    await album.calls("boss", "daily set", topics="trees,azur")
    await album.calls("boss", "daily set", hours="9999h")
    await album.calls("boss", "daily pause", until="2020-01-01")
    await album.calls("boss", "settings manager", manager="Ana")
    await album.calls("ana", "trivia")
    await album.ask("[a button of old]", pressed(album.who("ana"), "verdict:0"))


async def _leaving(album: Album) -> None:
    album.page = "managers"
    await album.calls("boss", "daily set", time="09:00", zone="UTC", days="daily", topics="trees", hours="0h")
    album.broken.append(SendFailedError(Reason.FORBIDDEN))
    await album.day()
    await album.calls("boss", "daily show")
    await album.hotseat.desk.ask(OnlySpaces(album.who("boss"), platform="discord", spaces=(SPACE,)))
    await album.hotseat.desk.ask(LeaveSpace(album.who("boss")))
    await album.calls("boss", "daily show")
    added = OpenSpace(album.who("boss"), platform="discord", name="Orchard", zone="UTC")
    await album.ask("adds Hotseat again", added)


async def gathered() -> Album:
    """Go through the conversation."""
    with tempfile.TemporaryDirectory() as folder:
        album = Album(Path(folder))
        await album.start()
        try:
            await conversation(album)
            album.pages["posts"].sort(key=lambda kept: (kept[0], text(kept[1])))  # places are sent to side by side
            album.written = {page: written(entries) for page, entries in album.pages.items()}
        finally:
            await album.stop()
    return album


if __name__ == "__main__":
    for page, kept in asyncio.run(gathered()).written.items():
        (GOLDEN / f"{page}.md").write_text(kept, encoding="utf-8")
