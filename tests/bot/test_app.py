"""The running bot, started as the command line starts it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from bot.app import Hotseat
from content.judge import engine_named
from storage.schema import upgrade
from storage.store import Store
from tests.scenarios.stage import Clock, library

HOTSEAT = [sys.executable, "-c", "from bot.cli.main import main; main()"]


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "HOTSEAT_DATA_DIR": str(folder), "HOTSEAT_ROOM__PORT": "0", "HOTSEAT_LOG__FORMAT": "json"}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*HOTSEAT, *arguments], env=environment(folder), capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_it_opens_the_room_answers_and_stops_cleanly(tmp_path: Path, name: signal.Signals) -> None:
    bot = subprocess.Popen(
        [*HOTSEAT, "run"], env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert bot.stdout is not None
    lines = iter(bot.stdout.readline, "")
    found = next(match for line in lines if (match := re.search(r"http://\S+", line)))
    link = next(line for line in lines if "/start/" in line).split()[-1]
    with urlopen(found[0], timeout=10) as page:
        assert page.status == 200
    assert run(tmp_path, "health").returncode == 0
    bot.send_signal(name)
    _, errors = bot.communicate(timeout=30)
    assert bot.returncode == 0, errors
    assert "Traceback" not in errors
    assert link.rpartition("/")[2] not in errors  # the start link is a secret, and no secret is in the log


async def test_a_busy_disk_holds_up_no_heartbeat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touched: list[threading.Thread] = []
    monkeypatch.setattr(Path, "touch", lambda _: touched.append(threading.current_thread()))
    url = f"sqlite:///{tmp_path / 'hotseat.db'}"
    upgrade(url)
    store = Store(url)
    hotseat = Hotseat(store, library(), engine_named("lexical"), Clock(), alive=tmp_path / "alive")
    await hotseat.start([])
    await hotseat.stop()
    store.close()
    assert touched
    assert threading.main_thread() not in touched


def test_what_waits_for_a_platform_stops_when_told_to(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # and listens to none
        slack = {
            "BOT_TOKEN": "xoxb-1",
            "APP_TOKEN": "xapp-1",
            "API_URL": f"http://127.0.0.1:{nobody.getsockname()[1]}/",
        }
        given = environment(tmp_path) | {f"HOTSEAT_SLACK__{name}": value for name, value in slack.items()}
        bot = subprocess.Popen([*HOTSEAT, "run"], env=given, stderr=subprocess.PIPE, text=True)
        assert bot.stderr is not None
        assert next(line for line in iter(bot.stderr.readline, "") if "slack cannot be reached, trying again" in line)
        bot.terminate()
        _, errors = bot.communicate(timeout=30)
    assert bot.returncode == 0, errors
    assert "Traceback" not in errors


def test_what_is_not_running_is_not_alive(tmp_path: Path) -> None:
    ended = run(tmp_path, "health")
    assert ended.returncode == 1
    assert "No heartbeat" in ended.stderr


def test_the_preview_lists_the_next_ten_times_of_each_schedule(tmp_path: Path) -> None:
    bot = subprocess.Popen(
        [*HOTSEAT, "run"], env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert bot.stdout is not None
    next(line for line in iter(bot.stdout.readline, "") if "http://" in line)
    bot.terminate()
    bot.communicate(timeout=30)
    shown = run(tmp_path, "daily", "preview").stdout
    assert "The room, #daily" in shown
    assert len(re.findall(r"\d{4}-\d\d-\d\d 09:00", shown)) == 10
