"""Send what is owed: claim, compose, send, mark.

A crash between send and mark leaves the outcome unknown; so what was tried before is looked for on the platform
before it is sent again.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import structlog

from bot.practice import deliveries
from bot.practice.composing import compose, with_results
from bot.practice.contract import Adapter, Context, MessageRef, Parcel, Reason, SendFailedError
from bot.waiting import InFlight
from storage import Tx
from storage.errors import StoreError
from storage.records import Delivery
from storage.store import Store

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=60)
"""Longer than any send may take; after it, another process may take the delivery over."""
MOST_PLACES = 100
"""Places sent to at once; a place counts as one, however much is owed to it, so that it keeps no other waiting."""
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
        self._in_hand: set[str] = set()
        self._queues: dict[tuple[str, str, str], deque[Delivery]] = {}
        """Of each place that is being sent to, what comes next."""

    async def run(self) -> None:
        """Send what is owed, for ever; a place that has to wait holds up no other."""
        async with asyncio.TaskGroup() as places:
            while True:
                self._ear.listen()
                try:
                    claimed = await self._claim()
                except StoreError as error:
                    log.exception("deliveries wait", reason=str(error))
                    claimed = []
                for delivery in claimed:
                    self._hand_out(places, delivery)
                if not claimed:
                    await self._ear.rest(LONGEST_NAP, sending=bool(self._in_hand))

    async def _claim(self) -> list[Delivery]:
        """Claim what is owed, as much as there are hands for; what is in hand already stays where it is."""
        room = MOST_PLACES - len(self._queues)
        if room <= 0:
            return []
        now = self._context().now
        claimed = await self._write(
            lambda tx: tx.deliveries.claim(self._adapter.platform, self._holder, now, LEASE, room)
        )
        return [delivery for delivery in claimed if delivery.key not in self._in_hand]

    def _hand_out(self, places: asyncio.TaskGroup, delivery: Delivery) -> None:
        self._in_hand.add(delivery.key)
        place = (delivery.space, delivery.place, delivery.member)
        waiting = self._queues.get(place)
        if waiting is not None:
            waiting.append(delivery)
            return
        self._queues[place] = deque([delivery])
        places.create_task(self._send_in_order(place))

    async def _send_in_order(self, place: tuple[str, str, str]) -> None:
        queue = self._queues[place]
        while queue:
            delivery = queue.popleft()
            try:
                await self._send(delivery)
            except StoreError as error:
                # Its lease runs out, and whether it was sent is asked of the platform.
                log.warning("delivery not marked", delivery=delivery.key, reason=str(error))
            except Exception:  # a fault of ours: the other places still get theirs, and this one's lease runs out too
                log.exception("delivery not marked", delivery=delivery.key)
            self._in_hand.discard(delivery.key)
            self._in_flight.settle(delivery.key)
        del self._queues[place]
        self._ear.wake()

    async def _send(self, delivery: Delivery) -> None:
        ctx = self._context()
        can = self._adapter.capabilities
        try:
            parcel = await self._store.look(lambda tx: compose(tx, ctx, delivery, can))
            if parcel is None:
                await self._write(lambda tx: deliveries.dropped(tx, ctx, delivery.key))
                return
            parcel = await self._linked(parcel)
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

    async def _linked(self, parcel: Parcel) -> Parcel:
        address = await self._adapter.link_to(parcel.space, parcel.results) if parcel.results else ""
        return with_results(parcel, address) if address else parcel

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
        return await self._store.commit(work)
