"""The elements the page is built of: plain ones of HTML, and the few parts with scripts of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from nicegui.element import Element
from nicegui.events import GenericEventArguments

from bot.adapters.room.nodes import Node, as_json

Handler = Callable[[GenericEventArguments], Any] | Callable[[], Any]


def element(tag: str, classes: str = "", **attributes: str | bool | int) -> Element:
    """Make a plain element; an attribute's `_` stands for `-`, and one at its end is dropped."""
    made = Element(tag).classes(classes)
    _set(made, attributes)
    return made


def _set(made: Element, attributes: Mapping[str, Any]) -> None:
    for name, value in attributes.items():
        made.props[name.rstrip("_").replace("_", "-")] = value


def words(tag: str, text: str, classes: str = "", **attributes: str | bool | int) -> Words:
    """Make a plain element that holds text and nothing else."""
    made = Words(tag, text).classes(classes)
    _set(made, attributes)
    return made


def button(label: str, press: Handler, classes: str = "", **attributes: str | bool | int) -> Words:
    """Make a button."""
    return words("button", label, classes, type="button", **attributes).on("click", press, [])


class Words(Element):
    """An element with text, which the browser takes as text."""

    def __init__(self, tag: str, text: str) -> None:
        """Take the element's name and what it says."""
        super().__init__(tag)
        self._text = text

    def put(self, text: str) -> None:
        """Say something else."""
        if self._text != text:
            self._text = text
            self.update()


class Rich(Element, component="parts/rich.js"):
    """Text with parts: paragraphs, lists, code, instants."""

    def __init__(self, nodes: Sequence[Node], *, tag: str = "div") -> None:
        """Take what to show."""
        super().__init__()
        self.props["nodes"] = as_json(nodes)
        self.props["tag"] = tag


class Log(Element, component="parts/log.js"):
    """Messages in order."""

    def __init__(self, label: str) -> None:
        """Take its name for those who don't see it."""
        super().__init__()
        self.props["label"] = label

    def to_end(self) -> None:
        """Show the newest message."""
        self.run_method("toEnd")


class Channel(Element, component="parts/channel.js"):
    """A channel in the list."""

    def __init__(self, place: str, path: str, name: str, unread: str) -> None:
        """Take its place, its address, what it is called, and the word for unread."""
        super().__init__()
        self.place = place
        self.path = path
        self.newest = 0
        self.open = False
        _set(self, {"place": place, "path": path, "name": name, "unread": unread, "newest": 0, "open": False})

    def put(self, *, newest: int | None = None, open_: bool | None = None) -> None:
        """Say what is newest there, or whether it is the one in front of the reader."""
        now = (max(self.newest, newest or 0), self.open if open_ is None else open_)
        if now != (self.newest, self.open):
            self.newest, self.open = now
            self.props["newest"], self.props["open"] = now
            self.update()


class Box(Element, component="parts/box.js"):
    """A box to type in."""

    def __init__(self, label: str, **props: str | bool | int) -> None:
        """Take its name and what `parts/box.js` calls its properties."""
        super().__init__()
        _set(self, {"label": label, **props})

    def found(self, text: str, options: Sequence[tuple[str, str]]) -> None:
        """Give completions of a text: each with what it does."""
        self.props["found"] = {"text": text, "options": [{"text": line, "about": about} for line, about in options]}
        self.update()

    def stored(self, number: str) -> None:
        """Say that what was sent is kept."""
        self.run_method("stored", number)

    def refused(self, number: str) -> None:
        """Say that what was sent was not taken."""
        self.run_method("refused", number)

    def focus(self) -> None:
        """Put the cursor here."""
        self.run_method("focus")

    def forget(self) -> None:
        """Say that what was typed here has been sent."""
        self.run_method("forget")

    async def done(self) -> None:
        """Forget all that was typed here, before the box goes away; a browser that is gone forgets it later."""
        with suppress(TimeoutError):
            await self.run_method("done")


class Dialog(Element, component="parts/dialog.js"):
    """A dialog in front of the page."""

    def __init__(self, label: str) -> None:
        """Take its name for those who don't see it."""
        super().__init__()
        self.props["label"] = label

    def close(self) -> None:
        """Take it away, as the reader does with Escape."""
        self.run_method("close")

    def point(self, name: str) -> None:
        """Show which field is wrong; none if there is none of that name."""
        self.run_method("point", name)


class Address(Element, component="parts/address.js"):
    """The browser's address and title."""

    def show(self, path: str, title: str, *, instead: bool = False) -> None:
        """Make them say what is shown; `instead` of the last address, one does not go back to that."""
        self.run_method("show", path, title, instead)
