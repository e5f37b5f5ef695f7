"""What is left of members who were forgotten, for as long as a question they took part in is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, exists

from storage.records import Forgotten
from storage.rows import find_all, values
from storage.tables import forgotten, rounds
from storage.upsert import put


@dataclass(frozen=True, slots=True)
class ForgottenMembers:
    """Marks that say no name; whoever comes back is known by theirs."""

    connection: Connection

    def add(self, mark: Forgotten) -> None:
        """Store a mark."""
        put(self.connection, forgotten, values(mark))

    def of_question(self, space: str, question_id: str) -> list[Forgotten]:
        """Give the marks of a question."""
        return find_all(self.connection, forgotten, Forgotten, space=space, question_id=question_id)

    def clear(self, now: datetime) -> None:
        """Remove the marks whose time is over, unless their question is open."""
        running = exists().where(
            rounds.c.space == forgotten.c.space,
            rounds.c.question_id == forgotten.c.question_id,
            rounds.c.closed_at.is_(None),
        )
        self.connection.execute(delete(forgotten).where(forgotten.c.until < now, ~running))
