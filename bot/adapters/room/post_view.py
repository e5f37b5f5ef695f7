"""A post on the page: who said what and when, what can be pressed, and what its author may do."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from bot.adapters.room import payload as payloads
from bot.adapters.room import rendering
from bot.adapters.room.elements import Box, Rich, Words, button, element, words
from bot.adapters.room.payload import Payload
from bot.adapters.room.shown import Shown
from bot.adapters.room.whispers import Whisper
from bot.practice import sentences
from bot.practice.messages import Instant, Style, say

_LOOKS = {Style.PRIMARY: "primary", Style.PLAIN: "", Style.DANGER: "danger"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deeds:
    """What can be done with a post; each is told which one."""

    press: Callable[[str], Awaitable[None]]
    """Press a button, by its action."""
    keep: Callable[[str, str], None]
    """Give a file to keep: its name and text."""
    open_thread: Callable[[int], Awaitable[object]]
    address: Callable[[int], str]
    """Where its thread is."""
    edit: Callable[[int, str], Awaitable[bool]]
    """Change its text; False if that was refused."""
    delete: Callable[[int], Awaitable[object]]
    dismiss: Callable[[int], None]
    go: Callable[[str], Awaitable[None]]


def _text(key: str) -> str:
    return sentences.text(say(key))


class PostView:
    """One post."""

    def __init__(self, shown: Shown, deeds: Deeds, *, mine: bool, in_thread: bool) -> None:
        """Put it on the page, where the caller stands."""
        self.shown = shown
        self._deeds = deeds
        self._mine = mine
        self._in_thread = in_thread
        self._editing = False
        self.article = element("article", "post", aria_label=shown.name or _text("app.name"), data_post=shown.post.id)
        with self.article:
            self._fill()

    def update(self, shown: Shown) -> None:
        """Show what became of it, unless its author is changing it just now."""
        if shown == self.shown:
            return
        counted = shown.post == self.shown.post and shown.name == self.shown.name
        self.shown = shown
        if counted and not self._editing and self._replies is not None:
            self._replies.put(self._replies_label())
        elif not self._editing:
            self._refill()

    def _refill(self) -> None:
        self.article.clear()
        with self.article:
            self._fill()

    def _fill(self) -> None:
        post = self.shown.post
        self._replies: Words | None = None
        by_bot = not post.author
        name = _text("app.name") if by_bot else self.shown.name
        face(name, by_bot=by_bot)
        with element("div", "said"):
            with element("header"):
                words("span", name, "author")
                Rich([rendering.instant(Instant(post.sent_at), brief=True)], tag="span").classes("when")
                if post.edited_at is not None:
                    words("span", _text("room.edited"), "when")
                if self._mine:
                    self._own_deeds()
            if by_bot:
                show_card(payloads.read(post.card), self._deeds)
                self._thread_button()
            else:
                Rich(rendering.typed_lines(post.text)).classes("rich")

    def _own_deeds(self) -> None:
        with element("span", "deeds") as self._deeds_row:
            button(_text("room.edit"), self._begin_edit)
            button(_text("room.delete"), self._ask_delete)

    def _replies_label(self) -> str:
        count = self.shown.replies
        return sentences.text(say("room.replies", count=count)) if count else _text("room.reply")

    def _thread_button(self) -> None:
        if self._in_thread or not payloads.read(self.shown.post.card).opens_thread:
            return
        self._replies = words("button", self._replies_label(), "replies", type="button")
        address = json.dumps(self._deeds.address(self.shown.post.id))
        # The address changes at once, so that going back at once leads where it should.
        push = f"() => {{ if (location.pathname !== {address}) history.pushState(null, '', {address}); emit(); }}"
        self._replies.on("click", self._open_thread, js_handler=push)

    async def _open_thread(self) -> None:
        await self._deeds.open_thread(self.shown.post.id)

    def _ask_delete(self) -> None:
        """Ask once; deleting an answer takes it back."""
        self._deeds_row.clear()
        self._deeds_row.classes(add="asked")
        with self._deeds_row:
            button(_text("room.delete_now"), self._delete, "danger", autofocus=True)
            button(_text("room.keep"), self._refill)

    async def _delete(self) -> None:
        await self._deeds.delete(self.shown.post.id)

    # --- changing it ------------------------------------------------------------------------------------------

    def _begin_edit(self) -> None:
        self._editing = True
        self.article.clear()
        with self.article:
            face(self.shown.name, by_bot=False)
            with element("div", "said"):
                box = Box(
                    _text("room.edit_label"),
                    value=self.shown.post.text,
                    draft=f"edit:{self.shown.post.id}",
                    send=_text("room.save"),
                    cursor="always",
                )
                button(_text("room.cancel"), lambda: self._end_edit(box), "quiet")
        box.on("send", lambda event: self._save(box, event))
        box.on("leave", lambda: self._end_edit(box))

    async def _save(self, box: Box, event: GenericEventArguments) -> None:
        sent = event.args
        if await self._deeds.edit(self.shown.post.id, sent["text"]):
            await self._end_edit(box)
        else:
            box.refused(sent["number"])

    async def _end_edit(self, box: Box) -> None:
        await box.done()
        self._editing = False
        self._refill()


def face(name: str, *, by_bot: bool) -> None:
    """Show who it is by an initial."""
    words("div", name[:1].upper(), "face bot" if by_bot else "face", aria_hidden="true")


def show_card(card: Payload, deeds: Deeds) -> None:
    """Show a card of the bot."""
    with element("div", "card"):
        if card.title:
            Rich(card.title, tag="h3")
        if card.body:
            Rich(card.body).classes("rich").on("go", lambda event: deeds.go(event.args))
        for kept in card.files:
            button(kept.name, lambda kept=kept: deeds.keep(kept.name, kept.text), "file")
        if card.notes:
            Rich(card.notes).classes("rich notes").on("go", lambda event: deeds.go(event.args))
        if card.buttons:
            with element("div", "row"):
                for press in card.buttons:
                    button(press.label, lambda action=press.action: deeds.press(action), _LOOKS[press.style])


class WhisperView:
    """A private reply: only this member's own pages hold it."""

    def __init__(self, whisper: Whisper, deeds: Deeds, *, alone: bool) -> None:
        """Put it on the page; `alone` where nobody else could see it anyway."""
        self.whisper = whisper
        self.article: Element = element(
            "article", "post whisper", aria_label=_text("room.only_you"), data_whisper=whisper.id
        )
        with self.article:
            face(_text("app.name"), by_bot=True)
            with element("div", "said"):
                with element("header"):
                    words("span", _text("app.name"), "author")
                    Rich([rendering.instant(Instant(whisper.at), brief=True)], tag="span").classes("when")
                    with element("span", "deeds"):
                        button(_text("room.dismiss"), lambda: deeds.dismiss(whisper.id))
                if not alone:
                    words("p", _text("room.only_you"), "only")
                show_card(whisper.payload, deeds)
