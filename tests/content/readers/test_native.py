"""The native bank format, read whole, with every fault at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.model import Bank, Kind, Level, Question
from content.readers.native.bank import read_bank

EXAMPLES = Path(__file__).parents[1] / "banks"
HEAD = "# Kafka\n\nTopics and groups.\n\n## What is an offset?\n\n`kafka-offset` · junior · kafka\n\n"


def read(text: str) -> Bank:
    bank, faults = read_bank(text, "kafka.md")
    assert bank is not None
    assert faults == ()
    return bank


def example(name: str) -> Bank:
    bank, faults = read_bank((EXAMPLES / name).read_text("utf-8"), EXAMPLES / name)
    assert bank is not None
    assert faults == ()
    return bank


def only(text: str) -> Question:
    (question,) = read(text).questions
    return question


def faults_in(text: str) -> list[str]:
    return [str(fault) for fault in read_bank(text, "kafka.md")[1]]


def test_a_bank_has_a_name_a_title_and_says_what_it_is_about() -> None:
    bank = example("kafka.md")
    assert (bank.name, bank.title) == ("kafka", "Kafka")
    assert bank.about.startswith("Topics, partitions, groups, delivery.")
    assert [question.id for question in bank.questions] == ["kafka-consumer-groups", "kafka-idle-consumers"]


def test_a_knowledge_question_is_read_in_all_its_parts() -> None:
    question = example("kafka.md").questions[0]
    assert question.prompt == "How do Kafka consumer groups share the work of a topic?"
    assert (question.kind, question.level) == (Kind.KNOWLEDGE, Level.MID)
    assert question.answer is not None
    assert question.answer.startswith("Consumers that use the same group id")
    assert question.answer.endswith("with offsets of its own.")
    assert len(question.mistakes) == len(question.follow_ups) == 2
    assert question.hint.startswith("Think of checkout lanes")
    assert question.source is not None
    assert str(question.source).endswith("kafka.md:5")


def test_a_key_point_has_a_cue_a_claim_other_wordings_wrong_ones_and_a_weight() -> None:
    first, *_, last = example("kafka.md").questions[0].points
    assert first.cue == "Who reads a partition"
    assert first.claim == "Within a group each partition is read by exactly one consumer"
    assert first.also == ("one owner per partition, never two members of the same team on one partition",)
    assert first.wrong == ("every consumer of the group reads all partitions",)
    assert (first.weight, first.extra) == (1, False)
    assert (last.weight, last.extra) == (0, True)
    assert last.claim.endswith("last committed offset")


def test_a_choice_question_has_options_and_says_why_the_wrong_ones_are() -> None:
    question = example("kafka.md").questions[1]
    assert question.kind is Kind.CHOICE
    assert question.correct_options == {1}
    assert [bool(option.why) for option in question.options] == [True, False, True, True]
    assert question.options[0].why == "a partition is the smallest unit a group can hand out"


def test_a_story_and_a_question_to_ask_them_are_read() -> None:
    (story,) = example("teamwork.md").questions
    assert (story.kind, len(story.listen_for)) == (Kind.BEHAVIORAL, 3)
    (ask,) = example("ask-them.md").questions
    assert (ask.kind, len(ask.listen_for), len(ask.red_flags)) == (Kind.REVERSE, 3, 3)
    assert ask.answer is not None
    assert ask.answer.startswith("You will spend your days")


def test_the_bank_is_the_first_topic_and_is_named_once() -> None:
    assert example("kafka.md").questions[0].topics == ("kafka", "streaming")
    assert example("teamwork.md").questions[0].topics == ("teamwork", "data-quality")


@pytest.mark.parametrize("order", ["{code}{meta}", "{meta}{code}"])
def test_a_code_block_below_a_prompt_belongs_to_it(order: str) -> None:
    code, meta = "```python\n# no heading\nx = [1]\n```\n\n", "`kafka-print` · mid · choice\n\n"
    text = "# Kafka\n\nAbout.\n\n## What is printed?\n\n" + order.format(code=code, meta=meta)
    question = only(text + "### Options\n\n- [x] one\n- [ ] two\n  - why: it is one\n")
    assert question.prompt == "What is printed?\n\n```python\n# no heading\nx = [1]\n```"


def test_an_option_may_be_code() -> None:
    options = "### Options\n\n- [x]\n  ```sql\n  SELECT 1\n  ```\n  - why: never\n- [ ] `SELECT 2`\n"
    first, second = only(HEAD.replace("junior", "junior · choice") + options).options
    assert first.text == "```sql\nSELECT 1\n```"
    assert first.why == "never"
    assert second.text == "`SELECT 2`"


def test_comments_are_no_part_of_what_is_shown() -> None:
    text = (
        "### Answer\n\nOne.\n<!-- source: the manual (2026-11-20) -->\nTwo.\n\n- a\n  <!-- a\n  note -->\n- b\n\n"
        "### Key points\n\n- **The cue.** A claim\n  <!-- source: a page (2026-11-21) -->\n"
    )
    question = only(HEAD + text)
    assert question.answer == "One.\nTwo.\n\n- a\n- b"
    assert question.points[0].claim == "A claim"
    assert question.cited == ("the manual (2026-11-20)", "a page (2026-11-21)")


def test_a_comment_quoted_as_code_is_text() -> None:
    question = only(HEAD + "### Answer\n\nWrite `<!-- so -->` in HTML.\n")
    assert question.answer == "Write `<!-- so -->` in HTML."


def test_former_ids_are_kept() -> None:
    assert only(HEAD + "<!-- was: offsets, kafka-offsets -->\n").formerly == ("offsets", "kafka-offsets")


def test_a_claim_over_two_lines_is_one_claim_with_its_weight() -> None:
    (point,) = only(HEAD + "### Key points\n\n- **Cue here.** A claim\n  that goes on (×2)\n").points
    assert (point.claim, point.weight) == ("A claim that goes on", 2)


def test_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    text = (EXAMPLES / "kafka.md").read_text("utf-8")
    windows = "\ufeff" + text.replace("\n", "\r\n")
    assert read_bank(windows, EXAMPLES / "kafka.md") == read_bank(text, EXAMPLES / "kafka.md")


def test_markdown_of_an_answer_is_kept_as_it_was_written() -> None:
    answer = "A list:\n\n1. **one**\n   - deep\n\n```text\n### no heading\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    assert only(f"{HEAD}### Answer\n\n{answer}\n\n### Hint\n\nThink.\n").answer == answer


@pytest.mark.parametrize(
    ("below", "fault"),
    [
        ("### Keypoints\n\n- x\n", "kafka.md:9: unknown heading '### Keypoints'; did you mean Key points?"),
        (
            "### Zzz\n\n- x\n",
            "kafka.md:9: unknown heading '### Zzz'; known: Answer, Key points, Hint, Mistakes,",
        ),
        ("### Hint\n\nA.\n\n### Hint\n\nB.\n", "kafka.md:13: a second '### Hint' in one question"),
        ("### Hint\n\n### Mistakes\n\n- m\n", "kafka.md:9: nothing below '### Hint'"),
        ("### Options\n\n- [x] a\n", "kafka.md:9: '### Options' has no place in a knowledge question"),
        ("### Key points\n\nText.\n", "kafka.md:11: a paragraph has no place below '### Key points'"),
        ("### Key points\n\n- No cue.\n", "kafka.md:11: a key point starts with its cue in bold"),
        ("### Key points\n\n- **A cue.**\n", "kafka.md:11: a key point without a claim: **A cue.**"),
        (
            "### Key points\n\n- **A b.** C\n  - also: d\n",
            "kafka.md:12: expected or: … or not: …, found 'also: d'",
        ),
        ("### Mistakes\n\n- m\n  - n\n", "kafka.md:12: 'Mistakes' has no lists inside its items"),
        ("### Mistakes\n\n- m\n-\n", "kafka.md:12: an empty item"),
        ("### Answer\n\n```\nx\n", "kafka.md:11: a code block that is never closed"),
        (
            "### Answer\n\nA.\n\n<!-- source: x\n",
            "kafka.md:13: a comment that is never closed: <!-- source: x",
        ),
        ("### Answer\n\n<b>A</b>\n\n<div>\n", "kafka.md:13: HTML is not read: <div>"),
        (
            "### Answer\n\nA <!-- x --> b.\n",
            "kafka.md:11: a comment inside a sentence; give it lines of its own",
        ),
        ("### Answer\n\nA:\n---\n\nb\n", "kafka.md:11: the line under 'A:' makes it a heading"),
        ("### Answer\n\n- # A\n", "kafka.md:11: a heading inside a list or quote"),
        ("#### Deep\n", "kafka.md:9: a heading of rank 4; banks have #, ## and ###"),
        ("# Another\n", "kafka.md:9: a second # heading; a file is one bank"),
        ("A stray paragraph.\n", "kafka.md:9: a paragraph has no place between a prompt and its first"),
    ],
)
def test_what_is_written_wrong_is_reported_with_its_line(below: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_in(HEAD + below)), faults_in(HEAD + below)


@pytest.mark.parametrize(
    ("meta", "fault"),
    [
        ("kafka-offset, junior", "kafka.md:5: no meta line: below the prompt stands `id` · level · topics"),
        (
            "kafka-offset · junior",
            "kafka.md:7: no id in kafka-offset: it is lower-case words joined by hyphens, in backticks",
        ),
        ("`a` - mid - kafka", "kafka.md:7: '-' stands where · belongs: `id` · level · topics"),
        ("`a` | mid | kafka", "kafka.md:7: '|' stands where · belongs: `id` · level · topics"),
        ("`Kafka_1` · mid", "kafka.md:7: no id in `Kafka_1`: it is lower-case words joined by hyphens"),
        ("`a`", "kafka.md:7: no level: junior, mid or senior"),
        ("`a` · expert", "kafka.md:7: unknown level 'expert'; known: junior, mid, senior"),
        (
            "`a` · mid · choise · kafka",
            "kafka.md:7: unknown kind 'choise'; known: knowledge, choice, behavioral",
        ),
        ("`a` · mid · choice · kafka · x", "kafka.md:7: 'x' is one part too many"),
        (
            "`a` · mid · Apache Kafka",
            "kafka.md:7: 'Apache Kafka' is no topic: lower-case words joined by hyphens",
        ),
    ],
)
def test_a_wrong_meta_line_is_reported_with_its_line(meta: str, fault: str) -> None:
    found = faults_in(f"# Kafka\n\nAbout.\n\n## What is it?\n\n{meta}\n\n### Hint\n\nThink.\n")
    assert any(one.startswith(fault) for one in found), found


@pytest.mark.parametrize("box", ["- plain\n", "- [] none\n", "- [y] other\n", "- [x]\n"])
def test_an_option_without_its_box_or_text_is_reported(box: str) -> None:
    text = HEAD.replace("junior", "junior · choice") + "### Options\n\n- [x] right\n" + box
    assert faults_in(text) == ["kafka.md:12: an option starts with [x] or [ ] and has a text"]


def test_all_faults_come_at_once_in_the_order_of_their_lines() -> None:
    text = (
        "# Kafka\n\n## One?\n\n`one` · nowhere\n\n### Answers\n\nA.\n\n"
        "## Two?\n\n`two` · mid\n\n### Mistakes\n\nText.\n\n### Key points\n\n- x\n"
    )
    _, faults = read_bank(text, "kafka.md")
    assert [(fault.source.line, fault.question) for fault in faults] == [
        (5, "one"), (7, "one"), (17, "two"), (21, "two"),
    ]  # fmt: skip


def test_a_question_with_a_fault_in_a_part_is_still_there_to_be_checked() -> None:
    bank, faults = read_bank(HEAD + "### Zzz\n\nx\n", "kafka.md")
    assert bank is not None
    assert [question.id for question in bank.questions] == ["kafka-offset"]
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("meta", "asked"),
    [
        ("`Kafka_1` · mid", ("Kafka_1", Level.MID, ("kafka",))),
        ("kafka-offset · easy · lag", ("kafka-offset", Level.MID, ("kafka", "lag"))),
        ("`a` - senior - lag", ("a", Level.SENIOR, ("kafka", "lag"))),
        ("`a` · midd · lag", ("a", Level.MID, ("kafka", "lag"))),
        ("`a` · mid · change-data-capture", ("a", Level.MID, ("kafka", "change-data-capture"))),
    ],
)
def test_a_question_is_there_to_be_checked_as_soon_as_its_id_can_be_guessed(
    meta: str, asked: tuple[str, Level, tuple[str, ...]]
) -> None:
    bank, faults = read_bank(f"# Kafka\n\n## What is it?\n\n{meta}\n\n### Hint\n\nThink.\n", "kafka.md")
    assert bank is not None
    (question,) = bank.questions
    assert (question.id, question.level, question.topics) == asked
    assert {fault.question for fault in faults} == (set() if "change" in meta else {asked[0]})


def test_a_misspelt_kind_is_read_as_the_one_that_was_meant() -> None:
    text = HEAD.replace("junior", "junior · behavioural") + "### Listen for\n\n- x\n"
    bank, faults = read_bank(text, "kafka.md")
    assert bank is not None
    assert [question.kind for question in bank.questions] == [Kind.BEHAVIORAL]
    assert [fault.what.partition(";")[0] for fault in faults] == ["unknown kind 'behavioural'"]


def test_a_title_with_a_line_under_it_is_a_fault_and_still_the_title() -> None:
    bank, faults = read_bank(HEAD.replace("# Kafka\n", "Kafka\n=====\n"), "kafka.md")
    assert bank is not None
    assert (bank.title, len(bank.questions)) == ("Kafka", 1)
    assert [fault.what for fault in faults] == ["a heading with a line under it; write '# Kafka'"]


@pytest.mark.parametrize(
    ("heading", "meant"), [("Key Points", "Key points"), ("Hints", "Hint"), ("Mistake", "Mistakes")]
)
def test_what_stands_below_a_misspelt_heading_is_read_all_the_same(heading: str, meant: str) -> None:
    below = "- **A cue.** A claim\n" if meant == "Key points" else "- x\n"
    bank, faults = read_bank(f"{HEAD}### {heading}\n\n{below}", "kafka.md")
    assert bank is not None
    (question,) = bank.questions
    assert question.points or question.hint or question.mistakes
    assert [fault.what for fault in faults] == [f"unknown heading '### {heading}'; did you mean {meant}?"]


def test_a_question_without_an_id_is_not() -> None:
    bank, _ = read_bank("# Kafka\n\nAbout.\n\n## What?\n\n### Hint\n\nThink.\n", "kafka.md")
    assert bank is not None
    assert bank.questions == ()


def test_a_file_without_a_title_is_no_bank() -> None:
    bank, faults = read_bank("Just a note.\n", "note.md")
    assert bank is None
    assert [str(fault) for fault in faults] == [
        "note.md:1: a paragraph has no place before the first question",
        "note.md:1: no title: a bank starts with a # heading and a paragraph about it",
        "note.md:1: no question: each starts with a ## heading",
    ]


@pytest.mark.parametrize("text", ["", "\x00\x01", "-" * 2000, "> " * 3000 + "x", "- " * 3000 + "x", "[" * 5000])
def test_nothing_makes_the_reader_fail(text: str) -> None:
    bank, faults = read_bank(text, "odd.md")
    assert bank is None
    assert faults
