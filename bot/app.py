"""The composition root: settings in, running bot out; the only place that knows every part."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from random import Random

from bot.delivery import Sender
from bot.desk import Clock, Desk, new_id
from bot.heartbeat import Heartbeat
from bot.practice.contract import Adapter
from bot.waiting import InFlight
from content.judge import Engine
from content.library import Library
from storage.store import Store


class Hotseat:
    """The running bot: a store, a library, a desk, and for each platform an adapter with its sender."""

    def __init__(
        self, store: Store, library: Library, engine: Engine, clock: Clock, *, random: Random | None = None
    ) -> None:
        """Take the parts; adapters come with `start`, because they need the desk."""
        self.store = store
        self.in_flight = InFlight()
        self.desk = Desk(store, library, engine, clock, in_flight=self.in_flight, random=random)
        self.heartbeat = Heartbeat(self.desk.due)
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
        await self.desk.catch_up(adapters)
        await self.desk.due()
        self.heartbeat.start()

    async def stop(self) -> None:
        """Stop listening, then sending; what is still owed stays owed."""
        self.heartbeat.stop()
        for adapter in self._adapters:
            await adapter.close()
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
        self.desk.close()
