"""The command line: what it prints, and the sentences and exit codes where it cannot."""

from __future__ import annotations

import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli.main import app
from bot.practice.asked import write_question, write_verdict
from content.judge import Covered, PointVerdict, Verdict
from content.model import KeyPoint, Question
from storage import Tx
from storage.address import url_of
from storage.lock import DatabaseLock
from storage.records import Appeal, AppealState, Change, Revision, Round, Schedule, ScheduleState
from storage.store import Store


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, without settings, and a room on any free port."""
    for name in [name for name in os.environ if name.upper().startswith("HOTSEAT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOTSEAT_ROOM__PORT", "0")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def hotseat(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def remember(value: str) -> None:
    store = Store("sqlite:///data/hotseat.db")
    store.write(lambda tx: tx.spaces.put_fact("who", value)).result()
    store.close()


def recall(file: Path) -> str | None:
    store = Store(url_of(file))
    value = store.read(lambda tx: tx.spaces.fact("who")).result()
    store.close()
    return value


DATABASE = Path("data/hotseat.db")

# --- the whole -----------------------------------------------------------------------------------------------


def test_every_command_says_what_it_does() -> None:
    def look(command: Any, path: tuple[str, ...]) -> None:
        assert command.help, path
        result = hotseat(*path, "--help")
        assert "..." not in result.output.partition("Commands:")[2], "a line of the list is cut short"
        for name, below in getattr(command, "commands", {}).items():
            look(below, (*path, name))

    look(typer.main.get_command(app), ())


def test_the_version_is_the_packages() -> None:
    pyproject = (Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"', pyproject, re.MULTILINE)
    assert version is not None
    assert hotseat("--version").output == f"hotseat {version[1]}\n"


def test_an_unknown_command_is_told() -> None:
    assert "No such command 'nix'" in hotseat("nix", code=2).stderr


@pytest.mark.parametrize("command", [("config",), ("db", "check"), ("db", "upgrade"), ("db", "backup")])
def test_wrong_settings_are_told_in_sentences_by_every_command(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTSEAT_ROOM__PORT", "many")
    monkeypatch.setenv("HOTSEAT_ROM__HOST", "x")
    result = hotseat(*command, code=2)
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        "rom.host (HOTSEAT_ROM__HOST) is no setting. Did you mean room.host (HOTSEAT_ROOM__HOST)?",
        "room.port (HOTSEAT_ROOM__PORT) is 'many'. It must be a port from 1 to 65535, or 0 for any that is free.",
    ]


def test_the_installed_command_fails_without_a_traceback() -> None:
    command = Path(sys.executable).with_name("hotseat")
    environment = {**os.environ, "HOTSEAT_ROOM__PORT": "many"}
    run = subprocess.run([command, "config"], check=False, capture_output=True, text=True, env=environment)
    assert run.returncode == 2
    assert run.stderr.startswith("room.port (HOTSEAT_ROOM__PORT) is 'many'")
    assert "Traceback" not in run.stderr


def test_help_imports_nothing_that_takes_long() -> None:
    slow = "alembic", "nicegui", "pydantic", "rich", "sqlalchemy", "structlog", "apscheduler", "markdown_it"
    script = "import sys; from bot.cli.main import app; app(['--help'], standalone_mode=False)"
    script += "; print(sys.modules.keys() & sys.argv)"
    run = subprocess.run([sys.executable, "-c", script, *slow], check=True, capture_output=True, text=True)
    assert run.stdout.splitlines()[-1] == "set()"


# --- config --------------------------------------------------------------------------------------------------


def test_config_shows_what_is_in_force_and_no_secret(elsewhere: Path) -> None:
    (elsewhere / "hotseat.toml").write_text('data_dir = "there"\n[discord]\ntoken = "hush"\n')
    lines = hotseat("config").output.splitlines()
    assert re.fullmatch(r'data_dir = "there" +# hotseat\.toml', lines[0])
    assert any(re.fullmatch(r"room\.port = 0 +# HOTSEAT_ROOM__PORT", line) for line in lines)
    assert any(re.fullmatch(r"discord\.token = \*+ +# hotseat\.toml", line) for line in lines)
    assert "hush" not in "".join(lines)


# --- doctor --------------------------------------------------------------------------------------------------


def findings(code: int) -> dict[str, str]:
    lines = hotseat("doctor", code=code).output.splitlines()
    assert all(line.startswith(("ok    ", "MEND  ", "      ")) for line in lines)
    return {line[6:].partition(":")[0]: line for line in lines if not line.startswith(" ")}


def test_doctor_finds_a_new_folder_well() -> None:
    found = findings(code=0)
    assert list(found) == ["python", "time zones", "settings", "data directory", "database", "banks", "judge", "room"]
    assert "will be made" in found["data directory"]
    assert not Path("data").exists(), "looking makes nothing"


def test_doctor_finds_a_used_folder_well() -> None:
    hotseat("db", "upgrade")
    found = findings(code=0)
    assert "can be written" in found["data directory"]
    assert re.search(r"Sound, version \d{4}", found["database"])


def test_doctor_names_everything_that_is_wrong(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("data").write_text("")
    Path("ours").mkdir()
    Path("ours/broken.md").write_text("no title, no question\n")
    Path("letter.db").write_text("dear database\n" * 100)
    monkeypatch.setenv("HOTSEAT_BANKS", "ours")
    monkeypatch.setenv("HOTSEAT_DATABASE_URL", url_of(elsewhere / "letter.db"))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("HOTSEAT_ROOM__PORT", str(port))
        found = findings(code=1)
    says = {
        "data directory": "data is a file, not a folder. Set data_dir (HOTSEAT_DATA_DIR)",
        "database": "damaged. Restore a backup with: hotseat db restore FILE",
        "banks": "Some questions are left out",
        "room": f"Port {port} of 127.0.0.1 is taken by another program. Stop it, or set room.port",
    }
    assert {of for of, line in found.items() if line.startswith("MEND")} == set(says)
    for of, sentence in says.items():
        assert sentence in found[of]


def test_doctor_knows_when_it_is_hotseat_that_listens(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hotseat("db", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as room, DatabaseLock(url_of(DATABASE)) as lock:
        lock.share()
        monkeypatch.setenv("HOTSEAT_ROOM__PORT", str(room.getsockname()[1]))
        assert "and Hotseat is running" in findings(code=0)["room"]


def test_doctor_names_an_address_this_machine_does_not_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_ROOM__HOST", "192.0.2.1")
    monkeypatch.setenv("HOTSEAT_ROOM__PASSPHRASE", "open sesame")
    monkeypatch.setenv("HOTSEAT_ROOM__PORT", "1")
    assert "This machine has no address 192.0.2.1" in findings(code=1)["room"]


def test_doctor_tells_wrong_settings_and_looks_at_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_LOG__LEVEL", "loud")
    found = findings(code=1)
    assert list(found) == ["python", "time zones", "settings"]
    assert "log.level (HOTSEAT_LOG__LEVEL) is 'loud'" in found["settings"]


# --- db ------------------------------------------------------------------------------------------------------


def test_upgrade_makes_the_database_and_then_has_nothing_to_do() -> None:
    assert "was made, at version" in hotseat("db", "upgrade").output
    assert "is current, at version" in hotseat("db", "upgrade").output
    assert DATABASE.exists()


def test_backup_and_restore_go_back_and_keep_what_was(elsewhere: Path) -> None:
    hotseat("db", "upgrade")
    remember("ana")
    hotseat("db", "backup", "one.db")
    remember("raj")
    said = hotseat("db", "restore", "one.db").output
    assert recall(DATABASE) == "ana"
    kept = Path(said.split("before: ")[1].strip())
    assert recall(kept) == "raj"


def test_backup_without_a_file_writes_one_in_the_data_directory() -> None:
    hotseat("db", "upgrade")
    file = Path(hotseat("db", "backup").output.removeprefix("Copied to ").strip())
    assert file.is_relative_to("data/backups")
    assert file.is_file()


def test_restore_refuses_while_hotseat_runs() -> None:
    hotseat("db", "upgrade")
    hotseat("db", "backup", "one.db")
    with DatabaseLock(url_of(DATABASE)) as lock:
        lock.share()
        assert hotseat("db", "restore", "one.db", code=1).stderr == (
            "Hotseat is running on this database. Stop it, then restore.\n"
        )


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("db", "backup"), "There is no database at data/hotseat.db."),
        (("db", "restore", "gone.db"), "There is no file gone.db."),
        (("db", "recount"), "There is no database at data/hotseat.db yet. Start Hotseat once, with: hotseat run"),
        (("daily", "preview"), "There is no database at data/hotseat.db yet. Start Hotseat once, with: hotseat run"),
        (("db", "rejudge"), "There is no database at data/hotseat.db yet. Start Hotseat once, with: hotseat run"),
        (("bank", "learn"), "There is no database at data/hotseat.db yet. Start Hotseat once, with: hotseat run"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(command: tuple[str, ...], says: str) -> None:
    assert hotseat(*command, code=1).stderr == f"{says}\n"


@pytest.mark.parametrize(
    "command",
    [("db", "upgrade"), ("db", "check"), ("db", "recount"), ("daily", "preview"), ("db", "rejudge"), ("bank", "learn")],
)
def test_a_newer_database_is_told_by_every_command(command: tuple[str, ...]) -> None:
    hotseat("db", "upgrade")
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "written by a newer Hotseat" in hotseat(*command, code=1).stderr


def test_check_says_whether_the_database_is_sound() -> None:
    assert "There is none yet" in hotseat("db", "check").output
    hotseat("db", "upgrade")
    assert re.match(r"Sound, version \d{4}\.", hotseat("db", "check").output)


def write(work: Callable[[Tx], object]) -> None:
    store = Store(url_of(DATABASE))
    store.write(work).result()
    store.close()


def test_recount_mends_totals_that_went_astray() -> None:
    hotseat("db", "upgrade")
    wrong = Change(
        space="room",
        place="daily",
        member="ana",
        periods=("all",),
        topics=(),
        points=9,
        answered=1,
        scored=1,
        score_sum=9,
    )
    write(lambda tx: tx.standings.apply([wrong]))
    assert hotseat("db", "recount").output == "Recounted: 0 totals.\n"
    with closing(sqlite3.connect(DATABASE)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM totals").fetchone() == (0,)


def test_recount_refuses_while_hotseat_runs() -> None:
    hotseat("db", "upgrade")
    with DatabaseLock(url_of(DATABASE)) as lock:
        lock.share()
        assert hotseat("db", "recount", code=1).stderr.endswith("Stop it, then recount.\n")


# --- daily ---------------------------------------------------------------------------------------------------


def test_rejudge_refuses_while_hotseat_runs_but_for_a_dry_run() -> None:
    hotseat("db", "upgrade")
    with DatabaseLock(url_of(DATABASE)) as lock:
        lock.share()
        refused = hotseat("db", "rejudge", code=1).stderr
        assert refused == "Hotseat is running on this database. Stop it, then judge again.\n"
        assert "0 differ; 0 would change" in hotseat("db", "rejudge", "--dry-run", "--engine", "lexical").output
    assert "0 differ; 0 changed" in hotseat("db", "rejudge").output


def test_learn_says_that_nothing_was_learned(elsewhere: Path) -> None:
    hotseat("db", "upgrade")
    result = hotseat("bank", "learn", "--into", "learned")
    assert result.stderr == "0 wordings for 0 questions\n"
    assert not (elsewhere / "learned").exists()


def test_learn_writes_a_file_for_each_question(elsewhere: Path) -> None:
    hotseat("db", "upgrade")
    write(_an_accepted_appeal)
    assert "  - or: a coat against the cold" in hotseat("bank", "learn").output
    hotseat("bank", "learn", "--into", "learned")
    text = (elsewhere / "learned" / "trees-winter.md").read_text(encoding="utf-8")
    assert text.endswith("- **What they wear.** Trunks are wrapped in jute\n  - or: a coat against the cold\n")


def _an_accepted_appeal(tx: Tx) -> None:
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    points = (KeyPoint("What they wear", "Trunks are wrapped in jute"),)
    question = Question(id="trees/winter", bank="trees", prompt="How do trees winter?", points=points)
    verdict = Verdict(100, (PointVerdict(Covered.YES, "a coat against the cold"),), (), 0.9, "lexical", "1")
    tx.rounds.add(
        Round(
            id="r",
            space="s",
            place="p",
            question_id=question.id,
            question=write_question(question),
            subject="Trees",
            kind="knowledge",
            topics=("trees",),
            event="e",
            opened_at=now,
            counted_on=now.date(),
            closes_at=now,
        )
    )
    tx.answers.add_revision(
        Revision(
            round="r",
            member="ana",
            number=1,
            space="s",
            event="said",
            text="They get a coat against the cold.",
            attempt=1,
            sent_at=now,
            received_at=now,
            judged_at=now,
            score=100,
            verdict=write_verdict(verdict),
        )
    )
    accepted = AppealState.ACCEPTED
    tx.appeals.add(Appeal(id="a", space="s", round="r", member="ana", number=1, point=0, at=now, state=accepted))


def test_preview_shows_ten_times_of_each_schedule_on_its_own_clock() -> None:
    hotseat("db", "upgrade")
    assert hotseat("daily", "preview").output == "Nothing is scheduled. In a channel, say: /daily set 09:00\n"
    now = datetime(2025, 3, 3, tzinfo=UTC)
    schedule = Schedule(
        id="one",
        space="room",
        place="daily",
        time="09:30",
        zone="Asia/Kolkata",
        days=("mon", "wed"),
        owner="ana",
        next_date=now.date(),
        created_at=now,
    )
    write(lambda tx: tx.schedules.put(schedule))
    label, *times = hotseat("daily", "preview").output.splitlines()
    assert "(Asia/Kolkata)" in label
    assert len(times) == 10
    assert times[:3] == ["  Mon 2025-03-03 09:30", "  Wed 2025-03-05 09:30", "  Mon 2025-03-10 09:30"]
    write(lambda tx: tx.schedules.change("one", state=ScheduleState.PAUSED))
    assert hotseat("daily", "preview").output.splitlines() == [label, "  Nothing while it is paused."]


# --- run -----------------------------------------------------------------------------------------------------


def test_run_refuses_a_taken_port_before_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        monkeypatch.setenv("HOTSEAT_ROOM__PORT", str(port))
        said = hotseat("run", code=1).stderr
    assert said.startswith(f"Port {port} of 127.0.0.1 is taken by another program.")
    assert not Path("data").exists()


def started(*, code: int) -> str:
    """Start Hotseat as a process of its own, which it configures as it likes; give what it said on stderr."""
    command = Path(sys.executable).with_name("hotseat")
    run = subprocess.run([command, "run"], check=False, capture_output=True, text=True, timeout=60)
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stderr
    return run.stderr


def test_run_refuses_a_newer_database() -> None:
    hotseat("db", "upgrade")
    with closing(sqlite3.connect(DATABASE)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "written by a newer Hotseat" in started(code=1)


def test_run_refuses_a_data_directory_that_cannot_be_made() -> None:
    Path("data").write_text("")
    assert "The folder data cannot be made" in started(code=1)
