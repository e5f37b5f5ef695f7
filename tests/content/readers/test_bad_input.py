"""What nobody should have given us: told clearly, in bounded time, with nothing run."""

from __future__ import annotations

import errno
import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from content.readers import Reading, files, folders, read

PATIENCE = 20.0  # seconds on a busy machine; each of these takes well under one on an idle one


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def told(reading: Reading) -> str:
    assert reading.questions == ()
    return " ".join(out.why for out in reading.left_out)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.md", b"\x00\x01\x02" * 100, "binary"),
        ("a.txt", bytes(range(1, 9)) * 500, "binary"),
        ("a.json", b"PK\x03\x04rest", "zip archive"),
        ("a.md", b"\x89PNG\r\n", "picture"),
        ("a.md", "", "empty"),
        ("a.md", " \n\n", "empty"),
        ("a.json", '{"question": "What?" "answer": 1}', "not JSON"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.json", '[{"question": "How many?", "answer": ' + "9" * 5000 + "}]", "not JSON"),
        ("a.yaml", "a: [", "not YAML"),
        ("a.yaml", "[" * 100_000, "nested deeper"),
        ("a.yaml", "- " * 100_000 + "x", "nested deeper"),
        ("a.yaml", "a: &a [*a]", "inside of itself"),
        ("a.yaml", "!!python/object/apply:os.system ['touch gone']", "names an object"),
        ("a.yaml", "- question: !!python/name:os.system\n  answer: x", "names an object"),
        ("a.csv", "\n".join(",".join("x" * (i % 9 + 1)) for i in range(90)), "its rows have 1 to 9 cells"),
        ("a.json", '{"name": "a-package", "description": "It does things.", "version": "1.0"}', "no question found"),
        ("a.yaml", "title: Release\ndescription: Builds it.\nsteps: [one, two]\n", "no question found"),
        ("a.csv", "name,description,price\nlamp,It shines.,3\nsofa,It is soft.,9\n", "no column holds questions"),
        ("a.csv", "name,age\nAda,36\nBob,40", "no column holds questions"),
        ("a.csv", "a," * 10_000, "a row of more than 5,000 cells"),
        ("a.md", "a\n" * 500_001, "500,001 lines, and 500,000 is the limit"),
        ("a.html", "<b>" * 500_001, "500,001 tags, and 500,000 is the limit"),
        ("a.md", b"# What is it?\n\nA\x00B\n", "binary"),
        ("a.ipynb", "{", "not a notebook"),
        ("a.ipynb", '{"cells": 1}', "a notebook without cells"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, data: str | bytes, says: str) -> None:
    assert says in told(read(written(tmp_path, name, data)))


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    began = time.perf_counter()
    assert told(read(path)) == f"not read: 200 MB, and {files.LARGEST // 2**20} MB is the limit"
    assert time.perf_counter() - began < 1


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert "No such file" in told(read(tmp_path / "nowhere.md"))


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert told(read(written(tmp_path, "a.md", "# What is it?\n"))) == "not read: Permission denied"


@pytest.mark.parametrize("name", ["a.md", "a.txt", "a.html", "a.csv", "a.tsv", "a.json", "a.yaml", "a.gift", "a.adoc"])
@pytest.mark.parametrize("repeated", ["what is this ", "x", " ", "\t", "*a", '"', "[a](b) ", "{=a ~b} ", "Q: what? "])
def test_one_endless_line_takes_bounded_time(tmp_path: Path, name: str, repeated: str) -> None:
    path = written(tmp_path, name, "what" + repeated * (2_000_000 // len(repeated)) + "?")
    began = time.process_time()
    read(path)
    assert time.process_time() - began < PATIENCE


def test_ten_million_characters_in_one_line_are_told(tmp_path: Path) -> None:
    assert told(read(written(tmp_path, "a.md", "and so on " * 1_000_000))) == "text outside of any question"


@pytest.mark.parametrize("made", ["{}- what is it?\n", "{}1. what is it?\n", "{}A) what\n"])
def test_lists_in_lists_take_bounded_time(tmp_path: Path, made: str) -> None:
    text = "".join(made.format("  " * depth) for depth in range(1_000))
    began = time.process_time()
    read(written(tmp_path, "a.md", text))
    assert time.process_time() - began < PATIENCE


@pytest.mark.parametrize("filling", ["<!-- a ", "<!--" + " " * 300_000, "<p>" * 30_000, "&amp;" * 60_000])
def test_a_text_in_a_record_takes_bounded_time(tmp_path: Path, filling: str) -> None:
    answer = filling * max(1, 300_000 // len(filling)) + "-->"
    began = time.process_time()
    (asked,) = read(written(tmp_path, "a.json", json.dumps([{"question": "What is it?", "answer": answer}]))).questions
    assert time.process_time() - began < PATIENCE
    assert asked.prompt == "What is it?"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "not a regular file" in told(read(tmp_path / "pipe.md"))


def test_nothing_a_yaml_file_names_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "!!python/object/apply:os.system ['touch gone']"
    read(written(tmp_path, "a.yaml", f"- question: What is it?\n  answer: {name}\n"))
    read(written(tmp_path, "a.md", f"---\ntitle: {name}\n---\n\n# What is it?\n\nA test.\n"))
    assert not (tmp_path / "gone").exists()


BILLION = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 12)
)


def test_aliases_of_aliases_are_refused_at_once(tmp_path: Path) -> None:
    began = time.perf_counter()
    assert "aliases of aliases" in told(read(written(tmp_path, "a.yaml", BILLION)))
    page = read(written(tmp_path, "a.md", f"---\n{BILLION}---\n\n# What is it?\n\nA test.\n"))
    assert [q.prompt for q in page.questions] == ["What is it?"]
    assert time.perf_counter() - began < PATIENCE


def test_scripts_and_styles_are_no_text(tmp_path: Path) -> None:
    page = (
        "<html><script>alert('<h2>What is evil?</h2>')</script><h2>What is good?</h2><p>This."
        "<script>alert(2)</script><style>p{}</style></p><h2>What is <b>left</b>?</h2>"
        "<p onclick=alert(3)>That.<iframe src=//x></iframe></p></html>"
    )
    asked = read(written(tmp_path, "a.html", page)).questions
    assert [(q.prompt, q.answer) for q in asked] == [("What is good?", "This."), ("What is **left**?", "That.")]


@pytest.mark.parametrize(
    ("data", "note"),
    [
        ("## Was ist Käse?\n\nMilch.\n\n## Wofür ist Öl?\n\nBraten.\n".encode("cp1252"), "not UTF-8 (line 1)"),
        ("## Was ist Käse?\n\nMilch.\n\n## Wofür ist Öl?\n\nBraten.\n".encode("utf-16"), ""),
        ("\ufeff## Was ist Käse?\r\n\r\nMilch.\r\n\r\n## Wofür ist Öl?\r\n\r\nBraten.\r\n".encode(), ""),
        ("## Was ist Käse?\n\nMilch.\n\n## Wofür ist Öl?\n\nBraten.\n".encode().decode("mac_roman").encode(), ""),
        ("## Was ist Käse?\n\nMilch.\n\n## Wofür ist Öl?\n\nBraten.\n".encode().decode("cp1252").encode(), ""),
    ],
)
def test_a_wrong_encoding_is_recognised(tmp_path: Path, data: bytes, note: str) -> None:
    reading = read(written(tmp_path, "a.md", data))
    assert [q.prompt for q in reading.questions] == ["Was ist Käse?", "Wofür ist Öl?"]
    assert [out.why for out in reading.left_out if note and note in out.why] == (
        [f"{note}; read as Windows-1252"] if note else []
    )


REPEATED = (
    "[", "*", "`a ", "> ", "- ", "<a ", "<b>", "<div>", "<details>\n", "<summary>", "<!--", "<ul><li>", "```\n",
    "# What is x?\n", "|a|b|\n|-|-|\n", "a\n-\n", "[a]: b\n", "Q: ", "⭐", "[a](b", "What is x\n", "A) x\nB) y\n",
    "- [ ] What is x?\n", "Answer: x\n", "**What is x?** y\n\n", "(", "1. ### What is x?\n\n   y\n\n", "\\", "\u200b",
    "{=a ~b}\n\n", "#Q x\n^ y\n",
)  # fmt: skip


@pytest.mark.parametrize("repeated", REPEATED)
def test_one_thing_over_and_over_takes_bounded_time(tmp_path: Path, repeated: str) -> None:
    began = time.perf_counter()
    text = repeated * (60_000 // len(repeated))
    for name in ("a.md", "a.txt"):
        read(written(tmp_path, name, text))
        read(written(tmp_path, name, "## " + text.replace("\n", " ")))
    assert time.perf_counter() - began < PATIENCE


PIECES = (
    "# What is x?", "## 1. Why?", "- [x] a", "- A) b", "Answer: A", "```", "<details>", "<summary>How?</summary>",
    "</details>", "**Q1: What?**", "---", "> B", "1. ### Who?", "    code", "| a | b |", "<!-- x -->", "{=a ~b}",
    "Q: what", "A: that", "⭐", "[x](#y)", "===", "\t- y", "🚀", "<b>z", "TODO", "#Q What?", "^ that", "ANSWER: B",
)  # fmt: skip
NAMES = ("a.md", "a.txt", "a.mdx", "a.html", "a.csv", "a.yaml", "a.json", "a.gift", "a.xml")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=30)), max_size=30), st.sampled_from(NAMES))
@example(["<C", "# What is x?", "> B"], "a.html")
@example(["---", "<details>", "Q: what", "---"], "a.md")
def test_any_text_is_read_without_an_error(tmp_path: Path, lines: list[str], name: str) -> None:
    text = "\n".join(lines)
    path = written(tmp_path, name, text.encode("utf-8", errors="replace"))
    reading = read(path)
    last = path.read_text(encoding="utf-8").count("\n") + 2
    for question in reading.questions:
        assert question.prompt.strip()
        assert question.answer is None or question.answer.strip()
        assert question.source is not None
        assert 1 <= question.source.line <= last
    assert all(out.source.line >= 1 for out in reading.left_out)


# --- folders -------------------------------------------------------------------------------------------------


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert told(read(tmp_path)) == "an empty folder"


def test_folders_in_folders_end(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(60):
        deep = deep / "in"
        deep.mkdir()
    written(deep, "a.md", "# What is it?\n\nDeep.\n")
    assert "folders in folders" in told(read(tmp_path))


def test_a_folder_of_very_many_files_is_left_at_some_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_MOST_ENTRIES", 50)
    for i in range(80):
        written(tmp_path, f"{i:03}.md", f"# What is {i}?\n\nA number.\n")
    reading = read(tmp_path)
    assert len(reading.questions) <= 50
    assert any("stopped here" in out.why for out in reading.left_out)


def test_a_folder_of_very_many_bytes_is_left_at_some_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "_MOST_BYTES", 1000)
    for i in range(10):
        written(tmp_path, f"{i}.md", f"# What is {i}?\n\n{'A number. ' * 30}\n")
    reading = read(tmp_path)
    assert 0 < len(reading.questions) < 10
    assert any("stopped here" in out.why for out in reading.left_out)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "passwd.md").symlink_to("/etc/passwd")
    written(tmp_path, "a.md", "# What is it?\n\nA test.\n")
    reading = read(tmp_path)
    assert [q.prompt for q in reading.questions] == ["What is it?"]
    assert [out.why for out in reading.left_out] == ["a link, not followed"] * 2


def test_a_line_end_written_as_an_entity_ends_no_line(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<h1>Interview</h1><p>One&#13;two&#13;</p><h2>What is a stitch?</h2><p>A loop.</p>", "utf-8")
    (asked,) = read(path).questions
    assert (asked.prompt, asked.answer) == ("What is a stitch?", "A loop.")
