"""What a use case sees of the store: one transaction, by subject."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.answers import Answers
from storage.appeals import Appeals
from storage.budget import Budget
from storage.deliveries import Deliveries
from storage.forgotten import ForgottenMembers
from storage.room import RoomPosts
from storage.rounds import Rounds
from storage.schedules import Schedules
from storage.slack import SlackInstalls
from storage.spaces import Spaces
from storage.standings import Standings


class Tx:
    """One transaction; it lives on the store's own thread and nothing in it awaits."""

    __slots__ = (
        "_connection",
        "answers",
        "appeals",
        "budget",
        "deliveries",
        "forgotten",
        "room",
        "rounds",
        "schedules",
        "slack",
        "spaces",
        "standings",
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.spaces = Spaces(connection)
        self.schedules = Schedules(connection)
        self.rounds = Rounds(connection)
        self.answers = Answers(connection)
        self.appeals = Appeals(connection)
        self.budget = Budget(connection)
        self.standings = Standings(connection)
        self.deliveries = Deliveries(connection)
        self.forgotten = ForgottenMembers(connection)
        self.room = RoomPosts(connection)
        self.slack = SlackInstalls(connection)

    def apart(self, work: Callable[[], object]) -> str:
        """Do one piece of many; if it fails, take back what it did and nothing else. Give where it failed, or nothing.

        What the database refuses is no fault of the piece, and fails the whole transaction.
        """
        try:
            with self._connection.begin_nested():
                work()
        except DBAPIError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever one piece raises must not cost the others theirs
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} in {last.name}, line {last.lineno}"
        return ""
