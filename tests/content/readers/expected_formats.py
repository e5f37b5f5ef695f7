"""What a careful person reads in the files of `shapes` that programs exchange, and in those no bank at all."""

from __future__ import annotations

from tests.content.readers.expected import Seen

QUESTIONS: dict[str, list[Seen]] = {
    "accordion.html": [
        (3, "What is a tippy tea?", "One of many buds."),
        (4, "How hot is the water for green tea?", "Well below boiling."),
        (5, "Why is tea rolled?", "To break its cells."),
    ],
    "book-quiz.toml": [
        (5, "Which piece jumps?", "It passes over the others."),
        (12, "What is a fork?", "One piece attacks two"),
    ],
    "cloze.txt": [
        (1, "Honey keeps because it holds little ____.", "water"),
        (5, "A worker weighs about ____ milligrams, and it lives for some [years / weeks]", "100 (± 20), weeks"),
        (8, "Which sense guides a bee home?", "By landmarks and the sun."),
        (10, "What do bees drink?", "water\nnectar"),
    ],
    "counted-keys.json": [
        (2, "What is a burr?", "A rough edge."),
        (3, "What is a bevel?", "A sloping edge."),
        (4, "What is a strop?", "Leather that polishes an edge."),
    ],
    "dialogue.md": [
        (7, "What does an anchor hold by?", "By its weight and by how flat the chain"),
        (13, "How much chain would you give?", "Five times the depth."),
    ],
    "dialogue.txt": [
        (1, "Tell me about a storm you were in.", "We reefed early and waited."),
        (4, "Describe a good watch.", "One that is handed over in two sentences"),
        (7, "Why this boat?", "She is dry and she forgives."),
    ],
    "exam.tex": [
        (7, "What does a **bowline** make?", "A loop that does not slip, 100% safe wit"),
        (11, "Which knot joins two ropes?", "Sheet bend"),
        (16, "Explain an *eye splice*.", "In a rope's end, to make a lasting loop."),
        (23, "What does this draw?", "Nothing."),
    ],
    "faq-ld.json": [
        (5, "How is tea kept?", "Dry, dark and closed."),
        (6, "What is a second flush?", "The harvest of early summer."),
    ],
    "kahoot.csv": [
        (5, "Which wood is the hardest?", "Ebony"),
        (6, "Which trees are conifers?", "Larch\nYew"),
        (7, "Which part carries the sap?", "Sapwood"),
    ],
    "late-answers.md": [
        (3, "What is mulch?", "Mulch is what covers the soil around pla"),
        (9, "Tell me about a bed that failed.", "They want to hear what you learned.\n\nMin"),
        (15, "How would you save this hedge?", "I would cut it back and shade it."),
        (21, "How does a graft hold?", "### Below the bark\n\nTwo layers grow toge"),
        (33, "What does this label mean?", "The shares of three nutrients."),
    ],
    "page.wiki": [
        (6, "What is rennet for?", "It makes the milk *set*. See curd."),
        (9, "How long does a hard cheese ripen?", "- Months, at least\n   - or years\n1. turn"),
        (19, "Why is cheese tasted warm?", "- **Cold** it hides what one could taste"),
    ],
    "program.js": [],
    "qanda.adoc": [
        (5, "What is a starter?", "Flour and water that have gone wild."),
        (7, "How often is it fed?", "Once a day in the warm."),
        (9, "Why does it smell of apples?", "It is hungry."),
    ],
    "qti12.xml": [
        (5, "Which bee lays the **eggs**?", "There is one queen in a hive."),
        (21, "Which of these does a hive store?", "honey\npollen"),
        (30, "What calms the bees?", "smoke\n\nAlso accepted: a smoker"),
        (35, "Match each bee with its work.", "- scout → finds flowers\n- nurse → feeds"),
        (42, "Why do bees swarm?", None),
    ],
    "qti2.xml": [
        (3, "A comb has cells of one shape.", "Six sides take the least wax."),
        (16, "Bees close cracks with ____ that they gather.", "propolis\n\nAlso accepted: bee glue"),
        (20, "Put the stages of a bee in order.", "1. egg\n2. larva\n3. pupa"),
        (24, "How many of each live in a hive?", "- queens → one\n- drones → hundreds"),
        (28, "Explain the waggle dance.", None),
    ],
    "qti3.xml": [
        (1, "Which parts does a hive have?", "frames\na lid"),
    ],
    "quiz.wiki": [
        (4, "Which milk is feta made of?", "It may hold some of a goat's."),
        (11, "Which of these are blue?", "Stilton\nRoquefort"),
    ],
    "quizizz.csv": [
        (2, "Which joint needs no glue?", "Its tails hold it."),
        (3, "Which tools cut along the grain?", "Rip saw\nFroe"),
        (4, "Name the plane for edges", "Jointer"),
        (5, "What would you make first?", None),
    ],
    "quoted-questions.md": [
        (3, "What is leeway?", "The drift to the side that the wind caus"),
        (7, "How does a boat sail against the wind?", "It tacks: now on one side, now on the ot"),
        (15, "Why does everybody wear a vest?", "Nobody plans to fall in.\n\n> It was never"),
    ],
    "record-of-changes.md": [],
    "titles.rst": [
        (11, "What is grog?", "Often asked.\n\nFired clay, ground and mix"),
        (18, "How thick may a wall be?", "```python\nthickness = 8\n\nprint(thickness"),
        (33, "Why does a glaze craze?", "It shrinks more than the pot. [More](htt"),
    ],
    "true-false.json": [
        (2, "Steel rusts.", "True"),
        (3, "Which metal floats?", "Lithium"),
    ],
    "two-speakers.md": [],
    "drill.org": [
        (4, "What does `ball clay` do?", "It makes a body *soft*; see [here]"),
        (9, "Which cone melts first?", "The lowest: `022`."),
    ],
    "dump.sql": [
        (14, "What's a kiln?", "An oven for clay; it's hot."),
        (15, "What is slip?", None),
        (16, "Why wedge clay?", "To drive out\nthe air."),
        (18, "What is bisque?", "Clay fired once."),
        (19, "What is a cone?", None),
    ],
    "copied-page.md": [
        (1, "What is a warp?", "The threads along the loom.\nThey are tie"),
        (6, "Explain a shed.", "The gap the shuttle flies through.\n- It"),
        (12, "Why size a warp?", "So that it does not fray."),
    ],
    "helping.md": [],
    "one-in-parts.md": [
        (1, "What is felt?", "### 1. What is felt?\n\n- Wool without thr"),
    ],
    "rubric.md": [
        (5, "A cloth pulls to one side. What do you look at?", "I measure the tension thread by thread."),
        (20, "How do you mend a broken thread?", "- A new one, tied behind the heddle."),
    ],
    "sections-of-scenario.md": [
        (3, "The cloth that shrank", "Yarn relaxes in water, so I wash a sampl"),
        (20, "The colour that ran", "Loose dye: rinse until the water is clea"),
    ],
    "shortcodes.md": [
        (5, "What is a heddle?", "A loop that lifts a thread."),
        (9, "Why beat the weft?", "To close the cloth."),
    ],
    "tool-quizzes.md": [
        (4, "What lifts the threads?", "They hang in a frame."),
        (11, "Which of these are weaves?", "twill\nsatin"),
    ],
    "key-below.txt": [
        (3, "Which fish is flat?", "Plaice"),
        (7, "Which hook has no barb?", "Barbless"),
    ],
    "rounds.md": [
        (8, "Casting", "The rod throws the line."),
        (13, "How a Reel Works", "A spool and a brake."),
        (16, "Weights", "They sink the bait."),
    ],
    "starred.txt": [
        (2, "Which knot ties a hook?", "Clinch"),
        (7, "Trout like cold water.", "True"),
        (12, "Which line floats?", "Silk"),
    ],
    "talks.jsonl": [
        (1, "What is a swivel?", "A joint that turns."),
        (1, "Why use one?", "So that the line does not twist."),
        (2, "What is a lure?", "A bait that is made."),
    ],
    "told-at-once.md": [
        (3, "What is a float?", "It shows a bite."),
        (5, "Difference between a spinner and a fly?", "One is metal, the other is tied."),
    ],
    "manual.md": [],
}
