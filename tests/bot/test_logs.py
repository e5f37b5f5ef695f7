"""What the log holds: what happens, never what anyone typed, and no token, however thoroughly one logs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bot.talkative import TOKEN


@pytest.mark.parametrize("form", ["json", "console"])
def test_no_log_holds_what_anyone_typed_or_a_token(tmp_path: Path, form: str) -> None:
    talked = subprocess.run(
        [sys.executable, "-m", "tests.bot.talkative", str(tmp_path), form],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert talked.returncode == 0, talked.stderr
    log = talked.stderr
    assert "delivered" in log
    assert "wss-primary.slack.com/link/?ticket=…&app_id=A1" in log
    assert not [word for word in ("Wrap the young trunks", "xoxb-", "xapp-", "hush", TOKEN) if word in log]
