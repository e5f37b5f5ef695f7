"""Answers, their revisions, what was said in threads, and who has seen a model answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from storage.records import Answer, AnswerState, Reveal, Revision, Role, Round, ThreadMessage
from storage.rows import many, one, values
from storage.tables import answers, events, messages, reports, reveals, revisions, rounds
from storage.upsert import insert_new, put


@dataclass(frozen=True, slots=True)
class Answers:
    """Every answer of every member."""

    connection: Connection

    # --- events -----------------------------------------------------------------------------------

    def first_time(self, space: str, event: str, now: datetime) -> bool:
        """Remember a platform's event; False if it was there already."""
        return insert_new(self.connection, events, {"space": space, "event": event, "at": now})

    def forget_events(self, before: datetime) -> None:
        """Remove events too old to be delivered again."""
        self.connection.execute(delete(events).where(events.c.at < before))

    # --- what was said in a thread ------------------------------------------------------------------

    def message(self, space: str, place: str, message: str) -> ThreadMessage | None:
        """Give what is known of a message."""
        where = (messages.c.space == space, messages.c.place == place, messages.c.message == message)
        return one(self.connection, select(messages).where(*where), ThreadMessage)

    def put_message(self, message: ThreadMessage) -> None:
        """Store a message, or its newer state."""
        put(self.connection, messages, values(message))

    def parts(self, round_id: str, member: str, burst: int) -> list[ThreadMessage]:
        """Give the messages that make up a member's answer, in the order they were sent."""
        found = select(messages).where(
            messages.c.round == round_id,
            messages.c.member == member,
            messages.c.role == Role.PART,
            messages.c.burst == burst,
        )
        return many(self.connection, found.order_by(messages.c.sent_at, messages.c.message), ThreadMessage)

    def messages_of(self, space: str, member: str) -> list[ThreadMessage]:
        """Give everything a member said in the threads of a space, the oldest first."""
        found = select(messages).where(messages.c.space == space, messages.c.member == member)
        return many(self.connection, found.order_by(messages.c.sent_at), ThreadMessage)

    # --- answers ------------------------------------------------------------------------------------

    def get(self, round_id: str, member: str) -> Answer | None:
        """Give a member's answer to a round."""
        where = (answers.c.round == round_id, answers.c.member == member)
        return one(self.connection, select(answers).where(*where), Answer)

    def put(self, answer: Answer) -> None:
        """Store an answer, or its newer state."""
        put(self.connection, answers, values(answer))

    def change(self, round_id: str, member: str, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of an answer."""
        where = (answers.c.round == round_id, answers.c.member == member)
        self.connection.execute(update(answers).where(*where).values(**columns))

    def of_round(self, round_id: str) -> list[Answer]:
        """Give the answers that stand in a round, in the order they first came."""
        found = select(answers).where(answers.c.round == round_id, answers.c.state == AnswerState.STANDING)
        return many(self.connection, found.order_by(answers.c.first_at, answers.c.member), Answer)

    def count_in(self, round_id: str) -> int:
        """Count the people whose answer stands in a round."""
        where = (answers.c.round == round_id, answers.c.state == AnswerState.STANDING)
        return self.connection.execute(select(func.count()).where(*where)).scalar_one()

    def freeze(self, space: str, member: str, question_id: str) -> None:
        """Freeze a member's answers to a question in every round that is still open."""
        open_rounds = select(rounds.c.id).where(
            rounds.c.space == space, rounds.c.question_id == question_id, rounds.c.closed_at.is_(None)
        )
        self.connection.execute(
            update(answers)
            .where(answers.c.space == space, answers.c.member == member, answers.c.round.in_(open_rounds))
            .values(frozen=True)
        )

    def slice(self, after: tuple[str, str], limit: int) -> list[tuple[Answer, Round]]:
        """Give up to `limit` answers with their rounds, in key order, after a (round, member) key."""
        key = (answers.c.round, answers.c.member)
        found = (
            select(answers)
            .where((key[0] > after[0]) | ((key[0] == after[0]) & (key[1] > after[1])))
            .order_by(*key)
            .limit(limit)
        )
        page = many(self.connection, found, Answer)
        ids = {answer.round for answer in page}
        there = {r.id: r for r in many(self.connection, select(rounds).where(rounds.c.id.in_(ids)), Round)}
        return [(answer, there[answer.round]) for answer in page]

    def of_member(self, space: str, member: str) -> list[tuple[Answer, Round]]:
        """Give everything a member answered in a space, with its round."""
        found = select(answers).where(answers.c.space == space, answers.c.member == member)
        own = many(self.connection, found.order_by(answers.c.first_at), Answer)
        there = {
            round_.id: round_
            for start in range(0, len(own), 500)
            for round_ in many(
                self.connection,
                select(rounds).where(rounds.c.id.in_([answer.round for answer in own[start : start + 500]])),
                Round,
            )
        }
        return [(answer, there[answer.round]) for answer in own]

    # --- revisions ----------------------------------------------------------------------------------

    def add_revision(self, revision: Revision) -> bool:
        """Store a revision; False if its event has one already."""
        return insert_new(self.connection, revisions, values(revision))

    def revision(self, round_id: str, member: str, number: int) -> Revision | None:
        """Give one revision of an answer."""
        where = (revisions.c.round == round_id, revisions.c.member == member, revisions.c.number == number)
        return one(self.connection, select(revisions).where(*where), Revision)

    def next_number(self, round_id: str, member: str) -> int:
        """Give the number of a member's next revision in a round, from 1."""
        where = (revisions.c.round == round_id, revisions.c.member == member)
        newest = self.connection.execute(select(func.max(revisions.c.number)).where(*where)).scalar()
        return (newest or 0) + 1

    def of_event(self, space: str, event: str) -> Revision | None:
        """Give the revision that came of a platform's event."""
        where = (revisions.c.space == space, revisions.c.event == event)
        return one(self.connection, select(revisions).where(*where), Revision)

    def revisions(self, round_id: str, member: str) -> list[Revision]:
        """Give an answer's revisions, the oldest first."""
        found = select(revisions).where(revisions.c.round == round_id, revisions.c.member == member)
        return many(self.connection, found.order_by(revisions.c.number), Revision)

    def change_revision(self, round_id: str, member: str, number: int, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a revision."""
        where = (revisions.c.round == round_id, revisions.c.member == member, revisions.c.number == number)
        self.connection.execute(update(revisions).where(*where).values(**columns))

    def unjudged(self, limit: int) -> list[Revision]:
        """Give up to `limit` revisions nobody has judged, the oldest first."""
        found = select(revisions).where(revisions.c.judged_at.is_(None))
        return many(self.connection, found.order_by(revisions.c.received_at).limit(limit), Revision)

    def earlier_texts(self, revision: Revision) -> list[str]:
        """Give what others had said in public in the same round before a revision was received."""
        found = (
            select(revisions.c.text)
            .join(
                answers,
                (answers.c.round == revisions.c.round) & (answers.c.member == revisions.c.member),
            )
            .where(
                revisions.c.round == revision.round,
                revisions.c.member != revision.member,
                revisions.c.received_at < revision.received_at,
                ~answers.c.private,
                answers.c.state == AnswerState.STANDING,
            )
        )
        return list(self.connection.execute(found).scalars())

    # --- reveals ------------------------------------------------------------------------------------

    def reveal(self, reveal: Reveal) -> None:
        """Store that a member was shown a model answer, and when last."""
        put(self.connection, reveals, values(reveal))

    def revealed(self, space: str, member: str, question_id: str) -> Reveal | None:
        """Give when a member was last shown the model answer to a question."""
        where = (reveals.c.space == space, reveals.c.member == member, reveals.c.question_id == question_id)
        return one(self.connection, select(reveals).where(*where), Reveal)

    def reveals_of(self, space: str, member: str) -> list[Reveal]:
        """Give the questions whose model answer a member was shown."""
        found = select(reveals).where(reveals.c.space == space, reveals.c.member == member)
        return many(self.connection, found.order_by(reveals.c.at), Reveal)

    # --- forgetting -----------------------------------------------------------------------------------

    def forget_member(self, space: str, member: str) -> None:
        """Remove everything a member said or was shown in a space."""
        for table in (messages, answers, revisions, reveals, reports):
            self.connection.execute(delete(table).where(table.c.space == space, table.c.member == member))
