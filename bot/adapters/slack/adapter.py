"""The Slack adapter: connects, sends what is owed, finds what may have been sent, reads what was missed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial

import structlog
from slack_bolt.app.async_app import AsyncApp

from bot.adapters.slack.acting import Acting
from bot.adapters.slack.asking import Asks
from bot.adapters.slack.counter import Counter
from bot.adapters.slack.finding import Finding
from bot.adapters.slack.forms import Forms
from bot.adapters.slack.home import Homes
from bot.adapters.slack.installing import Installing, install_url
from bot.adapters.slack.installs import Install, Installs, OneInstall
from bot.adapters.slack.lines import (
    HttpMode,
    HttpServer,
    Line,
    SocketMode,
    Sockets,
)
from bot.adapters.slack.listening import Authorizing, Listening
from bot.adapters.slack.naming import Names
from bot.adapters.slack.people import People
from bot.adapters.slack.placing import Places
from bot.adapters.slack.posting import Posting
from bot.adapters.slack.sealing import Seal, SealError
from bot.adapters.slack.showing import Showing
from bot.adapters.slack.starting import OF_THE_TOKEN, SlackStartError, not_heard, not_started, wrong_kind
from bot.adapters.slack.stored import Clock, States, StoredInstalls
from bot.adapters.slack.web import Answer, SlackError, Web
from bot.practice import sentences
from bot.practice.contract import Capabilities, Desk, MessageRef, OpenThread, Parcel, Reason
from bot.practice.messages import say
from bot.practice.requests import Asker, Deleted, OpenSpace, Said
from content.library import Library
from storage.store import Store

log = structlog.get_logger(__name__)

READINGS = 5
"""How often a thread is begun to be read, where Slack asks us to wait."""
LIMITED_FOR = 60.0
"""Seconds for which Slack delivers no more events, once it said that there are too many."""
LONGEST_WAIT = 60.0
"""Seconds; the strictest limit Slack has is one page a minute."""
FIRST_WAIT = 1.0
"""Seconds until Slack is tried again that could not be reached at the start; each wait is twice the one before."""


class SlackAdapter:
    """Slack, as practice sees it."""

    platform = "slack"
    capabilities = Capabilities(private_in_thread=True, reads_threads=True)

    def __init__(
        self,
        desk: Desk,
        store: Store,
        library: Library,
        mode: SocketMode | HttpMode,
        clock: Clock,
        *,
        api_url: str,
        prefix: str = "",
    ) -> None:
        """Take the desk where requests go, and how Slack is reached; `prefix` stands before our commands' names.

        Raises:
            SlackStartError: the key for the tokens is none.
        """
        self._desk = desk
        self._mode = mode
        self._api_url = api_url
        self._web = Web(api_url)
        self._one = OneInstall()
        self._stored: StoredInstalls | None = None
        self._line: Line
        if isinstance(mode, HttpMode):
            self._stored = StoredInstalls(store, _seal(mode.token_key), clock, self._installed)
            self._states = States(store, clock)
            self._line = HttpServer(mode)
        else:
            deaf, hears = partial(desk.deaf, self.platform), partial(desk.hears, self.platform)
            self._line = Sockets(mode, deaf, hears, self._back)
        self._installs: Installs = self._stored or self._one
        self._places = Places(self._web)
        self._finding = Finding(self._web)
        self._people = People(self._web, store)
        asks = Asks(desk, self._people, self._places)
        names = Names(prefix)
        showing = Showing(self._web, self._places, self._finding, names)
        counter = Counter(desk, asks)
        homes = Homes(desk, self._web, self._installs, asks, self._places, names)
        self._acting = Acting(desk, counter, library, self._installs, asks, self._places, showing, names, homes)
        forms = Forms(desk, counter, library, self._installs, asks, showing, names, homes)
        self._listening = Listening(self._acting, forms, homes, self._missed_much)
        self._posting = Posting(
            self._web,
            self._installs,
            self._places,
            self._finding,
            names,
            self._acting.removed,
            lambda team, key: self._listening.homes_follow(team, desk.settled(key)),
        )

    @property
    def address(self) -> str:
        """Give where we listen for Slack's requests; empty in Socket Mode."""
        return self._line.address if isinstance(self._line, HttpServer) else ""

    async def connect(self) -> None:
        """Say who we are, then begin to listen.

        Where Slack cannot be reached this waits until it can, for what starts us may do so before there is a network.

        Raises:
            SlackStartError: a token is wrong.
        """
        await self._web.open()
        if isinstance(self._mode, SocketMode):
            await self._check_tokens(self._mode)
        for install in await self._installs.all():
            await self._arrive(install)
        installing: Installing | None = None
        if isinstance(self._mode, HttpMode) and self._stored is not None:
            installing = Installing(self._mode, self._web, self._api_url, self._stored, self._states)
        await self._line.open(self._bolt(), self._web, installing)

    async def close(self) -> None:
        """Stop listening, let what was acknowledged be answered, then part with Slack."""
        await self._line.close()
        await self._listening.close()
        await self._web.close()

    async def idle(self) -> None:
        """Wait until all that was acknowledged is answered."""
        await self._listening.idle()

    async def _check_tokens(self, mode: SocketMode) -> None:
        """Ask who we are, and whether we may listen: the library would try a wrong token for ever."""
        try:
            answer = await self._asked(mode.bot_token, "auth.test")
        except SlackError as error:
            raise not_started(error, self._api_url) from None
        if wrong := wrong_kind(mode.bot_token, answer):
            raise SlackStartError(wrong)
        try:
            await self._asked(mode.app_token, "apps.connections.open", app_token=mode.app_token)
        except SlackError as error:
            raise SlackStartError(not_heard(error, self._api_url)) from None
        self._one.install = Install(
            team=str(answer.get("team_id")),
            name=str(answer.get("team") or answer.get("team_id")),
            token=mode.bot_token,
            bot_user=str(answer.get("user_id")),
            bot_id=str(answer.get("bot_id") or ""),
        )

    async def _asked(self, token: str, method: str, **arguments: str) -> Answer:
        """Ask Slack something until it answers; raise what it says of a token it will never take."""
        wait = FIRST_WAIT
        while True:
            try:
                return await self._web.call_in_turn("", token, method, **arguments)
            except SlackError as error:
                if error.code in OF_THE_TOKEN:
                    raise
                log.warning("slack cannot be reached, trying again", method=method, reason=error.code, seconds=wait)
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT)

    def _bolt(self) -> AsyncApp:
        gone = say("install.gone_here")
        if isinstance(self._mode, HttpMode):
            gone = say("install.gone", url=install_url(self._mode))
        app = AsyncApp(
            client=self._web.client,
            authorize=Authorizing(self._installs),  # type: ignore[arg-type]  # None, where nobody installed us, is understood
            process_before_response=True,
            # The line looked at the signature before it let bolt read anything.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=isinstance(self._mode, HttpMode),
            attaching_function_token_enabled=False,  # for a workflow's steps; we have none
            attaching_conversation_kwargs_enabled=False,  # for an assistant's threads; we have none
            raise_error_for_unhandled_request=True,
            user_facing_authorize_error_message=sentences.text(gone),
        )
        self._listening.register(app)
        return app

    async def _installed(self, install: Install) -> None:
        """Take a new install in, in the time zone of whoever brought us."""
        brought = await self._people.person(install, install.installer) if install.installer else None
        await self._arrive(install, (brought.zone if brought else "") or "UTC")

    async def _arrive(self, install: Install, zone: str = "UTC") -> None:
        """See that a workspace's space is there, and active."""
        who = Asker(space=install.space, place="", member=install.installer, name="", event=f"arrive:{install.team}")
        await self._desk.ask(OpenSpace(who, platform=self.platform, name=install.name, zone=zone))

    async def send(self, parcel: Parcel) -> MessageRef:
        """Send a message, or change one; raise SendFailedError otherwise."""
        return await self._posting.send(parcel)

    async def link_to(self, space: str, message: MessageRef) -> str:
        """Ask for the address of a message; empty where Slack gives none."""
        return await self._posting.link_to(space, message)

    async def find(self, parcel: Parcel) -> MessageRef | None:
        """Look for a message that may have been sent."""
        return await self._posting.find(parcel)

    def _missed_much(self) -> None:
        """Take in what was said in a minute of which Slack tells us no more, once it is over."""
        self._desk.deaf(self.platform)
        asyncio.get_running_loop().call_later(LIMITED_FOR, self._back)

    def _back(self) -> None:
        """Take in what was said while no connection heard anything."""
        self._listening.later(self._desk.catch_up([self]))

    # --- what was missed -----------------------------------------------------------------------------------------

    async def missed(self, threads: Sequence[OpenThread]) -> Sequence[Said | Deleted]:
        """Read what was said in these threads, and taken away; what is known already changes nothing.

        Workspaces are read side by side: Slack's limits are each one's own.
        """
        spaces: dict[str, list[OpenThread]] = {}
        for thread in threads:
            spaces.setdefault(thread.space, []).append(thread)
        read = await asyncio.gather(*(self._missed_of(space, own) for space, own in spaces.items()))
        return [request for requests in read for request in requests]

    async def _missed_of(self, space: str, threads: Sequence[OpenThread]) -> list[Said | Deleted]:
        """Read the threads of one workspace."""
        install = await self._installs.of(space.removeprefix("slack:"))
        if install is None:
            return []
        return [request for thread in threads for request in await self._missed_patiently(install, thread)]

    async def _missed_patiently(self, install: Install, thread: OpenThread) -> list[Said | Deleted]:
        """Read a thread, and wait where Slack asks us to: what nobody reads now is lost."""
        for _ in range(READINGS):
            try:
                return await self._missed_in(install, thread)
            except SlackError as error:
                log.warning("thread not read", place=thread.place, reason=error.code)
                if error.reason is not Reason.RATE_LIMITED:
                    break
                await asyncio.sleep(min(error.retry_after or 0.0, LONGEST_WAIT))
        return []

    async def _missed_in(self, install: Install, thread: OpenThread) -> list[Said | Deleted]:
        said = await self._finding.said(install, thread)
        requests = [await self._acting.request_of(install, heard) for heard in said]
        return [request for request in requests if isinstance(request, Said | Deleted)]


def _seal(key: str) -> Seal:
    try:
        return Seal(key)
    except SealError as error:
        raise SlackStartError(str(error)) from None
