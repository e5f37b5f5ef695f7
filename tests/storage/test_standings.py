"""Leaderboards: whatever happened, a rank is what counting every line would give."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest

from storage import Tx
from storage.records import Change, Member
from storage.rows import values
from storage.standings import ALL_TOPICS, EVERYWHERE
from storage.store import Store
from storage.tables import board_steps, members
from storage.triggers import STEP

NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
PEOPLE = tuple(f"U{n:02}" for n in range(30))
PLACES = ("daily", "sql")
TOPICS = ("aws", "kafka")


def change(member: str, points: int, answered: int = 1, place: str = "daily", topic: str = "aws") -> Change:
    return Change(
        space="room",
        place=place,
        member=member,
        periods=("all", "week:2025-03-03"),
        topics=(topic,),
        points=points,
        answered=answered,
        scored=answered,
        score_sum=points,
    )


class Counted:
    """The boards, counted from every answer each time: slow, and plainly right."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str, str], list[int]] = {}
        self.unlisted: set[str] = set()

    def lines(self, scope: str, topic: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for (member, place, about), points in self.answers.items():
            if points and scope in (place, EVERYWHERE) and topic in (about, ALL_TOPICS):
                found[member] = found.get(member, 0) + sum(points)
        return found

    def own(self, scope: str, topic: str, member: str) -> tuple[int, int, int] | None:
        lines = self.lines(scope, topic)
        listed = {who: points for who, points in lines.items() if who not in self.unlisted}
        if member not in lines:
            return None
        return sum(points > lines[member] for points in listed.values()) + 1, len(listed), lines[member]

    def top(self, scope: str, topic: str) -> list[tuple[int, str, int]]:
        listed = [(points, who) for who, points in self.lines(scope, topic).items() if who not in self.unlisted]
        best = sorted(listed, reverse=True)
        return [(1 + sum(p > points for p, _ in best), who, points) for points, who in best]


def act(random: Random, tx: Tx, counted: Counted) -> None:
    """Do something to somebody's standing, here and there."""
    member, place, topic = random.choice(PEOPLE), random.choice(PLACES), random.choice(TOPICS)
    given = counted.answers.setdefault((member, place, topic), [])
    match random.choice(("answers", "answers", "answers", "is judged again", "withdraws", "lists", "forgets")):
        case "answers":
            points = random.choice((0, 0, 50, 199, 200, 200, random.randrange(200)))
            given.append(points)
            tx.standings.apply([change(member, points, 1, place, topic)])
        case "is judged again" if given:
            points = random.randrange(200)
            tx.standings.apply([change(member, points - given[-1], 0, place, topic)])
            given[-1] = points
        case "withdraws" if given:
            tx.standings.apply([change(member, -given.pop(), -1, place, topic)])
        case "lists":
            tx.spaces.list_member("room", member, listed=member in counted.unlisted)
            counted.unlisted ^= {member}
        case "forgets" if random.random() < 0.2:
            tx.standings.forget_member("room", member)
            for key in counted.answers:
                if key[0] == member:
                    counted.answers[key] = []


def people(tx: Tx) -> None:
    rows = [values(Member(space="room", member=member, name=member, seen_at=NOW)) for member in PEOPLE]
    tx.spaces.connection.execute(members.insert(), rows)


@pytest.mark.parametrize("seed", range(4))
def test_ranks_are_what_counting_every_line_gives(store: Store, seed: int) -> None:
    def work(tx: Tx) -> None:
        random, counted = Random(seed), Counted()
        people(tx)
        for _ in range(25):
            for _ in range(12):
                act(random, tx, counted)
            scope, topic = random.choice((EVERYWHERE, *PLACES)), random.choice((ALL_TOPICS, *TOPICS))
            top = tx.standings.top("room", scope, "all", topic, 100)
            assert [(line.rank, line.member, line.points) for line in top] == counted.top(scope, topic)
            for member in PEOPLE:
                assert tx.standings.own("room", scope, "all", topic, member) == counted.own(scope, topic, member)

    store.write(work).result(120)


def test_changes_of_one_batch_add_up(store: Store) -> None:
    def work(tx: Tx) -> tuple[int, int, int] | None:
        tx.standings.apply([change("ana", STEP - 1), change("raj", STEP), change("ana", STEP), change("ana", 0)])
        return tx.standings.own("room", "daily", "week:2025-03-03", "aws", "ana")

    assert store.write(work).result() == (1, 2, 2 * STEP - 1)


def test_other_spaces_and_periods_have_boards_of_their_own(store: Store) -> None:
    def work(tx: Tx) -> list[tuple[int, int, int] | None]:
        tx.standings.apply([change("ana", 50)])
        return [
            tx.standings.own(space, "daily", period, "", "ana")
            for space, period in (("room", "all"), ("room", "month:2025-03"), ("elsewhere", "all"))
        ]

    assert store.write(work).result() == [(1, 1, 50), None, None]


@pytest.mark.parametrize("space", [None, "room"])
def test_clearing_leaves_no_line_and_no_step(store: Store, space: str | None) -> None:
    def work(tx: Tx) -> int:
        tx.standings.apply([change(member, 10) for member in PEOPLE])
        tx.standings.clear(space)
        assert tx.standings.dump() == []
        steps = tx.standings.connection.execute(board_steps.select().where(board_steps.c.lines != 0)).all()
        return len(steps)

    assert store.write(work).result() == 0


def test_who_withdrew_their_only_answer_has_no_line(store: Store) -> None:
    def work(tx: Tx) -> tuple[object, object]:
        tx.standings.apply([change("ana", 0), change("raj", 10)])
        tx.standings.apply([change("raj", -10, -1)])
        return tx.standings.own("room", "daily", "all", "", "raj"), tx.standings.own("room", "daily", "all", "", "ana")

    assert store.write(work).result() == (None, (1, 1, 0))
