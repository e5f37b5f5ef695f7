"""A chat in memory: the smallest platform an adapter can have. It outlives the bot, as platforms do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from bot.practice import sentences
from bot.practice.contract import Capabilities, MessageRef, OpenThread, Parcel, Reason, SendFailedError
from bot.practice.messages import Block, Button, File, Form, Listing, Markdown, Message, Quote, Ranking
from bot.practice.messages import Sentence as Said_
from bot.practice.requests import Asker, Said


@dataclass(frozen=True, slots=True)
class Post:
    """A message in the chat."""

    id: str
    place: str
    thread: str | None
    author: str
    """Empty: the bot."""
    text: str
    sent_at: datetime
    viewer: str = ""
    key: str = ""
    buttons: tuple[Button, ...] = ()
    revision: str = ""
    deleted: bool = False


@dataclass(slots=True)
class Chat:
    """The platform: posts in places and threads, and what can go wrong when the bot sends."""

    posts: list[Post] = field(default_factory=list)
    broken: list[SendFailedError | Exception] = field(default_factory=list)
    """Raised by the next sends, in order."""
    lost_replies: int = 0
    """How many sends take effect and then fail, as when a connection is cut."""
    ids: count[int] = field(default_factory=lambda: count(1))

    def post(self, **fields: object) -> Post:
        """Put up a message."""
        new = Post(id=f"m{next(self.ids)}", **fields)  # type: ignore[arg-type] # fields of a post
        self.posts.append(new)
        return new

    def change(self, post: str, **fields: object) -> Post:
        """Change a message."""
        at = next(i for i, p in enumerate(self.posts) if p.id == post)
        self.posts[at] = replace(self.posts[at], **fields)  # type: ignore[arg-type] # fields of a post
        return self.posts[at]


class ChatAdapter:
    """The bot's side of the chat."""

    platform = "chat"
    capabilities = Capabilities(private_in_thread=True, reads_threads=True)

    def __init__(self, chat: Chat, now: object) -> None:
        self.chat = chat
        self.now = now
        self.said: list[Said] = []

    async def connect(self) -> None:
        """Begin to listen."""

    async def close(self) -> None:
        """Stop listening."""

    async def send(self, parcel: Parcel) -> MessageRef:
        """Put up a message, or change one."""
        if self.chat.broken:
            raise self.chat.broken.pop(0)
        shown = text_of(parcel.message)
        if parcel.edits is not None:
            post = self.chat.change(parcel.edits.message, text=shown, buttons=parcel.message.buttons)
        else:
            post = self.chat.post(
                place=f"dm-{parcel.member}" if parcel.member else parcel.place,
                thread=parcel.thread,
                author="",
                text=shown,
                sent_at=self.now(),  # type: ignore[operator] # a clock
                viewer=parcel.member,
                key=parcel.key,
                buttons=parcel.message.buttons,
            )
        if self.chat.lost_replies:
            self.chat.lost_replies -= 1
            raise SendFailedError(Reason.UNKNOWN_OUTCOME, "cut")
        return MessageRef(post.place, post.id, post.id if parcel.opens_thread else parcel.thread)

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message by its delivery key."""
        for post in self.chat.posts:
            if post.key == parcel.key:
                return MessageRef(post.place, post.id, post.id if parcel.opens_thread else parcel.thread)
        return None

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Give an address as a chat would."""
        return f"chat://{message.place}/{message.thread}/{message.message}"

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said]:
        """Read what people said in these threads."""
        wanted = {(t.place, t.thread): t for t in threads}
        return [
            Said(
                Asker(
                    space=wanted[p.place, p.thread].space,
                    place=p.place,
                    member=p.author,
                    name=p.author.title(),
                    event=f"said:{p.id}:{p.revision}",
                    direct=p.thread is None,
                ),
                p.text,
                p.id,
                p.thread,
                p.sent_at,
                p.revision,
            )
            for p in self.chat.posts
            if p.author
            and not p.deleted
            and (p.place, p.thread) in wanted
            and p.sent_at >= wanted[p.place, p.thread].since
        ]


def text_of(message: Message) -> str:
    """Show a message as plain text: what it says, then its buttons."""
    title = [sentences.text(message.title)] if message.title else []
    if isinstance(message, Form):
        fields = [f"[{sentences.text(f.label)}: {f.value}]" for f in message.fields]
        return "\n".join([*title, *map(_block, message.blocks), *fields])
    notes = [sentences.text(note) for note in message.notes]
    buttons = [f"({sentences.text(button.label)})" for button in message.buttons]
    return "\n".join([*title, *map(_block, message.blocks), *notes, *buttons])


def _block(block: Block) -> str:
    match block:
        case Said_():
            return sentences.text(block)
        case Markdown(text=text):
            return text
        case Quote(text=literal):
            return f"> {literal.text}"
        case Listing(lines=lines):
            return "\n".join("- " + sentences.text(line) for line in lines)
        case Ranking(lines=lines):
            return "\n".join(f"{line.rank}. {line.name.text} {line.points}" for line in lines)
        case File(name=name, text=text):
            return f"[{name}]\n{text}"
