"""Banks as large as one likes, of the size and shape of those people write, in words that mean nothing."""

from __future__ import annotations

import random

SYLLABLES = (
    "ba",
    "cre",
    "dol",
    "fin",
    "gar",
    "hem",
    "jor",
    "kel",
    "lim",
    "mos",
    "nur",
    "pla",
    "quo",
    "rin",
    "sta",
)


def bank(name: str, questions: int, seed: int = 0) -> str:
    """Write a bank of knowledge questions, every fifth a choice, of about 1.9 kB each."""
    chance = random.Random(f"{name}/{seed}")
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(4000)]

    def words(n: int) -> str:
        return " ".join(chance.choices(vocabulary, k=n)).capitalize()

    def point() -> str:
        return f"- **{words(3)}.** {words(12)}\n  - or: {words(10)}\n  - not: {words(8)}\n"

    def options() -> str:
        wrong = "".join(f"- [ ] {words(9)}\n  - why: {words(10)}\n" for _ in range(3))
        return f"### Options\n\n- [x] {words(9)}\n{wrong}"

    def question(number: int) -> str:
        choice = number % 5 == 0
        kind = " · choice" if choice else ""
        level = ("junior", "mid", "senior")[number % 3]
        body = options() if choice else "### Key points\n\n" + "".join(point() for _ in range(4))
        answer = f"{words(25)}.\n\n{words(25)}." if choice else f"{words(50)}.\n\n{words(50)} `code` **bold**."
        return (
            f"## {words(10)}?\n\n`{name}-{number}` · {level}{kind} · {name}\n\n### Answer\n\n{answer}\n\n{body}\n"
            f"### Hint\n\n{words(14)}?\n\n### Mistakes\n\n- {words(12)}.\n\n### Follow-ups\n\n- {words(11)}?\n"
        )

    return f"# {words(2)}\n\n{words(12)}.\n\n" + "\n".join(question(n) for n in range(questions))
