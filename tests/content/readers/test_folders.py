"""Folders of banks: what is read of them, what is passed by, each question once."""

from __future__ import annotations

from pathlib import Path

from content.readers import read


def put(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_md", ".md").replace("_json", ".json").replace("_png", ".png")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


ONE = "### What is {0}?\n\n#### Answer\n\nA {0}.\n"


def test_one_question_a_file_makes_the_folder_the_bank(tmp_path: Path) -> None:
    root = put(tmp_path / "structures", heap_md=ONE.format("heap"), trie_md=ONE.format("trie"))
    asked = read(root).questions
    assert [(q.bank, q.id) for q in asked] == [
        ("structures", "structures-what-is-heap"),
        ("structures", "structures-what-is-trie"),
    ]


def test_a_question_of_two_files_is_read_once_where_it_is_answered(tmp_path: Path) -> None:
    root = put(
        tmp_path,
        index_md="# Interview questions\n\n- What is a heap?\n- What is a trie?\n- What is a rope?\n",
        answers_md="# Questions\n\n## What is a trie?\n\nA tree of letters.\n\n## What is a heap?\n\nA tree.\n",
    )
    reading = read(root)
    assert [(q.prompt, q.answer) for q in reading.questions] == [
        ("What is a trie?", "A tree of letters."),
        ("What is a heap?", "A tree."),
        ("What is a rope?", None),
    ]
    assert sum("asked before" in out.why for out in reading.left_out) == 2


def test_what_is_no_bank_by_its_name_or_kind_is_passed_by_and_told(tmp_path: Path) -> None:
    root = put(
        tmp_path,
        CONTRIBUTING_md="# How do I contribute?\n\nFork it.\n",
        picture_png="x",
        node_modules__a_md="# What is a dependency?\n\nMany.\n",
        questions_md=ONE.format("queue"),
    )
    reading = read(root)
    assert [q.prompt for q in reading.questions] == ["What is queue?"]
    told = {Path(out.source.path).name: out.why for out in reading.left_out}
    assert told["CONTRIBUTING.md"] == "by its name no bank"
    assert told["node_modules"].startswith("a folder passed by")
    assert told[tmp_path.name] == "files of kinds that hold no questions: 1 .png"


def test_of_several_languages_the_english_one_is_read(tmp_path: Path) -> None:
    root = tmp_path / "what-is-a-queue"
    root.mkdir()
    for name in ("en-US.mdx", "zh-CN.mdx", "pt-BR.mdx"):
        (root / name).write_text("---\ntitle: What is a queue?\n---\n\nFirst in, first out.\n", encoding="utf-8")
    put(root, README_md="# Nothing here\n", README_FR_md="# Rien ici\n")
    reading = read(root)
    assert [q.source.path for q in reading.questions if q.source] == [str(root / "en-US.mdx")]
    translations = [out for out in reading.left_out if out.why == "a translation of its neighbour"]
    assert {Path(out.source.path).name for out in translations} == {"zh-CN.mdx", "pt-BR.mdx", "README_FR.md"}


def test_a_native_bank_is_read_as_one(tmp_path: Path) -> None:
    text = "# Locks\n\nAbout locks.\n\n## What is a lock?\n\n`locks-lock` · senior · threads\n\n### Answer\n\nA door.\n"
    (tmp_path / "locks.md").write_text(text, encoding="utf-8")
    (asked,) = read(tmp_path / "locks.md").questions
    assert (asked.id, asked.level.value, asked.topics, asked.answer) == (
        "locks-lock",
        "senior",
        ("locks", "threads"),
        "A door.",
    )


def test_faults_of_a_native_bank_are_told(tmp_path: Path) -> None:
    text = "# Locks\n\nAbout locks.\n\n## What is a lock?\n\n`locks-lock` · senior · threads\n\n### Reply\n\nA door.\n"
    (tmp_path / "locks.md").write_text(text, encoding="utf-8")
    (told,) = read(tmp_path / "locks.md").left_out
    assert (told.source.line, told.why.split(";")[0]) == (9, "unknown heading '### Reply'")


def test_ids_do_not_depend_on_the_order_of_questions(tmp_path: Path) -> None:
    first = "# Interview questions\n\n## What's the output?\n\n```\na\n```\n\n## What's the output?\n\n```\nb\n```\n"
    (tmp_path / "a.md").write_text(first, encoding="utf-8")
    one, two = (q.id for q in read(tmp_path / "a.md").questions)
    assert one != two
    (tmp_path / "a.md").write_text(first.replace("## What's", "## What is x?\n\nY.\n\n## What's", 1), encoding="utf-8")
    assert {one, two} < {q.id for q in read(tmp_path / "a.md").questions}
