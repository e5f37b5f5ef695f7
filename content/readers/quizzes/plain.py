"""Plain text with marks of its own: Aiken, and the `#Q` files of OpenTriviaQA."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content.model import Option
from content.readers.drafts import Draft, Found

_OPTION = re.compile(r"\s*(?P<sign>[A-Za-z])[.)]\s+(?P<text>\S.*)")
_ANSWER = re.compile(r"\s*ANSWERS?\s*:\s*(?P<signs>[A-Za-z](?:\s*,\s*[A-Za-z])*)\s*$", re.IGNORECASE)
_FEEDBACK = re.compile(r"\s*(?:FEEDBACK|EXPLANATION|REASON)\s*:\s*(?P<text>.+)", re.IGNORECASE)
_NUMBER = re.compile(r"\s*(?:Q(?:uestion)?\s*)?\d{1,4}[.):]\s+", re.IGNORECASE)
_TRIVIA_OPTION = re.compile(r"(?P<sign>[A-Z])(?:[.)]|\s)\s*(?P<text>.*)")

Line = tuple[int, str]


def looks_like_aiken(text: str) -> bool:
    """Say whether a text has Aiken's blocks: lettered lines closed by `ANSWER: B`."""
    lines = text[:100_000].split("\n")
    answers = [i for i, line in enumerate(lines) if re.match(r"\s*ANSWERS?\s*:\s*[A-Za-z]\s*(?:,|$)", line)]
    return bool(answers) and sum(i > 1 and bool(_OPTION.match(lines[i - 1])) for i in answers) >= 0.5 * len(answers)


def read_aiken(text: str) -> Found:
    """Read Aiken: a question, its options one a line, `ANSWER:` and the letter."""
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    block: list[Line] = []
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if found := _FEEDBACK.fullmatch(line):
            if drafts and not block:
                drafts[-1] = _with_answer(drafts[-1], found["text"])
            continue
        answer = _ANSWER.fullmatch(line)
        if answer is None:
            if line.strip():
                block.append((number, line.strip()))
            continue
        drafted = _aiken(block, {sign.strip().lower() for sign in answer["signs"].split(",")})
        if isinstance(drafted, Draft):
            drafts.append(drafted)
        else:
            left.append((block[0][0] if block else number, drafted))
        block = []
    if block:
        left.append((block[0][0], "text without an ANSWER line"))
    return Found(tuple(drafts), tuple(left))


def _with_answer(draft: Draft, text: str) -> Draft:
    return Draft(prompt=draft.prompt, line=draft.line, options=draft.options, answer=text)


def _aiken(block: Sequence[Line], right: set[str]) -> Draft | str:
    first = next(
        (i for i, (_, line) in enumerate(block) if (o := _OPTION.fullmatch(line)) and o["sign"].lower() == "a"),
        0,
    )
    if not first:
        return "an ANSWER line without a question and options before it"
    options: list[tuple[str, str]] = []
    for _, line in block[first:]:
        if found := _OPTION.fullmatch(line):
            options.append((found["sign"].lower(), found["text"]))
        elif options:
            options[-1] = (options[-1][0], f"{options[-1][1]} {line}")
    if not right <= {sign for sign, _ in options}:
        return f"its answer {', '.join(sorted(right)).upper()} is none of its options"
    prompt = "\n".join(line for _, line in block[:first])
    return Draft(
        prompt=_NUMBER.sub("", prompt, count=1) if _NUMBER.match(prompt) else prompt,
        line=block[0][0],
        options=tuple(Option(text, sign in right) for sign, text in options),
    )


def looks_like_trivia(text: str) -> bool:
    """Say whether a text has OpenTriviaQA's `#Q` and `^` lines."""
    return bool(re.search(r"^#Q .*(?:\n(?!#Q |\^).*){0,8}\n\^ ?\S", text[:100_000], re.MULTILINE))


def read_trivia(text: str) -> Found:
    """Read `#Q question`, `^ right answer`, `A option`, `B option` …."""
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    for block in _trivia_blocks(text):
        drafted = _trivia(block)
        if isinstance(drafted, Draft):
            drafts.append(drafted)
        else:
            left.append((block[0][0], drafted))
    return Found(tuple(drafts), tuple(left))


def _trivia_blocks(text: str) -> Iterator[list[Line]]:
    block: list[Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#Q"):
            if block:
                yield block
            block = [(number, line[2:].strip())]
        elif block and line.strip():
            block.append((number, line.strip()))
    if block:
        yield block


def _trivia(block: Sequence[Line]) -> Draft | str:
    at = next((i for i, (_, line) in enumerate(block) if line.startswith("^")), 0)
    if not at:
        return "a question without its ^ line"
    right = block[at][1][1:].strip()
    prompt = "\n".join(line for _, line in block[:at])
    options = [found["text"].strip() for _, line in block[at + 1 :] if (found := _TRIVIA_OPTION.fullmatch(line))]
    chosen = [option.casefold() == right.casefold() for option in options]
    if len(options) < 2:
        return Draft(prompt=prompt, line=block[0][0], answer=right or None)
    if not any(chosen):
        return f"its answer '{right[:40]}' is none of its options"
    return Draft(
        prompt=prompt,
        line=block[0][0],
        options=tuple(Option(option, correct) for option, correct in zip(options, chosen, strict=True)),
    )
