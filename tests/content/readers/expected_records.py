"""What a careful person reads in records, tables and plain text whose shapes differ from those in `expected`."""

from __future__ import annotations

Seen = tuple[int, str, str | None]
"""Of a question its line, the first line of its prompt, and how its answer begins; None: it has none."""

QUESTIONS: dict[str, list[Seen]] = {
    "opentdb-escaped.json": [
        (1, 'Who wrote "The Rook\'s Nest"?', "O'Hara & Sons"),
        (1, "Ice floats.", "True"),
    ],
    "opentdb-base64.json": [
        (1, "Which gadget opens tins?", "A tin opener"),
        (1, "A lamp gives light.", "True"),
    ],
    "quizapi-many.json": [
        (1, "Which command prints a folder?", "print working directory"),
        (1, "Which are shells?", "bash\nzsh"),
    ],
    "trivia-api-v2.json": [
        (1, "What is the capital of Peru?", "Lima"),
    ],
    "kahootish.json": [
        (1, "Which spice is yellow?", "- True"),
        (1, "Which one is hot?", "Chili"),
    ],
    "index-answer.json": [
        (1, "What is 6 + 9?", "15"),
        (1, "What is 14 - 9?", "5"),
        (1, "Which game has a puck?", "hockey"),
    ],
    "letters-fields.json": [
        (1, "Which is a fruit?", "apple"),
        (1, "Which is a metal?", "iron"),
    ],
    "choice-text-index.json": [
        (1, "Which is round?", "ball"),
        (1, "Which is square?", "box"),
    ],
    "obj-qa.json": [
        (1, "What is a quill?", "A feather to write with."),
        (1, "What is ink?", "A coloured fluid."),
        (1, "Who was a scribe?", "One who copied books."),
    ],
    "nested-sections.json": [
        (1, "What is a margin?", "Space outside."),
        (1, "What is padding?", "Space inside."),
        (1, "What is a tag?", "A mark."),
    ],
    "answer-html.json": [
        (1, "What is a **loom**?", "A frame.\n\n- wood\n- steel"),
        (1, "What is yarn?", "Spun fibre."),
    ],
    "jeopardy.csv": [
        (2, "For nine years of his life, this miller never left his mill", "Old Tom"),
        (3, "The town of Ebb in this county has much wind", "Westmark"),
        (4, 'Its people call it "Fogland"', "Northmark"),
    ],
    "jeopardy.json": [
        (1, "'For nine years of his life, this miller never left his mill'", "Old Tom"),
        (1, "'This bench sits under a lime tree'", "the oak bench"),
    ],
    "bom-semicolon.csv": [
        (2, "Was ist Mörtel?", "Sand, Zement und Wasser"),
        (3, "Was ist; genau; ein Stein?", "Hart"),
    ],
    "noheader3.csv": [
        (1, "What is a keel?", "The lowest beam"),
        (2, "What is a mast?", "It carries sails"),
        (3, "What is a boom?", "It holds the foot of a s"),
    ],
    "mcq.csv": [
        (2, "Which is wet?", "It is a fluid."),
        (3, "Which is dry?", "Sand"),
        (4, "Which is hot?", "Fire"),
    ],
    "quoted-newlines.tsv": [
        (2, "What is a reef?", "A ridge.\n\nThe Great one."),
        (6, "What is an atoll?", "A ring"),
    ],
    "spaces-commas.csv": [
        (2, "What is brass?", "Copper, and zinc"),
        (3, "What is bronze?", "Copper, and tin"),
    ],
    "pipes.txt": [
        (2, "What is a gnomon?", "The part of a sundial th"),
        (3, "What is an hourglass?", "Two bulbs and sand"),
    ],
    "anki-full.txt": [
        (7, "What is a delta?", "The mouth, **fanned** ou"),
        (8, "The […] ends in the [sea].", "Danube, Black Sea"),
        (9, "<p> means what?", "A paragraph & more"),
        (10, "What is a *ford*?", "- shallow\n- crossing"),
    ],
    "anki-semicolon.txt": [
        (5, "What is a; b?", "Two, joined"),
        (6, "What is <p>?", "A tag"),
    ],
    "anki-old.txt": [
        (1, "What is a quark?", "A particle"),
        (2, "What is a lepton?", "Another\nparticle"),
        (3, "spin", "Its turn"),
    ],
    "quizlet-terms.txt": [
        (1, "lithosphere", "the solid outer part of"),
        (2, "magma", "molten rock below"),
        (3, "lava", "molten rock above"),
        (4, "basalt", "a dark rock"),
    ],
    "feedback.gift": [
        (4, "Which sea is {very} salty?", "Salt comes with rivers."),
        (12, "Is the **Aral** sea growing?", "Right."),
        (14, "The Caspian ____ is the largest.", "lake"),
        (16, "How deep is the Mariana Trench in km?", "11 (± 0.5)"),
        (18, "What year?", "1994"),
        (20, "Which are oceans?", "Pacific\nIndian"),
        (26, "Match.", "- one → eins\n- two → zwe"),
        (28, "Write about tides.", None),
        (30, "The tide", "True"),
        (32, "Where does", "east\n\nAlso accepted: the"),
    ],
    "lower-case-aiken.txt": [
        (1, "What colour is grass?", "Green"),
        (7, "Is fire hot?", "yes"),
        (12, "How many legs", "6"),
    ],
    "lakeys.yml": [
        (2, "What is the largest cat?", "tiger\n\nAlso accepted: a"),
        (5, "What is the smallest bird?", "hummingbird"),
    ],
    "red-settings.yaml": [
        (5, "What leaf is black?", "assam\n\nAlso accepted: ce"),
        (8, "How long: exactly?", "4\n\nAlso accepted: four m"),
        (11, "Is it true?", "yes"),
        (13, "Which year?", "1999"),
    ],
    "by-level.yaml": [
        (2, "What is a cup?", "A bowl with a handle."),
        (4, "What is a saucer?", "A plate below.\n\n```sh\nsa"),
        (12, "What is a samovar?", "A boiler."),
    ],
    "documents.yaml": [
        (2, "What is a kiln?", "An oven."),
        (6, "What is slip?", "Wet clay."),
    ],
    "instructions.jsonl": [
        (1, "What is a hoop?", "A ring."),
        (2, "Explain a stave.", "A plank of a barrel."),
    ],
    "squad.json": [
        (1, "Where did the millers come from?", "the hills\n\nAlso accepted"),
        (1, "When did they leave?", None),
    ],
    "arc.jsonl": [
        (1, "Which is alive?", "a tree"),
        (2, "Which is cold?", "ice"),
    ],
    "mmlu.csv": [
        (1, "Which gas do plants take in?", "carbon dioxide"),
        (2, "Which planet is red?", "Mars"),
        (3, "How many sides has a hexagon?", "6"),
    ],
    "notebook.ipynb": [
        (1, "What is an array?", "A grid of values."),
        (1, "Create an array of zeros", "```python\nimport numpy a"),
        (1, "How do you reshape it?", "With `reshape`."),
    ],
    "hr-paragraph-questions.txt": [
        (1, "What is your name?", "My name is Hob."),
        (4, "Where do you live?", "In a mill."),
        (7, "How old is the mill?", "Two hundred years."),
    ],
    "tab-list.txt": [
        (1, "What is a rune?", "A letter."),
        (3, "What is a stave?", "A stick with letters."),
        (5, "What is a saga?", "A long tale."),
    ],
    "ques-ans.txt": [
        (1, "What is yeast?", "A fungus."),
        (4, "What is malt?", "Sprouted grain."),
        (7, "What is wort?", "The sweet liquid.\nSecond"),
    ],
    "every-kind.gift": [
        (4, "Who sleeps in the loft?", "no one"),
        (6, "Ann is ____ in the morning.", "early"),
        (8, "Ann sleeps in the loft.", "False"),
        (10, "Who waits in the hall?", "no one\n\nAlso accepted: n"),
        (12, "When was the mill built?", "1822 (± 1)"),
        (16, "The feast is on the ____ Thursday of the month.", "fourth"),
        (22, "Which tea came first?", "white"),
        (28, "Two plus two equals ____.", "four\n\nAlso accepted: 4"),
        (30, "The moon rises in the east.", "True"),
        (32, "Matching Question.", "- subquestion1 → subansw"),
        (38, "What is the weight of it (to 3 places)?", "3.1415 (± 0.0005)"),
        (40, "What is the length of it (to 3 places)?", "from 3.141 to 3.142"),
        (42, "When was it sold?", "1822"),
        (49, "What's 2 plus 2?", "4"),
        (51, "These letters originally", "Crete"),
        (54, "Difficult question.", "full credit answer"),
        (56, "The miller came from", "Nest"),
        (61, "What two people own the mill?", "Grant\nGrant's wife"),
        (67, "Which answer equals 5?", "= 2 + 3"),
        (72, "Which of the following is NOT special?", "Correct! \\ (backslash) i"),
    ],
    "viva.txt": [
        (2, "Why not build a new kiln?", "Because the old one hold"),
        (8, "Why is the door low?", "To keep the heat."),
        (14, "How can it be moved later?", "Brick by brick.\n\nNone is"),
    ],
    "cards-without-words.json": [
        (5, "What is a bowline?", "A loop that does not slip."),
        (18, "Why does a hitch slip?", "Its turns are loose."),
    ],
}
