"""A column of messages with its box: a channel, or a thread. What comes in finds its place by time."""

from __future__ import annotations

from collections.abc import Callable

from nicegui.element import Element

from bot.adapters.room import rendering
from bot.adapters.room.elements import Log, Rich, button, element
from bot.adapters.room.post_view import Deeds, PostView, WhisperView
from bot.adapters.room.shown import Page, Shown, Spot, opens_thread
from bot.adapters.room.whispers import Whisper
from bot.practice import sentences
from bot.practice.messages import Sentence, say


class Column:
    """The messages of one spot, as one member sees them."""

    def __init__(self, spot: Spot, member: str, label: str, deeds: Deeds, *, alone: bool) -> None:
        """Put up an empty column; `alone` where nobody else could see what is in it."""
        self.spot = spot
        self._member = member
        self._deeds = deeds
        self._alone = alone
        self._posts: dict[int, PostView] = {}
        self._whispers: dict[int, WhisperView] = {}
        self._gone: set[int] = set()
        """Posts taken away while this column was read: what was read of them is old."""
        self.log = Log(label).classes("messages")
        with self.log:
            self._earlier: Element | None = None
        self._empty: Element | None = None

    def fill(self, page: Page, whispers: tuple[Whisper, ...], earlier: Callable[[], object]) -> None:
        """Show what is there; `earlier` is called for what came before."""
        if page.more:
            with self.log:
                self._earlier = button(sentences.text(say("room.earlier")), earlier, "quiet")
        for shown in page.posts:
            self._put(shown)
        for whisper in whispers:
            self.whisper(whisper)

    def fill_earlier(self, page: Page) -> None:
        """Show what came before."""
        if self._earlier is not None and not page.more:
            self._earlier.delete()
            self._earlier = None
        for shown in page.posts:
            self._put(shown)

    def say_empty(self, sentence: Sentence, action: str) -> None:
        """Say what can be done where nothing is yet, with a button that does it."""
        with self.log, element("div", "empty") as self._empty:
            Rich(rendering.sentence(sentence), tag="p").classes("rich")
            button(sentences.text(say("button.any_question")), lambda: self._deeds.press(action), "primary")

    def first(self) -> int | None:
        """Give the earliest post that is shown."""
        return min(self._posts, default=None)

    def newest_thread(self) -> int | None:
        """Give the newest post a thread hangs on."""
        return max((key for key, view in self._posts.items() if opens_thread(view.shown.post)), default=None)

    def show(self, shown: Shown) -> None:
        """Show a post if it belongs here, or what became of it."""
        post = shown.post
        known = self._posts.get(post.id)
        if post.deleted_at is not None:
            self._gone.add(post.id)
            if known is not None:
                self._posts.pop(post.id).article.delete()
        elif known is not None:
            known.update(shown)
        elif post.place == self.spot.place and post.thread == self.spot.thread:
            self._put(shown)

    def _put(self, shown: Shown) -> None:
        if shown.post.id in self._posts or shown.post.id in self._gone:
            return
        if self._empty is not None:
            self._empty.delete()
            self._empty = None
        with self.log:
            view = PostView(
                shown,
                self._deeds,
                mine=shown.post.author == self._member,
                in_thread=self.spot.thread is not None,
            )
        self._posts[shown.post.id] = view
        self._order(view.article, shown.post.sent_at.timestamp(), shown.post.id)

    def whisper(self, whisper: Whisper) -> None:
        """Show a private reply if it belongs here."""
        if whisper.spot != self.spot or whisper.id in self._whispers:
            return
        with self.log:
            view = WhisperView(whisper, self._deeds, alone=self._alone)
        self._whispers[whisper.id] = view
        self._order(view.article, whisper.at.timestamp(), None)

    def dismiss(self, whisper: int) -> None:
        """Take a private reply away."""
        view = self._whispers.pop(whisper, None)
        if view is not None:
            view.article.delete()

    def _order(self, article: Element, at: float, post: int | None) -> None:
        """Move what was just added before whatever is later."""
        later = [view.article for key, view in self._posts.items() if _after(view.shown, at, post) and key != post]
        later += [
            view.article
            for view in self._whispers.values()
            if view.whisper.at.timestamp() > at and view.article is not article
        ]
        children = self.log.default_slot.children
        places = [children.index(each) for each in later]
        if places:
            article.move(target_index=min(places))


def _after(shown: Shown, at: float, post: int | None) -> bool:
    return shown.post.id > post if post is not None else shown.post.sent_at.timestamp() > at
