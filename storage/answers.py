"""Answers, their revisions, what was said in threads, and who has seen a model answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, literal_column, select, tuple_, update

from storage.records import Answer, AnswerState, Reveal, Revision, Role, Round, ThreadMessage
from storage.rows import find, many, values
from storage.statements import Statement
from storage.tables import answers, events, messages, reports, reveals, revisions, rounds
from storage.upsert import change, insert_new, put

_OWN = (revisions.c.round == bindparam("round"), revisions.c.member == bindparam("member"))
_NEWEST = Statement(select(func.max(revisions.c.number)).where(*_OWN))
_REVISIONS = Statement(select(revisions).where(*_OWN).order_by(revisions.c.number))
_PARTS = Statement(
    select(messages)
    .where(
        messages.c.round == bindparam("round"),
        messages.c.member == bindparam("member"),
        messages.c.role == Role.PART,
        messages.c.burst == bindparam("burst"),
    )
    .order_by(messages.c.sent_at, messages.c.message)
)
_WITHDREW = select(answers.c.member).where(
    answers.c.round == bindparam("round"), answers.c.state == AnswerState.WITHDRAWN
)
_EARLIER_TEXTS = Statement(
    select(revisions.c.text)
    .where(
        revisions.c.round == bindparam("round"),
        revisions.c.member != bindparam("member"),
        revisions.c.received_at < bindparam("received_at"),
        revisions.c.burst > literal_column("0"),  # what came by the form is private; as the index has it, to be found
        # Not by a join: in a busy round it takes longer than all else that judging reads.
        revisions.c.member.not_in(_WITHDREW),
    )
    .order_by(revisions.c.received_at.desc())
    .limit(bindparam("most"))
)
_OPEN_ROUNDS = select(rounds.c.id).where(
    rounds.c.space == bindparam("space"),
    rounds.c.question_id == bindparam("question_id"),
    rounds.c.closed_at.is_(None),
)
_FREEZE = Statement(
    update(answers)
    .where(answers.c.space == bindparam("space"), answers.c.member == bindparam("member"))
    .where(answers.c.round.in_(_OPEN_ROUNDS))
    .values(frozen=True)
)


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
        return find(self.connection, messages, ThreadMessage, space=space, place=place, message=message)

    def put_message(self, message: ThreadMessage) -> None:
        """Store a message, or its newer state."""
        put(self.connection, messages, values(message))

    def parts(self, round_id: str, member: str, burst: int) -> list[ThreadMessage]:
        """Give the messages that make up a member's answer, in the order they were sent."""
        return _PARTS.records(self.connection, ThreadMessage, round=round_id, member=member, burst=burst)

    def heard(self, round_id: str) -> list[str]:
        """Give the messages in a round's thread that were not deleted."""
        found = select(messages.c.message).where(messages.c.round == round_id, messages.c.role != Role.DELETED)
        return list(self.connection.execute(found).scalars())

    def spoke(self, round_id: str, member: str, *, wordless: bool = False) -> bool:
        """Say whether anything is kept that a member said in a round's thread; `wordless`: of talk without a word."""
        found = select(messages.c.message).where(messages.c.round == round_id, messages.c.member == member)
        if wordless:
            found = found.where(messages.c.role == Role.TALK, messages.c.text == "")
        return self.connection.execute(found.limit(1)).first() is not None

    def messages_of(self, space: str, member: str) -> list[ThreadMessage]:
        """Give everything a member said in the threads of a space, the oldest first."""
        found = select(messages).where(messages.c.space == space, messages.c.member == member)
        return many(self.connection, found.order_by(messages.c.sent_at), ThreadMessage)

    # --- answers ------------------------------------------------------------------------------------

    def get(self, round_id: str, member: str) -> Answer | None:
        """Give a member's answer to a round."""
        return find(self.connection, answers, Answer, round=round_id, member=member)

    def put(self, answer: Answer) -> None:
        """Store an answer, or its newer state."""
        put(self.connection, answers, values(answer))

    def change(self, round_id: str, member: str, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of an answer."""
        change(self.connection, answers, {"round": round_id, "member": member}, columns)

    def of_round(self, round_id: str) -> list[Answer]:
        """Give the answers that stand in a round, in the order they first came."""
        found = select(answers).where(answers.c.round == round_id, answers.c.state == AnswerState.STANDING)
        return many(self.connection, found.order_by(answers.c.first_at, answers.c.member), Answer)

    def shown_after_close(self, round_id: str) -> list[tuple[str, str]]:
        """Give (member, text) of the answers that count, came by the form, and may be read once the round is closed."""
        counted = (
            (revisions.c.round == answers.c.round)
            & (revisions.c.member == answers.c.member)
            & (revisions.c.number == answers.c.counted)
        )
        found = (
            select(answers.c.member, revisions.c.text)
            .join(revisions, counted)
            .where(answers.c.round == round_id, answers.c.state == AnswerState.STANDING)
            .where(revisions.c.burst == 0, revisions.c.show_after_close)
            .order_by(answers.c.first_at, answers.c.member)
        )
        return [(member, text) for member, text in self.connection.execute(found)]

    def count_in(self, round_id: str) -> int:
        """Count the people whose answer stands in a round."""
        where = (answers.c.round == round_id, answers.c.state == AnswerState.STANDING)
        return self.connection.execute(select(func.count()).where(*where)).scalar_one()

    def freeze(self, space: str, member: str, question_id: str) -> None:
        """Freeze a member's answers to a question in every round that is still open."""
        _FREEZE.change(self.connection, {"space": space, "member": member, "question_id": question_id})

    def slice(self, after: tuple[str, str, str], limit: int, space: str | None = None) -> list[tuple[Answer, Round]]:
        """Give up to `limit` answers with their rounds, of a space or of all, after a (space, member, round) key.

        In the order of that key, which the index has: of one space no answer of another is read.
        """
        key = (answers.c.space, answers.c.member, answers.c.round)
        found = select(answers).where(tuple_(*key) > tuple_(*after)).order_by(*key).limit(limit)
        if space is not None:
            found = found.where(answers.c.space == space)
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
        return find(self.connection, revisions, Revision, round=round_id, member=member, number=number)

    def next_number(self, round_id: str, member: str) -> int:
        """Give the number of a member's next revision in a round, from 1."""
        [[newest]] = _NEWEST.rows(self.connection, round=round_id, member=member)
        return (newest or 0) + 1

    def of_event(self, space: str, event: str) -> Revision | None:
        """Give the revision that came of a platform's event."""
        return find(self.connection, revisions, Revision, space=space, event=event)

    def revisions(self, round_id: str, member: str) -> list[Revision]:
        """Give an answer's revisions, the oldest first."""
        return _REVISIONS.records(self.connection, Revision, round=round_id, member=member)

    def change_revision(self, round_id: str, member: str, number: int, **columns: Any) -> None:  # noqa: ANN401 - named columns of the record
        """Change columns of a revision."""
        change(self.connection, revisions, {"round": round_id, "member": member, "number": number}, columns)

    def judged(self, after: tuple[str, str, int], limit: int) -> list[tuple[Revision, Round]]:
        """Give up to `limit` judged revisions with their rounds, in key order, after a (round, member, number) key."""
        key = (revisions.c.round, revisions.c.member, revisions.c.number)
        found = (
            select(revisions)
            .where(revisions.c.judged_at.is_not(None), tuple_(*key) > tuple_(*after))
            .order_by(*key)
            .limit(limit)
        )
        page = many(self.connection, found, Revision)
        ids = {revision.round for revision in page}
        there = {r.id: r for r in many(self.connection, select(rounds).where(rounds.c.id.in_(ids)), Round)}
        return [(revision, there[revision.round]) for revision in page]

    def unjudged(self, until: datetime, limit: int) -> list[Revision]:
        """Give up to `limit` revisions received until an instant that nobody has judged, the oldest first."""
        found = select(revisions).where(revisions.c.judged_at.is_(None), revisions.c.received_at <= until)
        return many(self.connection, found.order_by(revisions.c.received_at).limit(limit), Revision)

    def earlier_texts(self, revision: Revision, most: int) -> list[str]:
        """Give what others had said in public in the same round before a revision was received, and let stand.

        Of more than `most`, those said last.
        """
        given = {"round": revision.round, "member": revision.member, "received_at": revision.received_at, "most": most}
        return [text for (text,) in _EARLIER_TEXTS.rows(self.connection, **given)]

    # --- reveals ------------------------------------------------------------------------------------

    def reveal(self, reveal: Reveal) -> None:
        """Store that a member was shown a model answer, and when last."""
        put(self.connection, reveals, values(reveal))

    def revealed(self, space: str, member: str, question_id: str) -> Reveal | None:
        """Give when a member was last shown the model answer to a question."""
        return find(self.connection, reveals, Reveal, space=space, member=member, question_id=question_id)

    def reveals_of(self, space: str, member: str) -> list[Reveal]:
        """Give the questions whose model answer a member was shown."""
        found = select(reveals).where(reveals.c.space == space, reveals.c.member == member)
        return many(self.connection, found.order_by(reveals.c.at), Reveal)

    # --- forgetting -----------------------------------------------------------------------------------

    def forget_member(self, space: str, member: str) -> None:
        """Remove everything a member said or was shown in a space."""
        for table in (messages, answers, revisions, reveals, reports):
            self.connection.execute(delete(table).where(table.c.space == space, table.c.member == member))
