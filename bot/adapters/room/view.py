"""One page in front of one member: the channels, the conversation, the thread beside it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote, unquote

import structlog
from nicegui import Client, ui
from nicegui.events import GenericEventArguments

from bot.adapters.room import people
from bot.adapters.room.column import Column
from bot.adapters.room.elements import Address, Box, button, element, words
from bot.adapters.room.forms import FormDialog, Values
from bot.adapters.room.post_view import Deeds
from bot.adapters.room.sidebar import Sidebar
from bot.adapters.room.talk import Shown, Spot, Talk, Whisper
from bot.practice import commands, sentences
from bot.practice.access import RefusedError
from bot.practice.contract import Outcome
from bot.practice.messages import Card, Form, Sentence, TextField, Word, say
from bot.practice.requests import Asker, Asking, Typed, pressed
from storage.errors import StoreError

log = structlog.get_logger(__name__)


def _text(key: str) -> str:
    return sentences.text(say(key))


class View:
    """A page in front of a member."""

    def __init__(self, talk: Talk, member: str, client: Client) -> None:
        """Take whose page it is."""
        self.member = member
        self._talk = talk
        self._client = client
        self._name = ""
        self._own = people.own_place(member)
        self._spot = Spot(people.DAILY)
        self._thread: Column | None = None
        self._unasked = False
        """Whether the thread was opened by us, so that a narrow screen need not show it."""
        self._column: Column | None = None
        self.asked: asyncio.Future[None] | None = None
        """Done once the reader gave a name, or would not."""

    # --- building ---------------------------------------------------------------------------------------------

    async def build(self, path: str) -> None:
        """Build the page for an address."""
        self._name = await self._talk.name(self.member)
        newest = await self._talk.read(lambda tx: tx.room.newest(self.member))
        self._address = Address().on("moved", self._moved)
        with element("div", "room") as self._room:
            self._sidebar = Sidebar(self._talk.channels(), self._own, go=self._go, rename=self._rename)
            self._main = element("main", "channel-pane")
            self._aside = element("aside", "thread-pane", aria_label=_text("room.thread"))
        self._sidebar.show_name(self._name)
        for place, post in newest.items():
            self._sidebar.news(place, post)
        spot, known = self._read_path(path)
        await self._open_place(spot.place)
        if spot.thread is not None:
            await self._open_thread(spot.thread)
        elif known and spot.place == people.DAILY:
            await self._open_todays_thread()
        self._client.title = self._title()
        self._show_address(instead=True)

    def _read_path(self, path: str) -> tuple[Spot, bool]:
        """Read an address; one that leads nowhere leads to the daily question."""
        parts = [unquote(part) for part in path.strip("/").split("/")]
        if parts == [""]:
            return Spot(people.DAILY), True
        place = self._own if parts[1:2] == ["me"] else next(iter(parts[1:2]), "")
        if parts[0] != "c" or (place not in self._talk.channels() and place != self._own):
            return Spot(people.DAILY), False
        thread = int(parts[2]) if len(parts) > 2 and parts[2].isdecimal() else None
        return Spot(place, thread), True

    def _path(self) -> str:
        place = "me" if self._spot.place == self._own else quote(self._spot.place, safe="")
        asked_for = self._thread is not None and not self._unasked
        thread = f"/{self._thread.spot.thread}" if self._thread is not None and asked_for else ""
        return f"/c/{place}{thread}"

    def _show_address(self, *, instead: bool = False) -> None:
        self._address.show(self._path(), self._title(), instead=instead)

    def _title(self) -> str:
        return f"{self._place_name(self._spot.place)} · {_text('app.name')}"

    def _place_name(self, place: str) -> str:
        return _text("app.name") if place == self._own else f"#{place}"

    def _deeds(self, spot: Spot) -> Deeds:
        """Give what can be done in a spot."""
        return Deeds(
            press=lambda action: self._press(spot, action),
            keep=lambda name, text: ui.download.content(text, name, "application/octet-stream"),
            open_thread=lambda post: self._guarded(spot, self._reply_in_thread(post)),
            edit=lambda post, text: self._edit(spot, post, text),
            delete=lambda post: self._guarded(spot, self._talk.delete(self.member, post)),
            dismiss=self._dismiss,
            go=self._go,
        )

    async def _open_place(self, place: str) -> None:
        spot = Spot(place)
        page = await self._talk.channel(place, self.member)
        await self._close_thread()
        self._spot = spot
        self._sidebar.open(place)
        self._main.clear()
        alone, name = place == self._own, self._place_name(place)
        with self._main:
            with element("header", "bar"):
                self._menu = button(_text("room.menu"), self._toggle_menu, "menu", aria_expanded="false")
                words("h2", name)
                words("p", _text("room.own_about") if alone else "", "about")
            self._column = Column(
                spot, self.member, sentences.text(say("room.messages", place=name)), self._deeds(spot), alone=alone
            )
            self._column.fill(page, self._talk.whispers(self.member, spot), self._load_earlier)
            if not page.posts:
                self._column.say_empty(self._first_words(place))
            label = sentences.text(say("room.message_label", place=name))
            self._box = self._message_box(spot, label, _text("room.message_hint"))

    def _first_words(self, place: str) -> Sentence:
        if place == self._own:
            return say("room.own_empty", command=Word("/quiz"))
        topic = "" if place == people.DAILY else f" {place}"
        return say("room.channel_empty", command=Word(f"/quiz{topic}"))

    def _message_box(self, spot: Spot, label: str, hint: str = "") -> Box:
        box = Box(
            label,
            hint=hint or label,
            draft=f"{spot.place}:{spot.thread or ''}",
            send=_text("room.send"),
            listed=_text("room.commands"),
            cursor="wide",
        )
        box.on("send", lambda event: self._send(spot, box, event.args["text"], event.args["number"]))
        box.on("complete", lambda event: self._complete(box, event.args))
        return box

    async def _open_thread(self, post: int, *, unasked: bool = False) -> bool:
        """Open a thread beside its channel; `unasked` ones cover nothing on a narrow screen."""
        spot = Spot(self._spot.place, post)
        page = await self._talk.thread(spot, self.member)
        if not page.posts:
            return False
        self._aside.clear()
        self._unasked = unasked
        self._room.classes(replace="room with-thread unasked" if unasked else "room with-thread")
        with self._aside:
            with element("header", "bar"):
                words("h2", _text("room.thread"))
                words("p", self._place_name(spot.place), "about")
                button("✕", self._leave_thread, "close", aria_label=_text("room.close_thread"))
            alone = spot.place == self._own
            self._thread = Column(spot, self.member, _text("room.thread_messages"), self._deeds(spot), alone=alone)
            self._thread.fill(page, self._talk.whispers(self.member, spot), lambda: None)
            box = self._message_box(spot, _text("room.thread_hint"))
            box.on("leave", self._leave_thread)
        return True

    async def _open_todays_thread(self) -> None:
        page = await self._talk.channel(people.DAILY, self.member)
        newest = next((shown for shown in reversed(page.posts) if self._talk.opens_thread(shown.post)), None)
        if newest is not None:
            await self._open_thread(newest.post.id, unasked=True)

    async def _close_thread(self) -> None:
        self._thread = None
        self._aside.clear()
        self._room.classes(replace="room")

    # --- what the reader does with the page -------------------------------------------------------------------

    async def _moved(self, event: GenericEventArguments) -> None:
        """Follow the reader back or forward."""
        await self._go(event.args, instead=True)

    async def _go(self, path: str, *, instead: bool = False) -> None:
        """Go to an address."""
        spot, _ = self._read_path(path)
        await self._guarded(spot, self._show_spot(spot))
        self._show_address(instead=instead)

    async def _show_spot(self, spot: Spot) -> None:
        self._close_menu()
        if self._column is None or spot.place != self._spot.place:
            await self._open_place(spot.place)
        if spot.thread is None:
            await self._close_thread()
        elif self._thread is None or self._thread.spot != spot:
            await self._open_thread(spot.thread)

    async def _reply_in_thread(self, post: int) -> None:
        await self._open_thread(post)
        self._show_address()

    async def _leave_thread(self) -> None:
        await self._close_thread()
        self._show_address()
        self._box.focus()

    def _toggle_menu(self) -> None:
        opened = self._sidebar.toggle()
        self._menu.props["aria-expanded"] = "true" if opened else "false"
        self._menu.update()

    def _close_menu(self) -> None:
        if self._sidebar.opened:
            self._toggle_menu()

    async def _load_earlier(self) -> None:
        if self._column is not None:
            page = await self._talk.channel(self._spot.place, self.member, before=self._column.first())
            self._column.fill_earlier(page)

    def _dismiss(self, whisper: int) -> None:
        self._talk.dismiss(self.member, whisper)

    def _complete(self, box: Box, text: str) -> None:
        found = commands.complete(text, self._talk.library)
        box.found(text, [(each.text, _text(each.about) if each.about else "") for each in found])

    # --- what the reader says and asks ------------------------------------------------------------------------

    async def _guarded(self, spot: Spot, work: Coroutine[Any, Any, object]) -> bool:
        """Do something; whoever asked for it hears what went wrong. Say whether it went well."""
        try:
            await work
        except RefusedError as refusal:
            self._talk.whisper(self.member, spot, refusal.card)
        except StoreError as error:
            log.exception("room request not stored", reason=str(error))
            self._talk.refuse(self.member, spot, say("refused.store"))
        except Exception:  # the page goes on; the person hears that this did not
            log.exception("room request failed")
            self._talk.refuse(self.member, spot, say("room.failed"))
        else:
            return True
        return False

    async def _send(self, spot: Spot, box: Box, text: str, number: str) -> None:
        """Take what was typed into a message box: a command, or a message."""
        if text.startswith("/"):
            await self._command(spot, box, text, number)
        elif await self._has_name():
            await self._say(spot, box, text, number)
        else:
            box.refused(number)

    async def _say(self, spot: Spot, box: Box, text: str, number: str) -> None:
        async def keep() -> None:
            posts.append(await self._talk.put_up(self.member, spot, text, number))

        posts: list[Any] = []
        if not await self._guarded(spot, keep()):
            box.refused(number)
            return
        box.stored(number)
        self._to_end(spot)
        await self._guarded(spot, self._talk.hand_over(posts[0]))

    async def _command(self, spot: Spot, box: Box, text: str, number: str) -> None:
        outcome = await self._ask(spot, lambda who: Typed(who, text.removeprefix("/")), f"typed:{number}")
        # What was wrong stays in the box, to be put right.
        (box.refused if outcome is None or outcome.refused else box.stored)(number)
        await self._answer(spot, outcome)

    async def _press(self, spot: Spot, action: str) -> None:
        await self._answer(spot, await self._ask(spot, lambda who: pressed(who, action)))

    async def _ask(self, spot: Spot, make: Callable[[Asker], Asking | None], event: str = "") -> Outcome | None:
        """Bring a request to the desk; None if nothing came of it, and the person knows why."""
        outcomes: list[Outcome] = []
        event = event or f"pressed:{secrets.token_hex(8)}"

        async def ask() -> None:
            request = make(await self._talk.asker(self.member, spot, event))
            if request is not None and self._talk.needs_name(request):
                if not await self._has_name():
                    return
                request = make(await self._talk.asker(self.member, spot, event))
            if request is not None:
                outcomes.append(await self._talk.request(request))

        await self._guarded(spot, ask())
        return outcomes[0] if outcomes else None

    async def _answer(self, spot: Spot, outcome: Outcome | None) -> None:
        """Show what came of a request: a private reply, or a form; then the verdict."""
        if outcome is None:
            return
        if isinstance(outcome.reply, Form):
            self._show_form(spot, outcome.reply)
        self._talk.reply(self.member, spot, outcome)
        await self._guarded(spot, self._talk.judge(self.member, spot, outcome))
        self._to_end(spot)

    async def _edit(self, spot: Spot, post: int, text: str) -> bool:
        return await self._guarded(spot, self._talk.edit(self.member, post, text))

    def _show_form(self, spot: Spot, form: Form) -> None:
        outcomes: list[Outcome] = []

        async def send(values: Values) -> Sentence | None:
            outcome = await self._ask(spot, lambda who: pressed(who, form.action, values))
            if outcome is None:
                return say("room.not_sent")
            if not outcome.stored:
                return say("refused.store")
            if outcome.refused and isinstance(outcome.reply, Card):
                return outcome.reply.fallback
            outcomes.append(outcome)
            return None

        async def sent() -> None:
            await self._answer(spot, outcomes[0])

        with self._room:
            FormDialog(form, send, sent=sent)

    def _to_end(self, spot: Spot) -> None:
        for column in (self._column, self._thread):
            if column is not None and column.spot == spot:
                column.log.to_end()

    # --- names ------------------------------------------------------------------------------------------------

    async def _has_name(self) -> bool:
        """Ask for a name if there is none yet; False if the reader would not give one."""
        if not self._name:
            waiting = self.asked is not None and not self.asked.done()
            await asyncio.shield(self.asked if self.asked is not None and waiting else self._ask_name())
        return bool(self._name)

    def _ask_name(self) -> asyncio.Future[None]:
        """Ask for a name, the first or another."""
        asked = self.asked = asyncio.get_running_loop().create_future()

        async def take(values: Values) -> Sentence | None:
            try:
                self._name = await self._talk.take_name(self.member, str(values.get("name", "")))
            except RefusedError as refusal:
                return refusal.card.fallback
            except StoreError as error:
                log.exception("name not stored", reason=str(error))
                return say("refused.store")
            self._sidebar.show_name(self._name)
            return None

        async def taken() -> None:
            asked.set_result(None)

        form = Form(
            action="name",
            title=say("room.name_title"),
            blocks=(say("room.name_about"),),
            fields=(
                TextField(name="name", label=say("room.name_label"), value=self._name, max_length=200, multiline=False),
            ),
            submit=say("room.name_submit"),
        )
        with self._room:
            FormDialog(form, take, sent=taken, closed=self.leave)
        return asked

    def _rename(self) -> None:
        self._ask_name()

    def leave(self) -> None:
        """Wait for no name any more: the page is gone, or the reader would not give one."""
        if self.asked is not None and not self.asked.done():
            self.asked.set_result(None)

    # --- what happens elsewhere -------------------------------------------------------------------------------

    def show(self, shown: Shown) -> None:
        """Show a post, or what became of it."""
        for column in (self._column, self._thread):
            if column is not None:
                column.show(shown)
        if shown.post.thread is None and shown.post.deleted_at is None:
            self._sidebar.news(shown.post.place, shown.post.id)

    def whisper(self, whisper: Whisper) -> None:
        """Show a private reply."""
        for column in (self._column, self._thread):
            if column is not None:
                column.whisper(whisper)

    def dismissed(self, whisper: int) -> None:
        """Take a private reply away."""
        for column in (self._column, self._thread):
            if column is not None:
                column.dismiss(whisper)

    async def reload(self) -> None:
        """Show everything anew."""
        self._name = await self._talk.name(self.member)
        self._sidebar.show_name(self._name)
        thread = self._thread.spot.thread if self._thread is not None else None
        unasked = self._unasked
        await self._open_place(self._spot.place)
        if thread is not None:
            await self._open_thread(thread, unasked=unasked)
