"""Workspaces that installed us, each with its token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Install:
    """Our installation in one workspace."""

    team: str
    name: str
    token: str
    bot_user: str
    bot_id: str = ""
    installer: str = ""
    """Who installed us; empty where Slack did not tell."""

    @property
    def space(self) -> str:
        """The key of the space this workspace is."""
        return space_of(self.team)


def space_of(team: str) -> str:
    """Give the key of the space a workspace is."""
    return f"slack:{team}"


class Installs(Protocol):
    """Where installations are known."""

    async def all(self) -> list[Install]:
        """Give every installation."""

    async def of(self, team: str) -> Install | None:
        """Give a workspace's installation."""

    def of_bot(self, bot_user: str) -> Install | None:
        """Give the installation whose bot somebody is, if we used it since we started."""

    async def drop(self, team: str) -> None:
        """Forget a workspace's token."""


class OneInstall:
    """The one workspace whose token is in the settings."""

    def __init__(self) -> None:
        """Begin without it: who we are is asked of Slack."""
        self.install: Install | None = None

    async def all(self) -> list[Install]:
        """Give it."""
        return [] if self.install is None else [self.install]

    async def of(self, team: str) -> Install | None:
        """Give it, if it is this workspace's."""
        return self.install if self.install is not None and self.install.team == team else None

    def of_bot(self, bot_user: str) -> Install | None:
        """Give it, if this is its bot."""
        return self.install if self.install is not None and self.install.bot_user == bot_user else None

    async def drop(self, team: str) -> None:
        """Stop using it; the settings still hold it, so the next start tries it again."""
        if self.install is not None and self.install.team == team:
            self.install = None
