"""Every shape a bank may have: what is read of a small one, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.model import Kind, Level, Question
from content.readers import Reading, read
from tests.content.readers import expected, expected_formats, expected_pages, expected_published, expected_records

NOISE = (
    *("ack to top", "ack to Top", "detailed answer", "full answer", "<details", "<summary", "<!--", "utm_"),
    *("Table of Contents", "Have doubt", "Learn from here", "Full Answer", "CORRECT", "&quot;", "&#039;", ":::"),
)
SHAPES = Path(__file__).parent / "shapes"
QUESTIONS = {
    **expected.QUESTIONS,
    **expected_formats.QUESTIONS,
    **expected_pages.QUESTIONS,
    **expected_published.QUESTIONS,
    **expected_records.QUESTIONS,
}


def reading_of(name: str) -> Reading:
    return read(SHAPES / name)


def question(name: str, at: int) -> Question:
    return reading_of(name).questions[at]


def right(asked: Question) -> list[str]:
    return [option.text for option in asked.options if option.correct]


def test_every_shape_is_expected() -> None:
    assert {path.name for path in SHAPES.iterdir()} == set(QUESTIONS)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_its_questions_are_read_with_their_lines_and_answers(name: str) -> None:
    asked = reading_of(name).questions
    seen = [(q.source.line if q.source else 0, q.prompt.split("\n")[0], q.answer) for q in asked]
    assert [one[:2] for one in seen] == [one[:2] for one in QUESTIONS[name]]
    for (_, prompt, answer), (_, _, begins) in zip(seen, QUESTIONS[name], strict=True):
        assert (answer is None) == (begins is None), (prompt, answer)
        assert begins is None or (answer or "").startswith(begins), (prompt, answer)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_nothing_that_surrounds_questions_gets_into_them(name: str) -> None:
    for asked in reading_of(name).questions:
        shown = "\n".join((asked.prompt, asked.answer or "", asked.hint, *(option.text for option in asked.options)))
        for noise in NOISE:
            assert noise not in shown


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_reading_twice_gives_the_same(name: str) -> None:
    assert reading_of(name) == reading_of(name)


# --- options -------------------------------------------------------------------------------------------------

RIGHT = {
    "key-below.txt": [["Plaice"], ["Barbless"]],
    "starred.txt": [["Clinch"], ["True"], ["Silk"]],
    "kahoot.csv": [["Ebony"], ["Larch", "Yew"], ["Sapwood"]],
    "qti3.xml": [["frames", "a lid"]],
    "quiz.wiki": [["Sheep's"], ["Stilton", "Roquefort"]],
    "true-false.json": [["True"], ["Lithium"]],
    "tf-table.md": [["True"], ["False"], ["False"]],
    "task-list-quiz.md": [
        ["a tuple of strings"],
        ["`sorted(xs)`", "`xs.copy()`"],
        ["B\n\n```python\ndef one():\n    yield 1\n```"],
    ],
    "letter-colon-quiz.md": [['`"11"`'], ["`true`"]],
    "letter-bracket-quiz.md": [["3"], ["The view depends on it"]],
    "quoted-letters.md": [["rock"], ["straw"]],
    "lines-quiz.md": [["Bowline"], ["Red, green and white"]],
    "aiken.txt": [["A cork"], ["Iron"]],
    "trivia.txt": [["Horse"], ["False"]],
    "options.csv": [["run"], ["blue"]],
    "opentdb.json": [["Kernighan"], ["False"]],
    "quizapi.json": [["ls", "dir"]],
    "multiple.yml": [["Mariana"], ["False"]],
    "answer-key.md": [["Docker runs it"], ["Image"]],
    "boxes-and-references.md": [["the bud"], ["`1`"], ["sencha", "matcha"]],
    "opentdb-escaped.json": [["O'Hara & Sons"], ["True"]],
    "opentdb-base64.json": [["A tin opener"], ["True"]],
    "quizapi-many.json": [["pwd"], ["bash", "zsh"]],
    "trivia-api-v2.json": [["Lima"]],
    "kahootish.json": [["Turmeric"], ["Chili"]],
    "index-answer.json": [["15"], ["5"], ["hockey"]],
    "letters-fields.json": [["apple"], ["iron"]],
    "choice-text-index.json": [["ball"], ["box"]],
    "mcq.csv": [["Water"], ["Sand"], ["Fire"]],
    "lower-case-aiken.txt": [["Green"], ["yes"], ["6"]],
    "arc.jsonl": [["a tree"], ["ice"]],
    "mmlu.csv": [["carbon dioxide"], ["Mars"], ["6"]],
    "answers-in-details-quiz.md": [["`undefined`"], ["one", "two"]],
    "mcq-md-paren.md": [["suspension"], ["beam"]],
    "mcq-caps.md": [["Hazel"], ["Currant"]],
    "exam-dump.md": [["Object store"], ["Reserved", "Spot"]],
    "aws-exam-boxes.md": [["Dashboard"], ["Names", "Identity"]],
    "check-option.md": [["Penguin"], ["Flamingo"]],
    "question-n-bold.md": [["A place for a ship"], ["Knowledge of the water"]],
    "practice-letters.md": [["A hoe cuts; a rake gathers"], ["Mowing"]],
    "practice-test.md": [["Loppers"], ["Hose"]],
    "knowledge-check.md": [
        ["The doors of its owner — no more. It opens no others."],
        ["Are dead. They are tied to the person."],
    ],
    "boxes-among-bullets.md": [["warp"], ["Flax", "Hemp"], ["Nettle", "Hemp"]],
    "right-and-wrong-lists.md": [["A cable"]],
    "letter-in-prompt.md": [["苹果"], ["松", "柏"], []],
    "double-quoted.sql": [["The mate"], ["Cork"]],
    "letters-line-by-line.md": [["Merino", "Texel"], ["Card", "Spindle"]],
    "keyed-records.json": [["Ein Balken am Boden"], ["Rechts"]],
    "german-fields.json": [["Tuch"], ["Wanten"]],
    "lists-in-cells.sql": [["A green tea"], ["Assam"]],
    "lists-in-cells.csv": [["Foam, or froth"], ["A box"]],
    "ticked-statements.md": [
        ["A delta is built of silt"],
        ["It holds water back", "It may have a ladder for fish"],
        ["True"],
    ],
    "quoted-mcq.md": [["A door with a clerk"], ["A plain door"]],
    "quiz-references.md": [["`peek()`"], ["The variable is named **this**"], ["One"]],
}


@pytest.mark.parametrize("name", sorted(RIGHT))
def test_the_right_options_are_marked(name: str) -> None:
    asked = reading_of(name).questions
    assert {q.kind for q in asked} == {Kind.CHOICE}
    assert [right(q) for q in asked] == RIGHT[name]


def test_code_stays_with_the_question_or_option_it_belongs_to() -> None:
    assert (
        question("letter-colon-quiz.md", 0).prompt == 'What\'s the output?\n\n```javascript\nconsole.log(1 + "1");\n```'
    )
    assert question("counted-code.md", 1).prompt.endswith("script?\n\n```sh\ntie granny\n```")
    assert question("task-list-quiz.md", 1).prompt.endswith("```python\nxs = [3, 1, 2]\n```")
    view = question("letter-bracket-quiz.md", 1).prompt
    assert (
        view == "Given this view:\n\n```sql\nCREATE VIEW v AS SELECT 1;\n```\n\nDropping the table it reads fails. Why?"
    )
    assert [option.text for option in question("task-list-quiz.md", 2).options][2] == "C\n\n```python\none = [1]\n```"


def test_a_list_below_a_prompt_that_offers_one_is_its_options() -> None:
    offered = reading_of("short-indents.md").questions
    assert [[o.text for o in q.options] for q in offered] == [
        ["The clapper", "The crown", "The keel"],
        ["The clapper", "The rope"],
        [],
        [],
        [],
    ]


def test_a_wrong_option_says_why_where_the_bank_does() -> None:
    asked = question("quiz.gift", 0)
    assert [(o.text, o.correct, o.why) for o in asked.options] == [
        ("The Nile", True, ""),
        ("The Thames", False, "It is short."),
        ("The Isar", False, ""),
    ]


def test_the_parts_of_a_scenario_are_told_apart() -> None:
    asked = question("senior-answers.md", 0)
    assert asked.prompt.endswith("\n\nWhy did this happen, and how would you make it safe to run again?")
    assert (asked.answer or "").endswith("The module looks before it acts.")
    assert asked.mistakes == ('"Just ignore the error."', "It hides other errors too.")
    assert asked.follow_ups == ("How would you catch this in CI?", "What if the script is not safe either?")
    assert asked.listen_for == ("Knows what makes a step repeatable.",)


def test_a_page_in_two_languages_is_read_in_one_and_says_so() -> None:
    reading = reading_of("two-languages.md")
    asked = reading.questions[0]
    assert (asked.answer or "").endswith("### Code examples\n\n```kotlin\nval a by lazy { 1 }\n```")
    assert asked.follow_ups == ("What is a delegate?", "When would you write one of your own?")
    left = [(left.source.line, left.why) for left in reading.left_out]
    assert left == [(6, "said in another language, RU"), (14, "said in another language, RU")]


# --- levels, topics, kinds -----------------------------------------------------------------------------------


def test_levels_come_from_stars_emoji_words_and_headings() -> None:
    junior, mid, senior = Level.JUNIOR, Level.MID, Level.SENIOR
    assert [q.level for q in reading_of("h4-stars.md").questions] == [junior, mid, senior, senior]
    assert [q.level for q in reading_of("bold-questions.md").questions[:4]] == [junior, mid, senior, senior]
    assert [q.level for q in reading_of("circles.md").questions] == [junior, mid, senior]
    assert [q.level for q in reading_of("summaries.md").questions] == [junior, junior, senior, senior]
    assert [q.level for q in reading_of("header.csv").questions] == [junior, senior, mid]
    assert [q.level for q in reading_of("table.md").questions] == [junior, senior, mid]
    assert [q.level for q in reading_of("level-lines.md").questions] == [junior, junior, senior, senior]
    assert [q.level for q in reading_of("vietnamese-table.md").questions] == [junior, junior, junior]
    assert [q.level for q in reading_of("facts-and-tasks.md").questions] == [junior, senior]
    assert [q.level for q in reading_of("imperatives-after.md").questions[-2:]] == [junior, junior]
    assert [q.level for q in reading_of("levels-as-keys.json").questions] == [junior, senior]
    assert question("one-question.md", 0).level is senior
    assert question("front-matter.mdx", 0).level is senior


def test_topics_come_from_headings_tags_and_categories() -> None:
    assert question("bullets.md", 3).topics == ("services", "backend")
    assert question("header.csv", 0).topics == ("scaling", "storage")
    assert question("anki.txt", 0).topics == ("types", "haskell", "core")
    assert question("one-question.md", 0).topics == ("recursion", "stack")
    assert question("front-matter.mdx", 0).topics == ("streams", "flow")
    assert question("categories.json", 1).topics == ("networks",)
    assert question("quiz.gift", 0).topics == ("rivers",)


def test_a_question_to_the_interviewer_is_one_to_ask() -> None:
    assert {q.kind for q in reading_of("reverse.md").questions} == {Kind.REVERSE}
    asked = question("coaching.md", 3)
    assert asked.kind is Kind.REVERSE
    assert asked.listen_for == ("A plain reason", "A name", "They tell it unasked.")
    assert asked.red_flags == ("A long silence.",)


def test_stories_of_ones_own_are_behavioral_and_not_about_the_subject_around_them() -> None:
    story, fact, project = reading_of("coaching.md").questions[:3]
    assert [q.kind for q in (story, fact, project)] == [Kind.BEHAVIORAL, Kind.KNOWLEDGE, Kind.BEHAVIORAL]
    among_facts = question("counterparts.md", 6)
    assert among_facts.kind is Kind.BEHAVIORAL
    assert "there" not in among_facts.topics


def test_hints_are_kept_apart() -> None:
    assert question("categories.json", 0).hint == "It was late in October."


# --- what was left out ---------------------------------------------------------------------------------------

LEFT_OUT = {
    "h2-numbered.md": [(7, "a table of contents"), (34, "no question, but text below 'License'")],
    "item-headings.md": [(3, "an advertisement"), (7, "a table of contents")],
    "stubs.md": [(7, "a stub: the answer is elsewhere"), (11, "a stub: the answer is elsewhere")],
    "twice.md": [(11, "asked before, in line 3"), (15, "the question is a picture")],
    "aiken.txt": [(14, "its answer F is none of its options")],
    "trivia.txt": [(12, "a question without its ^ line")],
    "anki.txt": [(6, "the question is a picture")],
    "ragged.csv": [(1, "not read: its rows have 1 to 5 cells")],
    "lines.jsonl": [(3, "not a JSON value")],
    "cards-without-words.json": [(5, "a question without words"), (15, "a question without words")],
    "quiz.gift": [(25, "text without answers in braces")],
    "coaching.md": [(30, "no question, but text below '💡 How to present it:'")],
    "cards-with-marks.md": [(17, "text beside the cards")],
    "no-bank.md": [(7, "no question, but text below 'Installation'")],
}


@pytest.mark.parametrize("name", sorted(LEFT_OUT))
def test_what_was_left_out_is_told_with_line_and_reason(name: str) -> None:
    told = [(out.source.line, out.why) for out in reading_of(name).left_out]
    assert [one for one in told if one in LEFT_OUT[name]] == LEFT_OUT[name]
