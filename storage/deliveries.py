"""What the bot owes, and to whom: claimed under a lease, then sent or failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from storage.records import Delivery, DeliveryState
from storage.rows import find, many, values
from storage.tables import deliveries
from storage.upsert import change, insert_new

_FIRST = ("welcome", "question")
"""Kinds that go before all others that are due."""


@dataclass(slots=True)
class Deliveries:
    """The queue of what is owed; a key is owed once, for ever."""

    connection: Connection
    grew: bool = False
    """Whether something was owed in this transaction: else nobody need be woken to send it."""

    def owe(self, delivery: Delivery) -> bool:
        """Owe something; False if that key was owed before."""
        fresh = insert_new(self.connection, deliveries, values(delivery))
        self.grew = self.grew or fresh
        return fresh

    def get(self, key: str) -> Delivery | None:
        """Give a delivery by its key."""
        return find(self.connection, deliveries, Delivery, key=key)

    def in_state(self, state: DeliveryState) -> list[Delivery]:
        """Give the deliveries that are so far, the oldest first."""
        found = select(deliveries).where(deliveries.c.state == state)
        return many(self.connection, found.order_by(deliveries.c.created_at, deliveries.c.key), Delivery)

    def claim(self, platform: str, holder: str, now: datetime, lease: timedelta, limit: int) -> list[Delivery]:
        """Take up to `limit` due deliveries, so that nobody else sends them while the lease runs.

        One whose lease ran out is taken too: its holder is gone, and whether it was sent is not known. Questions go
        before all else that is due: the whole day's hang on one minute.
        """
        clock = self._database_time()
        due = (
            select(deliveries)
            .where(deliveries.c.platform == platform)
            .where(
                ((deliveries.c.state == DeliveryState.OWED) & (deliveries.c.due_at <= now))
                | ((deliveries.c.state == DeliveryState.CLAIMED) & (deliveries.c.lease_until <= clock))
            )
            .order_by(deliveries.c.kind.not_in(_FIRST), deliveries.c.due_at, deliveries.c.created_at, deliveries.c.key)
            .limit(limit)
        )
        taken = many(self.connection, due, Delivery)
        if taken:
            self.connection.execute(
                update(deliveries)
                .where(deliveries.c.key.in_([delivery.key for delivery in taken]))
                .values(
                    state=DeliveryState.CLAIMED,
                    holder=holder,
                    lease_until=clock + lease,
                    attempts=deliveries.c.attempts + 1,
                )
            )
        return taken

    def _database_time(self) -> datetime:
        """Give the database's own time: leases of two machines must not hang on their two clocks."""
        if self.connection.dialect.name == "sqlite":
            text = self.connection.exec_driver_sql("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')").scalar_one()
            return datetime.fromisoformat(text)
        return self.connection.execute(select(func.now())).scalar_one()

    def change(self, key: str, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a delivery."""
        change(self.connection, deliveries, {"key": key}, columns)

    def release(self) -> int:
        """End every lease: for the one process that knows it is alone on this database."""
        ended = self.connection.execute(
            update(deliveries)
            .where(deliveries.c.state == DeliveryState.CLAIMED)
            .values(lease_until=datetime.fromtimestamp(0).astimezone())
        )
        return ended.rowcount

    def question_in_flight(self, space: str, place: str) -> str | None:
        """Give the key of a question that may be in a place already but is not known to be."""
        found = select(deliveries.c.key).where(
            deliveries.c.space == space,
            deliveries.c.place == place,
            deliveries.c.kind == "question",
            (deliveries.c.state == DeliveryState.CLAIMED)
            | ((deliveries.c.state == DeliveryState.OWED) & (deliveries.c.attempts > 0)),
        )
        return self.connection.execute(found).scalar()

    def forget_member(self, space: str, member: str) -> None:
        """Remove what is owed to one member alone."""
        self.connection.execute(delete(deliveries).where(deliveries.c.space == space, deliveries.c.member == member))
