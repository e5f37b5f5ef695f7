"""What a use case sees of the store: one transaction, by subject."""

from __future__ import annotations

from sqlalchemy import Connection

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
