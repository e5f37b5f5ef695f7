"""One page in front of one member: the channels, the conversation, the thread beside it."""

from __future__ import annotations

from collections.abc import Callable

from nicegui import Client, background_tasks, ui
from nicegui.events import GenericEventArguments

from bot.adapters.room import addresses, people
from bot.adapters.room.column import Column
from bot.adapters.room.elements import Address, Box, button, element, words
from bot.adapters.room.post_view import Deeds
from bot.adapters.room.shown import Shown, Spot
from bot.adapters.room.sidebar import Sidebar
from bot.adapters.room.speaking import Speaker
from bot.adapters.room.talk import Talk
from bot.adapters.room.whispers import Whisper
from bot.practice import command_lines, sentences
from bot.practice.actions import action
from bot.practice.messages import Sentence, Word, say
from bot.practice.requests import OpenQuiz


def _text(key: str) -> str:
    return sentences.text(say(key))


class View:
    """A page in front of a member."""

    def __init__(self, talk: Talk, member: str, client: Client) -> None:
        """Take whose page it is, and put up its parts."""
        self.member = member
        self._talk = talk
        self._client = client
        self._own = people.own_place(member)
        self._spot = Spot(people.DAILY)
        self._column: Column | None = None
        self._thread: Column | None = None
        self._unasked = False
        """Whether the thread was opened by us, so that a narrow screen need not show it."""
        self._address = Address().on("moved", self._moved)
        with element("div", "room") as self._room:
            self._sidebar = Sidebar(talk.channels(), self._own, go=self._go, rename=self._rename)
            self._main = element("main", "channel-pane")
            self._aside = element("aside", "thread-pane", aria_label=_text("room.thread"))
        self.speaker = Speaker(talk, member, ground=self._room, named=self._sidebar.show_name, heard=self._show_newest)

    async def build(self, path: str) -> None:
        """Show what is at an address; one that leads nowhere leads to the daily question."""
        await self.speaker.recall()
        for place, post in (await self._talk.read(lambda tx: tx.room.newest(self.member))).items():
            self._sidebar.news(place, post)
        spot = addresses.read(path, self._talk.channels(), self.member) or Spot(people.DAILY)
        await self._open_place(spot.place)
        if spot.thread is not None:
            await self._open_thread(spot.thread)
        elif spot.place == people.DAILY and self._column is not None:
            newest = self._newest_question()
            if newest is not None:
                await self._open_thread(newest, unasked=True)
        self._client.title = self._title()
        self._show_address(instead=True)

    # --- places and threads -----------------------------------------------------------------------------------

    async def _open_place(self, place: str) -> None:
        """Open a channel, or one's own conversation; what is said while it is read comes in as anywhere."""
        self._close_thread()
        self._spot = spot = Spot(place)
        self._sidebar.open(place)
        self._main.clear()
        name = self._place_name(place)
        with self._main:
            with element("header", "bar"):
                self._menu = button(_text("room.menu"), self._toggle_menu, "menu", aria_expanded="false")
                words("h2", name)
                words("p", self._about(place), "about")
            label = sentences.text(say("room.messages", place=name))
            column = self._column = self._make_column(spot, label)
            label = sentences.text(say("room.message_label", place=name))
            self._box = self._message_box(spot, label, _text("room.message_hint"))
        page = await self._talk.channel(place, self.member)
        if column is self._column:  # and not left again meanwhile
            column.fill(page, self._talk.whispers.there(self.member, spot), self._load_earlier)
            if column.first() is None:
                topic = "" if place in {people.DAILY, self._own} else place
                column.say_empty(self._first_words(place), action(OpenQuiz, topic, "", "no"))

    async def _open_thread(self, post: int, *, unasked: bool = False) -> None:
        """Open a thread beside its channel, if there is one; `unasked` ones cover nothing on a narrow screen."""
        spot = Spot(self._spot.place, post)
        there = await self._talk.thread(spot, self.member)
        if not there.posts or spot.place != self._spot.place:
            return
        self._aside.clear()
        self._unasked = unasked
        self._room.classes(replace="room with-thread unasked" if unasked else "room with-thread")
        with self._aside:
            with element("header", "bar"):
                words("h2", _text("room.thread"))
                words("p", self._place_name(spot.place), "about")
                button("✕", self._leave_thread, "close", aria_label=_text("room.close_thread"))
            thread = self._thread = self._make_column(spot, _text("room.thread_messages"))
            self._message_box(spot, _text("room.thread_hint")).on("leave", self._leave_thread)
        # Read anew, now that what is said meanwhile comes in: nothing falls between reading and showing.
        page = await self._talk.thread(spot, self.member)
        if thread is self._thread:
            thread.fill(page, self._talk.whispers.there(self.member, spot), lambda: None)

    def _make_column(self, spot: Spot, label: str) -> Column:
        return Column(spot, self.member, label, self._deeds(spot), alone=spot.place == self._own)

    def _close_thread(self) -> None:
        self._thread = None
        self._aside.clear()
        self._room.classes(replace="room")

    async def _load_earlier(self) -> None:
        column = self._column
        if column is not None:
            page = await self._talk.channel(column.spot.place, self.member, before=column.first())
            if column is self._column:
                column.fill_earlier(page)

    def _deeds(self, spot: Spot) -> Deeds:
        """Give what can be done in a spot."""
        speaker = self.speaker
        return Deeds(
            press=lambda action: speaker.press(spot, action),
            keep=lambda name, text: ui.download.content(text, name, "application/octet-stream"),
            open_thread=lambda post: self._go(addresses.write(Spot(spot.place, post), self.member)),
            address=lambda post: addresses.write(Spot(spot.place, post), self.member),
            edit=lambda post, text: speaker.edit(spot, post, text),
            delete=lambda post: speaker.delete(spot, post),
            dismiss=lambda whisper: self._talk.dismiss(self.member, whisper),
            go=self._go,
        )

    def _message_box(self, spot: Spot, label: str, hint: str = "") -> Box:
        box = Box(
            label,
            hint=hint or label,
            draft=f"{spot.place}:{spot.thread or ''}",
            send=_text("room.send"),
            listed=_text("room.commands"),
            cursor="wide",
        )
        box.on("send", lambda event: self.speaker.send(spot, box, event.args["text"], event.args["number"]))
        box.on("complete", lambda event: self._complete(box, event.args))
        return box

    def _complete(self, box: Box, text: str) -> None:
        found = command_lines.complete(text, self._talk.library)
        box.found(text, [(each.text, _text(each.about) if each.about else "") for each in found])

    def _place_name(self, place: str) -> str:
        return _text("app.name") if place == self._own else f"#{place}"

    def _about(self, place: str) -> str:
        """Say what a place is for."""
        if place == self._own:
            return _text("room.own_about")
        topics = {topic.name: topic.about for topic in self._talk.library.topics()}
        return topics.get(place, "") if place != people.DAILY else _text("room.daily_about")

    def _first_words(self, place: str) -> Sentence:
        """Say what can be done where nothing is yet."""
        if place == self._own:
            return say("room.own_empty", command=Word("/quiz"))
        topic = "" if place == people.DAILY else f" {place}"
        return say("room.channel_empty", command=Word(f"/quiz{topic}"))

    # --- going about ------------------------------------------------------------------------------------------

    def _show_address(self, *, instead: bool = False) -> None:
        asked_for = self._thread is not None and not self._unasked
        spot = self._thread.spot if self._thread is not None and asked_for else self._spot
        self._address.show(addresses.write(spot, self.member), self._title(), instead=instead)

    def _title(self) -> str:
        return f"{self._place_name(self._spot.place)} · {_text('app.name')}"

    async def _moved(self, event: GenericEventArguments) -> None:
        """Follow the reader back or forward."""
        await self._go(event.args)

    async def _go(self, path: str) -> None:
        """Go to an address, which the browser shows already."""
        spot = addresses.read(path, self._talk.channels(), self.member) or Spot(people.DAILY)
        await self.speaker.guarded(spot, self._show_spot(spot))
        self._show_address(instead=True)

    async def _show_spot(self, spot: Spot) -> None:
        self._close_menu()
        if spot.place != self._spot.place:
            await self._open_place(spot.place)
        if spot.thread is None:
            self._close_thread()
        elif self._thread is None or self._thread.spot != spot or self._unasked:
            await self._open_thread(spot.thread)

    def _leave_thread(self) -> None:
        self._close_thread()
        self._show_address()
        self._box.focus()

    def _toggle_menu(self) -> None:
        opened = self._sidebar.toggle()
        self._menu.props["aria-expanded"] = "true" if opened else "false"
        self._menu.update()

    def _close_menu(self) -> None:
        if self._sidebar.opened:
            self._toggle_menu()

    def _rename(self) -> None:
        self.speaker.rename()

    def _show_newest(self, spot: Spot) -> None:
        self._each(lambda column: column.log.to_end() if column.spot == spot else None)

    # --- what happens elsewhere -------------------------------------------------------------------------------

    def _each(self, do: Callable[[Column], None]) -> None:
        for column in (self._column, self._thread):
            if column is not None:
                do(column)

    def show(self, shown: Shown) -> None:
        """Show a post, or what became of it."""
        before = self._newest_question()
        self._each(lambda column: column.show(shown))
        newest = self._newest_question()
        if self._thread is None and newest != before and newest == shown.post.id:
            background_tasks.create(self._open_thread(newest, unasked=True), name=str(self._open_thread))
        if shown.post.thread is None and shown.post.deleted_at is None:
            self._sidebar.news(shown.post.place, shown.post.id)

    def _newest_question(self) -> int | None:
        return self._column.newest_thread() if self._column is not None else None

    def whisper(self, whisper: Whisper) -> None:
        """Show a private reply."""
        self._each(lambda column: column.whisper(whisper))

    def dismissed(self, whisper: int) -> None:
        """Take a private reply away."""
        self._each(lambda column: column.dismiss(whisper))

    async def reload(self) -> None:
        """Show everything anew."""
        await self.speaker.recall()
        thread = self._thread.spot.thread if self._thread is not None else None
        unasked = self._unasked
        await self._open_place(self._spot.place)
        if thread is not None:
            await self._open_thread(thread, unasked=unasked)

    def leave(self) -> None:
        """Let go of what waits for this page: it is gone."""
        self.speaker.leave()
