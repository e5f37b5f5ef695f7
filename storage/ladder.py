"""How many lines of a leaderboard stand on each step of points, so that no rank is found by counting them all.

A step is as high as one answer can lift. A rank is the sum of the steps above one's own and a count within it: on a
board of 100,000 lines some hundreds of rows in place of all. The database keeps the steps itself, by triggers on the
totals, whoever changes those.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from storage.statements import Statement
from storage.tables import board_steps, totals
from storage.triggers import STEP


class Board(NamedTuple):
    """Which leaderboard: that of a place or a whole space, in a period, in a topic or all of them."""

    space: str
    scope: str
    period: str
    topic: str


_STEPS = Statement(
    select(
        func.coalesce(func.sum(board_steps.c.lines).filter(board_steps.c.step > bindparam("step")), 0),
        func.coalesce(func.sum(board_steps.c.lines), 0),
    ).where(*(board_steps.c[name] == bindparam(name) for name in Board._fields))
)
_WITHIN = Statement(
    select(func.count()).where(
        *(totals.c[name] == bindparam(name) for name in Board._fields),
        totals.c.listed.is_(True),
        totals.c.points > bindparam("points"),
        totals.c.points < bindparam("end"),
    )
)


def above(connection: Connection, board: Board, points: int) -> tuple[int, int]:
    """Give how many lines of a board have more points than that, and how many lines it has."""
    step = points // STEP
    keys = board._asdict()
    [[higher, everyone]] = _STEPS.rows(connection, **keys, step=step)
    [[within]] = _WITHIN.rows(connection, **keys, points=points, end=(step + 1) * STEP)
    return higher + within, everyone
