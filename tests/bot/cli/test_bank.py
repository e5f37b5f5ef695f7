"""`hotseat bank`: what it prints, and its exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.bank import bank
from content.library import OURS

GIT = (Path(__file__).parents[2] / "content" / "check" / "git.md").read_text("utf-8")
SHAPES = Path(__file__).parents[2] / "content" / "readers" / "shapes"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(bank, [str(argument) for argument in arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def test_read_prints_a_table_and_tells_aside_what_was_left_out() -> None:
    result = run("read", SHAPES / "stubs.md")
    path, head, *rows = result.stdout.splitlines()
    assert path == str(SHAPES / "stubs.md")
    assert head.split() == ["line", "level", "kind", "answer", "topic", "question"]
    prompts = ("What is a reserved instance?", "What is a spot instance?", "Who pays for traffic?")
    assert all(row.endswith(f"  {prompt}") for row, prompt in zip(rows, prompts, strict=True))
    assert f"left out  {SHAPES / 'stubs.md'}:7: a stub: the answer is elsewhere" in result.stderr
    assert result.stderr.splitlines()[-1] == "Read 3 questions, 1 without an answer; left out something in 3 places."


def test_a_table_fits_the_screen_it_is_seen_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, *lines = run("read", SHAPES / "h3-plain.md").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert any(line.endswith("…") for line in lines)


def test_read_prints_a_line_of_json_for_each_question() -> None:
    lines = run("read", SHAPES / "quizapi.json", "--format", "json").stdout.splitlines()
    (record,) = [json.loads(line) for line in lines]
    assert record["correct"] == ["ls", "dir"]
    assert record["source"] == f"{SHAPES / 'quizapi.json'}:4"


def test_read_fails_where_there_is_no_question() -> None:
    result = run("read", SHAPES / "no-bank.md", code=1)
    assert result.stdout == ""
    assert "Read 0 questions" in result.stderr


def test_import_writes_a_bank_and_tells_what_is_new(elsewhere: Path) -> None:
    result = run("import", SHAPES / "h3-plain.md", "--topic", "Sorting")
    assert result.stdout == "Wrote banks/sorting.md:\n  6 new\n"
    again = run("import", SHAPES / "h3-plain.md", "--topic", "Sorting", "--into", elsewhere / "banks")
    assert "6 as they were" in again.stdout


def test_import_writes_nothing_where_there_is_nothing(elsewhere: Path) -> None:
    result = run("import", SHAPES / "ragged.csv", "--topic", "x", code=1)
    assert "there is no question to import; nothing was written" in result.stderr
    assert list(elsewhere.iterdir()) == []


def test_check_names_faults_by_line_and_fails(elsewhere: Path) -> None:
    run("import", SHAPES / "h3-plain.md", "--topic", "sorting")
    result = run("check", "banks", code=1)
    assert "banks/sorting.md:5: missing-part" in result.stdout
    assert result.stderr.startswith("6 questions in 1 bank, ")


def test_check_is_silent_on_sound_banks_but_for_their_number() -> None:
    result = run("check", OURS / "kafka.md", "--strict")
    assert (result.stdout, result.stderr) == ("", "12 questions in 1 bank, 0 faults\n")


def test_check_goes_on_after_what_it_cannot_read_and_passes_over_a_readme(elsewhere: Path) -> None:
    banks = elsewhere / "banks"
    banks.mkdir()
    (banks / "README.md").write_text("Our banks.\n", "utf-8")
    (banks / "caf.md").write_bytes(b"# Caf\n\n## Caf\xe9?\n")
    (banks / "zoo.md").write_text(
        "# Zoo\n\n## What is a zoo?\n\n`zoo` · mid · animals\n\n### Hint\n\nCages.\n", "utf-8"
    )
    result = run("check", "banks", code=1)
    missing = "### Answer, ### Key points, ### Mistakes, ### Follow-ups"
    assert result.stdout.splitlines() == [
        "banks/caf.md:3: not UTF-8",
        f"banks/zoo.md:3: missing-part: a knowledge question needs {missing}",
    ]
    assert result.stderr == "1 question in 1 bank, 2 faults\n"


def test_check_reads_a_bank_once_however_often_it_is_named(elsewhere: Path) -> None:
    (elsewhere / "git.md").write_text(GIT, "utf-8")
    result = run("check", "git.md", elsewhere, elsewhere / "git.md")
    assert (result.stdout, result.stderr) == ("", "3 questions in 1 bank, 0 faults\n")


def test_check_holds_banks_to_more_when_it_is_strict(elsewhere: Path) -> None:
    (elsewhere / "git.md").write_text(GIT.replace(GIT.split("\n\n")[1], "", 1), "utf-8")
    assert run("check", "git.md").stdout == ""
    assert run("check", "--strict", "git.md", code=1).stdout.startswith("git.md:1: no-about: ")


def test_check_finds_what_is_in_our_banks_already(elsewhere: Path) -> None:
    ours = (OURS / "kafka.md").read_text("utf-8")
    (elsewhere / "queues.md").write_text(ours.replace("`kafka-lag`", "`queues-lag`"), "utf-8")
    told = run("check", "queues.md", code=1).stdout
    assert told.count(": same-id: ") == 11
    assert told.count(": twin: ") == 1
    assert "`kafka-lag`" in told


def test_check_of_what_is_not_there_says_so(elsewhere: Path) -> None:
    assert run("check", "nowhere.md", "gone.md", code=2).stderr == "no such file: nowhere.md, gone.md\n"
    assert run("check", elsewhere, code=2).stderr == "there is no bank to check\n"


def test_nothing_heavy_is_imported_before_a_command_runs() -> None:
    heavy = ("markdown_it", "yaml", "content.readers")
    code = f"import sys, bot.cli.bank; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout == "[]\n"
