"""Forgetting is whole: whoever did everything one can do is named by no row afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.scenarios.practice_stage import PracticeStage
from tests.scenarios.test_answering import FULL, HALF


def rows_that_name(stage: PracticeStage, member: str) -> list[str]:
    """Give each table's rows that hold a member's key or name, in any case of letters."""
    with closing(sqlite3.connect(stage.url.removeprefix("sqlite:///"))) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = [f"{table}: {row}" for table in tables for row in database.execute(f"SELECT * FROM {table}")]
    return [row for row in rows if member in row.lower()]


async def test_no_row_names_who_was_forgotten(tmp_path: Path) -> None:
    stage = PracticeStage(tmp_path)
    await stage.start()
    await stage.says("raj", HALF)
    await stage.presses("raj", "Answer privately")
    await stage.fills("raj", text=FULL, show_after_close=True)
    await stage.presses("raj", "Reveal model answer")
    await stage.presses("raj", "Show the model answer")
    await stage.presses("raj", "Report this question")
    await stage.fills("raj", reason="It is too easy.")
    for command in ("/stats", "/leaderboard"):
        await stage.commands("raj", command)
        await stage.presses("raj", "Post here")
    await stage.commands("boss", "/settings manager +raj")
    await stage.commands("raj", "/daily stop")
    await stage.commands("raj", "/daily set 10:00")
    await stage.commands("raj", "/quiz tools")
    assert {row.partition(":")[0] for row in rows_that_name(stage, "raj")} >= {
        "answers",
        "managers",
        "members",
        "messages",
        "reports",
        "reveals",
        "revisions",
        "rounds",
        "schedules",
        "totals",
    }
    await stage.commands("raj", "/privacy forget")
    await stage.presses("raj", "Remove it all")
    assert rows_that_name(stage, "raj") == []
    await stage.stop()
