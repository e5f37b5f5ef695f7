"""An import: whole or not at all, and again when its source or the bank has changed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from content.model import Bank, Kind, Level, Option, Question
from content.readers import read
from content.readers.native.bank import read_bank
from content.readers.native.importing import ImportRefusedError, Written, write_native

SOURCE = """# Interview questions on tea

## What is green tea?

Leaves that were not left to wither.

## How long does black tea draw?

Three to five minutes.

## Why does tea turn bitter?

Too hot, or too long.
"""


def asked(text: str, folder: Path) -> tuple[Question, ...]:
    path = folder / "tea-notes.md"
    path.write_text(text, encoding="utf-8")
    return read(path).questions


def bank(written: Written) -> Bank:
    found, faults = read_bank(written.path.read_text(encoding="utf-8"), written.path)
    assert found is not None
    assert faults == ()
    return found


def test_a_bank_is_written_that_a_person_can_go_on_editing(tmp_path: Path) -> None:
    written = write_native(asked(SOURCE, tmp_path), "Tea", tmp_path / "banks")
    assert written.path == tmp_path / "banks" / "tea.md"
    assert written.added == [
        "tea-what-is-green-tea",
        "tea-how-long-does-black-tea-draw",
        "tea-why-does-tea-turn-bitter",
    ]
    found = bank(written)
    assert (found.name, found.title, found.about) == ("tea", "Tea", "Questions read from `tea-notes.md`.")
    assert [(q.prompt, q.answer) for q in found.questions] == [
        ("What is green tea?", "Leaves that were not left to wither."),
        ("How long does black tea draw?", "Three to five minutes."),
        ("Why does tea turn bitter?", "Too hot, or too long."),
    ]


def test_reading_the_same_again_changes_nothing(tmp_path: Path) -> None:
    questions = asked(SOURCE, tmp_path)
    first = write_native(questions, "tea", tmp_path / "banks")
    text = first.path.read_text(encoding="utf-8")
    again = write_native(questions, "tea", tmp_path / "banks")
    assert (len(again.same), again.added, again.changed) == (3, [], [])
    assert again.path.read_text(encoding="utf-8") == text


def test_ids_stay_when_the_source_changes(tmp_path: Path) -> None:
    first = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks")
    changed = (
        SOURCE.replace("How long does black tea draw?", "How long should black tea draw?")
        .replace("Too hot, or too long.", "The water was too hot.")
        .replace("## What is green tea?", "## What is white tea?\n\nBuds.\n\n## What is green tea?")
    )
    again = write_native(asked(changed, tmp_path), "tea", tmp_path / "banks")
    assert again.added == ["tea-what-is-white-tea"]
    assert again.changed == first.added[1:]
    assert [(q.id, q.prompt) for q in bank(again).questions] == [
        ("tea-what-is-white-tea", "What is white tea?"),
        ("tea-what-is-green-tea", "What is green tea?"),
        ("tea-how-long-does-black-tea-draw", "How long should black tea draw?"),
        ("tea-why-does-tea-turn-bitter", "Why does tea turn bitter?"),
    ]
    assert bank(again).questions[3].answer == "The water was too hot."


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_what_a_person_added_stays_when_the_source_changes(tmp_path: Path) -> None:
    path = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks").path
    points = "### Key points\n\n- **Its leaves.** Green tea is heated before it withers\n"
    edit(path, "wither.\n", f"wither.\n\n{points}\n### Hint\n\nThink of the leaf.\n")
    edit(path, "`tea-what-is-green-tea` · mid", "`tea-what-is-green-tea` · senior")
    again = write_native(
        asked(SOURCE.replace("not left to wither", "heated early"), tmp_path), "tea", tmp_path / "banks"
    )
    green = bank(again).questions[0]
    assert again.changed == ["tea-what-is-green-tea"]
    assert green.answer == "Leaves that were heated early."
    assert [point.cue for point in green.points] == ["Its leaves"]
    assert (green.hint, green.level) == ("Think of the leaf.", Level.SENIOR)


def test_an_answer_changed_by_hand_is_kept_against_the_source_and_told(tmp_path: Path) -> None:
    path = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks").path
    edit(path, "Three to five minutes.", "Four minutes, says my aunt.")
    again = write_native(asked(SOURCE.replace("Three to five", "Two to three"), tmp_path), "tea", tmp_path / "banks")
    assert again.edited == ["tea-how-long-does-black-tea-draw"]
    assert bank(again).questions[1].answer == "Four minutes, says my aunt."


def test_a_prompt_changed_by_hand_is_still_the_same_question(tmp_path: Path) -> None:
    path = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks").path
    edit(path, "## What is green tea?", "## Tell green tea from all others.")
    again = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks")
    assert (again.added, len(again.same)) == ([], 3)
    assert bank(again).questions[0].prompt == "Tell green tea from all others."


def test_what_left_the_source_is_kept_and_told(tmp_path: Path) -> None:
    write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks")
    shorter = SOURCE[: SOURCE.index("## Why")]
    again = write_native(asked(shorter, tmp_path), "tea", tmp_path / "banks")
    assert again.gone == ["tea-why-does-tea-turn-bitter"]
    assert len(bank(again).questions) == 3


def test_questions_written_by_hand_in_the_bank_are_left_alone(tmp_path: Path) -> None:
    path = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks").path
    mine = "\n## What is my own?\n\n`tea-mine` · mid · tea\n\n### Answer\n\nThis.\n"
    path.write_text(path.read_text(encoding="utf-8") + mine, encoding="utf-8")
    again = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks")
    assert [q.id for q in bank(again).questions][-1] == "tea-mine"


def test_a_question_of_another_bank_is_not_written_again(tmp_path: Path) -> None:
    write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks")
    other = write_native(
        asked(SOURCE + "\n## What is mate?\n\nNo tea at all.\n", tmp_path), "drinks", tmp_path / "banks"
    )
    assert other.added == ["drinks-what-is-mate"]
    assert len(other.elsewhere) == 3


def test_ids_of_other_banks_and_former_ids_are_not_taken_again(tmp_path: Path) -> None:
    folder = tmp_path / "banks"
    folder.mkdir()
    (folder / "old.md").write_text(
        "# Old\n\nOld.\n\n## Something else?\n\n`old-one` · mid · old\n\n<!-- was: tea-what-is-green-tea -->\n\n"
        "### Answer\n\nYes.\n",
        encoding="utf-8",
    )
    written = write_native(asked(SOURCE, tmp_path), "tea", folder)
    assert written.added[0].startswith("tea-what-is-green-tea-")


@pytest.mark.parametrize(
    ("topic", "says"), [("!!!", "cannot name a bank"), ("tea", "is no bank of ours"), ("none", "no question to import")]
)
def test_what_cannot_be_written_is_refused_and_nothing_is_touched(tmp_path: Path, topic: str, says: str) -> None:
    notes = tmp_path / "tea.md"
    notes.write_text("Just my notes on tea.\n", encoding="utf-8")
    questions = () if topic == "none" else asked(SOURCE, tmp_path)
    with pytest.raises(ImportRefusedError, match=says):
        write_native(questions, topic, tmp_path)
    assert notes.read_text(encoding="utf-8") == "Just my notes on tea.\n"
    assert {path.name for path in tmp_path.iterdir()} <= {"tea.md", "tea-notes.md"}


def test_an_import_that_fails_leaves_the_bank_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_native(asked(SOURCE, tmp_path), "tea", tmp_path / "banks").path
    before = path.read_text(encoding="utf-8")

    def fail(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space left"):
        write_native(asked(SOURCE.replace("wither", "wilt"), tmp_path), "tea", tmp_path / "banks")
    assert path.read_text(encoding="utf-8") == before
    assert [p.name for p in path.parent.iterdir()] == ["tea.md"]


PLAIN = Question(id="x", bank="x", prompt="What is it?", answer="A test.")

HOSTILE = {
    "headings": "# One\n\n### Answer\n\ntext\n\nTwo\n---\n\n- # three\n",
    "html": "<div>\n<p>one</p>\n</div>\n\n<script>\nalert(1)\n\n</script>\n\n<custom-tag>\n\nlast",
    "comments": "one <!-- two --> three\n\n<!-- four\n\nfive",
    "an open fence": "one\n\n```python\nprint(1)\n",
    "an open script": "<script>\nnever closed\n\n## What now?\n",
    "code by indentation": "    first = 1\n\n    second = 2\n",
    "a meta line": "`id` · mid · topic\n\n## What else?\n\n`other` · mid",
    "rules": "one\n\n---\n\n***\n\ntwo",
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_answer_breaks_out_of_its_place(name: str, tmp_path: Path) -> None:
    questions = [replace(PLAIN, answer=HOSTILE[name]), replace(PLAIN, prompt="What comes after?", answer="This.")]
    written = write_native(questions, "hostile", tmp_path)
    first, second = bank(written).questions
    assert first.answer
    assert (second.prompt, second.answer) == ("What comes after?", "This.")


@pytest.mark.parametrize(
    "prompt",
    [
        "What is C#",
        "What is the difference between # and ##",
        "Two lines?\nThe second.",
        "What does it print?\n\n```js\n# not a heading\n",
        "What is <!-- hidden --> this?",
        "`x` · mid · topic?",
        "- Is a list?\n- Or two?",
    ],
)
def test_no_prompt_breaks_out_of_its_place(prompt: str, tmp_path: Path) -> None:
    questions = [replace(PLAIN, prompt=prompt), replace(PLAIN, prompt="What comes after?", answer="This.")]
    first, second = bank(write_native(questions, "hostile", tmp_path)).questions
    assert first.prompt.split()[0] in prompt
    assert (second.prompt, second.answer) == ("What comes after?", "This.")


def test_options_of_any_kind_are_read_back(tmp_path: Path) -> None:
    options = (
        Option("plain", correct=False, why="because\nof this"),
        Option("# like a heading", correct=True),
        Option("with code\n\n```py\nx = 1\n```", correct=False),
        Option("two\nlines", correct=False),
    )
    choice = replace(PLAIN, kind=Kind.CHOICE, options=options, answer=None)
    (read_back,) = bank(write_native([choice], "choices", tmp_path)).questions
    assert [(o.correct, o.why) for o in read_back.options] == [
        (False, "because of this"),
        (True, ""),
        (False, ""),
        (False, ""),
    ]
    assert [o.text.split("\n")[0] for o in read_back.options] == ["plain", "# like a heading", "with code", "two lines"]
    assert read_back.options[2].text.endswith("```py\nx = 1\n```")


def test_every_part_of_a_question_is_kept(tmp_path: Path) -> None:
    story = replace(
        PLAIN,
        kind=Kind.BEHAVIORAL,
        listen_for=("a result",),
        red_flags=("blame",),
        hint="Yours.",
        mistakes=("too long",),
        follow_ups=("And then?",),
    )
    fact = replace(PLAIN, prompt="And this?", listen_for=("a reason",))
    reverse = replace(story, kind=Kind.REVERSE, prompt="Ask this.")
    told, known, ask = bank(write_native([story, fact, reverse], "parts", tmp_path)).questions
    parts = ("listen_for", "red_flags", "hint", "mistakes", "follow_ups", "answer", "kind")
    assert [getattr(told, part) for part in parts] == [getattr(story, part) for part in parts]
    assert [getattr(ask, part) for part in parts] == [getattr(reverse, part) for part in parts]
    assert known.answer == "A test.\n\nListen for:\n\n- a reason"
