"""Rounds: what was asked, where, and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, func, or_, select, update

from storage.records import AnswerState, Report, Round
from storage.rows import find, many, one, values
from storage.statements import Statement
from storage.tables import answers, reports, revisions, rounds, spaces
from storage.upsert import change, insert_new

_NEWEST = select(rounds).order_by(rounds.c.opened_at.desc(), rounds.c.id.desc()).limit(1)
_IN_PLACE = (rounds.c.space == bindparam("space"), rounds.c.place == bindparam("place"))
_OF_THREAD = Statement(_NEWEST.where(*_IN_PLACE, rounds.c.thread == bindparam("thread")))
_OF_MESSAGE = Statement(_NEWEST.where(*_IN_PLACE, rounds.c.message == bindparam("message")))
_SEEN_BY_ALL = Statement(_NEWEST.where(*_IN_PLACE, ~rounds.c.private))
_IS_OPEN = (rounds.c.space == bindparam("space"), rounds.c.closed_at.is_(None))
_OPEN_IN_SPACE = select(rounds).where(*_IS_OPEN).order_by(rounds.c.opened_at.desc(), rounds.c.id.desc())
_OPEN = Statement(_OPEN_IN_SPACE)
_ASKING = Statement(_OPEN_IN_SPACE.where(rounds.c.question_id == bindparam("question_id")))
_QUESTIONS_OPEN = Statement(
    select(rounds.c.question_id)
    .where(*_IS_OPEN)
    # A question somebody practises alone is nobody else's matter.
    .where((rounds.c.place == bindparam("place")) | ~(rounds.c.private | rounds.c.direct))
)
_ASKED = Statement(
    select(rounds.c.question_id, func.max(rounds.c.opened_at).label("last"))
    .where(*_IN_PLACE, ~rounds.c.private)
    # One that never reached the place was not asked.
    .where(rounds.c.message.is_not(None) | rounds.c.closed_at.is_(None))
    .group_by(rounds.c.question_id)
)
_OPENED_BY = Statement(
    select(rounds)
    .where(rounds.c.space == bindparam("space"), rounds.c.opener == bindparam("opener"))
    .where(rounds.c.opened_at >= bindparam("since"))
    .order_by(rounds.c.opened_at)
)


@dataclass(frozen=True, slots=True)
class Rounds:
    """Every round, by id, by thread, by what is due."""

    connection: Connection

    def get(self, round_id: str) -> Round | None:
        """Give a round by id."""
        return find(self.connection, rounds, Round, id=round_id)

    def by_thread(self, space: str, place: str, thread: str) -> Round | None:
        """Give the round whose thread this is; of several in one, the newest."""
        return _OF_THREAD.record(self.connection, Round, space=space, place=place, thread=thread)

    def by_message(self, space: str, place: str, message: str) -> Round | None:
        """Give the round whose question this message is."""
        return _OF_MESSAGE.record(self.connection, Round, space=space, place=place, message=message)

    def latest_in(self, space: str, place: str) -> Round | None:
        """Give the round put up last in a place, of those everyone there can see."""
        return _SEEN_BY_ALL.record(self.connection, Round, space=space, place=place)

    def add(self, round_: Round) -> bool:
        """Store a new round; False if its event, or its schedule and date, had one already."""
        return insert_new(self.connection, rounds, values(round_))

    def change(self, round_id: str, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a round."""
        change(self.connection, rounds, {"id": round_id}, columns)

    def open_in_space(self, space: str) -> list[Round]:
        """Give the open rounds of a space, the newest first."""
        return _OPEN.records(self.connection, Round, space=space)

    def open_on(self, platform: str) -> list[Round]:
        """Give the open rounds of a platform's active spaces that are known to be in their places."""
        found = (
            select(rounds)
            .join(spaces, spaces.c.space == rounds.c.space)
            .where(spaces.c.platform == platform, spaces.c.active)
            .where(rounds.c.closed_at.is_(None), rounds.c.message.is_not(None))
            .order_by(rounds.c.id)
        )
        return many(self.connection, found, Round)

    def due(
        self, now: datetime, limit: int, *, but_on: Collection[str] = (), since: datetime | None = None
    ) -> list[Round]:
        """Give up to `limit` open rounds whose time is over and whose answers are all judged.

        `but_on`: not those on some platforms whose time was over at `since` or later.
        """
        unjudged = exists().where(and_(revisions.c.round == rounds.c.id, revisions.c.judged_at.is_(None)))
        found = select(rounds).where(rounds.c.closed_at.is_(None), rounds.c.closes_at <= now, ~unjudged)
        if but_on:
            elsewhere = rounds.c.space.not_in(select(spaces.c.space).where(spaces.c.platform.in_(but_on)))
            found = found.where(or_(elsewhere, rounds.c.closes_at < since))
        return many(self.connection, found.order_by(rounds.c.closes_at, rounds.c.id).limit(limit), Round)

    def questions_open(self, space: str, place: str) -> set[str]:
        """Give the ids of the questions that are open in a place, or elsewhere in the space for everyone there."""
        return {row[0] for row in _QUESTIONS_OPEN.rows(self.connection, space=space, place=place)}

    def asking(self, space: str, question_id: str) -> list[Round]:
        """Give the open rounds of a space that ask a question, the newest first."""
        return _ASKING.records(self.connection, Round, space=space, question_id=question_id)

    def asked_in(self, space: str, place: str) -> dict[str, datetime]:
        """Give when each question was last asked in a place so that everyone there saw it, by question id."""
        return dict(_ASKED.rows(self.connection, space=space, place=place))

    def averages(self, space: str, place: str) -> dict[str, float]:
        """Give the mean score, 0-100, of each question that was answered for points in a place."""
        found = (
            select(rounds.c.question_id, func.avg(answers.c.score))
            .join(answers, answers.c.round == rounds.c.id)
            .where(rounds.c.space == space, rounds.c.place == place, ~rounds.c.private, answers.c.scored)
            .group_by(rounds.c.question_id)
        )
        return {question: float(average) for question, average in self.connection.execute(found)}

    def opened_by(self, space: str, member: str, since: datetime) -> list[Round]:
        """Give the rounds a member opened since an instant."""
        return _OPENED_BY.records(self.connection, Round, space=space, opener=member, since=since)

    def last_answered(self, space: str, place: str, member: str) -> Round | None:
        """Give the round a member answered last in a place."""
        found = (
            select(rounds)
            .join(revisions, revisions.c.round == rounds.c.id)
            .where(rounds.c.space == space, rounds.c.place == place, revisions.c.member == member)
            .order_by(revisions.c.received_at.desc(), revisions.c.number.desc())
            .limit(1)
        )
        return one(self.connection, found, Round)

    def before(self, schedule: str, local_date: date) -> Round | None:
        """Give the round the schedule asked before a date; one that never reached its place asked nobody."""
        found = (
            select(rounds)
            .where(rounds.c.schedule == schedule, rounds.c.local_date < local_date, rounds.c.message.is_not(None))
            .order_by(rounds.c.local_date.desc())
            .limit(1)
        )
        return one(self.connection, found, Round)

    def with_results(self, schedule: str, local_date: date) -> Round | None:
        """Give the schedule's last closed round before a date that somebody answered."""
        answered = exists().where(answers.c.round == rounds.c.id, answers.c.state == AnswerState.STANDING)
        found = (
            select(rounds)
            .where(rounds.c.schedule == schedule, rounds.c.local_date < local_date)
            .where(rounds.c.closed_at.is_not(None), rounds.c.message.is_not(None), answered)
            .order_by(rounds.c.local_date.desc())
            .limit(1)
        )
        return one(self.connection, found, Round)

    def last_closed(self, schedule: str) -> Round | None:
        """Give the schedule's newest round that is closed and that reached its place."""
        found = (
            select(rounds)
            .where(rounds.c.schedule == schedule, rounds.c.closed_at.is_not(None), rounds.c.message.is_not(None))
            .order_by(rounds.c.local_date.desc())
            .limit(1)
        )
        return one(self.connection, found, Round)

    def on(self, schedule: str, local_date: date) -> Round | None:
        """Give the round the schedule asked on a date."""
        return find(self.connection, rounds, Round, schedule=schedule, local_date=local_date)

    def forget_member(self, space: str, member: str) -> None:
        """Remove who opened a member's quizzes; the rounds of others stay whole."""
        mine = (rounds.c.space == space, rounds.c.opener == member)
        self.connection.execute(update(rounds).where(*mine).values(opener=""))

    def report(self, report: Report) -> None:
        """Store a member's word that a question is bad."""
        insert_new(self.connection, reports, values(report))

    def reports(self, space: str) -> list[Report]:
        """Give the reports of a space nobody has settled, the oldest first."""
        found = select(reports).where(reports.c.space == space, reports.c.settled_at.is_(None))
        return many(self.connection, found.order_by(reports.c.at, reports.c.id), Report)

    def settle_report(self, space: str, report: str, now: datetime) -> bool:
        """Take a report off the list; say whether it was on it."""
        changed = self.connection.execute(
            update(reports)
            .where(reports.c.space == space, reports.c.id == report, reports.c.settled_at.is_(None))
            .values(settled_at=now)
        )
        return bool(changed.rowcount)
