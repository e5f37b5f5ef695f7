"""The least that can be done with an answer, for the bots Hotseat stands beside: stored, judged, scored."""

from __future__ import annotations

import sqlite3

from content.judge import engine_named, judge
from tests.scenarios.stage import library


class Least:
    """Two commits and a judgement on one thread: no round, no revision, no points, no board."""

    def __init__(self, database: str) -> None:
        """Make a table of its own in a database that is not there yet."""
        self._engine = engine_named("lexical")
        self._question = next(q for bank in library().banks for q in bank.questions if q.points)
        self._kept = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
        self._kept.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL")
        self._kept.execute("CREATE TABLE answers (id INTEGER PRIMARY KEY, text TEXT, score INTEGER)")

    def take(self, text: str) -> None:
        """Store an answer, judge it, store its score."""
        stored = self._kept.execute("INSERT INTO answers (text) VALUES (?)", (text,)).lastrowid
        score = judge(self._question, text, self._engine).score
        self._kept.execute("UPDATE answers SET score = ? WHERE id = ?", (score, stored))
