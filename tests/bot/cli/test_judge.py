"""`hotseat judge`: a line in, a line out, whatever the line."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import judge as judge_command
from bot.cli.judge_lines import LONGEST_LINE, LONGEST_TEXT, MOST
from bot.cli.main import app
from content.judge import EngineMissingError, engines, judge
from content.judge.minilm import MiniLM

COMMAND = [str(Path(sys.executable).with_name("hotseat")), "judge"]
PRESS: dict[str, Any] = {
    "question": "How does an orchard press its apples?",
    "model_answer": "The apples are washed in cold water. A mill shreds them. The press squeezes juice out of it.",
    "key_points": [
        "The apples are washed in cold water",
        "A mill shreds the apples into pulp",
        "The press squeezes juice out of the pulp",
    ],
    "submission": "First wash the apples in cold water, then a mill shreds them into pulp.",
}
CHOICE: dict[str, Any] = {
    "question": "Which are pomes?",
    "kind": "choice",
    "options": ["Apple", "Cherry", "Pear", "Plum"],
    "model_answer": "A and C",
}


def judged(*lines: bytes | Mapping[str, Any], arguments: tuple[str, ...] = (), code: int = 0) -> list[dict[str, Any]]:
    """Judge lines, and look that there is an answer to each."""
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    result = CliRunner().invoke(app, ["judge", *arguments], input=b"\n".join(written) + b"\n", catch_exceptions=False)
    assert result.exit_code == code, result.output
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(answers) == len(lines)
    wrong = [f"line {i}: {answer['error']}" for i, answer in enumerate(answers, start=1) if "error" in answer]
    assert result.stderr.splitlines() == wrong
    return answers


def without(name: str, of: Mapping[str, Any] = PRESS) -> dict[str, Any]:
    return {key: value for key, value in of.items() if key != name}


# --- knowledge ---------------------------------------------------------------------------------------------------


def test_a_verdict_has_what_the_docs_name() -> None:
    (verdict,) = judged(PRESS)
    assert list(verdict) == ["score", "covered", "missed", "notes", "confidence", "engine"]
    assert verdict["covered"] == [0, 1]
    assert verdict["missed"] == [2]
    assert 40 < verdict["score"] < 90
    assert 0 < verdict["confidence"] < 1
    assert verdict["engine"] == "lexical"


def test_each_engine_judges_and_is_named() -> None:
    pytest.importorskip("onnxruntime")
    (verdict,) = judged(PRESS, arguments=("--engine", "semantic"))
    assert verdict["engine"] == "semantic"
    assert verdict["covered"] == [0, 1]


@pytest.mark.parametrize("points", [None, []])
def test_points_are_read_from_the_model_answer_where_none_are_given(points: list[str] | None) -> None:
    given, absent = judged({**PRESS, "key_points": points}, without("key_points"))
    assert given == absent
    assert set(given["covered"] + given["missed"]) <= {0, 1, 2}
    assert "The points were read out of the model answer." in given["notes"]


def test_points_may_say_more_than_a_claim() -> None:
    points = [
        {"text": "The apples are washed in cold water", "weight": 3},
        {"claim": "A mill shreds the apples into pulp", "cue": "the mill", "or": "the fruit goes through a grinder"},
        {
            "point": "The press squeezes juice out of the pulp",
            "accepted": ["weight on top until it drips"],
            "not": ["the pulp is boiled"],
            "extra": True,
        },
    ]
    (verdict,) = judged({**PRESS, "key_points": points, "submission": "the fruit goes through a grinder"})
    assert verdict["covered"] == [1]
    assert verdict["score"] < judged({**PRESS, "submission": "A mill shreds the apples into pulp"})[0]["score"]


def test_a_note_names_the_claim_where_a_point_has_no_cue() -> None:
    (verdict,) = judged({**PRESS, "submission": "The apples are not washed in cold water. A mill shreds them to pulp."})
    assert any("On “the apples are washed in cold water”" in note for note in verdict["notes"])


def test_fields_nobody_knows_are_not_looked_at() -> None:
    assert judged({**PRESS, "id": 7, "level": "odd", "points": 3}) == judged(PRESS)


def test_the_docs_show_what_is_read_and_name_what_is_written() -> None:
    page = (Path(__file__).parents[3] / "docs" / "judging.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("\n```")[0].encode()
    (verdict,) = judged(example)
    of_lines, _, of_verdicts = page.partition("## Measure it yourself")[2].partition("The verdict:")
    assert {
        name for cell in re.findall(r"^\| (`.+?) \|", of_lines, re.MULTILINE) for name in re.findall(r"\w+", cell)
    } == {
        *(
            "question",
            "submission",
            "model_answer",
            "key_points",
            "kind",
            "options",
            "correct",
            "listen_for",
            "red_flags",
        )
    }
    cells = re.findall(r"^\| (`.+?) \|", of_verdicts, re.MULTILINE)
    assert {name for cell in cells for name in re.findall(r"\w+", cell)} == verdict.keys()


# --- other kinds -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "options",
    [
        {},
        {
            "options": [
                {"text": "Apple", "correct": True},
                {"text": "Cherry"},
                {"text": "Pear", "correct": True},
                "Plum",
            ]
        },
        {"options": {"A": "Apple", "B": "Cherry", "C": "Pear", "D": "Plum"}},
        {"correct": [0, 2], "model_answer": "Both have a core."},
        {"correct": ["A", "pear"], "model_answer": None},
        {"model_answer": "Apple, Pear"},
        {"options": None, "question": "Which are pomes? A) Apple B) Cherry C) Pear D) Plum"},
        {"options": [], "question": "Which are pomes?\n1. Apple\n2. Cherry\n3. Pear\n4. Plum"},
        {"options": None},
    ],
)
def test_options_and_the_right_ones_are_told_in_many_ways(options: dict[str, Any]) -> None:
    asked = {**CHOICE, **options}
    right, half, wrong, none = judged(*({**asked, "submission": said} for said in ("a, c", "A", "b, c", "dunno")))
    assert (right["score"], right["covered"], right["missed"]) == (100, [0, 2], [])
    assert (half["score"], half["covered"], half["missed"]) == (0, [0], [2])
    assert (wrong["score"], wrong["covered"], wrong["missed"]) == (0, [2], [0])
    assert (none["score"], none["covered"], none["missed"]) == (0, [], [0, 2])
    assert {right["engine"], none["engine"]} == {"choice"}


def test_without_options_the_model_answer_is_the_right_one() -> None:
    asked = {"question": "What is a pome?", "kind": "choice", "model_answer": "A fruit with a core"}
    right, wrong = judged({**asked, "submission": "a fruit with a core"}, {**asked, "submission": "a stone fruit"})
    assert (right["score"], wrong["score"]) == (100, 0)


def test_a_story_is_told_what_it_lacks() -> None:
    (verdict,) = judged(
        {"question": "Tell me of a storm.", "kind": "behavioral", "submission": "We saved it all then."}
    )
    assert verdict["engine"] == "structure"
    assert any("“I”, not “we”" in note for note in verdict["notes"])
    assert any(note.startswith("Put a number on the result") for note in verdict["notes"])


@pytest.mark.parametrize("lines", ["listen_for", "key_points"])
def test_a_question_back_is_held_against_what_one_listens_for(lines: str) -> None:
    asked = {"question": "Ask who prunes.", "kind": "reverse", lines: ["A named owner for each row of trees"]}
    (verdict,) = judged({**asked, "red_flags": ["Nobody knows"], "submission": "each row of trees has a named owner"})
    assert verdict["covered"] == [0]
    assert verdict["notes"] == ["Name a reply that would worry you, too."]


# --- lines that cannot be judged ---------------------------------------------------------------------------------

BAD: dict[str, tuple[bytes | Mapping[str, Any], str]] = {
    "no JSON": (b"{'question': 1}", "no JSON: "),
    "empty": (b"  ", "empty"),
    "not UTF-8": (b'{"question": "\xff"}', "not UTF-8"),
    "a list": (b"[]", "no JSON object"),
    "deep": (b"[" * 200_000, "no JSON: "),
    "long": (b"x" * (LONGEST_LINE + 1), "longer than 1,000,000 bytes"),
    "very long": (b"x" * (10 * LONGEST_LINE), "longer than 1,000,000 bytes"),
    "no question": (without("question"), 'no "question"'),
    "no submission": (without("submission"), 'no "submission"'),
    "null": ({**PRESS, "submission": None}, 'no "submission"'),
    "a number": ({**PRESS, "submission": 7}, '"submission" is no text'),
    "a blank question": ({**PRESS, "question": " "}, '"question" is empty'),
    "a long question": ({**PRESS, "question": "x" * (LONGEST_TEXT + 1)}, '"question" is longer than 20,000 characters'),
    "nothing to hold it against": (
        {"question": "Who?", "submission": "I"},
        'no "key_points", and no "model_answer" to read them from',
    ),
    "an unknown kind": (
        {**PRESS, "kind": "essay"},
        '"kind" must be one of knowledge, choice, behavioral, reverse',
    ),
    "a list as kind": ({**PRESS, "kind": []}, '"kind" must be one of knowledge, choice, behavioral, reverse'),
    "points in one text": ({**PRESS, "key_points": "one; two"}, '"key_points" is no list'),
    "many points": ({**PRESS, "key_points": ["x"] * (MOST + 1)}, '"key_points" has more than 100 entries'),
    "a point that is a number": ({**PRESS, "key_points": ["x", 2]}, "key_points[1] is no text"),
    "a point without text": ({**PRESS, "key_points": [{"cue": "x"}]}, 'no "text" of key_points[0]'),
    "a blank point": ({**PRESS, "key_points": [""]}, "key_points[0] is empty"),
    "half a weight": (
        {**PRESS, "key_points": [{"text": "x", "weight": 0.5}]},
        '"weight" of key_points[0] must be a whole number from 0 to 100',
    ),
    "no right option": (
        {**CHOICE, "model_answer": "it depends", "submission": "a"},
        'nothing says which option is right: neither "correct" nor "model_answer"',
    ),
    "a right option that is none": ({**CHOICE, "correct": 9, "submission": "a"}, '"correct" names no option: 9'),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_line_gets_an_error_and_the_others_are_judged(bad: str) -> None:
    line, error = BAD[bad]
    before, answer, after = judged(PRESS, line, PRESS, code=1)
    assert before == after
    assert "score" in before
    assert list(answer) == ["error"]
    assert answer["error"].startswith(error) if error.endswith(" ") else answer["error"] == error


@pytest.mark.parametrize("engine", ["lexical", "semantic"])
@pytest.mark.parametrize(
    "text", ["🙂", "\ud800", "\x00", "\u200b", "…", "x" * 10_000, "a. " * 3000, "Ж" * 50, "-" * 999]
)
def test_odd_texts_are_judged_in_every_field(text: str, engine: str) -> None:
    if engine == "semantic":
        pytest.importorskip("onnxruntime")
    fields = ("question", "model_answer", "submission")
    lines = [{**PRESS, name: text} for name in fields]
    lines += [
        {**PRESS, "key_points": [text, "A mill shreds the apples"]},
        {**without("key_points"), "model_answer": text},
    ]
    assert all(0 <= verdict["score"] <= 100 for verdict in judged(*lines, arguments=("--engine", engine)))


def test_a_fault_of_ours_costs_one_line_alone(monkeypatch: pytest.MonkeyPatch) -> None:

    def fails(question: Any, text: str, engine: Any) -> Any:
        if text == "fail":
            raise ArithmeticError(text)
        return judge(question, text, engine)

    monkeypatch.setattr("bot.cli.judge_lines.judge", fails)
    lines = "".join(f"{json.dumps({**PRESS, 'submission': said})}\n" for said in ("fail", "wash the apples"))
    result = CliRunner().invoke(app, ["judge"], input=lines)
    assert result.exit_code == 1
    first, second = map(json.loads, result.stdout.splitlines())
    assert first == {"error": "not judged: ArithmeticError('fail')"}
    assert "score" in second
    assert "Traceback" in result.stderr


def test_a_missing_engine_is_said_and_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_self: MiniLM) -> None:
        raise EngineMissingError("make setup EXTRA=semantic")

    engines.engine_named.cache_clear()
    monkeypatch.setattr(MiniLM, "__init__", gone)
    result = CliRunner().invoke(app, ["judge", "--engine", "semantic"], input=json.dumps(PRESS))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr == "make setup EXTRA=semantic\n"


# --- as a process ------------------------------------------------------------------------------------------------


def process(**options: Any) -> subprocess.Popen[bytes]:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    return subprocess.Popen(COMMAND, **pipes)


def test_each_line_is_answered_before_the_next_is_sent() -> None:
    with process() as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for said in ("wash them", "mill them"):
            running.stdin.write(f"{json.dumps({**PRESS, 'submission': said})}\n".encode())
            running.stdin.flush()
            assert "score" in json.loads(running.stdout.readline())
        running.stdin.close()
        assert running.wait(60) == 0


def test_a_byte_order_mark_windows_line_ends_and_a_missing_last_one_are_no_matter() -> None:
    line = json.dumps({**PRESS, "submission": "wäscht"}, ensure_ascii=False).encode()
    run = subprocess.run(COMMAND, input=b"\xef\xbb\xbf" + line + b"\r\n" + line, check=True, capture_output=True)
    first, second = run.stdout.splitlines()
    assert first == second
    assert run.stderr == b""


def test_nothing_in_nothing_out() -> None:
    run = subprocess.run(COMMAND, stdin=subprocess.DEVNULL, check=True, capture_output=True)
    assert (run.stdout, run.stderr) == (b"", b"")


def test_a_reader_who_leaves_is_no_traceback() -> None:
    with process() as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        running.stdin.write(json.dumps(PRESS).encode())
        running.stdin.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 1


def test_ctrl_c_ends_it_without_a_traceback() -> None:
    with process() as running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdin.write(f"{json.dumps(PRESS)}\n".encode())
        running.stdin.flush()
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == judge_command.INTERRUPTED
        assert running.stderr.read() == b""


def test_at_a_terminal_it_says_what_it_reads() -> None:
    ours, theirs = pty.openpty()
    try:
        with process(stdin=theirs) as running:
            assert running.stderr is not None
            assert running.stderr.readline().startswith(b'I read lines like {"question"')
            os.write(ours, b"\x04")  # Ctrl-D
            assert running.wait(60) == 0
    finally:
        os.close(ours)
        os.close(theirs)


def test_it_starts_without_what_it_does_not_need() -> None:
    slow = "bot.app", "sqlalchemy", "nicegui", "structlog", "markdown_it", "onnxruntime", "numpy", "httpx", "aiohttp"
    script = "import sys; from bot.cli.main import app; app(['judge'], standalone_mode=False)"
    script += "; print(sys.modules.keys() & sys.argv)"
    line = json.dumps(PRESS).encode()
    run = subprocess.run([sys.executable, "-c", script, *slow], input=line, check=True, capture_output=True)
    assert run.stdout.splitlines()[-1] == b"set()"
