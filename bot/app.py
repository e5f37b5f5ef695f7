"""The composition root: settings in, running bot out; the only place that knows every part."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import structlog
from tzlocal import get_localzone_name

from bot import connections, logs
from bot.adapters.room.adapter import Room
from bot.adapters.room.people import MANAGER
from bot.delivery import Sender
from bot.desk import GRACE, Clock, Desk, new_id
from bot.heartbeat import Heartbeat
from bot.model_judge import Endpoint, ModelJudge
from bot.practice.calendar import zone_named
from bot.practice.contract import Adapter, StartError
from bot.practice.requests import Asker, OpenSpace
from bot.waiting import InFlight
from config.settings import Settings
from content.judge import Engine, EngineMissingError, engine_named
from content.library import OURS, Library, load
from storage.lock import DatabaseLock
from storage.schema import upgrade
from storage.store import Store

log = structlog.get_logger(__name__)

ALIVE = "alive"
"""The file in the data directory that each heartbeat touches."""
FIRST_SENDING = 30
"""Seconds given to what was owed before the threads are read."""
DEAD_AFTER = 60
"""Seconds without a heartbeat."""


class Hotseat:
    """The running bot: a store, a library, a desk, and for each platform an adapter with its sender."""

    def __init__(
        self,
        store: Store,
        library: Library,
        engine: Engine,
        clock: Clock,
        *,
        random: Random | None = None,
        alive: Path | None = None,
        grace: timedelta = GRACE,
        endpoint: Endpoint | None = None,
    ) -> None:
        """Take the parts; adapters come with `start`, because they need the desk.

        With an `endpoint`, its model is asked about each answer too.
        `alive` is a file touched at each heartbeat, for whoever watches the process from outside.
        """
        self.store = store
        self.in_flight = InFlight()
        self._model = ModelJudge(endpoint, store, clock) if endpoint else None
        self.desk = Desk(
            store,
            library,
            engine,
            clock,
            in_flight=self.in_flight,
            random=random,
            grace=grace,
            model=self._model,
        )
        self.heartbeat = Heartbeat(self._beat)
        self._alive = alive
        self._adapters: Sequence[Adapter] = ()
        self._sending: list[asyncio.Task[None]] = []

    async def start(self, adapters: Sequence[Adapter]) -> None:
        """Connect, read what was said meanwhile, do what is due, then go on for ever."""
        self._adapters = adapters
        holder = f"{os.getpid()}-{new_id()}"
        for adapter in adapters:
            await adapter.connect()
            sender = Sender(self.store, adapter, self.desk.context, self.in_flight, holder)
            self._sending.append(asyncio.create_task(sender.run(), name=f"send {adapter.platform}"))
        # What was under way when the last process ended is looked for first: its threads may hold answers.
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_SENDING):
                await self.in_flight.idle()
        await self.desk.catch_up(adapters)
        await self._beat()
        self.heartbeat.start()

    async def _beat(self) -> None:
        await self.desk.due()
        if self._alive is not None:
            await asyncio.to_thread(self._alive.touch)  # a busy disk may take seconds, and nobody waits for it

    async def stop(self) -> None:
        """Stop listening, then sending; what is still owed stays owed."""
        self.heartbeat.stop()
        for adapter in self._adapters:
            await adapter.close()
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        if self._model is not None:
            await self._model.close()
        self.desk.close()


def now() -> datetime:
    """Give the time."""
    return datetime.now(UTC)


def library_of(settings: Settings) -> Library:
    """Load our banks and the operator's own; what is wrong with them goes to the log."""
    library = load((OURS, *settings.banks), settings.data_dir / "cache")
    for fault in library.faults:
        log.warning("bank fault", fault=str(fault))
    return library


def engine_of(settings: Settings) -> Engine:
    """Give the judge's engine that is set; where it is not installed, say so once and use the lexical one."""
    try:
        return engine_named(settings.judge.engine)
    except EngineMissingError as error:
        log.warning("judging by words instead", reason=str(error))
        return engine_named("lexical")


def endpoint_of(settings: Settings) -> Endpoint | None:
    """Give the model that is set; None where none is, which is how it comes."""
    model = settings.judge.model
    if model is None:
        return None
    return Endpoint(
        url=model.url,
        model=model.model,
        api_key=model.api_key.get_secret_value() if model.api_key else "",
        timeout=model.timeout,
        requests_a_day=model.requests_a_day,
        tokens_a_day=model.tokens_a_day,
    )


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Store]:
    """Open the database, current and ready; a lone process takes over what a dead one held."""
    with DatabaseLock(settings.database_url) as lock:
        upgrade(settings.database_url)
        store = Store(settings.database_url)
        try:
            if lock.alone:
                await store.commit(lambda tx: tx.deliveries.release())
            lock.share()
            yield store
        finally:
            await asyncio.to_thread(store.close)


def run(settings: Settings) -> int:
    """Run what is configured until it is told to stop; give the exit code."""
    logs.configure(settings.log.level, settings.log.format)
    return asyncio.run(_serve(settings))


async def _room(settings: Settings, hotseat: Hotseat) -> Room:
    """Give the room; its space is set up on the first start, with a schedule and its first question."""
    secret = settings.room.passphrase
    room = Room(
        hotseat.desk,
        hotseat.store,
        hotseat.desk.library,
        now,
        host=settings.room.host,
        port=settings.room.port,
        passphrase=secret.get_secret_value() if secret else "",
    )
    manager = Asker(space="room", place="daily", member=MANAGER, name="", event="open")
    zone = zone_named(get_localzone_name()) or "UTC"
    await hotseat.desk.ask(OpenSpace(manager, platform=room.platform, name="The room", zone=zone, daily_place="daily"))
    return room


async def _serve(settings: Settings) -> int:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    async with opened(settings) as store:
        hotseat = Hotseat(
            store,
            library_of(settings),
            engine_of(settings),
            now,
            alive=settings.data_dir / ALIVE,
            grace=timedelta(days=settings.grace_days),
            endpoint=endpoint_of(settings),
        )
        adapters: list[Adapter] = []
        try:
            if settings.room_opens:
                adapters.append(room := await _room(settings, hotseat))
            # Each is loaded only where it is used.
            if settings.discord is not None:
                from bot.adapters.discord.adapter import DiscordAdapter  # noqa: PLC0415

                adapters.append(DiscordAdapter(hotseat.desk, connections.discord(settings.discord)))
            if settings.slack is not None:
                from bot.adapters.slack.adapter import SlackAdapter  # noqa: PLC0415

                slack = SlackAdapter(
                    hotseat.desk,
                    store,
                    hotseat.desk.library,
                    connections.slack(settings.slack),
                    now,
                    api_url=settings.slack.api_url,
                    prefix=settings.slack.command_prefix,
                )
                adapters.append(slack)
            if not await _started(hotseat, adapters, stopping):
                return 0
            # What is loaded stays: looking through it again and again stops everything for a tenth of a second.
            gc.freeze()
            if settings.room_opens:
                _greet(room)
            await stopping.wait()
        except StartError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        finally:
            await hotseat.stop()
    return 0


async def _started(hotseat: Hotseat, adapters: Sequence[Adapter], stopping: asyncio.Event) -> bool:
    """Start; say whether that came about before we were told to stop: a platform may be waited for."""
    starting, told = asyncio.create_task(hotseat.start(adapters)), asyncio.create_task(stopping.wait())
    await asyncio.wait({starting, told}, return_when=asyncio.FIRST_COMPLETED)
    for task in (told, *(() if starting.done() else (starting,))):
        task.cancel()
    await asyncio.wait({starting, told})
    if starting.cancelled():
        return False
    starting.result()
    return True


def _greet(room: Room) -> None:
    """Say in the terminal where the room is; the start link is shown here and nowhere else."""
    sys.stdout.write(
        f"\n  The room is open: {room.address}\n  Open this once to be its manager: {room.start_link}\n"
        "  Ctrl-C stops it.\n\n"
    )
    sys.stdout.flush()


def is_alive(settings: Settings) -> bool:
    """Say whether a bot on this data directory had a heartbeat in the last minute."""
    file = settings.data_dir / ALIVE
    return file.exists() and time.time() - file.stat().st_mtime < DEAD_AFTER
