"""Installs of several workspaces, kept in our store with sealed tokens, as bolt's OAuth flow wants them."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.adapters.slack.installs import Install
from bot.adapters.slack.sealing import Seal, SealError
from storage import Tx
from storage.errors import StoreError
from storage.records import SlackInstall
from storage.store import Store

log = structlog.get_logger(__name__)

T = TypeVar("T")
Clock = Callable[[], datetime]
Arrived = Callable[[Install], Awaitable[None]]
STATE_LIVES = timedelta(minutes=10)


class OrganizationError(BoltError):
    """We were to be installed in a whole organization, which has no workspace of its own."""


class StoredInstalls(AsyncInstallationStore):
    """Every workspace that installed us; opened tokens are kept in memory while we run."""

    def __init__(self, store: Store, seal: Seal, clock: Clock, arrived: Arrived) -> None:
        """Take where installs are kept, and who is told of a new one."""
        self._store = store
        self._seal = seal
        self._clock = clock
        self._arrived = arrived
        self._open: dict[str, Install] = {}
        self._bots: dict[str, str] = {}
        """The workspace of each bot."""
        self._shut: set[str] = set()
        """Workspaces whose token does not open: the log says so once."""

    async def all(self) -> list[Install]:
        """Give every install whose token opens; of one that doesn't, the log says so."""
        opened = [self._opened(stored) for stored in await self._read(lambda tx: tx.slack.all())]
        return [install for install in opened if install is not None]

    async def of(self, team: str) -> Install | None:
        """Give a workspace's install."""
        known = self._open.get(team)
        if known is not None:
            return known
        stored = await self._read(lambda tx: tx.slack.get(team))
        return self._opened(stored) if stored is not None else None

    def of_bot(self, bot_user: str) -> Install | None:
        """Give the install whose bot somebody is."""
        return self._open.get(self._bots.get(bot_user, ""))

    async def drop(self, team: str) -> None:
        """Forget a workspace's token."""
        self._open.pop(team, None)
        await self._store.commit(lambda tx: tx.slack.drop(team))

    def _opened(self, stored: SlackInstall) -> Install | None:
        try:
            token = self._seal.open(stored.sealed_token, stored.team)
        except SealError as error:
            if stored.team not in self._shut:
                self._shut.add(stored.team)
                log.error("install not usable", team=stored.team, reason=str(error))  # noqa: TRY400 - no traceback helps
            return None
        install = Install(
            team=stored.team,
            name=stored.name,
            token=token,
            bot_user=stored.bot_user,
            bot_id=stored.bot_id,
            installer=stored.installer,
        )
        self._keep(install)
        return install

    def _keep(self, install: Install) -> None:
        self._open[install.team] = install
        self._bots[install.bot_user] = install.team

    async def _read(self, work: Callable[[Tx], T]) -> T:
        return await self._store.look(work)

    # --- what bolt asks -----------------------------------------------------------------------------------------

    @property
    def logger(self) -> logging.Logger:
        """Give bolt's OAuth flow a logger."""
        return logging.getLogger("hotseat.slack")

    async def async_save(self, installation: Installation) -> None:
        """Keep an install, and greet whoever installed us.

        Raises:
            OrganizationError: it is not of one workspace.
            BoltError: it cannot be kept.
        """
        if installation.is_enterprise_install or not installation.team_id:
            msg = "Hotseat is installed in a workspace, not in a whole organization"
            raise OrganizationError(msg)
        if not installation.bot_token:
            msg = "Slack gave no bot token"
            raise BoltError(msg)
        install = Install(
            team=installation.team_id,
            name=installation.team_name or installation.team_id,
            token=installation.bot_token,
            bot_user=installation.bot_user_id or "",
            bot_id=installation.bot_id or "",
            installer=installation.user_id or "",
        )
        stored = SlackInstall(
            team=install.team,
            name=install.name,
            bot_user=install.bot_user,
            bot_id=install.bot_id,
            installer=install.installer,
            scopes=",".join(installation.bot_scopes or ()),
            sealed_token=self._seal.close(install.token, install.team),
            installed_at=self._clock(),
        )
        try:
            await self._store.commit(lambda tx: tx.slack.put(stored))
            self._keep(install)
            await self._arrived(install)
        except StoreError as error:
            raise BoltError(str(error)) from error

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """Give bolt a workspace's bot."""
        install = await self.of(team_id or "")
        if install is None:
            return None
        return Bot(
            team_id=install.team,
            team_name=install.name,
            bot_token=install.token,
            bot_id=install.bot_id,
            bot_user_id=install.bot_user,
            installed_at=self._clock().timestamp(),
        )

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        """Give bolt a workspace's install; we have no token of a member."""
        install = await self.of(team_id or "")
        if install is None:
            return None
        return Installation(
            team_id=install.team,
            team_name=install.name,
            bot_token=install.token,
            bot_id=install.bot_id,
            bot_user_id=install.bot_user,
            user_id=install.installer,
        )

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace's token."""
        await self.drop(team_id or "")

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget a workspace's token, unless only a member's was meant: we have none."""
        if user_id is None:
            await self.drop(team_id or "")


class States(AsyncOAuthStateStore):
    """States of installs under way; each is good once, for ten minutes."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Take where states are kept."""
        self._store = store
        self._clock = clock

    @property
    def logger(self) -> logging.Logger:
        """Give bolt's OAuth flow a logger."""
        return logging.getLogger("hotseat.slack")

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """Give out a new state."""
        state, now = secrets.token_urlsafe(32), self._clock()
        await self._store.commit(lambda tx: tx.slack.issue_state(state, now + STATE_LIVES, now))
        return state

    async def async_consume(self, state: str) -> bool:
        """Use a state up."""
        now = self._clock()
        return await self._store.commit(lambda tx: tx.slack.use_state(state, now))
