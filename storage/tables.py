"""The tables. Every row of a space carries that space; instants are aware and in UTC."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

from storage.columns import Instant, Names, OneOf, count, flag, key, text
from storage.records import AnswerState, AppealState, DeliveryState, Role, ScheduleState
from storage.triggers import TRIGGERS

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


spaces = Table(
    "spaces",
    metadata,
    key("space"),
    text("platform"),
    text("name"),
    text("zone"),
    Column("first_weekday", Integer, nullable=False),
    text("locale"),
    flag("hidden"),
    flag("weekly_board"),
    Column("board_posted", Date),
    text("owner"),
    flag("direct"),
    flag("active"),
    Column("left_at", Instant),
    Column("created_at", Instant, nullable=False),
)

managers = Table("managers", metadata, key("space"), key("member"))

places = Table("places", metadata, key("space"), key("place"), text("name"), flag("direct"))

members = Table(
    "members",
    metadata,
    key("space"),
    key("member"),
    text("name"),
    flag("listed"),
    text("locale"),
    Column("seen_at", Instant, nullable=False),
)

schedules = Table(
    "schedules",
    metadata,
    key("id"),
    text("space"),
    text("place"),
    text("time"),
    text("zone"),
    Column("days", Names, nullable=False),
    Column("topics", Names, nullable=False),
    text("level", ""),
    flag("hidden"),
    Column("open_hours", Integer),
    text("ping", ""),
    text("owner"),
    Column("state", OneOf(ScheduleState), nullable=False),
    Column("paused_until", Date),
    Column("skip_date", Date),
    Column("next_date", Date),
    Column("next_at", Instant),
    flag("told_low"),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("space", "place"),
    Index(None, "state", "next_at"),
)

rounds = Table(
    "rounds",
    metadata,
    key("id"),
    text("space"),
    text("place"),
    Column("schedule", Text),
    Column("local_date", Date),
    text("question_id"),
    text("question"),
    text("subject"),
    text("kind"),
    Column("topics", Names, nullable=False),
    text("opener"),
    text("event"),
    Column("opened_at", Instant, nullable=False),
    Column("counted_on", Date, nullable=False),
    Column("closes_at", Instant, nullable=False),
    Column("closed_at", Instant),
    flag("hidden"),
    flag("private"),
    flag("direct"),
    flag("scores"),
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
    key("space"),
    key("place"),
    key("message"),
    text("round"),
    text("member"),
    text("text"),
    text("revision"),
    Column("role", OneOf(Role), nullable=False),
    Column("burst", Integer, nullable=False),
    Column("sent_at", Instant, nullable=False),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    Index(None, "round", "member"),
)

answers = Table(
    "answers",
    metadata,
    key("round"),
    key("member"),
    text("space"),
    text("place"),
    Column("state", OneOf(AnswerState), nullable=False),
    Column("latest", Integer, nullable=False),
    Column("counted", Integer),
    count("burst"),
    count("tries"),
    count("judged_attempt"),
    Column("score", Integer),
    count("points"),
    count("bonus"),
    flag("scored"),
    flag("frozen"),
    Column("first_at", Instant, nullable=False),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    Index(None, "space", "member"),
)

revisions = Table(
    "revisions",
    metadata,
    key("round"),
    key("member"),
    Column("number", Integer, primary_key=True, nullable=False, autoincrement=False),
    text("space"),
    text("event"),
    text("text"),
    count("burst"),
    Column("attempt", Integer, nullable=False),
    flag("practice"),
    flag("show_after_close"),
    Column("sent_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("judged_at", Instant),
    Column("try_number", Integer),
    Column("score", Integer),
    flag("copied"),
    Column("verdict", Text),
    Column("engine", Text),
    Column("version", Text),
    ForeignKeyConstraint(["round"], ["rounds.id"], ondelete="CASCADE"),
    UniqueConstraint("space", "event"),
    Index("ix_revisions_unjudged", "round", sqlite_where=Column("judged_at", Instant).is_(None)),
    Index("ix_revisions_said", "round", "received_at", sqlite_where=Column("burst", Integer) > 0),
)

reveals = Table(
    "reveals",
    metadata,
    key("space"),
    key("member"),
    key("question_id"),
    text("round"),
    Column("at", Instant, nullable=False),
)

forgotten = Table(
    "forgotten",
    metadata,
    key("space"),
    key("question_id"),
    key("mark"),
    text("salt"),
    Column("at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    flag("spent"),
)

totals = Table(
    "totals",
    metadata,
    # A member's totals lie together: an answer moves some dozen of them at once.
    key("space"),
    key("member"),
    key("scope"),
    key("period"),
    key("topic"),
    count("points"),
    count("answered"),
    count("scored"),
    count("score_sum"),
    flag("listed"),
    # The order the boards are read in: the top ten are one index walk.
    Index("ix_totals_board", "space", "scope", "period", "topic", "listed", "points", "member"),
    sqlite_with_rowid=False,
)

# How many lines of a board stand on each step of points; kept by triggers on the totals.
board_steps = Table(
    "board_steps",
    metadata,
    key("space"),
    key("scope"),
    key("period"),
    key("topic"),
    Column("step", Integer, primary_key=True, nullable=False, autoincrement=False),
    count("lines"),
    sqlite_with_rowid=False,
)

streaks = Table(
    "streaks",
    metadata,
    key("space"),
    key("place"),
    key("member"),
    count("length"),
    Column("last_date", Date, nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    key("key"),
    text("platform"),
    text("space"),
    text("place", ""),
    text("member", ""),
    text("kind"),
    text("round", ""),
    text("data", "{}"),
    Column("state", OneOf(DeliveryState), nullable=False),
    text("holder", ""),
    Column("lease_until", Instant),
    count("attempts"),
    Column("due_at", Instant, nullable=False),
    text("reason", ""),
    Column("message", Text),
    Column("thread", Text),
    Column("created_at", Instant, nullable=False),
    Index(None, "state", "due_at"),
    Index(None, "space", "place", "state"),
)

reports = Table(
    "reports",
    metadata,
    key("id"),
    text("space"),
    text("round"),
    text("question_id"),
    text("member"),
    text("reason"),
    Column("at", Instant, nullable=False),
    Column("settled_at", Instant),
    Index(None, "space", "settled_at"),
)

appeals = Table(
    "appeals",
    metadata,
    key("id"),
    text("space"),
    text("round"),
    text("member"),
    Column("number", Integer, nullable=False),
    Column("point", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("told_at", Instant),
    Column("state", OneOf(AppealState), nullable=False),
    Column("decided_at", Instant),
    text("decided_by", ""),
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
    key("id"),
    text("space"),
    text("round"),
    text("member"),
    Column("number", Integer, nullable=False),
    Column("replaced_at", Instant, nullable=False),
    text("appeal", ""),
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
    count("requests"),
    count("tokens"),
)

events = Table("events", metadata, key("space"), key("event"), Column("at", Instant, nullable=False, index=True))

facts = Table("facts", metadata, key("name"), text("value"))

slack_installs = Table(
    "slack_installs",
    metadata,
    key("team"),
    text("name"),
    text("bot_user"),
    text("bot_id", ""),
    text("installer", ""),
    text("scopes", ""),
    # Encrypted by the adapter: this database never holds a token that works.
    text("sealed_token"),
    Column("installed_at", Instant, nullable=False),
)

slack_states = Table("slack_states", metadata, key("state"), Column("expires_at", Instant, nullable=False, index=True))

room_posts = Table(
    "room_posts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    text("place"),
    Column("thread", Integer),
    text("author", ""),
    text("viewer", ""),
    text("text", ""),
    text("card", ""),
    Column("delivery", Text, unique=True),
    count("revision"),
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
