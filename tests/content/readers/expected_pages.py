"""What a careful person reads in pages whose shapes differ from those in `expected`."""

from __future__ import annotations

Seen = tuple[int, str, str | None]
"""Of a question its line, the first line of its prompt, and how its answer begins; None: it has none."""

QUESTIONS: dict[str, list[Seen]] = {
    "boxes-and-references.md": [
        (3, "Which leaf is picked first?", "the bud"),
        (12, "What does this print?", "It logs its argument."),
        (23, "Which two are green?", "**Note:** both are Japan"),
    ],
    "bullets-with-code.md": [
        (7, "What is a warp and how is it different from a weft?", None),
        (8, "Can you describe the difference between plain and twill weave?", None),
        (9, "Explain how a heddle works.", "- What would you change"),
        (11, "What's the difference between felt and cloth?", None),
        (15, "Have you ever used a rigid loom? If so, which one?", None),
    ],
    "h5-among-anchors.md": [
        (5, "Why is a verge escapement evil?", None),
        (7, "Name a good thing about anchors.", None),
        (9, "Why could removing the pendulum be bad?", "Try removing it and tell"),
        (14, "Is a spring a program?", "And is a clock one too?"),
        (17, 'What does "wind-up" mean?', None),
    ],
    "summaries-after-exercises.md": [
        (25, "What is a hive?", "A box where bees live."),
        (33, "What is a smoker used for?", "[Wikipedia](https://exam"),
        (41, "How many queens does a hive have? True or False: one", "True"),
        (46, "Can a hive live without one?", None),
    ],
    "tasks-with-folded-answers.md": [
        (7, "Create a bowl named red with a matte glaze and list it", "```bash\npot create red -"),
        (20, "Get the bowl's description without the firing log", "```bash\npot get red -o y"),
        (32, "Delete it all", "```bash\npot delete all\n`"),
    ],
    "banner-and-paywall.md": [
        (14, "What is _tacking_ and why does it matter?", "**Tacking** turns the bo"),
        (29, "How does a _keel_ work?", "It resists sideways moti"),
        (35, "When is reefing recommended?", "In a strong wind."),
    ],
    "stars-and-sources.md": [
        (7, "What is _dough_?", "Flour and water.\n\n🔗 **So"),
        (14, "Explain what _proofing_ is", "Letting it rise. Conside"),
        (24, "What is a _levain_?", None),
    ],
    "contents-in-table.md": [
        (13, "What are the possible ways to hold an oar", "There are many ways as m"),
        (31, "What is a scull", "A pair of oars.\n\n| Part"),
        (41, "What is the difference between call and apply", "Volume."),
    ],
    "answers-as-bullets.md": [
        (5, "What is mortar?", "- Cement, sand and water"),
        (7, "Why wet a brick?", "- So that it does not dr"),
        (12, "What is a trowel for?", "- Spreading."),
        (14, "What is a float for?", None),
    ],
    "numbered-bold-answers.md": [
        (3, "What is castling?", "Castling moves king and"),
        (7, "What is en passant?", "A capture of a pawn that"),
        (11, "Explain zugzwang.", "Any move makes it worse."),
        (15, "Stalemate", "No legal move and no che"),
    ],
    "bold-inline-answers.md": [
        (3, "What is a dipole?", "A wire fed in the middle"),
        (4, "What is SWR?", "The ratio of standing wa"),
        (5, "How long is a quarter wave?", "It is 300 divided by fou"),
        (9, "Why ground it?", "Lightning."),
    ],
    "nested-h-topics.md": [
        (4, "What is a main sequence star?", "One that burns hydrogen."),
        (6, "What is a nova?", "A sudden brightening."),
        (9, "What is a gas giant?", "Jupiter is one."),
        (13, "What is focal length?", "Where rays meet."),
    ],
    "table-anchor.md": [
        (10, "What is a bobbin?", "The spool below."),
        (16, "What is a bias cut?", "Cut at 45 degrees."),
    ],
    "q-dot-headings.md": [
        (18, "What is buoyancy?", "An upward force.\n\n**Exam"),
        (35, "Explain the bends?", "Bubbles in the blood."),
        (47, "What is a regulator?", "It brings pressure down."),
        (51, "Which fins are best?", None),
    ],
    "qa-dashes.md": [
        (3, "What is a gimbal?", "A pivoted support."),
        (6, "What is yaw?", "Rotation around the vert"),
        (9, "What is pitch?", "Rotation around the side"),
    ],
    "q-dot-ans.md": [
        (3, "What is a snake?", "A long animal."),
        (6, "What is a lizard?", "It has legs."),
        (9, "Difference between frog and toad?", "Skin."),
        (12, "Name two newts", None),
    ],
    "ans-arrow.md": [
        (3, "What is a hammer?", "-> A tool that hits."),
        (6, "What is a saw?", "-> A tool that cuts."),
        (9, "What is a file?", "-> A tool that smooths."),
    ],
    "definition-list.md": [
        (4, "What is a stanza?", "A group of lines."),
        (6, "What is a couplet?", "Two lines that rhyme."),
    ],
    "deflist.md": [
        (3, "What is a stanza?", "A group of lines."),
        (6, "What is a couplet?", "Two lines that rhyme."),
        (9, "What is a volta?", "A turn in the thought."),
    ],
    "adoc.adoc": [
        (6, "What is malting?", "Sprouting and drying gra"),
        (10, "What is a mash?", "Grain in hot water.\n\n```"),
        (21, "When do you add hops?", "During the boil."),
    ],
    "rst.rst": [
        (4, "What is malting?", "Sprouting and drying gra"),
        (9, "What is a mash?", "Grain in hot water:\n```"),
        (16, "When do you add hops?", "During the boil."),
    ],
    "org.org": [
        (4, "What is malting?", "Sprouting and drying gra"),
        (6, "What is a mash?", "Grain in hot water.\n```p"),
        (12, "When do you add hops?", "During the boil."),
    ],
    "faq.html": [
        (5, "What is rye?", "A grain.\n\n```\nrye()\n```"),
        (6, "What is spelt?", "An old **wheat**."),
        (7, "How long does dough rise?", "An hour.\n\n© 2020"),
    ],
    "answers-in-details-quiz.md": [
        (16, "What's the output?", "It is hoisted:\n\n```javas"),
        (46, "Which of these is true?", "Both."),
    ],
    "table-of-designs.md": [
        (27, "Design a bakery", None),
        (28, "Design a soup line for 1000 people", None),
        (29, "Design a canteen", None),
    ],
    "awesome-links.md": [],
    "plain-numbered-inline-answers.md": [
        (3, "What is a class?", "A blueprint of objects."),
        (6, "What is an object?", "An instance.\nIt has stat"),
        (10, "What is inheritance?", "Taking over members."),
    ],
    "ordered-with-nested-answers.md": [
        (3, "What is state?", "It maps resources.\n\n-"),
        (10, "What is a module?", "A folder of files.\n\n``"),
        (18, "Tell me how to import?", "With `import`."),
    ],
    "emoji-headings.md": [
        (3, "What is ownership?", "One owner."),
        (7, "What is borrowing?", "A reference."),
        (11, "What is a lifetime?", "A scope."),
    ],
    "level-sections.md": [
        (5, "What is a delegate?", "A typed pointer."),
        (10, "What is LINQ?", "Queries in the language."),
        (15, "What is Span?", "A view of memory."),
    ],
    "mdx.mdx": [
        (21, "What is a selvage?", "The edge.\n\n<Tabs>\n<TabIt"),
        (33, "What is a pick?", "<Callout>One weft thread"),
        (37, "What is a shed?", "The gap {1 + 1} between."),
    ],
    "docusaurus-admonition.md": [
        (7, "What is an aperture?", "The opening.\n\nSmaller nu"),
        (15, "What is ISO?", "Really."),
        (25, "Why a tripod?", "Stillness."),
    ],
    "answer-on-same-heading.md": [
        (5, "What is the tallest tree?", "Redwood"),
        (8, "What is the oldest tree?", "Bristlecone"),
        (13, "Which tree has needles?", "Pine"),
    ],
    "quote-answers.md": [
        (3, "What is a commit?", "> A snapshot.\n>\n> It has"),
        (9, "What is a branch?", "> A name for a commit."),
        (13, "What is a tag?", "> A fixed name."),
    ],
    "mcq-md-paren.md": [
        (3, "Which bridge hangs?", "suspension"),
        (12, "Which is the oldest kind?", "A log over a brook."),
    ],
    "mcq-caps.md": [
        (3, "Which one is a nut?", "Hazel"),
        (9, "Which one is a berry?", "Currants are."),
    ],
    "exam-dump.md": [
        (3, "A firm wants to store files cheaply. Which service fits?", "Object store"),
        (15, "Which two save money? (Choose TWO.)", "Reserved\nSpot"),
    ],
    "aws-exam-boxes.md": [
        (3, "A company runs a fleet. Which service tells its health?", "Dashboard"),
        (11, "Which are global?", "Names\nIdentity"),
    ],
    "check-option.md": [
        (3, "Which bird cannot fly?", "Penguin"),
        (9, "Which bird is pink?", "Flamingo"),
    ],
    "readme-tool.md": [],
    "behavioral-list.md": [
        (5, "Tell me about a time you led a team.", None),
        (6, "Describe a conflict with a colleague and how you resolved it.", None),
        (7, "What is your greatest weakness?", None),
        (11, "Tell me about a time you failed.", None),
        (12, "Give an example of a goal you missed.", None),
    ],
    "reverse-list.md": [
        (7, "Who is called at night? (Is it paid?)", None),
        (8, "What would my first week look like?", None),
        (12, "Which tools do you build with?", None),
        (13, "How do changes get reviewed?", None),
    ],
    "underlined-sections.md": [
        (7, "(Given a Tree) Look at this tree and tell me which branch bears.", None),
        (8, "What could go wrong if the frost comes late?", None),
        (9, "What are some ways to make a graft more robust?", "- We can bind it with ba"),
        (16, "Write a plan to pick all rows with two ladders.", None),
        (17, "Given a list of crates, determine the ten heaviest.", None),
    ],
    "setext-topics-h3.md": [
        (7, "What is a hub?", "It repeats."),
        (10, "What is a switch?", "It learns.\n\nAdvanced"),
        (16, "What is BGP?", "It routes between networ"),
    ],
    "h1-each.md": [
        (1, "What is a monad?", "A box with rules."),
        (5, "What is a functor?", "A box you can map."),
        (9, "What is a monoid?", "Something with plus and"),
    ],
    "images-in-answers.md": [
        (3, "What is overfitting?", "![image](https://example"),
        (15, "What is bagging?", None),
    ],
    "duplicated.md": [
        (3, "What is DNS?", "Names."),
        (7, "What is TTL?", "Time."),
    ],
    "truncated.md": [
        (3, "What is a hook?", "A function that lets you"),
        (7, "What is a ref?", None),
        (11, "What is a portal?", "It renders elsewhere..."),
    ],
    "no-question-marks.md": [
        (3, "Explain the architecture", "Control plane and nodes."),
        (7, "Pod vs Deployment", "One is a unit."),
        (11, "Rolling update strategy", "Step by step."),
        (15, "Service types", "ClusterIP and more."),
    ],
    "scenario.md": [
        (5, "The build takes an hour. What do you do?", "Cache layers."),
        (11, "A node has no space. How do you find the culprit?", "With `du`."),
    ],
    "code-hash-lines.md": [
        (3, "How do you comment?", "```bash\n# What is this?"),
        (11, "How do you print?", "~~~\n# not a heading\necho"),
    ],
    "toc-no-links.md": [
        (9, "What is a heap?", "A tree."),
        (13, "What is a trie?", "Letters."),
        (17, "What is a deque?", "Two ends."),
    ],
    "sub-questions.md": [
        (3, "What is regression?", "1. When do you run it?\n2"),
        (6, "What is smoke testing?", None),
        (7, "Describe the pyramid.", None),
    ],
    "flash-double-colon.md": [
        (3, "What is a cell?", "The unit of life"),
        (4, "What is a membrane?", "Its skin"),
        (5, "What is a nucleus?", "Its core"),
    ],
    "flash-question-sep.md": [
        (3, "What is an enzyme?", "A catalyst."),
        (7, "What is a vitamin?", "Needed in traces."),
        (11, "What is a hormone?", "A messenger."),
    ],
    "tables-qa.md": [
        (5, "What is `map`?", "It applies a function."),
        (6, "What is `filter`?", "It keeps some | drops so"),
        (7, "What is `reduce`?", "It folds."),
    ],
    "table-noheader-numbers.md": [
        (7, "How do I pay?", "By card."),
        (8, "Can I get a refund?", "Yes."),
        (14, "How do I log in?", "By link."),
    ],
    "mixed-ranks.md": [
        (8, "What is the difference between port and starboard?", "> Left and right."),
        (13, "What will be the output of the code below?", "> Above code would print"),
        (24, "What is the drawback of a long keel?", "> It turns slowly.\n\n```j"),
        (35, "Write a tack function which works as below.", "> Below is code:\n\n```jav"),
        (47, "How to empty a bilge in a storm?", "For instance:\n\n```javasc"),
        (84, "How to check if a rope is wet or not?", "> Touch it."),
        (89, "What will be the output of the following code?", "> Above code will output"),
        (99, "What will be the output of the following code?", "> Above code will output"),
        (110, "What is the difference between hoisting in the below formats?", "The main difference is w"),
    ],
    "toc-plus.md": [
        (7, "What is Loom?", "A tool to weave."),
        (12, "Which issues does Loom solve?", "Threads are old.\nScalabl"),
        (18, "What are the pros and cons of A?", "Pros:\n+ Simple.\nCons:\n+"),
    ],
    "bullets-learn-here.md": [
        (21, "Tell all the kiln parts.", None),
        (23, "What is `Cone`? How is it used?", None),
        (25, "What is a `Damper`?", "- It holds back the air"),
        (28, "Gas kiln vs wood kiln.", None),
        (32, "Glaze Optimization - Cooling Improvement", None),
        (34, "What is the relation of ash and glaze? What can result?", "- Ash melts.\n\n- Then"),
        (39, "Kiln Shelf and Wash", None),
    ],
    "summary-multiline.md": [
        (22, "What is a hive tool?", "[Hive tool](https://exam"),
        (31, "There were boxes before. What did frames add?", "Simply said, order."),
        (37, "True or False? Bees sleep", "True."),
        (45, "Describe the purpose of the following section in a hive file", "It counts frames."),
        (57, "Which box would you use to store honey?", "A super"),
        (63, "You put a box out but when running `bees get yay` you see none. What happened?", "They left.\n\nTo fix"),
        (73, "Create a new hive with these properties:", "```\nbees create some-hiv"),
        (87, "List all hives", "`bees list`"),
        (93, "Explain auto-feeding", None),
    ],
    "back-to-top-divs.md": [
        (25, "What is a kiln?", "An oven for clay."),
        (33, "How to create a simple bowl that holds water?", "**Step 01**: Take clay"),
        (49, "What are the types in a kiln?", "**1. Primitives:**\n\n* Cl"),
        (68, "What is `undefined` clay?", None),
    ],
    "sql-code-answers.md": [
        (5, "Write a query to fetch the second highest salary.", "```sql\nSELECT MAX(salary"),
        (11, "How do you find duplicates?", "```sql\nSELECT id, COUNT("),
        (21, "What is the output of this query?", "NULL"),
    ],
    "leading-q-num-dot.md": [
        (3, "What is a router?", "It forwards packets."),
        (6, "What is a switch?", "It forwards frames."),
        (9, "What is a hub?", "It repeats bits."),
    ],
    "paren-numbers.md": [
        (3, "What is a thread?", "A path of execution."),
        (7, "What is a process?", "A program that runs."),
        (11, "What is a fiber?", "A light thread."),
    ],
    "bullets-with-nested-answers.md": [
        (3, "What is the DOM?", "- A tree of the document"),
        (6, "What is CORS?", "- A rule on origins."),
        (8, "What is a reflow?", "Layout is done again."),
    ],
    "h3-with-answer-h4.md": [
        (5, "What is TLS?", "Encryption in transit."),
        (11, "What is mTLS?", "Both sides show certific"),
    ],
    "hr-separated-bold.md": [
        (3, "What is a directive?", "A class that changes ele"),
        (9, "What is a pipe?", "A function in a template"),
        (15, "What is DI?", "Giving in what is needed"),
    ],
    "mermaid-images.md": [
        (3, "How would you design a URL shortener?", "```mermaid\ngraph TD; A--"),
        (13, "How would you design a rate limiter?", "Token bucket."),
    ],
    "topics-as-h1.md": [
        (3, "What is an image?", "A template."),
        (6, "What is a layer?", "A diff."),
        (11, "What is a pod?", "A group of containers."),
        (14, "What is a node?", "A machine."),
    ],
    "front-matter-one.mdx": [
        (1, "What is hoisting?", "Declarations move up.\n\n#"),
    ],
    "html-details-lists.md": [
        (6, "What is a cookie?", "A small file."),
        (12, "What is a session?", "A stay."),
    ],
    "answers-in-spoilers.md": [
        (3, "What has keys but opens no lock?", "A piano."),
        (12, "What gets wet while drying?", "A towel."),
    ],
    "discord-spoiler.md": [
        (3, "Who painted the ceiling?", "Michelangelo"),
        (4, "Which river is longest?", "Nile"),
        (5, "What year was the fire?", "1666"),
    ],
    "tf-table.md": [
        (5, "Is HTTP stateless?", "Each request alone"),
        (6, "Is TCP connectionless?", "It has a handshak"),
        (7, "Is UDP reliable?", "It may lose packe"),
    ],
    "korean.md": [
        (3, "프로세스와 스레드의 차이는 무엇인가요?", "프로세스는 메모리를 따로 가진다."),
        (7, "교착 상태란?", "서로 기다리는 상태."),
        (11, "REST란 무엇인가요?", "약속의 모음."),
    ],
    "spanish.md": [
        (3, "¿Qué es un arreglo?", "Una lista."),
        (7, "¿Cuál es la diferencia entre var y let?", "El alcance."),
        (11, "Explica qué es una promesa", "Un valor futuro."),
    ],
    "portuguese-details.md": [
        (4, "O que é um objeto?", "Uma coisa."),
        (11, "Como funciona o laço?", "Repete."),
    ],
    "japanese-qa.md": [
        (3, "HTTPとは何ですか？", "通信の約束です。"),
        (7, "DNSの役割を説明してください", "名前を番号にします。"),
    ],
    "question-n-bold.md": [
        (14, "What is a berth?", "A ship lies there."),
        (33, "What does a pilot bring?", "He knows the shoals."),
    ],
    "practice-letters.md": [
        (3, "What is the main difference between a hoe and a rake?", "A hoe has a blade. A rak"),
        (16, "What is a scythe used for?", "It mows grass."),
    ],
    "practice-test.md": [
        (4, "Which tool can you use to cut branches (e.g. thin or dry)?", "While a spade digs, lopp"),
        (23, "Which tool waters?", "Water runs in it."),
    ],
    "knowledge-check.md": [
        (5, "A key opens:", "Owner-scoped. Simpler th"),
        (19, "A person has 5 keys. The person leaves. The keys:", "Tied."),
    ],
    "your-answer-blank.md": [
        (7, "Why does a cart have two wheels instead of one?", "Two reasons. (1) **Balan"),
        (17, "Why are wheels round?", "They roll."),
    ],
    "check-yourself.md": [
        (5, "What belongs in a residual part?", "Everything unexplained."),
        (6, "Additive or multiplicative - how to choose?", "Additive if swings stay."),
        (7, "What is the relation of the two?", "Same parts."),
    ],
    "b-tags.md": [
        (3, "Which command makes a new pot?", "make pot"),
        (10, "True/False: a pot is round.", "True"),
        (17, "Which tool is the standard for glazing?", "A brush"),
    ],
    "quoted-headings.md": [
        (3, '"What is a ledger and why does it matter?"', "> The book of accounts."),
        (6, '"What is double entry?"', "> Each sum stands twice."),
        (9, '"Tell me about a time you balanced the books."', "> Last year."),
    ],
    "h2-q-bold-a.md": [
        (3, "How does a `Proxy` work?", "It wraps a target. Commo"),
        (6, "What is `Reflect`?", "An object of methods."),
        (9, "Explain tail calls", "A call in tail position."),
    ],
    "ans-bullets.md": [
        (7, "MSE vs MAE - When to use which?", "    *   **Use MSE**: Whe"),
        (12, "Can R2 be negative?", "Yes."),
        (16, "Why adjust it?", "More columns raise it."),
    ],
    "italic-answers.md": [
        (3, "How do you handle missing keys without crashing?", "Use `.get()`."),
        (5, "What is a set?", "Unique things."),
        (7, "What is a tuple?", "A fixed row."),
    ],
    "chinese-bold.md": [
        (3, "深度研究和普通检索到底差在哪?", "标准答:普通检索是一次。"),
        (6, "它最致命的坑是什么?", "幻觉引用**——编造。"),
    ],
    "tasks-links.md": [
        (3, "Write a script that prints the path of the folder.", "  ```\n  pwd\n  ```"),
        (12, "Display the contents list of your folder.", "  ```\n  ls\n  ```"),
    ],
    "lesson-interview.md": [
        (16, "Explain the client-server model.", '"The client asks and the'),
        (20, "What happens when you type a URL?", '"A lookup comes first."'),
        (26, "How does a proxy differ from a gateway?", '"One stands in front of'),
    ],
    "bold-numbered-after-title.md": [
        (16, "What is a mash tun? How is it different from a kettle?", "A vessel for mashing."),
        (20, "What is sparging?", "Rinsing the grain."),
        (24, "Explain the lauter.", "It filters."),
        (30, "Fermentation temperature and esters", "Warm gives more."),
    ],
    "lesson-then-questions.md": [
        (11, "How would you read a large file?", "A strong answer:\n\n> I wo"),
        (19, "What is streaming?", "> Piece by piece."),
        (25, "What is a chunk?", "> One piece."),
    ],
    "lesson-numbered-bold.md": [
        (12, "What's the difference between a block and a reed?", "A block is syntax. A ree"),
        (14, "Why would you store one?", "To call it later."),
        (16, "When does it return early?", "When told to."),
    ],
    "vietnamese.md": [
        (5, "Vì sao trang sau chậm?", "Vì phải đếm."),
        (9, "Tại sao cần khóa?", "Để không lẫn."),
        (13, "Khi nào dùng con trỏ?", "Khi dữ liệu lớn."),
    ],
    "quoted-bullets.md": [
        (14, "\"What's the ledger for? What isn't it for?\"", None),
        (15, '"How would you change it?"', None),
        (16, '"Why is it slow on large books?"', None),
    ],
    "q-dot-answer-h3.md": [
        (19, "What is a list?", "An ordered thing.\n\n### E"),
        (37, "Why does it begin at zero?", "It is a distance."),
    ],
    "question-heading.md": [
        (1, "You lost an oar on the lake. How would you come home?", "How one comes home depends"),
    ],
    "question-headings.md": [
        (3, "What is a keel?", "The keel is the backbone of a boat."),
        (10, "What is an oar?", "A stick.\n\n### How it is held\n\nBy hand."),
    ],
    "answer-guide.md": [(1, "Check a hull for leaks", "- That every plank is tight. Wet it for a day first.")],
    "sources-behind.md": [
        (6, "What's the trade-off between honey and wax?", "If a hive makes too much wax it has litt"),
        (10, "What is a swarm?", "A swarm is a colony on its way."),
        (15, "Explain over- and under-feeding and how to combat them?", "Feeding in autumn only."),
        (20, "How do you combat mites?", " - Heat\n - Powdered sugar\n[[src]](https:"),
        (26, "Implement a frame of wood.", None),
        (29, "Implement a smoker in tin.", None),
        (33, "How does image of a hive work? Sparse vs. dense comb and so on.", None),
        (
            35,
            "Describe how a queen is raised. What about if there are two?",
            "A queen is fed on jelly.\n\n[[src1]](https",
        ),
        (40, "Reverse a frame.", "Turn it:\n\n```\nturn(frame)\n```"),
        (47, "Reverse a box in place.", None),
    ],
    "announced-lists.md": [
        (18, "Why does honey matter?", None),
        (19, "What is wax important for?", None),
        (20, "Smoking is the practice of calming bees with smoke. How can smoking help one open a hive?", None),
        (21, "Pro and cons of wooden and straw hives.", None),
        (22, "What's the difference between a hive, a colony and a swarm? Discuss", None),
        (26, "What did you learn this week?", None),
        (27, "List the last 5 hives you opened.", None),
        (28, 'Let\'s have a conversation about "*Making one\'s own wax*" and the "*Buying it*" practice', None),
        (29, "What happens when you open a hive and press a bee?", None),
        (30, "Interview me", None),
        (34, "Tell me about the Langstroth principle.", None),
        (35, "Show with an example that smoke is evil.", None),
        (36, "Write a song, then sing it. Discuss.", None),
        (37, "What's the output of this hive?", None),
        (42, "About wax, what's the output of this hive, and why?", None),
        (48, "Write a sample hive that leaks honey", None),
        (49, "Generate a sequence of unique swarms", None),
    ],
    "moodle.xml": [
        (4, "Which **thread** goes across?", "The weft goes across, again and again."),
        (11, "What is the thread along the loom?", "Warp\n\nAlso accepted: The warp"),
        (17, "A loom weaves.", "True"),
        (21, "Match each part to what it does.", "- Reed → beats the weft\n- Shuttle → carr"),
        (26, "Why would one count threads?", "To know the weave before it is cut."),
        (30, "Which two tighten a weave?", "A reed\nA comb"),
        (36, "A loom ____.", "weaves"),
    ],
    "dashes.txt": [
        (1, "What is a shuttle?", "It carries the weft"),
        (2, "What is a reed?", "It beats the weft"),
        (3, "Warp", "The threads along the loom"),
    ],
    "contents-elsewhere.md": [
        (12, "What are saucers and discuss their types?", "A saucer holds a cup.\n\n* Small: for coff"),
        (
            18,
            "Assume you have the given tray below (Cups that were used). Write a list of the clean ones",
            "First we look at all cups.\n\n```\nlist(cup",
        ),
        (27, "Describe the advantages of green tea", "**Advantages of green tea:** It wakes."),
        (34, "What do you understand by self service? Explain using an example", None),
    ],
    "then-short-questions.md": [
        (5, "What is a loom?", "A frame for weaving."),
        (8, "What is a weft?", "The thread that goes across."),
        (13, "How do you mend a broken warp?", "Tie a new thread to it."),
        (17, "Why count threads ?", "To know the weave."),
        (23, "Define heddle. [2019]", None),
        (24, "Differentiate plain weave and twill.", None),
        (25, "List any four yarns.", None),
    ],
    "one-folded-among-others.md": [
        (8, "What is an oven?", "A hot box.\n\n```\nbake()\n```"),
        (16, "What is a range?", "An oven with a hob."),
        (18, "Why preheat?", "- Even heat\n- Rise"),
        (23, "What is convection?", "Moving air."),
        (30, "What is a grill?", "Heat from above"),
    ],
    "items-with-arrows.md": [
        (3, "What is a kiln?", "An oven for clay."),
        (4, "Why wedge clay?", "To drive out air."),
    ],
    "two-cards.md": [
        (1, "What is a kiln?", "An oven for clay."),
        (5, "Why wedge clay?", "To drive out air."),
    ],
    "bold-in-table.md": [
        (3, "What is a kiln?", "An oven for clay"),
        (4, "Why wedge clay?", "To drive out air"),
    ],
    "star-answers.md": [
        (8, "Why would a lighthouse need two lamps?", "**Because one may fail"),
        (24, "Describe a time when a ship was late.", "- **Situation:** fog, and no sign of the ship.\n- **Task:**"),
    ],
    "star-bold.md": [
        (9, "When does a house not need a ledger?", "When nobody spends. If a"),
        (13, "What do ledgers cost?", "Ink and time."),
        (16, "Why keep two?", "One may burn."),
    ],
    "item-q-a.md": [
        (6, "How does the page show hiding?", "It hides its buttons. It"),
        (9, "Why not one page for all?", "It would grow."),
        (12, "What is a base page?", "What all share."),
    ],
    "items-then-details.md": [
        (3, "Your house needs 30 days of records. Which edition do you need?", "Large Edition"),
        (11, "A guest needs to store secrets. What edition is required?", "Safe Edition (with a loc"),
        (19, "Which feature allows more guests?", "More beds"),
    ],
    "quoted-mcq.md": [
        (3, "A shop wants quotas and checks. Which is most fitting?", "**Count first:** two of"),
        (19, "A shop wants speed. Which is most fitting?", "Nothing in the way."),
    ],
    "layers.md": [
        (8, "What is a scaffold?", "- **One-liner:** It hold"),
        (13, "What is a plumb line?", "- **One-liner:** It hang"),
        (18, "Design a tower", "- **One-liner:** Begin b"),
    ],
    "korean-a.md": [
        (3, "설치 및 사용법", "**A. 도커 (권장)**\n\n```bash"),
        (11, "요금은 얼마인가요?", "**A. 무료**"),
        (15, "백업은 어떻게 하나요?", "**A. 복사**"),
    ],
    "two-languages.md": [(11, "What may follow the word `by`?", "Any expression that gives a delegate.")],
    "senior-answers.md": [
        (7, "The worker that failed on the second run", "**Initial assessment:** nothing checks"),
        (55, "The restart that never came", "**Initial assessment:** restarts wait"),
    ],
    "quiz-references.md": [
        (3, "Which call takes one message **without** removing it?", "`peek()`"),
        (14, "Inside a worker, what is the name of the message", "The variable is named **this**"),
        (20, "How many readers may a partition have in a group?", "the group gives each partition"),
    ],
    "circles.md": [
        (12, "What Is a Dead Letter and When Should It Be Kept?", "### With one: it is set aside"),
        (45, "Find and Fix a Worker That Is Not Idempotent", "### Not Safe"),
        (90, "Design a Safe Replay of Two Years", "### Analysis"),
    ],
    "subject-in-front.md": [(1, "Please explain how a log differs from a queue?", "The two are close")],
    "to-do-below-headings.md": [(1, "When should you choose a heap, and when a sorted list?", None)],
    "bold-item-a.md": [
        (3, "What is a hull?", "A hull is the body"),
        (6, "What is a keel?", "A keel runs below.\nRather it"),
        (10, "How to store an oar safely?", "Using a rack"),
        (16, "What is a jib?", "A sail at the front."),
    ],
    "tight-first-rank.md": [
        (1, "What are the types of knots?", "Single\nDouble"),
        (5, "What are the three types of anchors?", "Plough\nMushroom"),
        (9, "Can we use “knots” for speed?", "Yes, we can."),
    ],
}
