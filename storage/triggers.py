"""What SQLite does by itself when totals change: it counts the lines on each step of each leaderboard."""

from __future__ import annotations

STEP = 200
"""Points: as high as one answer can lift."""

_STEP_UP = """
    INSERT INTO board_steps (space, scope, period, topic, step, lines)
    SELECT new.space, new.scope, new.period, new.topic, new.points / {step}, 1 WHERE new.listed
    ON CONFLICT (space, scope, period, topic, step) DO UPDATE SET lines = lines + 1;"""

_STEP_DOWN = """
    UPDATE board_steps SET lines = lines - 1
    WHERE old.listed AND space = old.space AND scope = old.scope AND period = old.period AND topic = old.topic
    AND step = old.points / {step};"""

_MOVES = "new.points / {step} <> old.points / {step} OR new.listed <> old.listed"

_MADE = {
    "totals_inserted": ("AFTER INSERT ON totals", _STEP_UP),
    "totals_deleted": ("AFTER DELETE ON totals", _STEP_DOWN),
    "totals_updated": (
        f"AFTER UPDATE OF points, listed ON totals WHEN {_MOVES}",
        _STEP_DOWN + _STEP_UP,
    ),
}

TRIGGERS = {
    name: f"CREATE TRIGGER {name} {when} BEGIN{what}\nEND".replace("{step}", str(STEP))
    for name, (when, what) in _MADE.items()
}
"""What makes each trigger, by its name."""
