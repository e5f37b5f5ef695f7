"""A bot whose every message on Discord is kept, page by page; the pages stand in `golden/`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.adapters.discord.components import modal, view
from bot.adapters.discord.rendering import Rendered, label, render
from bot.adapters.discord.sending import tag_of
from bot.app import Hotseat
from bot.practice.actions import pressed
from bot.practice.contract import Capabilities, MessageRef, OpenThread, Parcel, SendFailedError
from bot.practice.handling import understood
from bot.practice.messages import Card, Form, Message
from bot.practice.requests import (
    Asker,
    Asking,
    Called,
    Deleted,
    Said,
)
from content.judge.asked import Asked
from content.judge.engine import Sight, View
from content.judge.reading import Sentence
from content.library import Library
from content.readers.native.bank import read_bank
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.stage import BANK, Clock, SteadyRandom

GOLDEN = Path(__file__).parent / "golden"
SPACE, PLACE, THREAD = "discord-1", "100", "200"
PAGES = ("questions", "verdicts", "answers", "boards", "managers", "privacy", "posts", "refusals")
LONG = Path(__file__).parent / "long.md"
"""A bank whose model answer takes several messages: code, a table, lists."""
_WORDS = ("jute", "February", "from freezing", "weekly")
"""What the scenarios' answers say of each point."""
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
    capabilities = Capabilities(private_in_thread=False, reads_threads=True, direct_in_space=False)

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

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Give the address of a thread."""
        return f"https://discord.com/channels/1/{message.thread}"

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
