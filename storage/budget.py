"""What the model judge has used of its budget a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from storage.tables import model_days
from storage.upsert import add_to


@dataclass(frozen=True, slots=True)
class Budget:
    """Requests and tokens by UTC date; shared by every process on this database."""

    connection: Connection

    def used(self, day: date) -> tuple[int, int]:
        """Give the requests and tokens used on a date."""
        found = select(model_days.c.requests, model_days.c.tokens).where(model_days.c.day == day)
        row = self.connection.execute(found).first()
        return (0, 0) if row is None else (row.requests, row.tokens)

    def take(self, day: date, requests: int, tokens: int) -> bool:
        """Take one request off a budget of so many `requests` and `tokens` a day; False if one of them is used up."""
        made, spent = self.used(day)
        if made >= requests or spent >= tokens:
            return False
        add_to(self.connection, model_days, [{"day": day, "requests": 1, "tokens": 0}], ("requests", "tokens"))
        return True

    def spend(self, day: date, tokens: int) -> None:
        """Count tokens a request took."""
        add_to(self.connection, model_days, [{"day": day, "requests": 0, "tokens": tokens}], ("requests", "tokens"))
