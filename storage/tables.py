"""The tables. Every row of a space carries that space; instants are aware and in UTC."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
)

from storage.records import AnswerState, AppealState, DeliveryState, Role, ScheduleState
from storage.triggers import TRIGGERS


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC; SQLite would give it back without its zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time, which would mean a different instant on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a time without a zone: {value}"
            raise ValueError(msg)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Names(TypeDecorator[tuple[str, ...]]):
    """A few short names, kept as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the list."""
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read it back."""
        return None if value is None else tuple(json.loads(value))


class OneOf(TypeDecorator[StrEnum]):
    """One of an enumeration's values, given back as its member."""

    impl = Text
    cache_ok = True

    def __init__(self, values: type[StrEnum]) -> None:
        """Take the enumeration."""
        super().__init__()
        self.values = values

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """Write the value."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        """Give the member back."""
        return None if value is None else self.values(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True, nullable=False)


def _text(name: str, default: str | None = None) -> Column[str]:
    return Column(name, Text, nullable=False, server_default=default)


def _count(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


spaces = Table(
    "spaces",
    metadata,
    _key("space"),
    _text("platform"),
    _text("name"),
    _text("zone"),
    Column("first_weekday", Integer, nullable=False),
    _text("locale"),
    _flag("hidden"),
    _flag("weekly_board"),
    Column("board_posted", Date),
    _text("owner"),
    _flag("direct"),
    _flag("active"),
    Column("left_at", Instant),
    Column("created_at", Instant, nullable=False),
)

managers = Table("managers", metadata, _key("space"), _key("member"))

places = Table("places", metadata, _key("space"), _key("place"), _text("name"), _flag("direct"))

members = Table(
    "members",
    metadata,
    _key("space"),
    _key("member"),
    _text("name"),
    _flag("listed"),
    _text("locale"),
    Column("seen_at", Instant, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    _key("id"),
    _text("space"),
    _text("place"),
    _text("time"),
    _text("zone"),
    Column("days", Names, nullable=False),
    Column("topics", Names, nullable=False),
    _text("level", ""),
    _flag("hidden"),
    Column("open_hours", Integer),
    _text("ping", ""),
    _text("owner"),
    Column("state", OneOf(ScheduleState), nullable=False),
    Column("paused_until", Date),
    Column("skip_date", Date),
    Column("next_date", Date),
    Column("next_at", Instant),
    _flag("told_low"),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("space", "place"),
    Index(None, "state", "next_at"),
)

rounds = Table(
    "rounds",
    metadata,
    _key("id"),
    _text("space"),
    _text("place"),
    Column("schedule", Text),
    Column("local_date", Date),
    _text("question_id"),
    _text("question"),
    _text("subject"),
    _text("kind"),
    Column("topics", Names, nullable=False),
    _text("opener"),
    _text("event"),
    Column("opened_at", Instant, nullable=False),
    Column("counted_on", Date, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("closed_at", Instant),
    _flag("hidden"),
    _flag("private"),
    _flag("direct"),
    _flag("scores"),
    Column("message", Text),
    Column("thread", Text),
    UniqueConstraint("schedule", "local_date"),
    UniqueConstraint("space", "event"),
    Index(None, "closed_at", "closes_at"),
    Index(None, "space", "place", "question_id"),
    Index(None, "space", "place", "thread"),
    Index(None, "space", "opener", "opened_at"),
)

messages = Table(
    "messages",
    metadata,
    _key("space"),
    _key("place"),
    _key("message"),
    _text("round"),
    _text("member"),
    _text("text"),
    _text("revision"),
    Column("role", OneOf(Role), nullable=False),
    Column("burst", Integer, nullable=False),
    Column("sent_at", Instant, nullable=False),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    Index(None, "round", "member"),
)

answers = Table(
    "answers",
    metadata,
    _key("round"),
    _key("member"),
    _text("space"),
    _text("place"),
    Column("state", OneOf(AnswerState), nullable=False),
    Column("latest", Integer, nullable=False),
    Column("counted", Integer),
    _count("burst"),
    _count("tries"),
    _count("judged_attempt"),
    Column("score", Integer),
    _count("points"),
    _count("bonus"),
    _flag("scored"),
    _flag("frozen"),
    Column("first_at", Instant, nullable=False),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    Index(None, "space", "member"),
)

revisions = Table(
    "revisions",
    metadata,
    _key("round"),
    _key("member"),
    Column("number", Integer, primary_key=True, nullable=False, autoincrement=False),
    _text("space"),
    _text("event"),
    _text("text"),
    _count("burst"),
    Column("attempt", Integer, nullable=False),
    _flag("practice"),
    _flag("show_after_close"),
    Column("sent_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("judged_at", Instant),
    Column("try_number", Integer),
    Column("score", Integer),
    _flag("copied"),
    Column("verdict", Text),
    Column("engine", Text),
    Column("version", Text),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    UniqueConstraint("space", "event"),
    Index("ix_revisions_unjudged", "round", sqlite_where=Column("judged_at", Instant).is_(None)),
)

reveals = Table(
    "reveals",
    metadata,
    _key("space"),
    _key("member"),
    _key("question_id"),
    _text("round"),
    Column("at", Instant, nullable=False),
)

totals = Table(
    "totals",
    metadata,
    # A member's totals lie together: an answer moves some dozen of them at once.
    _key("space"),
    _key("member"),
    _key("scope"),
    _key("period"),
    _key("topic"),
    _count("points"),
    _count("answered"),
    _count("scored"),
    _count("score_sum"),
    _flag("listed"),
    # The order the boards are read in: the top ten are one index walk.
    Index("ix_totals_board", "space", "scope", "period", "topic", "listed", "points", "member"),
    sqlite_with_rowid=False,
)

# How many lines of a board stand on each step of points; kept by triggers on the totals.
board_steps = Table(
    "board_steps",
    metadata,
    _key("space"),
    _key("scope"),
    _key("period"),
    _key("topic"),
    Column("step", Integer, primary_key=True, nullable=False, autoincrement=False),
    _count("lines"),
    sqlite_with_rowid=False,
)

streaks = Table(
    "streaks",
    metadata,
    _key("space"),
    _key("place"),
    _key("member"),
    _count("length"),
    Column("last_date", Date, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    _key("key"),
    _text("platform"),
    _text("space"),
    _text("place", ""),
    _text("member", ""),
    _text("kind"),
    _text("round", ""),
    _text("data", "{}"),
    Column("state", OneOf(DeliveryState), nullable=False),
    _text("holder", ""),
    Column("lease_until", Instant),
    _count("attempts"),
    Column("due_at", Instant, nullable=False),
    _text("reason", ""),
    Column("message", Text),
    Column("thread", Text),
    Column("created_at", Instant, nullable=False),
    Index(None, "state", "due_at"),
    Index(None, "space", "place", "state"),
)

reports = Table(
    "reports",
    metadata,
    _key("id"),
    _text("space"),
    _text("round"),
    _text("question_id"),
    _text("member"),
    _text("reason"),
    Column("at", Instant, nullable=False),
    Column("settled_at", Instant),
    Index(None, "space", "settled_at"),
)

appeals = Table(
    "appeals",
    metadata,
    _key("id"),
    _text("space"),
    _text("round"),
    _text("member"),
    Column("number", Integer, nullable=False),
    Column("point", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("state", OneOf(AppealState), nullable=False),
    Column("decided_at", Instant),
    _text("decided_by", ""),
    Column("score_before", Integer),
    Column("score_after", Integer),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    UniqueConstraint("round", "member", "number", "point"),
    Index(None, "state", "space"),
    Index(None, "space", "member"),
)

earlier_verdicts = Table(
    "earlier_verdicts",
    metadata,
    _key("id"),
    _text("space"),
    _text("round"),
    _text("member"),
    Column("number", Integer, nullable=False),
    Column("replaced_at", Instant, nullable=False),
    _text("appeal", ""),
    Column("score", Integer),
    Column("verdict", Text),
    Column("engine", Text),
    Column("version", Text),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    Index(None, "round", "member", "number"),
    Index(None, "space", "member"),
)

# What the model judge has used of its budget, by UTC date.
model_days = Table(
    "model_days",
    metadata,
    Column("day", Date, primary_key=True, nullable=False),
    _count("requests"),
    _count("tokens"),
)

events = Table("events", metadata, _key("space"), _key("event"), Column("at", Instant, nullable=False, index=True))

facts = Table("facts", metadata, _key("name"), _text("value"))

slack_installs = Table(
    "slack_installs",
    metadata,
    _key("team"),
    _text("name"),
    _text("bot_user"),
    _text("bot_id", ""),
    _text("installer", ""),
    _text("scopes", ""),
    # Encrypted by the adapter: this database never holds a token that works.
    _text("sealed_token"),
    Column("installed_at", Instant, nullable=False),
)

slack_states = Table("slack_states", metadata, _key("state"), Column("expires_at", Instant, nullable=False, index=True))

room_posts = Table(
    "room_posts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _text("place"),
    Column("thread", Integer),
    _text("author", ""),
    _text("viewer", ""),
    _text("text", ""),
    _text("card", ""),
    Column("delivery", Text, unique=True),
    _count("revision"),
    Column("sent_at", Instant, nullable=False),
    Column("edited_at", Instant),
    Column("deleted_at", Instant),
    Index(None, "place", "thread", "id"),
    sqlite_autoincrement=True,
)


@event.listens_for(metadata, "after_create")
def _add_triggers(_metadata: MetaData, connection: Connection, **_more: object) -> None:
    if connection.dialect.name == "sqlite":
        for trigger in TRIGGERS.values():
            connection.exec_driver_sql(trigger)
