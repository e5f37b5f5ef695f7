"""The practice core alone, behind a chat in memory."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.app import Hotseat
from bot.model_judge import Endpoint
from bot.practice import sentences
from bot.practice.actions import pressed
from bot.practice.contract import Outcome
from bot.practice.messages import Card, Form, Message
from bot.practice.requests import Asker, Deleted, OpenSpace, Request, Said, Typed
from content.judge import Engine, engine_named
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.chat import Chat, ChatAdapter, Post, text_of
from tests.scenarios.stage import Clock, SteadyRandom, library

PLACE = "daily"


class PracticeStage:
    """A space with one channel, `daily`, and a direct conversation for everyone."""

    missing: frozenset[str] = frozenset()

    def __init__(
        self, folder: Path, *, store_timeout: float = 5, endpoint: Endpoint | None = None, engine: Engine | None = None
    ) -> None:
        self.url = f"sqlite:///{folder / 'hotseat.db'}"
        self.store_timeout = store_timeout
        self.endpoint = endpoint
        self.engine = engine or engine_named("lexical")
        self.clock = Clock()
        self.chat = Chat()
        self.library = library()
        self.replies: dict[str, list[tuple[bool, Message]]] = {}
        """What was said to each person alone, and whether in their direct conversation."""
        self.events = 0

    async def start(self) -> None:
        """Start the bot on the data that is there."""
        upgrade(self.url)
        self.store = Store(self.url, timeout=self.store_timeout)
        self.hotseat = Hotseat(
            self.store, self.library, self.engine, self.clock, random=SteadyRandom(), endpoint=self.endpoint
        )
        self.adapter = ChatAdapter(self.chat, self.clock)
        await self.hotseat.start([self.adapter])
        opening = OpenSpace(self.asker("boss"), platform="chat", name="Orchard", zone="UTC", daily_place="daily")
        await self.hotseat.desk.ask(opening)
        await self._settles()

    async def stop(self) -> None:
        """Stop the bot; the chat goes on."""
        await self.hotseat.stop()
        self.store.close()

    def asker(self, who: str, *, direct: bool = False, event: str = "") -> Asker:
        """Give somebody who asks, with an event of its own."""
        self.events += 1
        return Asker(
            space="orchard",
            place=f"dm-{who}" if direct else PLACE,
            member=who,
            name=who.title(),
            event=event or f"e{self.events}",
            direct=direct,
        )

    async def _ask(self, request: Request | None) -> Outcome:
        assert request is not None, "a button nobody wrote"
        outcome = await self.hotseat.desk.ask(request)
        self._hears(request, outcome)
        if outcome.unjudged is not None:
            self._hears(request, await self.hotseat.desk.judge(outcome.unjudged))
        await self._settles()
        return outcome

    def _hears(self, request: Request, outcome: Outcome) -> None:
        if outcome.reply is not None:
            self.replies.setdefault(request.who.member, []).append((request.who.direct, outcome.reply))

    async def _settles(self) -> None:
        """Wait until nothing is owed that is due."""
        self.hotseat.in_flight.owed()
        await self.hotseat.in_flight.idle()

    def question_post(self) -> str:
        """Give the post of the newest question."""
        return next(p.id for p in reversed(self.chat.posts) if p.key.startswith("question:"))

    # --- what people do -----------------------------------------------------------------------------------

    async def says(self, who: str, text: str, *, where: str = "thread") -> str:
        direct = where == "direct"
        thread = self.question_post() if where == "thread" else None
        who_asks = self.asker(who, direct=direct)
        post = self.chat.post(place=who_asks.place, thread=thread, author=who, text=text, sent_at=self.clock.now)
        said = Said(self.asker(who, direct=direct, event=f"said:{post.id}:"), text, post.id, thread, post.sent_at)
        await self._ask(said)
        return post.id

    async def edits(self, who: str, message: str, text: str) -> None:
        post = self.chat.change(message, text=text, revision=f"{self.events:08}")
        asker = self.asker(who, event=f"said:{post.id}:{post.revision}")
        await self._ask(Said(asker, text, post.id, post.thread, self.clock.now, post.revision))

    async def deletes(self, who: str, message: str) -> None:
        self.chat.change(message, text="", deleted=True)
        await self._ask(Deleted(self.asker(who), message))

    async def presses(self, who: str, label: str) -> None:
        found = self._find_button(who, label)
        assert found is not None, f"{who} sees no button {label!r}; they see:\n{self._visible(who)}"
        direct, action = found
        await self._ask(pressed(self.asker(who, direct=direct), action))

    def offers(self, who: str, label: str) -> bool:
        """Say whether this person can see a button of that label."""
        return self._find_button(who, label) is not None

    def _find_button(self, who: str, label: str) -> tuple[bool, str] | None:
        """Find the newest button of a label: in what was said to this person alone, then on posts."""
        for direct, message in reversed(self.replies.get(who, [])):
            for button in message.buttons if isinstance(message, Card) else ():
                if sentences.text(button.label) == label:
                    return direct, button.action
        for post in reversed(self._posts(who)):
            for button in post.buttons:
                if sentences.text(button.label) == label:
                    return post.place.startswith("dm-"), button.action
        return None

    async def fills(self, who: str, **fields: str | bool) -> None:
        form = next(m for _, m in reversed(self.replies[who]) if isinstance(m, Form))
        values = {f.name: f.value for f in form.fields} | fields
        await self._ask(pressed(self.asker(who), form.action, values))

    async def commands(self, who: str, text: str, *, where: str = "channel") -> None:
        await self._ask(Typed(self.asker(who, direct=where == "direct"), text.removeprefix("/")))

    # --- what people see ----------------------------------------------------------------------------------

    def _visible(self, who: str) -> str:
        posts = [post.text for post in self._posts(who)]
        return "\n".join([*posts, *(text_of(message) for _, message in self.replies.get(who, []))])

    def _posts(self, who: str) -> list[Post]:
        """Give the posts a person can see: those in channels, in their own conversation, and for them alone."""
        places = {PLACE, f"dm-{who}"}
        return [p for p in self.chat.posts if p.place in places and p.viewer in {"", who} and not p.deleted]

    async def sees(self, who: str, *texts: str) -> None:
        shown = " ".join(self._visible(who).split())
        for text in texts:
            assert text in shown, f"{who} does not see {text!r}, but:\n{self._visible(who)}"

    async def sees_no(self, who: str, *texts: str) -> None:
        shown = " ".join(self._visible(who).split())
        for text in texts:
            assert text not in shown, f"{who} sees {text!r}:\n{self._visible(who)}"

    # --- what happens -------------------------------------------------------------------------------------

    async def passes(self, hours: float) -> None:
        self.clock.now += timedelta(hours=hours)
        await self.hotseat.desk.due()
        await self._settles()

    async def restarts(self) -> None:
        await self.stop()
        self.replies.clear()
        await self.start()
