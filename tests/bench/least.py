"""The least that a bot for practice does, for the ones Hotseat stands beside: what must be kept is kept, and judged."""

from __future__ import annotations

import itertools
import sqlite3

from content.judge import engine_named, judge
from tests.scenarios.stage import library


class Least:
    """Single statements on one thread: no rounds, revisions, times or spaces; nothing is guarded against repeats."""

    def __init__(self, database: str) -> None:
        """Make tables of its own in a database that is not there yet."""
        self._engine = engine_named("lexical")
        self._questions = [question for bank in library().banks for question in bank.questions if question.points]
        self._next = itertools.cycle(self._questions)
        self._kept = sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)
        self._kept.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE answers (id INTEGER PRIMARY KEY, member TEXT, text TEXT, score INTEGER);"
            "CREATE TABLE revealed (member TEXT PRIMARY KEY);"
            "CREATE TABLE asked (id INTEGER PRIMARY KEY, member TEXT, question TEXT);"
            "CREATE TABLE standings (member TEXT PRIMARY KEY, points INTEGER);"
            "CREATE INDEX by_points ON standings (points)"
        )

    def take(self, member: str, text: str) -> str:
        """Keep an answer, judge it, keep its score and what it earns; give the verdict."""
        question = self._questions[0]
        kept = self._kept.execute("INSERT INTO answers (member, text) VALUES (?, ?)", (member, text)).lastrowid
        verdict = judge(question, text, self._engine)
        self._kept.execute("BEGIN")
        self._kept.execute("UPDATE answers SET score = ? WHERE id = ?", (verdict.score, kept))
        self._kept.execute(
            "INSERT INTO standings VALUES (?, ?) ON CONFLICT DO UPDATE SET points = points + excluded.points",
            (member, verdict.score),
        )
        self._kept.execute("COMMIT")
        return f"**{verdict.score}** of 100"

    def reveal(self, member: str) -> str:
        """Keep that a member has seen the model answer; give it."""
        self._kept.execute("INSERT OR IGNORE INTO revealed VALUES (?)", (member,))
        return self._questions[0].answer or ""

    def ask(self, member: str) -> str:
        """Keep that a member was asked a question; give it."""
        question = next(self._next)
        self._kept.execute("INSERT INTO asked (member, question) VALUES (?, ?)", (member, question.id))
        return question.prompt

    def board(self) -> str:
        """Give the ten who lead."""
        led = self._kept.execute("SELECT member, points FROM standings ORDER BY points DESC LIMIT 10")
        return "\n".join(f"{place}. {member} {points}" for place, (member, points) in enumerate(led, 1)) or "Nobody yet"
