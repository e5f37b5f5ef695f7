"""Who waits for a delivery is told, and nothing is kept of those nobody waits for."""

from __future__ import annotations

import weakref

from bot.waiting import InFlight


async def test_all_who_wait_for_a_delivery_are_told() -> None:
    flight = InFlight()
    first, second = flight.watch("question:1"), flight.watch("question:1")
    other = flight.watch("question:2")
    flight.settle("question:1")
    assert (first.is_set(), second.is_set(), other.is_set()) == (True, True, False)


async def test_of_a_delivery_nobody_waits_for_nothing_is_kept() -> None:
    flight = InFlight()
    kept = weakref.ref(flight.watch("question:1"))
    assert kept() is None
