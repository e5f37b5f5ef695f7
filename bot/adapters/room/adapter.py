"""The room: the bot in a browser page, where it is the platform too."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.adapters.room import addresses, people
from bot.adapters.room import payload as payloads
from bot.adapters.room.cookies import Cookies
from bot.adapters.room.door import Door, Keys
from bot.adapters.room.hosts import Hosts
from bot.adapters.room.listening import RoomStartError, bind
from bot.adapters.room.login import Guard
from bot.adapters.room.shown import Spot
from bot.adapters.room.talk import Talk
from bot.loopback import is_loopback
from bot.practice.contract import Capabilities, Desk, MessageRef, OpenThread, Parcel, Reason, SendFailedError
from bot.practice.messages import Card
from bot.practice.requests import Deleted, Said
from content.library import Library
from storage import Tx
from storage.records import Post
from storage.store import Store

if TYPE_CHECKING:
    from nicegui import Client

    from bot.adapters.room.server import Server
    from bot.adapters.room.view import View

_SECRET = "room.secret"  # noqa: S105 - the name it is kept under
_START = "room.start"


class Room:
    """The page, its server, and what was said there."""

    platform = "room"
    capabilities = Capabilities(private_in_thread=True, reads_threads=True)

    def __init__(
        self,
        desk: Desk,
        store: Store,
        library: Library,
        clock: Callable[[], datetime],
        *,
        host: str = "127.0.0.1",
        port: int = 8080,
        passphrase: str = "",
    ) -> None:
        """Take where to listen, and the passphrase that an address other machines can reach must have.

        Raises:
            RoomStartError: there is none, and it must have one.
        """
        if not passphrase and not is_loopback(host):
            msg = f"The room asks for a passphrase when it listens on {host}. Set room.passphrase."
            raise RoomStartError(msg)
        self.talk = Talk(desk, store, library, clock)
        self._host = host
        self._port = port
        self._passphrase = passphrase
        self._start_token = ""
        self._clients: dict[str, tuple[Client, View]] = {}
        self._server: Server | None = None

    @property
    def address(self) -> str:
        """Where the page is, once it is connected."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self._host, self._host).strip("[]")  # noqa: S104 - compared
        return f"http://[{host}]:{self._port}" if ":" in host else f"http://{host}:{self._port}"

    @property
    def start_link(self) -> str:
        """The address that makes a browser the manager's, once it is connected."""
        return f"{self.address}/start/{self._start_token}"

    async def connect(self) -> None:
        """Open the page; raise RoomStartError if it can't be."""
        taken = bind(self._host, self._port)
        try:
            self._port = taken.getsockname()[1]
            secret, self._start_token = await self.talk.write(_secrets)
            # Loaded here, because it takes a second that no other platform should pay for.
            from bot.adapters.room.page import application  # noqa: PLC0415
            from bot.adapters.room.server import Server  # noqa: PLC0415
        except BaseException:
            taken.close()
            raise
        cookies = Cookies(secret)
        keys = Keys(
            hosts=Hosts(self._host),
            cookies=cookies,
            start_token=self._start_token,
            guard=Guard(self._passphrase, time.monotonic) if self._passphrase else None,
            let_in=cookies.passphrase_mark(self._passphrase) if self._passphrase else "",
        )
        self._server = Server(Door(application(), keys, self, self._member_of))
        await self._server.open(taken)

    async def close(self) -> None:
        """Close the page; open browsers wait for the next start."""
        if self._server is not None:
            await self._server.close()
        # Only now, so that what they show stays on the screen meanwhile.
        for client, _ in self.pages():
            client.delete()

    # --- pages ------------------------------------------------------------------------------------------------

    def enter(self, view: View, client: Client) -> None:
        """Remember a page while it is open."""

        def leave() -> None:
            self._clients.pop(client.id, None)
            self.talk.listeners.discard(view)
            view.leave()

        self._clients[client.id] = client, view
        self.talk.listeners.add(view)
        client.on_delete(leave)

    def pages(self) -> list[tuple[Client, View]]:
        """Give the pages that are open."""
        return list(self._clients.values())

    def _member_of(self, client: str) -> str | None:
        known = self._clients.get(client)
        return known[1].member if known is not None else None

    # --- what the bot says ------------------------------------------------------------------------------------

    async def send(self, parcel: Parcel) -> MessageRef:
        """Put up a post, once for its key, or change one; raise SendFailedError otherwise."""
        if not isinstance(parcel.message, Card):
            raise SendFailedError(Reason.FORBIDDEN, "a form is a reply, never a post")
        if parcel.edits is not None:
            return await self._change(parcel, parcel.edits, parcel.message)
        place = people.own_place(parcel.member) if parcel.member else parcel.place
        if not parcel.member and place not in self.talk.channels() and not place.startswith(people.own_place("")):
            raise SendFailedError(Reason.GONE, "no channel of that name")
        viewer = place.removeprefix(people.own_place("")) if place.startswith(people.own_place("")) else ""
        card = payloads.write(payloads.render(parcel.message, opens_thread=parcel.opens_thread))
        thread = int(parcel.thread) if parcel.thread else None
        now = self.talk.clock()
        post = await self.talk.write(
            lambda tx: tx.room.put_up(
                parcel.key,
                place=place,
                thread=thread,
                author="",
                viewer=viewer,
                text="",
                card=card,
                revision=0,
                sent_at=now,
            )
        )
        await self.talk.tell(post)
        return _ref(parcel, place, post)

    async def _change(self, parcel: Parcel, ref: MessageRef, message: Card) -> MessageRef:
        def change(tx: Tx) -> Post | None:
            known = tx.room.get(int(ref.message))
            if known is None or known.deleted_at is not None:
                return None
            opens = payloads.read(known.card).opens_thread
            tx.room.change(known.id, card=payloads.write(payloads.render(message, opens_thread=opens)))
            return known

        known = await self.talk.write(change)
        if known is None:
            raise SendFailedError(Reason.GONE, "the post is gone")
        await self.talk.tell(known.id)
        return ref

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Give the address of the thread a message is in."""
        return addresses.write(Spot(message.place, int(message.thread or message.message)), member="")

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a post by its key; an edit is simply made again."""
        if parcel.edits is not None:
            return None
        post = await self.talk.read(lambda tx: tx.room.of_delivery(parcel.key))
        return _ref(parcel, post.place, post.id) if post is not None else None

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said | Deleted]:
        """Read what was said in these threads, and taken away, by those who are not forgotten."""

        def work(tx: Tx) -> list[Post]:
            return [
                post
                for there in threads
                for post in tx.room.said_since(there.place, int(there.thread) if there.thread else None, there.since)
            ]

        posts = sorted(await self.talk.read(work), key=lambda post: post.id)
        return [await (self.talk.deleted(post) if post.deleted_at else self.talk.said(post)) for post in posts]


def _ref(parcel: Parcel, place: str, post: int) -> MessageRef:
    return MessageRef(place, str(post), str(post) if parcel.opens_thread else parcel.thread)


def _secrets(tx: Tx) -> tuple[str, str]:
    """Give what cookies are signed with and the start link's token, made once for a database."""
    for name in (_SECRET, _START):
        if not tx.spaces.fact(name):
            tx.spaces.put_fact(name, secrets.token_urlsafe(24))
    return tx.spaces.fact(_SECRET) or "", tx.spaces.fact(_START) or ""
