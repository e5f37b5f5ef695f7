"""What a careful person reads in each file of `shapes`."""

from __future__ import annotations

Seen = tuple[int, str, str | None]
"""Of a question its line, the first line of its prompt, and how its answer begins; None: it has none."""

QUESTIONS: dict[str, list[Seen]] = {
    "h2-numbered.md": [
        (11, "What is a cache?", "A small, fast copy"),
        (22, "Why do caches go stale?", "Because the original changes"),
        (28, "How would you size one?", "Measure the hit rate"),
    ],
    "h3-plain.md": [
        (5, "What does a stable sort keep?", "The order of equal elements."),
        (9, "Explain quicksort in two sentences.", "Pick a pivot"),
        (13, "Merge sort vs heap sort", "One needs room"),
        (19, "When is counting sort a good idea?", "When keys are small"),
        (23, "How do you sort what does not fit in memory?", "Sort runs"),
        (27, "Why is `O(n log n)` a floor for comparing sorts?", "There are n! orders"),
    ],
    "h4-stars.md": [
        (3, "What is a port?", "A number that tells"),
        (9, "How does NAT keep connections apart?", "By the ports it rewrites."),
        (16, "Why does TCP have a slow start?", None),
        (19, "What limits a window?", "The receiver's buffer"),
    ],
    "closed-atx.md": [
        (4, "What is a mutex?", "A lock one thread holds"),
        (8, "How do two locks deadlock?", "Each thread holds one"),
        (12, "When would you rather use a semaphore?", "When several may enter"),
    ],
    "setext.md": [
        (4, "What is a dead letter?", "A message nobody could handle."),
        (9, "Why would you bound a queue?", "So that a slow reader"),
        (14, "How do you keep the order of messages?", "One partition, one reader."),
    ],
    "item-headings.md": [
        (13, "What is a token?", "The smallest unit"),
        (23, "What does a parser build?", "A tree.\n\nOr a list of events"),
        (35, "What is constant folding?", None),
    ],
    "summaries.md": [
        (8, "What does `cd -` do?", "It goes back"),
        (15, "How do you make a script executable?", "- `chmod +x script`\n- and give it a first line"),
        (24, "What happens to background jobs when a shell exits?", None),
        (35, "Name the differences between", "One replaces the shell"),
    ],
    "answers-in-details.md": [
        (3, "Which command shows who last changed a line?", "`git blame`"),
        (12, "What does a detached HEAD point at?", "A commit, and no branch."),
        (22, "How do you undo a pushed commit without rewriting history?", "With `git revert`."),
    ],
    "task-list-quiz.md": [
        (3, "Which of these can be a dictionary key?", "a tuple of strings"),
        (11, "Which two calls leave the list as it was?", "the others work in place."),
        (24, "Pick the generator.", "B\n\n```python\ndef one():\n    yield 1\n```"),
    ],
    "letter-colon-quiz.md": [
        (5, "What's the output?", "Adding a string makes it a string."),
        (27, "What's the output?", "Both become the number zero."),
    ],
    "letter-bracket-quiz.md": [
        (5, "A column holds three values and a NULL. What does counting the column give?", "NULLs are not counted."),
        (20, "Given this view:", "Drop the view first, or cascade."),
    ],
    "quoted-letters.md": [(3, "Which one never moves?", "rock"), (11, "Which one burns?", "It is dry.")],
    "lines-quiz.md": [
        (3, "Which knot holds a bight?", "Bowline"),
        (9, "Which lights does a sailing boat show at night?", "Red, green and white"),
    ],
    "bold-questions.md": [
        (7, "What is a median?", "The middle one."),
        (11, "When does a mean mislead?", "When a few values are huge."),
        (19, "What is a p-value?", None),
        (23, "Bias and variance", "Two ways to be wrong."),
        (27, "How large should a sample be?", "It depends on the effect."),
        (31, "Why do we correct for many tests?", "Chance finds something"),
        (35, "Is correlation causation?", "No."),
        (39, "How do you spot an outlier?", "Plot it."),
        (43, "Which average for rates?", "The harmonic one."),
        (47, "Do you need a normal distribution?", "Rarely."),
        (51, "What is a quantile?", "A cut."),
    ],
    "bold-marked.md": [
        (3, "What is a runbook?", "Steps someone else can follow"),
        (6, "What makes an alert good?", "- it needs a person"),
        (11, "Explain error budgets.", "How much failure"),
    ],
    "question-n.md": [
        (3, "What does an index cost when you write?", "Every write keeps it current."),
        (11, "Why might a planner ignore an index?", None),
        (19, "Describe a covering index.", "It holds all"),
    ],
    "bullets.md": [
        (7, "What is a write-ahead log?", None),
        (8, "How does a B-tree stay balanced?", None),
        (9, "Explain compaction.", None),
        (13, "When would you retry a request?", None),
        (14, "What makes an operation idempotent?", None),
        (15, "How do you roll back a release?", None),
    ],
    "numbered.md": [
        (5, "What is a race?", None),
        (6, "Explain a barrier. Where would one help?", None),
        (7, "What are `join` and `detach` for?", None),
        (11, "What does a garbage collector free?", None),
        (12, "Difference between a leak and a dangling pointer?", None),
    ],
    "unicode-bullets.txt": [
        (3, "What is a status code?", "A number that tells"),
        (6, "Why is PUT idempotent and POST not?", "Putting the same thing"),
        (9, "What does a 304 save?", "Sending the body again."),
    ],
    "no-space.md": [
        (3, "What is bytecode?", "What the machine of the language runs."),
        (6, "What is the heap for?", "Objects."),
        (9, "Explain class loading.", "Classes come in when first used."),
    ],
    "plain-qa.txt": [
        (1, "What is a primary key?", "What names a row."),
        (4, "What is a foreign key?", "A pointer to a row.\nIt may be empty."),
        (8, "What is a composite key?", None),
    ],
    "plain-paragraphs.txt": [
        (2, "What is a variable?", None),
        (4, "What is a constant?", None),
        (6, "Explain the difference between a statement and an expression.", None),
        (8, "Name two loops.", None),
        (11, "What is a closure over a loop variable?", None),
        (13, "Why is recursion sometimes slower?", None),
    ],
    "words-qa.txt": [
        (1, "What is a domain name?", "A name for an address."),
        (4, "Who answers for a zone?", "Its authoritative servers.\nOthers only pass it on."),
    ],
    "aiken.txt": [(1, "Which of these floats?", "A cork"), (7, "Which of these", "Iron")],
    "quiz.gift": [
        (4, "Which river is longer?", "Or nearly so."),
        (10, "A river ends at its mouth.", "True"),
        (12, "Where does a river begin?", "source\n\nAlso accepted: spring"),
        (14, "How many metres make a fathom?", "1.83 (± 0.01)"),
        (16, "Match them.", "- delta → mouth\n- spring → source"),
        (21, "Tell about a river you know.", None),
        (23, "What is 1:2 {as a ratio}?", "a half"),
    ],
    "trivia.txt": [(1, "Which animal sleeps standing?", "Horse"), (7, "Whales are fish.", "False")],
    "header.csv": [
        (2, "What is a shard, really?", "A part of the data, on its own machine"),
        (3, "What is a replica?", "A copy"),
        (4, "Why", "Because"),
    ],
    "no-header.csv": [
        (1, "What is a lease?", "A lock with an end"),
        (2, "How is a leader chosen?", "By votes"),
        (3, "Explain fencing tokens.", "Numbers that only grow"),
    ],
    "semicolons.csv": [(2, "Was ist ein Index?", "Ein Verzeichnis"), (3, "Wozu dient ein Join?", "Er verbindet")],
    "options.csv": [(2, "Which is a verb?", "You can do it."), (3, "Which is a colour?", "blue")],
    "anki.txt": [
        (4, "What is a **monad**?", "A type with `bind`\nand `return`"),
        (5, "The […] maps functions", "functor"),
    ],
    "quizlet.txt": [
        (1, "latency", "the time one request takes"),
        (2, "throughput", "how many requests"),
        (3, "jitter", "how much latency varies"),
    ],
    "ragged.csv": [],
    "records.json": [
        (4, "What is a ring buffer?", "A buffer that begins again at its end."),
        (12, "What can a Bloom filter say for sure?", None),
    ],
    "opentdb.json": [
        (3, 'Who said "debugging is twice as hard"?', "Kernighan"),
        (6, "A byte always had eight bits.", "False"),
    ],
    "quizapi.json": [(4, "Which command lists files?", "ls\ndir")],
    "categories.json": [
        (3, "When was the first message sent?", "1969"),
        (6, "What is the loopback address?", "127.0.0.1\n\nAlso accepted: ::1\n\nBoth lead home."),
    ],
    "lines.jsonl": [
        (1, "What is a tuple?", "A fixed list."),
        (2, "What is a set?", "Things, each once."),
        (4, "What is a map?", None),
    ],
    "red.yaml": [
        (3, "What is the left side of a ship called?", "port\n\nAlso accepted: larboard"),
        (6, "What is a small boat carried on a ship?", "tender"),
        (7, "Fastest knot?", "1\n\nAlso accepted: yes"),
    ],
    "multiple.yml": [(4, "What is the deepest trench?", "Mariana"), (10, "Salt water freezes at zero.", "False")],
    "one-question.md": [(1, "What is tail recursion?", "A call in last place")],
    "front-matter.mdx": [(1, "Explain backpressure in a stream", "The reader tells the writer to slow down.")],
    "page.html": [
        (5, "What is a tree?", "A graph **without** cycles.\n\n```\na -> b\na -> c\n```"),
        (9, "What is a cut?", "- a set of edges\n- that parts the graph"),
    ],
    "stubs.md": [
        (3, "What is a reserved instance?", "A promise to pay"),
        (9, "What is a spot instance?", None),
        (13, "Who pays for traffic?", "Mostly the side that sends."),
    ],
    "twice.md": [(3, "What is a pipe?", "A way from one program"), (7, "What is a signal?", "A knock")],
    "answer-key.md": [(3, "Which one is a container?", "Docker runs it"), (8, "Which one is a file?", "Image")],
    "reverse.md": [
        (12, "How do you decide what to work on?", None),
        (13, "Who reviews my code?", None),
        (14, "Tell me about the last outage.", None),
        (18, "What does a normal week look like?", None),
        (19, "How often do plans change?", None),
        (20, "What would you change here?", None),
    ],
    "coaching.md": [
        (5, "Tell me about yourself.", "I build things that last."),
        (11, "What is a checksum?", "A short number"),
        (19, "Walk me through this project: A ledger for a bakery", "**Problem:**\nReceipts got lost."),
        (34, "Why is this position open?", "Growth and turnover"),
    ],
    "counterparts.md": [
        (3, "What is a Foo?", "A thing."),
        (7, "How does Foo work?", "It turns."),
        (11, "what is the difference between foo, bar and baz ?", "They differ."),
        (15, "What is Bar?", "It stands still."),
        (21, "What on THERE does what Foo does?", "**Quux**\n\n**Quux** does it there."),
        (29, "What on THERE does what Foo and Bar do?", "**Corge** and **Quux**\n\nTwo for two."),
        (33, "Have you worked with Quux before?", "- For years."),
    ],
    "no-bank.md": [],
    "table.md": [
        (5, "What is a subnet?", "A part of a network"),
        (6, "What does `ping` measure?", "The way there and back"),
        (7, "What is a gateway?", "A way out"),
    ],
    "russian.md": [
        (3, "Что такое поток", "Путь выполнения."),
        (7, "Чем отличается процесс от потока", "У процесса своя память."),
        (11, "Для чего нужен мьютекс?", "Чтобы входил один."),
    ],
    "chinese.md": [
        (3, "什么是死锁?", "互相等待。"),
        (7, "简述信号量", "一个计数器。"),
        (11, "线程有哪些状态?", "新建、就绪、运行。"),
    ],
}
