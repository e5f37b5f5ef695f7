"""Send what is owed: claim, compose, send, mark.

A crash between send and mark leaves the outcome unknown; so what was tried before is looked for on the platform
before it is sent again.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.practice import deliveries
from bot.practice.composing import compose
from bot.practice.contract import Adapter, Context, MessageRef, Reason, SendFailedError
from bot.waiting import InFlight
from storage import Tx
from storage.errors import StoreError
from storage.records import Delivery
from storage.store import Store

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
"""Longer than any send may take; after it, another process may take the delivery over."""
SLICE = 100
LONGEST_NAP = 5.0
"""Seconds between two looks at what is owed when nobody woke us: deliveries put off come due."""

T = TypeVar("T")


class Sender:
    """Sends what is owed on one platform: places side by side, each place in order."""

    def __init__(
        self, store: Store, adapter: Adapter, context: Callable[[], Context], in_flight: InFlight, holder: str
    ) -> None:
        """Take the platform to send on; `holder` names this process in the leases."""
        self._store = store
        self._adapter = adapter
        self._context = context
        self._in_flight = in_flight
        self._holder = holder
        self._ear = in_flight.listener()

    async def run(self) -> None:
        """Send what is owed, for ever."""
        while True:
            self._ear.listen()
            try:
                busy = await self.send_slice()
            except StoreError as error:
                log.exception("deliveries wait", reason=str(error))
                busy = False
            if not busy:
                await self._ear.rest(LONGEST_NAP)

    async def send_slice(self) -> bool:
        """Send up to one slice of what is owed; False if nothing was."""
        now = self._context().now
        claimed = await self._write(
            lambda tx: tx.deliveries.claim(self._adapter.platform, self._holder, now, LEASE, SLICE)
        )
        by_place: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
        for delivery in claimed:
            by_place[delivery.space, delivery.place, delivery.member].append(delivery)
        async with asyncio.TaskGroup() as places:
            for queue in by_place.values():
                places.create_task(self._send_in_order(queue))
        return bool(claimed)

    async def _send_in_order(self, queue: list[Delivery]) -> None:
        for delivery in queue:
            try:
                await self._send(delivery)
            except StoreError as error:
                # Its lease runs out, and it is looked for before it is sent again.
                log.warning("delivery not marked", delivery=delivery.key, reason=str(error))
            finally:
                self._in_flight.settle(delivery.key)

    async def _send(self, delivery: Delivery) -> None:
        ctx = self._context()
        can = self._adapter.capabilities
        try:
            parcel = await asyncio.wrap_future(self._store.read(lambda tx: compose(tx, ctx, delivery, can)))
            if parcel is None:
                await self._write(lambda tx: deliveries.dropped(tx, ctx, delivery.key))
                return
            found = await self._adapter.find(parcel) if delivery.attempts else None
            ref = found or await self._adapter.send(parcel)
        except SendFailedError as error:
            await self._failed(delivery, error.reason, error.retry_after)
        except StoreError:
            raise
        except Exception:  # a fault of ours must not stop the others' deliveries
            log.exception("sending failed", delivery=delivery.key)
            await self._failed(delivery, Reason.UNKNOWN_OUTCOME, None)
        else:
            await self._delivered(delivery, ref)

    async def _delivered(self, delivery: Delivery, ref: MessageRef) -> None:
        ctx = self._context()
        await self._write(lambda tx: deliveries.delivered(tx, ctx, delivery.key, ref))
        log.info("delivered", delivery=delivery.key, place=ref.place)

    async def _failed(self, delivery: Delivery, reason: Reason, retry_after: float | None) -> None:
        ctx = self._context()
        remarks = await self._write(lambda tx: deliveries.failed(tx, ctx, delivery.key, reason, retry_after))
        for remark in remarks:
            log.warning(remark.event, **dict(remark.fields))

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self._store.write(work))
