"""Appeals against verdicts, what was decided, and the verdicts that others took the place of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, update

from storage.records import Appeal, AppealState, EarlierVerdict
from storage.rows import find, many, values
from storage.statements import Statement
from storage.tables import appeals, earlier_verdicts
from storage.upsert import insert_new

_REVISION = ("round", "member", "number")
_OF_REVISION = Statement(
    select(appeals).where(*(appeals.c[name] == bindparam(name) for name in _REVISION)).order_by(appeals.c.point)
)
_EARLIER = Statement(
    select(earlier_verdicts)
    .where(*(earlier_verdicts.c[name] == bindparam(name) for name in _REVISION))
    .order_by(earlier_verdicts.c.replaced_at, earlier_verdicts.c.id)
)


@dataclass(frozen=True, slots=True)
class Appeals:
    """The log of appeals: each with its decision, for good."""

    connection: Connection

    def add(self, appeal: Appeal) -> bool:
        """Store an appeal; False if this point of this verdict was appealed before."""
        return insert_new(self.connection, appeals, values(appeal))

    def get(self, appeal: str) -> Appeal | None:
        """Give an appeal by id."""
        return find(self.connection, appeals, Appeal, id=appeal)

    def of_revision(self, round_id: str, member: str, number: int) -> list[Appeal]:
        """Give the appeals against one verdict, in the order of its points."""
        return _OF_REVISION.records(self.connection, Appeal, round=round_id, member=member, number=number)

    def of_member(self, space: str, member: str) -> list[Appeal]:
        """Give everything a member appealed in a space, the oldest first."""
        found = select(appeals).where(appeals.c.space == space, appeals.c.member == member)
        return many(self.connection, found.order_by(appeals.c.at, appeals.c.id), Appeal)

    def open(self, space: str) -> list[Appeal]:
        """Give the appeals of a space nobody has decided, the oldest first."""
        found = select(appeals).where(appeals.c.state == AppealState.OPEN, appeals.c.space == space)
        return many(self.connection, found.order_by(appeals.c.at, appeals.c.id), Appeal)

    def untold(self) -> list[str]:
        """Give the spaces with an open appeal that no digest has held."""
        waiting = select(appeals.c.space).where(appeals.c.state == AppealState.OPEN, appeals.c.told_at.is_(None))
        return list(self.connection.execute(waiting.distinct().order_by(appeals.c.space)).scalars())

    def last_told(self, space: str) -> datetime | None:
        """Give when the last digest of a space was owed."""
        return self.connection.execute(select(func.max(appeals.c.told_at)).where(appeals.c.space == space)).scalar()

    def tell(self, space: str, now: datetime) -> None:
        """Remember that a digest holds what is open now."""
        waiting = (appeals.c.space == space, appeals.c.state == AppealState.OPEN, appeals.c.told_at.is_(None))
        self.connection.execute(update(appeals).where(*waiting).values(told_at=now))

    def decide(self, appeal: str, **columns: Any) -> bool:  # noqa: ANN401 - named columns of the record
        """Store the decision on an open appeal; False if it was decided before."""
        where = (appeals.c.id == appeal, appeals.c.state == AppealState.OPEN)
        return bool(self.connection.execute(update(appeals).where(*where).values(**columns)).rowcount)

    def accepted(self) -> list[Appeal]:
        """Give every accepted appeal of every space, the oldest first."""
        found = select(appeals).where(appeals.c.state == AppealState.ACCEPTED)
        return many(self.connection, found.order_by(appeals.c.at, appeals.c.id), Appeal)

    def keep_earlier(self, verdict: EarlierVerdict) -> None:
        """Keep a verdict that another takes the place of."""
        insert_new(self.connection, earlier_verdicts, values(verdict))

    def earlier(self, round_id: str, member: str, number: int) -> list[EarlierVerdict]:
        """Give the verdicts a revision had before, the first one first."""
        return _EARLIER.records(self.connection, EarlierVerdict, round=round_id, member=member, number=number)

    def forget_member(self, space: str, member: str) -> None:
        """Remove what a member appealed, and their name from what they decided."""
        for table in (appeals, earlier_verdicts):
            self.connection.execute(delete(table).where(table.c.space == space, table.c.member == member))
        decided = (appeals.c.space == space, appeals.c.decided_by == member)
        self.connection.execute(update(appeals).where(*decided).values(decided_by=""))
