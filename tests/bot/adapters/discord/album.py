"""Every message Hotseat shows on Discord, gathered along one conversation and kept in `golden/`.

`python -m tests.bot.adapters.discord.album` writes the pages anew.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.discord.components import modal, view
from bot.adapters.discord.rendering import LONGEST, Rendered, label, render
from bot.adapters.discord.sending import tag_of
from bot.app import Hotseat
from bot.practice.actions import pressed
from bot.practice.contract import Capabilities, MessageRef, OpenThread, Parcel, Reason, SendFailedError
from bot.practice.handling import understood
from bot.practice.messages import Card, Form, Message
from bot.practice.requests import (
    Asker,
    Asking,
    Called,
    Deleted,
    LeaveSpace,
    OnlySpaces,
    OpenSpace,
    Said,
    UseMessage,
    VerdictOf,
)
from content.judge.asked import Asked
from content.judge.engine import Sight, View
from content.judge.reading import Sentence
from content.library import Library
from content.readers.native import read_bank
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.stage import BANK, Clock, SteadyRandom
from tests.scenarios.test_answering import FULL, HALF

GOLDEN = Path(__file__).parent / "golden"
SPACE, PLACE, THREAD = "discord-1", "100", "200"
PAGES = ("questions", "verdicts", "answers", "boards", "managers", "privacy", "posts", "refusals")
LONG = Path(__file__).parent / "long.md"
"""A bank whose model answer takes several messages: code, a table, lists."""
STORY = (
    "At my last job the press broke two days before harvest. I was responsible for the cider. I called three "
    "neighbours and I hired another press. We lost half a day instead of a week."
)
_WORDS = ("jute", "February", "from freezing", "weekly")
"""What the scenarios' answers say of each point."""
_TRICKS = "# @everyone <@1> **bold** ```py\n- a list ||spoiler|| [x](https://a.b) <t:1:R>"
_IDS = re.compile(r"\b[0-9a-hjkmnp-tv-z]{16}\b")


def library() -> Library:
    """Read the scenarios' bank, and the long one."""
    banks = []
    for path in (BANK, LONG):
        bank, faults = read_bank(path.read_text(encoding="utf-8"), path)
        assert bank is not None
        assert not faults, faults
        banks.append(bank)
    return Library(banks)


class ByWord:
    """An engine that sees a point in one word, so that these pages need not change with the judge."""

    name, version = "word", "1"

    def look(self, asked: Asked, read: Sequence[Sentence]) -> View:
        """See the points whose word was said."""
        words = [next((word for word in _WORDS if word in point.claim), "") for point in asked.points]
        seen = [next((one.text for one in read if word and word in one.text), "") for word in words]
        return View(tuple(Sight(1.0 if text else 0.0, 0.0, swapped=False, said=text) for text in seen), 1.0)

    def likeness(self, asked: Asked, read: Sequence[Sentence]) -> float:
        """Find nothing alike."""
        return 0.0


class Album:
    """A bot whose every message is kept, under the page and the heading it belongs to."""

    platform = "discord"
    capabilities = Capabilities(max_text=LONGEST, private_in_thread=False, reads_threads=True, direct_in_space=False)

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.clock = Clock()
        self.pages: dict[str, list[tuple[str, Message]]] = {page: [] for page in PAGES}
        self.written: dict[str, str] = {}
        """Each page as text, once all is gathered."""
        self.asked: set[type[Asking]] = set()
        """Every request that was understood."""
        self.posted: set[str] = set()
        """Every kind of delivery."""
        self.page = "posts"
        self.front: dict[str, Message] = {}
        """What each person has in front of them."""
        self.question: Message | None = None
        """The question put up last."""
        self.ids = 300
        self.broken: list[SendFailedError] = []

    # --- as an adapter --------------------------------------------------------------------------------------

    async def connect(self) -> None:
        """Nothing to do."""

    async def close(self) -> None:
        """Nothing to do."""

    async def send(self, parcel: Parcel) -> MessageRef:
        """Keep a message."""
        if self.broken and parcel.opens_thread:
            raise self.broken.pop()
        kind = parcel.key.partition(":")[0]
        self.posted.add(kind)
        where = f"to {parcel.member} alone" if parcel.member else "in the thread" if parcel.thread else "in the channel"
        self.pages["posts"].append((f"{kind}, {'changed' if parcel.edits else where}", parcel.message))
        if parcel.member:
            self.front[parcel.member] = parcel.message
        elif kind == "question":
            self.question = parcel.message
        self.ids += 1
        return parcel.edits or MessageRef(parcel.place, str(self.ids), THREAD if parcel.opens_thread else parcel.thread)

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Find nothing."""
        return None

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said | Deleted]:
        """Hear nothing."""
        return ()

    # --- what people do ---------------------------------------------------------------------------------------

    async def start(self) -> None:
        """Start the bot."""
        upgrade(self.url)
        self.store = Store(self.url)
        self.hotseat = Hotseat(self.store, library(), ByWord(), self.clock, random=SteadyRandom())
        await self.hotseat.start([self])

    async def stop(self) -> None:
        """Stop the bot."""
        await self.hotseat.stop()
        self.store.close()

    def who(self, name: str, *, direct: bool = False) -> Asker:
        """Give somebody who asks; the boss manages the server."""
        self.ids += 1
        space, place = (f"discord-dm-{name}", f"dm-{name}") if direct else (SPACE, PLACE)
        return Asker(
            space=space,
            place=place,
            member=name,
            name=name.title(),
            event=f"e{self.ids}",
            platform_admin=name == "boss",
            direct=direct,
        )

    async def ask(self, heading: str, request: Asking | None) -> None:
        """Ask the desk, and keep what it shows."""
        assert request is not None, heading
        read = understood(request, self.hotseat.desk.library)
        if isinstance(read, Asking):
            self.asked.add(type(read))
        outcome = await self.hotseat.desk.ask(request)
        if outcome.unjudged is not None:
            outcome = await self.hotseat.desk.judge(outcome.unjudged)
        if outcome.reply is not None:
            self.pages[self.page].append((f"{request.who.member}: {heading}", outcome.reply))
            self.front[request.who.member] = outcome.reply
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()

    async def calls(self, name: str, called: str, /, *, direct: bool = False, **given: str) -> None:
        """Call a command."""
        options = " ".join(f"{option}:{value}" for option, value in given.items())
        request = Called(self.who(name, direct=direct), called, tuple(given.items()))
        await self.ask(f"/{called} {options}".rstrip(), request)

    async def presses(self, name: str, shown: str, *, on: Message | None = None) -> None:
        """Press a button on what is in front of somebody, or on the question."""
        for message in (on, self.front.get(name), self.question):
            if isinstance(message, Card):
                button = next((b for b in message.buttons if label(b.label) == shown), None)
                if button is not None:
                    await self.ask(f"[{shown}]", pressed(self.who(name), button.action))
                    return
        raise AssertionError(f"{name} sees no {shown}, but:\n{[text(m) for m in (on, self.front.get(name)) if m]}")

    async def sends(self, name: str, **values: str) -> None:
        """Send the form in front of somebody."""
        form = self.front[name]
        assert isinstance(form, Form)
        await self.ask("sends the form", pressed(self.who(name), form.action, values))

    async def says(self, name: str, text: str, *, direct: bool = False) -> str:
        """Type a message in the thread, or alone with the bot."""
        who = self.who(name, direct=direct)
        said = Said(who, text, who.event, None if direct else THREAD, self.clock())
        await self.ask("says something", said)
        return who.event

    async def day(self) -> None:
        """Let a day pass."""
        self.clock.now += timedelta(days=1)
        await self.hotseat.desk.due()
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()


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


# --- as text --------------------------------------------------------------------------------------------------


def written(entries: list[tuple[str, Message]]) -> str:
    """Write a page, each message once."""
    return "\n".join(dict.fromkeys(f"# {heading}\n\n{text(message)}\n" for heading, message in entries))


def text(message: Message) -> str:
    """Write a message as Discord is sent it: its texts, files and buttons; or a form's parts."""
    if isinstance(message, Form):
        return _form(message)
    shown = render(message)
    files = [f"📎 {file.name}" for file in shown.files]
    return "\n".join(["\n-- the next message --\n".join(shown.texts), *files, *_rows(shown)])


def _rows(shown: Rendered) -> list[str]:
    made = view(shown.buttons, tag_of("key"))
    rows = made.to_components() if made is not None else []
    marks = {1: "!", 2: "", 4: "!!"}
    return ["> " + " ".join(f"[{b['label']}{marks[b['style']]}]" for b in row["components"]) for row in rows]


def _form(form: Form) -> str:
    made = modal(form)
    made.stop()
    sent: dict[str, Any] = made.to_dict()
    parts = [f"▭ {sent['title']}"]
    for part in sent["components"]:
        if part["type"] == 10:
            parts.append(str(part["content"]))
            continue
        inner = part["component"]
        about = f" ({part['description']})" if part.get("description") else ""
        chosen = [o["label"] for o in inner.get("options", ()) if o.get("default")]
        value = chosen or inner.get("value") or inner.get("default") or ""
        parts.append(f"▭ {part['label']}{about}: {value}")
    kept = _IDS.sub("…", sent["custom_id"])
    return "\n".join([*parts, f"▭ id {kept}"])


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
