"""What the programs that exchange questions tell beside the question: options, feedback, gaps, what asks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.model import Kind, Question
from content.readers import read

SHAPES = Path(__file__).parent / "shapes"


def questions(name: str) -> tuple[Question, ...]:
    return read(SHAPES / name).questions


def left_out(name: str) -> list[tuple[int, str]]:
    return [(out.source.line, out.why) for out in read(SHAPES / name).left_out]


def right(asked: Question) -> list[str]:
    return [option.text for option in asked.options if option.correct]


def test_right_options_of_an_exchanged_quiz_are_those_that_earn_points() -> None:
    assert [right(q) for q in questions("qti12.xml")] == [["The queen"], ["honey", "pollen"], [], [], []]
    assert [q.kind is Kind.CHOICE for q in questions("qti12.xml")] == [True, True, False, False, False]
    assert [right(q) for q in questions("qti2.xml")] == [["A *hexagon*"], [], [], [], []]


def test_what_is_said_to_who_takes_a_wrong_option_is_its_why() -> None:
    (square, hexagon) = questions("qti2.xml")[0].options
    assert (square.text, square.why) == ("A square", "Squares leave no gap, yet take more wax.")
    assert hexagon.why == ""


def test_what_is_said_to_who_was_wrong_explains_nothing() -> None:
    assert questions("qti2.xml")[0].answer == "Six sides take the least wax."


def test_order_and_pairs_are_answers() -> None:
    answers = [q.answer for q in questions("qti2.xml")]
    assert answers[2:4] == ["1. egg\n2. larva\n3. pupa", "- queens → one\n- drones → hundreds"]
    assert questions("qti12.xml")[3].answer == "- scout → finds flowers\n- nurse → feeds the young"


def test_items_that_ask_nothing_or_several_things_are_left_out() -> None:
    assert left_out("qti12.xml") == [(45, "a text that asks nothing")]
    assert left_out("qti2.xml") == [(31, "2 questions in one item"), (34, "a text that asks nothing")]


def test_a_gap_that_offers_words_is_a_choice_if_it_is_the_only_one() -> None:
    _, several, landmarks, drinks = questions("cloze.txt")
    assert several.prompt == "A worker weighs about ____ milligrams, and it lives for some [years / weeks]\nin summer."
    assert several.answer == "100 (± 20), weeks"
    assert [(o.text, o.correct, o.why) for o in landmarks.options] == [
        ("hearing", False, ""),
        ("sight", True, ""),
        ("taste", False, "No ~ taste."),
    ]
    assert right(drinks) == ["water", "nectar"]
    assert left_out("cloze.txt") == [(3, "text without a gap")]


def test_several_right_answers_are_named_by_their_numbers() -> None:
    asked = questions("quizizz.csv")
    assert [right(q) for q in asked] == [["Dovetail"], ["Rip saw", "Froe"], [], []]
    assert asked[1].answer == "Rip saw\nFroe"


def test_a_row_that_does_not_fit_its_table_is_left_out() -> None:
    assert left_out("dump.sql") == [(16, "a row of 1 values among 2 columns")]
    assert questions("dump.sql")[3].topics == ("firing",)


def test_distractors_are_wrong_options() -> None:
    assert [(o.text, o.correct) for o in questions("book-quiz.toml")[0].options] == [
        ("The bishop", False),
        ("The knight", True),
        ("The rook", False),
    ]


def test_a_key_that_only_counts_is_no_topic() -> None:
    assert [q.topics for q in questions("counted-keys.json")] == [("counted-keys",)] * 2 + [("sharpening",)]


def test_code_of_other_notations_stays_code() -> None:
    assert questions("exam.tex")[3].prompt == "What does this draw?\n\n```\n\\question{no question}\n```"
    assert "    # not a heading\n    ripen(months=12)" in (questions("page.wiki")[1].answer or "")
    assert "```python\nthickness = 8\n\nprint(thickness)\n```" in (questions("titles.rst")[1].answer or "")


def test_what_stands_before_a_labelled_answer_asks_only_where_it_sets_a_scene() -> None:
    mulch, bed, hedge, graft, label = questions("late-answers.md")
    assert mulch.prompt == "What is mulch?"
    assert mulch.answer == (
        "Mulch is what covers the soil around plants. It keeps the water in and the weeds down.\n\n"
        "A cover that keeps soil moist."
    )
    assert (bed.prompt, bed.answer) == (
        "Tell me about a bed that failed.",
        "They want to hear what you learned.\n\nMine drowned; now I dig first.",
    )
    assert hedge.prompt == "How would you save this hedge?\n\nYou have one week and no water."
    assert graft.prompt == "How does a graft hold?"
    assert label.prompt == "What does this label mean?\n\n```\nN 5 P 3 K 8\n```"


def test_what_an_interviewer_says_beside_asking_is_no_question_and_no_answer() -> None:
    anchor, chain = questions("dialogue.md")
    assert anchor.answer == "By its weight and by how flat the chain lies.\n\nA long chain lies flat."
    assert (chain.prompt, chain.answer) == ("How much chain would you give?", "Five times the depth.")


def test_a_scenario_and_what_is_asked_of_it_are_one_prompt() -> None:
    cloth, colour = questions("sections-of-scenario.md")
    assert cloth.prompt.split("\n\n")[1:] == [
        "A cloth is washed and comes out smaller.",
        "Explain why, and say what you would have done.",
    ]
    assert (cloth.mistakes, cloth.follow_ups) == (('"Iron it."',), ("Which yarns shrink least?",))
    assert colour.answer == "Loose dye: rinse until the water is clear."


def test_points_an_answer_should_make_follow_it_or_stand_for_it() -> None:
    pulls, mend = questions("rubric.md")
    assert pulls.answer == "I measure the tension thread by thread.\n\n- The tension of the warp."
    assert (mend.prompt, mend.answer) == ("How do you mend a broken thread?", "- A new one, tied behind the heddle.")


def test_options_of_a_quiz_for_a_site_are_marked() -> None:
    assert [right(q) for q in questions("tool-quizzes.md")] == [["the heddles"], ["twill", "satin"]]


@pytest.mark.parametrize("name", ["two-speakers.md", "record-of-changes.md", "program.js", "helping.md", "manual.md"])
def test_what_is_no_bank_holds_no_question(name: str) -> None:
    assert questions(name) == ()
    assert left_out(name)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<rss><item>What is new?</item></rss>", "XML that is no quiz known here: <rss>"),
        ("<quiz><question></quiz>", "not read: no XML (mismatched tag)"),
        ("<questestinterop><item></item></questestinterop>", "an item that presents nothing"),
        (
            "<assessmentItem><itemBody><choiceInteraction><simpleChoice>"
            + "<p>" * 3_000
            + "</p>" * 3_000
            + "</simpleChoice></choiceInteraction></itemBody></assessmentItem>",
            "not read: nested too deep",
        ),
    ],
)
def test_other_xml_is_refused_with_a_reason(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "bank.xml"
    path.write_text(text, encoding="utf-8")
    assert [(out.source.line, out.why) for out in read(path).left_out] == [(1, why)]


def test_broken_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bank.toml"
    path.write_text('title = "Chess"\n[[questions]\n', encoding="utf-8")
    (out,) = read(path).left_out
    assert (out.source.line, out.why.partition(":")[0]) == (2, "not TOML")
