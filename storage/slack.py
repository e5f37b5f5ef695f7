"""Slack workspaces that installed the bot, and the states of installs under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from storage.records import SlackInstall
from storage.rows import many, one, values
from storage.tables import slack_installs, slack_states
from storage.upsert import insert_new, put

MOST_STATES = 1000
"""States kept at once: anybody can ask for one, and nobody need come back."""


@dataclass(frozen=True, slots=True)
class SlackInstalls:
    """Who installed the bot, with their encrypted tokens."""

    connection: Connection

    def get(self, team: str) -> SlackInstall | None:
        """Give a workspace's install."""
        return one(self.connection, select(slack_installs).where(slack_installs.c.team == team), SlackInstall)

    def all(self) -> list[SlackInstall]:
        """Give every install."""
        return many(self.connection, select(slack_installs).order_by(slack_installs.c.team), SlackInstall)

    def put(self, install: SlackInstall) -> None:
        """Store an install, or what it became."""
        put(self.connection, slack_installs, values(install))

    def drop(self, team: str) -> None:
        """Forget a workspace's install, and its token with it."""
        self.connection.execute(delete(slack_installs).where(slack_installs.c.team == team))

    def issue_state(self, state: str, expires_at: datetime, now: datetime) -> None:
        """Remember a state that was given out, and forget those nobody came back with, and the oldest of too many."""
        newest = select(slack_states.c.state).order_by(slack_states.c.expires_at.desc()).limit(MOST_STATES - 1)
        old = (slack_states.c.expires_at <= now) | slack_states.c.state.not_in(newest)
        self.connection.execute(delete(slack_states).where(old))
        insert_new(self.connection, slack_states, {"state": state, "expires_at": expires_at})

    def use_state(self, state: str, now: datetime) -> bool:
        """Use a state up; False if it was never given out, was used before, or is too old."""
        mine = delete(slack_states).where(slack_states.c.state == state, slack_states.c.expires_at > now)
        return bool(self.connection.execute(mine).rowcount)
