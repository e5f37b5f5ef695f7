"""The library: what is in it, how it is found, and how it starts fast."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from content.library import OURS, Library, load, same_ids
from content.model import Bank, Kind, Level
from content.readers.native.bank import read_bank
from tests.content.generated import bank as generated

EXAMPLES = Path(__file__).parent / "banks"


@pytest.fixture
def library() -> Library:
    return load([EXAMPLES])


def written(folder: Path, name: str, *questions: str, title: str = "Title") -> Path:
    """Write a bank of questions, each given by its id or its whole meta line."""
    metas = (question if " " in question else f"`{question}` · mid · sql" for question in questions)
    body = "".join(f"## What is {n}?\n\n{meta}\n\n### Hint\n\nThink.\n\n" for n, meta in enumerate(metas))
    file = folder / f"{name}.md"
    file.write_text(f"# {title}\n\nAbout it.\n\n{body}", "utf-8")
    return file


def read(name: str, text: str) -> Bank:
    bank, _ = read_bank(text, f"{name}.md")
    assert bank is not None
    return bank


def ids(library: Library, **wanted: object) -> list[str]:
    return [question.id for question in library.find(**wanted)]  # type: ignore[arg-type]


def test_every_bank_of_a_folder_is_loaded_in_the_order_of_their_names(library: Library) -> None:
    assert [bank.name for bank in library.banks] == ["ask-them", "kafka", "teamwork"]
    assert len(library.questions) == 4
    assert library.faults == ()


def test_our_own_banks_load_without_a_fault() -> None:
    assert [str(fault) for fault in load([OURS]).faults] == []


def test_a_question_is_found_by_its_id_and_by_one_it_had_before(tmp_path: Path) -> None:
    meta = "`sql-join` · mid · sql\n\n<!-- was: join, sql-joins -->"
    written(tmp_path, "sql", meta)
    library = load([tmp_path])
    question = library.question("sql-join")
    assert question is not None
    assert library.question("join") is library.question("sql-joins") is question
    assert library.question("nothing") is None


@pytest.mark.parametrize("name", ["ask-them", "ASK-THEM", "ask them", "Ask_Them", "questions to ask them", "askthem"])
def test_a_topic_is_found_as_people_write_it(library: Library, name: str) -> None:
    assert library.topic(name) == "ask-them"


def test_an_unknown_topic_is_none_and_has_no_questions(library: Library) -> None:
    assert library.topic("cobol") is None
    assert library.topic("") is None
    assert library.find(topic="cobol") == ()


@pytest.mark.parametrize(
    ("typed", "close"), [("kafak", "kafka"), ("Streming", "streaming"), ("data qualty", "data-quality")]
)
def test_a_mistyped_topic_has_close_ones(library: Library, typed: str, close: str) -> None:
    assert library.close_topics(typed)[0] == close


def test_what_is_like_no_topic_has_no_close_ones(library: Library) -> None:
    assert library.close_topics("zzzzzz") == ()
    assert library.close_topics("nonsense") == ()
    assert library.close_topics("") == ()
    assert library.close_topics("x" * 100_000) == ()


def test_topics_are_the_banks_with_their_words_and_then_the_others(library: Library) -> None:
    topics = library.topics()
    assert [topic.name for topic in topics] == [
        "ask-them", "kafka", "teamwork", "data-quality", "governance", "streaming",
    ]  # fmt: skip
    kafka = topics[1]
    assert (kafka.title, kafka.total) == ("Kafka", 2)
    assert kafka.about.startswith("Topics, partitions")
    assert kafka.counts == {Level.JUNIOR: 1, Level.MID: 1, Level.SENIOR: 0}
    assert (topics[3].title, topics[3].about, topics[3].total) == ("", "", 2)


def test_questions_are_found_by_topic_level_and_kind(library: Library) -> None:
    assert ids(library, topic="Data quality") == ["ask-data-quality", "teamwork-wrong-numbers"]
    assert ids(library, level=Level.JUNIOR) == ["kafka-idle-consumers"]
    assert ids(library, kinds={Kind.KNOWLEDGE, Kind.CHOICE}) == [
        "kafka-consumer-groups",
        "kafka-idle-consumers",
    ]
    assert ids(library, topic="kafka", level=Level.MID, kinds=[Kind.CHOICE]) == []
    assert len(ids(library)) == 4


def test_questions_are_found_by_words_those_in_the_prompt_first(library: Library) -> None:
    assert ids(library, words="Stakeholders") == ["teamwork-wrong-numbers"]
    assert ids(library, words="CONSUMER partitions") == ["kafka-idle-consumers", "kafka-consumer-groups"]
    assert ids(library, words="heartbeats") == ["kafka-consumer-groups"]
    assert ids(library, words="consumers zebra") == []
    assert ids(library, words="  ") == ids(library)


def test_two_questions_of_one_id_are_a_fault_that_names_both_and_the_first_stays(tmp_path: Path) -> None:
    first, second = written(tmp_path, "one", "same", "other"), written(tmp_path, "two", "mine", "same")
    library = load([tmp_path])
    assert [str(fault) for fault in library.faults] == [
        f"{second}:13: same-id: the id `same` is taken by the question at {first}:5"
    ]
    assert [question.id for question in library.questions] == ["same", "other", "mine"]
    assert [len(bank.questions) for bank in library.banks] == [2, 1]


def test_a_former_id_may_not_be_the_id_of_another() -> None:
    one = read("one", "# One\n\n## A?\n\n`a` · mid\n\n<!-- was: b -->\n\n## B?\n\n`b` · mid\n")
    assert [str(fault) for fault in same_ids([one])] == [
        "one.md:3: same-id: the former id `b` is taken by the question at one.md:9"
    ]


def test_a_question_with_a_fault_is_left_out_and_the_others_stay(tmp_path: Path) -> None:
    written(tmp_path, "sql", "good", "`bad` · mid · sql\n\n### Unheard of\n\nText.", "fine")
    library = load([tmp_path])
    assert [question.id for question in library.questions] == ["good", "fine"]
    assert [fault.question for fault in library.faults] == ["bad"]


def test_two_banks_of_one_name_are_one_topic(tmp_path: Path) -> None:
    more = tmp_path / "more"
    more.mkdir()
    written(more, "kafka", "kafka-own", title="Our Kafka")
    library = load([EXAMPLES, more])
    assert ids(library, topic="kafka") == ["kafka-consumer-groups", "kafka-idle-consumers", "kafka-own"]
    assert [topic.title for topic in library.topics() if topic.name == "kafka"] == ["Kafka"]


def test_a_readme_is_no_bank_and_a_missing_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Banks.\n")
    library = load([tmp_path, tmp_path / "gone"])
    assert library.banks == ()
    assert [str(fault) for fault in library.faults] == [f"{tmp_path / 'gone'}:1: no such folder of banks"]


def test_a_file_in_another_encoding_is_a_fault_at_its_first_strange_line(tmp_path: Path) -> None:
    file = tmp_path / "latin.md"
    file.write_bytes("# Title\n\nAbout cafés.\n".encode("latin-1"))
    assert [str(fault) for fault in load([tmp_path]).faults] == [f"{file}:3: not UTF-8"]


def in_new_process(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_from_the_cache_comes_the_same_library_without_the_parser(tmp_path: Path) -> None:
    banks, cache = tmp_path / "banks", tmp_path / "cache"
    banks.mkdir()
    (banks / "made.md").write_text(generated("made", 30), "utf-8")
    written(banks, "odd", "`bad` · mid · sql\n\n### Unheard of\n\nText.")
    (banks / "note.md").write_text("No bank.\n")
    fresh = load([banks, EXAMPLES])
    load([banks, EXAMPLES], cache)
    cached = load([banks, EXAMPLES], cache)
    assert (cached.banks, cached.faults) == (fresh.banks, fresh.faults)
    assert len(fresh.faults) > 0
    slow = in_new_process(
        "import sys\nfrom pathlib import Path\nfrom content.library import load\n"
        f"load([Path({str(banks)!r}), Path({str(EXAMPLES)!r})], Path({str(cache)!r}))\n"
        "print({'markdown_it', 'rapidfuzz', 'snowballstemmer', 'yaml'} & set(sys.modules))"
    )
    assert slow == "set()\n"


def test_an_edited_bank_is_read_again_and_the_old_one_forgotten(tmp_path: Path) -> None:
    banks, cache = tmp_path / "banks", tmp_path / "cache"
    banks.mkdir()
    written(banks, "sql", "one")
    load([banks], cache)
    written(banks, "sql", "two")
    assert ids(load([banks], cache)) == ["two"]
    assert len(list(cache.iterdir())) == 1


def test_a_bank_that_moved_is_reported_where_it_is_now(tmp_path: Path) -> None:
    here, there, cache = tmp_path / "here", tmp_path / "there", tmp_path / "cache"
    here.mkdir()
    written(here, "sql", "one")
    load([here], cache)
    here.rename(there)
    (question,) = load([there], cache).questions
    assert str(question.source) == f"{there / 'sql.md'}:5"


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry.write_bytes(b""),
        lambda entry: entry.write_bytes(b"[]"),
        lambda entry: entry.write_bytes(entry.read_bytes()[:-20]),
        lambda entry: entry.write_bytes(entry.read_bytes().replace(b"Think", b"Drink")),
        lambda entry: (entry.unlink(), entry.mkdir()),
    ],
    ids=["empty", "other", "cut", "changed", "a folder"],
)
def test_a_damaged_cache_is_as_good_as_none(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    banks, cache = tmp_path / "banks", tmp_path / "cache"
    banks.mkdir()
    written(banks, "sql", "one")
    fresh = load([banks], cache)
    (entry,) = cache.iterdir()
    damage(entry)
    assert load([banks], cache).banks == load([banks], cache).banks == fresh.banks
    assert list(cache.iterdir()) == [entry]


def test_a_cache_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert load([EXAMPLES], tmp_path / "file").banks == load([EXAMPLES]).banks


def test_forgetting_touches_nothing_but_the_cache_s_own_files(tmp_path: Path) -> None:
    (tmp_path / "notes.json").write_text("{}")
    load([EXAMPLES], tmp_path)
    assert (tmp_path / "notes.json").exists()
