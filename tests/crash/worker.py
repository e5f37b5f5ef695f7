"""A bot that people keep busy until it is killed; run as a process of its own: `worker FOLDER SEED`.

The chat is a file that outlives the bot, as a platform does. Each line printed is a reply somebody got.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bot.app import Hotseat
from bot.practice.contract import MessageRef, Parcel
from bot.practice.requests import Asker, AskReveal, Deleted, OpenSpace, Reveal, Said, SubmitAnswer
from content.judge import engine_named
from storage.lock import DatabaseLock
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.chat import Chat, ChatAdapter, Post
from tests.scenarios.stage import MORNING, library

PEOPLE = ("ana", "raj", "li", "zoe")
CLAIMS = (
    "Wrap the young trunks in jute against the frost",
    "old branches are pruned in February while sap is low",
    "mulch keeps the soil around the roots from freezing",
    "check the stored apples weekly for rotten ones",
)


class FileChat(Chat):
    """A chat whose every post is on disk before anyone hears of it."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        known: dict[str, Post] = {}
        for line in file.read_text().splitlines() if file.exists() else ():
            fields = json.loads(line)
            post = Post(**{**fields, "sent_at": datetime.fromisoformat(fields["sent_at"]), "buttons": ()})
            known[post.id] = post
        self.posts = list(known.values())
        self.ids = iter(range(len(known) + 1, 10**9))  # type: ignore[assignment] # an iterator of numbers too
        self.file = file

    def post(self, **fields: object) -> Post:
        return self._keep(super().post(**fields))

    def change(self, post: str, **fields: object) -> Post:
        return self._keep(super().change(post, **fields))

    def _keep(self, post: Post) -> Post:
        fields = {**asdict(post), "sent_at": post.sent_at.isoformat(), "buttons": ()}
        with self.file.open("a") as file:
            file.write(json.dumps(fields) + "\n")
        return post


class SlowChatAdapter(ChatAdapter):
    """Gives the killer a chance between a send and its mark."""

    async def send(self, parcel: Parcel) -> MessageRef:
        ref = await super().send(parcel)
        tell(sent=parcel.key)
        await asyncio.sleep(0)
        return ref


class FileClock:
    """A clock that goes on where it stood when the bot was killed."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.now = datetime.fromisoformat(file.read_text()) if file.exists() else MORNING

    def __call__(self) -> datetime:
        return self.now

    def moves(self, by: timedelta) -> None:
        self.now += by
        fresh = self.file.with_suffix(".new")
        fresh.write_text(self.now.isoformat())
        fresh.replace(self.file)


def tell(**line: object) -> None:
    """Print what happened, at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """Open the database as `bot.app` does."""
    url = f"sqlite:///{folder / 'hotseat.db'}"
    with DatabaseLock(url) as lock:
        upgrade(url)
        store = Store(url)
        if lock.alone:
            store.write(lambda tx: tx.deliveries.release()).result()
        yield store
        store.close()


class People:
    """They say, edit, delete, reveal and let time pass, as a seed has it."""

    def __init__(self, hotseat: Hotseat, chat: FileChat, clock: FileClock, random: Random) -> None:
        self.hotseat = hotseat
        self.chat = chat
        self.clock = clock
        self.random = random

    def asker(self, who: str, event: str) -> Asker:
        return Asker(space="orchard", place="daily", member=who, name=who.title(), event=event)

    async def do_something(self) -> None:
        """Do one thing, saying when it begins and ends, and tell who got a reply."""
        [deed] = self.random.choices(
            (self.says, self.edits, self.deletes, self.reveals, self.fills, self.waits), (8, 5, 1, 3, 4, 3)
        )
        tell(begins=deed.__name__)
        await deed()
        tell(ends=deed.__name__)

    def _question(self) -> Post | None:
        return next((p for p in reversed(self.chat.posts) if p.key.startswith("question:")), None)

    def _own_posts(self, who: str) -> list[Post]:
        return [p for p in self.chat.posts if p.author == who and not p.deleted]

    def _text(self) -> str:
        claims = self.random.sample(CLAIMS, self.random.randint(1, 4))
        return f"{', '.join(claims)} ({self.random.randrange(10**6)})."

    async def _ask(self, request: Said | SubmitAnswer, text: str) -> None:
        outcome = await self.hotseat.desk.ask(request)
        if outcome.unjudged is not None:
            tell(answered=request.who.member, text=text, event=request.who.event)
            await self.hotseat.desk.judge(outcome.unjudged)

    async def says(self) -> None:
        who, text, question = self.random.choice(PEOPLE), self._text(), self._question()
        if question is None:
            return
        post = self.chat.post(place="daily", thread=question.id, author=who, text=text, sent_at=self.clock.now)
        await self._ask(Said(self.asker(who, f"said:{post.id}:"), text, post.id, question.id, post.sent_at), text)

    async def edits(self) -> None:
        who = self.random.choice(PEOPLE)
        own = self._own_posts(who)
        if not own:
            return
        text = self._text()
        last = own[-1]
        revision = f"{int(last.revision or 0) + 1:06}"
        post = self.chat.change(last.id, text=text, revision=revision)
        asker = self.asker(who, f"said:{post.id}:{revision}")
        await self._ask(Said(asker, text, post.id, post.thread, self.clock.now, revision), text)

    async def deletes(self) -> None:
        who = self.random.choice(PEOPLE)
        own = self._own_posts(who)
        if own:
            self.chat.change(own[-1].id, text="", deleted=True)
            await self.hotseat.desk.ask(Deleted(self.asker(who, f"gone:{own[-1].id}"), own[-1].id))
            tell(deleted=own[-1].id)

    def _round(self) -> str | None:
        question = self._question()
        return question.key.split(":")[1] if question else None

    async def reveals(self) -> None:
        who, round_ = self.random.choice(PEOPLE), self._round()
        if round_ is not None:
            await self.hotseat.desk.ask(AskReveal(self.asker(who, self._event()), round_))
            outcome = await self.hotseat.desk.ask(Reveal(self.asker(who, self._event()), round_))
            if outcome.stored:
                tell(revealed=who, round=round_)

    async def fills(self) -> None:
        who, round_, text = self.random.choice(PEOPLE), self._round(), self._text()
        if round_ is not None:
            await self._ask(SubmitAnswer(self.asker(who, self._event()), round_, text), text)

    def _event(self) -> str:
        return f"press:{self.random.getrandbits(60):x}"

    async def waits(self) -> None:
        self.clock.moves(timedelta(hours=self.random.choice((0.01, 0.2, 6, 25))))
        running = await self._open_rounds()
        await self.hotseat.desk.due()
        if closed := running - await self._open_rounds():
            tell(closed=len(closed))

    async def _open_rounds(self) -> set[str]:
        found = self.hotseat.store.read(lambda tx: {round_.id for round_ in tx.rounds.open_in_space("orchard")})
        return await asyncio.wrap_future(found)


async def main(folder: Path, seed: int) -> None:
    """Keep the bot busy until it is killed."""
    chat = FileChat(folder / "chat.jsonl")
    clock = FileClock(folder / "clock")
    with opened(folder) as store:
        hotseat = Hotseat(store, library(), engine_named("lexical"), clock, random=Random(seed))
        await hotseat.start([SlowChatAdapter(chat, clock)])
        people = People(hotseat, chat, clock, Random(seed))
        boss = people.asker("boss", "open")
        await hotseat.desk.ask(OpenSpace(boss, platform="chat", name="O", zone="UTC", daily_place="daily"))
        tell(started=True)
        while True:
            await asyncio.gather(*(people.do_something() for _ in range(3)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
