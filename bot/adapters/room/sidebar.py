"""The list of channels, the conversation with the bot alone, and the reader's own name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import quote

from bot.adapters.room.elements import Channel, button, element, words
from bot.practice import sentences
from bot.practice.messages import say
from content.typed import Literal


def _text(key: str) -> str:
    return sentences.text(say(key))


class Sidebar:
    """Where one can go."""

    def __init__(
        self,
        channels: Sequence[str],
        own: str,
        *,
        go: Callable[[str], Awaitable[None]],
        rename: Callable[[], None],
    ) -> None:
        """Put it on the page; `own` is the reader's own conversation with the bot."""
        self.opened = False
        self._links: dict[str, Channel] = {}
        with element("nav", "sidebar", aria_label=_text("room.channels")) as self._nav:
            words("h1", _text("app.name"))
            with element("div", "lists"):
                words("h2", _text("room.channels"))
                with element("ul"):
                    for place in channels:
                        self._link(place, f"/c/{quote(place, safe='')}", f"#{place}", go)
            words("h2", _text("room.only_you_list"))
            with element("ul"):
                self._link(own, "/c/me", _text("app.name"), go)
            self._name = button("", rename, "me")

    def _link(self, place: str, path: str, name: str, go: Callable[[str], Awaitable[None]]) -> None:
        with element("li"):
            link = Channel(place, path, name, _text("room.unread"))
            link.on("go", lambda event: go(event.args))
            self._links[place] = link

    def show_name(self, name: str) -> None:
        """Show what the reader goes by."""
        said = say("room.you", name=Literal(name)) if name else say("room.no_name")
        self._name.put(sentences.text(said))

    def open(self, place: str) -> None:
        """Mark the channel that is in front of the reader."""
        for known, link in self._links.items():
            link.put(open_=known == place)

    def news(self, place: str, post: int) -> None:
        """Say what is newest in a channel."""
        if place in self._links:
            self._links[place].put(newest=post)

    def toggle(self) -> bool:
        """Open or close it on a narrow screen; say which."""
        self.opened = not self.opened
        self._nav.classes(replace="sidebar opened" if self.opened else "sidebar")
        return self.opened
