"""What a careful person reads in pages shaped like some that people have published."""

from __future__ import annotations

Seen = tuple[int, str, str | None]
"""Of a question its line, the first line of its prompt, and how its answer begins; None: it has none."""

QUESTIONS: dict[str, list[Seen]] = {
    "advice.md": [],
    "index-of-questions.md": [],
    "question-app.md": [],
    "asking-lines.txt": [
        (2, "What is a loft?", "It is the room below a r"),
        (5, "What are rafters?", "Rafters carry the roof. "),
        (8, "Why is a ridge needed?", "The rafters lean on it."),
        (10, "Who lays the tiles?", "A roofer does."),
    ],
    "boxes-among-bullets.md": [
        (1, "Fill in the blank: a loom holds the _____ tight.", "warp"),
        (8, "Which of these are fibres? Select all that apply.", "Flax\nHemp"),
        (15, "Which of these hold in the wet?", "Nettle\nHemp"),
    ],
    "button-headings.html": [
        (7, "How does a sundial work?", "A rod throws its shadow "),
        (17, "Difference between a rod and a plate", "**Rod:** it stands."),
    ],
    "dashed-numbers.md": [
        (5, "Sobre a rede de pesca, podemos dizer que:", "- É feita de fios\n- É fe"),
        (10, "Para guardar a rede, devemos considerar que:", "- Seca melhor ao vento\n-"),
        (15, "O que prende a rede?", "- Um nó\n- Um laço"),
    ],
    "fenced-page.md": [
        (6, "What is a stake?", "An upright rod.\n\nExample"),
        (15, "How do you soak willow?", "```sh\nsoak --days 5 will"),
        (21, "What is a border for?", "It keeps the stakes from"),
    ],
    "kinds-and-topics.md": [
        (5, "Что такое шов", None),
        (6, "Какие бывают нитки", None),
        (7, "Чем шить кожу", None),
        (8, "Расскажи о выкройке", None),
        (9, "Лекало", None),
        (10, "Натяжение нити", None),
        (11, "Зачем нужен напёрсток", None),
    ],
    "label-in-item.md": [
        (7, "Kinds of lime", "气硬石灰和水硬石灰。\n\n    ★ 气硬石灰需要"),
        (13, "Slaking", "加水。"),
    ],
    "letter-in-prompt.md": [
        (5, "下列哪个不是工具？", "苹果"),
        (10, "下列属于 ( )的是树？", "松\n柏"),
        (15, "下列哪个是水果？ ( 都不是 )", None),
    ],
    "level-lines.md": [
        (7, "What is a bridle?", None),
        (9, "What is a spar made of?", None),
        (13, "How do you tune a bridle?", None),
        (15, "Explain the stall.", None),
    ],
    "levels-as-keys.json": [
        (3, "What is a bight?", "A bend"),
        (4, "What is a splice?", "A join of strands"),
    ],
    "nested-topics.md": [
        (4, "刨子的用途，以及保养", "刨平木头"),
        (7, "锯的分类", "横锯 纵锯"),
        (10, "说明凿子怎么用", "用锤子敲"),
        (15, "硬木与软木", "橡木 松木"),
        (18, "干燥的原理", "慢慢失水"),
    ],
    "one-counted-question.md": [
        (13, "“Why did you choose stone over wood?”", "> “Stone keeps mice out."),
    ],
    "parts-of-a-story.md": [
        (14, "What do you consider your greatest catch?", None),
        (15, "Tell me about a time you lost a net.", None),
        (16, "What was the hardest knot you tied?", None),
    ],
    "right-and-wrong-lists.md": [
        (3, "You are building a ferry for a narrow river. What pulls it across?", "A cable"),
    ],
    "scenario-and-question.md": [
        (3, "Scenario: A barge waits below the lock. What should you do?", "The lower one. The water"),
        (9, "Scenario: The lock leaks. What should you do?", "With dye."),
    ],
    "scenarios-announced.md": [
        (11, "What is a lens?", None),
        (12, "Difference between a lamp and a lantern", None),
        (13, "Explain the watch", None),
        (16, "How is a lens turned?", None),
        (17, "What is a sector light?", None),
        (18, "Why is mercury used?", None),
        (22, "The lamp goes out at night – what do you do?", None),
        (23, "The clockwork is stuck", None),
        (24, "Fog for nine days", None),
    ],
    "short-indents.md": [
        (2, "Which of the following is no part of a bell?", None),
        (7, "Which of the following rings it?", None),
        (13, "True or false: a bell is tuned by turning it on a lathe", None),
        (15, "True or false: bronze is brittle", None),
        (17, "What is a carillon?", "- A set of bells"),
    ],
    "ticked-statements.md": [
        (4, "Select what is true:", "A delta is built of silt"),
        (8, "Features of a weir:", "It holds water back\nIt m"),
        (14, "Is a lake still water?", "True"),
    ],
    "topics-among-questions.md": [
        (8, "介绍陶土的种类", "陶土、瓷土、炻土。"),
        (11, "说说拉坯的步骤？", "1. 定中心\n2. 开孔"),
        (15, "上釉建议", "1. 先素烧"),
        (18, "窑的使用", "慢慢升温。"),
    ],
    "topics-with-answers.md": [
        (3, "Swarming", "A queen leaves with half"),
        (6, "Smokers", "Smoke makes bees fill th"),
        (13, "Winter cluster", "The bees keep close and "),
    ],
    "bold-numbered-topics.md": [
        (7, "Two cuts of a branch", "```text\nbelow, then abov"),
        (12, "Spur vs Shoot", "- **Spur**: short, bears"),
        (16, "Water Sprouts", "- Straight up, cut them "),
        (21, "Keeping Scions", "In damp sand."),
    ],
    "boxed-answers.md": [
        (4, "Nêu hai loại mộng", "Mộng đuôi én và mộng vuô"),
        (10, "Keo khác đinh thế nào?", "Keo giữ cả mặt."),
    ],
    "cards-with-marks.md": [
        (11, "RTH", "A round turn and two hal"),
        (13, "BK", "A bowline knot"),
        (15, "Bight", "A bend in a rope"),
    ],
    "german-fields.json": [
        (3, "Woraus ist ein Segel?", "Tuch"),
        (9, "Was hält den Mast?", "Wanten"),
    ],
    "keyed-records.json": [
        (2, "Was ist ein Kiel?", "Ein Balken am Boden"),
        (7, "Welche Seite ist Steuerbord?", "Rechts"),
    ],
    "lists-in-cells.csv": [
        (2, "What is a whisk for?", "Foam, or froth"),
        (3, "What is a caddy?", "A box"),
    ],
    "lists-in-cells.sql": [
        (3, "What is sencha?", "A green tea"),
        (4, "Which of these is black?", "Assam"),
    ],
    "points-below-prose.md": [
        (1, "Why does a kiln crack?", "A **kiln** cracks where "),
        (10, "Shelves", "They stand on props."),
        (13, "What is a cone?", "It bends when the kiln i"),
    ],
    "vietnamese-table.md": [
        (6, "Cưa là gì", "Một lưỡi có răng"),
        (7, "Sự khác biệt giữa đục và bào", "Đục để khoét, bào để phẳ"),
        (8, "Các loại gỗ", "Gỗ cứng và gỗ mềm"),
    ],
    "counted-code.md": [
        (3, "What will be the output of the following script?", "It will say:\n\n```text\nlo"),
        (18, "What will be the output of the following script?", "```text\njammed\n```"),
    ],
    "double-quoted.sql": [
        (4, 'The cook said "no": who\'s hungry?', "The mate"),
        (7, "Which of these floats?", "Cork"),
    ],
    "facts-and-tasks.md": [
        (3, "Thread a loom", "From the middle outwards"),
        (12, "Mend a break", "Pin a new end in, and we"),
    ],
    "imperatives-after.md": [
        (5, "Quel est l’outil du tonnelier ? Citer deux exemples", None),
        (6, "Qu’est-ce qu’une douve ?", "- Une planche du tonneau"),
        (8, "Quels sont les bois du tonneau ? Les citer et en donner l’usage", None),
        (9, "Quelle est la fonction d’un cercle ?", "- Il serre les douves."),
        (14, "什么是桶？", "- 装酒的木器。"),
        (16, "桶箍有什么用？", "- 箍紧木板。"),
    ],
    "sections-over-lists.md": [
        (8, "Introduce yourself (asked by all).", None),
        (9, "Why do you leave your flock?", None),
        (10, "What are three words for you?", None),
        (11, "What is your best dog?", None),
        (17, "Explain your last winter.", None),
        (18, "What is the worst part of shearing?", None),
        (19, "What is the best part?", None),
        (25, "Design a fold for a steep field", None),
        (26, "How would you count a moving flock?", None),
        (27, "What would you fence first?", None),
    ],
    "line-over-list.md": [
        (6, "What is a starter?", None),
        (7, "Kinds of flour.", None),
        (8, "Ways to shape a loaf.", None),
        (9, "What is proofing?", None),
        (10, "Steam, and what it does.", None),
        (11, "Why does a crust crack?", None),
    ],
    "hangul-table.md": [
        (5, "유약에 대해 설명해주세요", None),
        (6, "가마가 무엇인가요", None),
        (7, "물레란", "돌리는 판"),
        (10, "흙을 비교해주세요.", None),
        (11, "초벌을 하는 이유", None),
        (12, "재벌은 왜 하나요?", None),
    ],
    "columns-so-called.md": [
        (5, "What is the difference between a keel and a fin?", "Both keep a boat upright"),
        (6, "Explain ballast and where it goes", "Low, and in the middle"),
    ],
    "speaks-of-tags.md": [
        (3, "What are tags and cards ?", "- **Tags:** Tags hang on"),
        (9, "What is a stamp ?", "It is pressed on."),
    ],
    "quote-below-item.md": [
        (4, "What is a hedge?", None),
        (5, "How do you lay it?", "> Cut the stem nearly th"),
        (8, "When do you trim it?", None),
        (9, "What lives in it?", None),
    ],
    "letters-line-by-line.md": [
        (3, "Which of these are sheep?", "Merino\nTexel"),
        (16, "Which of these are tools?", "Card\nSpindle"),
    ],
    "boxes-of-mkdocs.md": [
        (5, "What is an escapement?", "It lets one tooth pass a"),
        (12, "Name the hands", "Hours and minutes."),
        (18, "The weight is wound up by the:", "key"),
        (23, "Which parts does a pendulum have?", "1. Rod\n2. Bob\n\nAll clock"),
    ],
    "parts-by-number.md": [
        (5, "Which twine is best?", "Flax."),
        (8, "How wide is a mesh?", "As a thumb."),
        (14, "Where do I begin?", "At the edge."),
    ],
    "headed-parts.md": [
        (8, "Three Barrels", "No: take the other."),
        (17, "Two Ropes", "Light three ends."),
    ],
}
