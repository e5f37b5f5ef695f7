"""The Slack adapter: connects, sends what is owed, finds what may have been sent, reads what was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.adapters.slack.acting import Acting
from bot.adapters.slack.asking import Asks
from bot.adapters.slack.blocks import Post, posts
from bot.adapters.slack.errors import LEFT, NOTHING_TO_CHANGE
from bot.adapters.slack.finding import Finding, metadata
from bot.adapters.slack.installs import Install, Installs, OneInstall
from bot.adapters.slack.listening import Listening
from bot.adapters.slack.people import People
from bot.adapters.slack.placing import Places
from bot.adapters.slack.showing import Showing
from bot.adapters.slack.web import SlackError, Web, on_this_machine
from bot.practice.contract import Capabilities, Desk, MessageRef, OpenThread, Parcel, Reason
from bot.practice.messages import Card
from bot.practice.requests import Asker, OpenSpace, Said
from content.library import Library
from storage.store import Store

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketMode:
    """How one workspace is served over Socket Mode."""

    bot_token: str
    app_token: str
    connections: int = 2
    """One may be replaced while the other listens."""
    ping_every: float = 10
    """Seconds; a connection that is silent for four of them is replaced."""


class SlackAdapter:
    """Slack, as practice sees it."""

    platform = "slack"
    capabilities = Capabilities(max_text=40_000, private_in_thread=True, reads_threads=True)

    def __init__(
        self, desk: Desk, store: Store, library: Library, mode: SocketMode, *, api_url: str, prefix: str = ""
    ) -> None:
        """Take the desk where requests go, and how Slack is reached; `prefix` stands before our commands' names."""
        self._desk = desk
        self._mode = mode
        self._web = Web(api_url)
        self._one = OneInstall()
        self._installs: Installs = self._one
        self._places = Places(self._web)
        self._finding = Finding(self._web)
        people = People(self._web, store)
        asks = Asks(desk, people, self._places)
        showing = Showing(self._web, self._places)
        self._acting = Acting(desk, library, self._web, self._installs, asks, self._places, showing, prefix)
        self._listening = Listening(self._acting, self._installs)
        self._partly: dict[str, dict[int, str]] = {}
        """Of deliveries that were looked for: the parts that are there already."""
        self._sockets: list[AsyncSocketModeHandler] = []

    async def connect(self) -> None:
        """Say who we are, then begin to listen.

        Raises:
            SlackError: a token is wrong, or Slack cannot be reached.
        """
        await self._web.open()
        self._one.install = await self._who_we_are(self._mode.bot_token)
        for install in await self._installs.all():
            await self._arrive(install)
        app = self._bolt()
        for _ in range(self._mode.connections):
            socket = AsyncSocketModeHandler(
                app, self._mode.app_token, web_client=self._web.client, ping_interval=self._mode.ping_every
            )
            if on_this_machine(self._web.client.base_url):
                socket.client.proxy = None
            self._sockets.append(socket)
            await socket.connect_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it so

    async def close(self) -> None:
        """Stop listening, let what was acknowledged be answered, then part with Slack."""
        for socket in self._sockets:
            await socket.close_async()  # type: ignore[no-untyped-call]  # slack_bolt leaves it so
        self._sockets.clear()
        await self._listening.close()
        await self._web.close()

    async def idle(self) -> None:
        """Wait until all that was acknowledged is answered."""
        await self._listening.idle()

    def _bolt(self) -> AsyncApp:
        async def authorize(
            enterprise_id: str | None, team_id: str | None, user_id: str | None
        ) -> AuthorizeResult | None:
            return await self._listening.authorize(enterprise_id, team_id, user_id)

        app = AsyncApp(
            client=self._web.client,
            authorize=authorize,  # type: ignore[arg-type]  # None, where nobody installed us, is understood
            process_before_response=True,
            request_verification_enabled=False,
        )
        self._listening.register(app)
        return app

    async def _who_we_are(self, token: str) -> Install:
        answer = await self._web.call("", token, "auth.test")
        return Install(
            team=str(answer.get("team_id")),
            name=str(answer.get("team") or answer.get("team_id")),
            token=token,
            bot_user=str(answer.get("user_id")),
            bot_id=str(answer.get("bot_id") or ""),
        )

    async def _arrive(self, install: Install) -> None:
        """See that a workspace's space is there, and active."""
        who = Asker(space=install.space, place="", member=install.installer, name="", event=f"arrive:{install.team}")
        await self._desk.ask(OpenSpace(who, platform=self.platform, name=install.name, zone="UTC"))

    # --- sending -----------------------------------------------------------------------------------------------

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a message, or change one; raise SendFailedError otherwise."""
        install = await self._install_of(parcel)
        written = _written(parcel)
        try:
            if parcel.edits is not None:
                return await self._change(install, parcel.edits, written[0])
            return await self._post(install, parcel, written)
        except SlackError as error:
            await self._noticed(install, error, parcel.place)
            raise

    async def _install_of(self, parcel: Parcel) -> Install:
        install = await self._installs.of(parcel.space.removeprefix("slack:"))
        if install is None:
            raise SlackError("no_token", Reason.GONE)
        return install

    async def _post(self, install: Install, parcel: Parcel, written: Sequence[Post]) -> MessageRef:
        channel = await self._channel(install, parcel)
        there = self._partly.pop(parcel.key, {})
        first = there.get(0, "")
        for part, post in enumerate(written):
            if part in there:
                continue
            thread = parcel.thread or (first if part else None)
            answer = await self._web.call(
                install.team,
                install.token,
                "chat.postMessage",
                channel=channel,
                text=post.text,
                blocks=post.blocks,
                metadata=metadata(parcel.key, part, len(written)),
                unfurl_links=False,
                unfurl_media=False,
                **({"thread_ts": thread} if thread else {}),
            )
            first = first or str(answer.get("ts"))
        return self._ref(parcel, channel, first)

    async def _change(self, install: Install, edits: MessageRef, post: Post) -> MessageRef:
        try:
            await self._web.call(
                install.team,
                install.token,
                "chat.update",
                channel=edits.place,
                ts=edits.message,
                text=post.text,
                blocks=post.blocks,
            )
        except SlackError as error:
            if error.code not in NOTHING_TO_CHANGE:
                raise
            log.info("nothing to change", place=edits.place, reason=error.code)
        return edits

    async def _channel(self, install: Install, parcel: Parcel) -> str:
        return await self._places.direct(install, parcel.member) if parcel.member else parcel.place

    def _ref(self, parcel: Parcel, channel: str, message: str) -> MessageRef:
        return MessageRef(channel, message, message if parcel.opens_thread else parcel.thread)

    async def _noticed(self, install: Install, error: SlackError, place: str) -> None:
        """Draw what an error tells beyond this one delivery."""
        log.warning("slack refused", team=install.team, place=place, reason=error.code, needed=error.needed)
        if error.code in LEFT:
            await self._acting.removed(install.team)
        elif error.code in {"not_in_channel", "channel_not_found"}:
            self._places.left(install.team, place)

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message that may have been sent; None too where only some of its parts are there."""
        if parcel.edits is not None:
            return None  # changing it again changes nothing
        install = await self._install_of(parcel)
        channel = await self._channel(install, parcel)
        there = await self._there(install, parcel, channel)
        if set(range(len(_written(parcel)))) <= there.keys():
            return self._ref(parcel, channel, there[0])
        self._partly[parcel.key] = there
        return None

    async def _there(self, install: Install, parcel: Parcel, channel: str) -> dict[int, str]:
        found = await self._finding.parts_of(install, channel, parcel.thread, parcel.key)
        if 0 in found and not parcel.thread:
            # The parts of a message that stands alone hang in its thread.
            found |= await self._finding.parts_of(install, channel, found[0], parcel.key)
        return found

    # --- what was missed -----------------------------------------------------------------------------------------

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said]:
        """Read what was said in these threads; what is known already changes nothing."""
        requests: list[Said] = []
        for thread in threads:
            install = await self._installs.of(thread.space.removeprefix("slack:"))
            if install is None:
                continue
            try:
                requests += await self._missed_in(install, thread)
            except SlackError as error:
                log.warning("thread not read", place=thread.place, reason=error.code)
        return requests

    async def _missed_in(self, install: Install, thread: OpenThread) -> list[Said]:
        direct = thread.place.startswith("D")
        said = await self._finding.said_in(install, thread.place, thread.thread, thread.since, direct=direct)
        if direct:
            said += await self._finding.said_directly(install, thread.place, thread.since)
        requests = [await self._acting.request_of(install, heard) for heard in said]
        return [request for request in requests if isinstance(request, Said)]


def _written(parcel: Parcel) -> list[Post]:
    if not isinstance(parcel.message, Card):
        msg = "a form is shown to one who asks, and never owed"
        raise TypeError(msg)
    return posts(parcel.message)
