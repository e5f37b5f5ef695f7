"""Moodle's GIFT: `::title:: question {=right ~wrong #feedback}`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.model import Option
from content.readers.drafts import MOST_OPTIONS, Draft, Found
from content.readers.records.values import accepted, number_with_margin
from content.readers.rewriting.hypertext import as_markdown
from content.readers.topics import tags

_FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"^\s*%(-?\d+(?:\.\d+)?)%")
_TRUTH = re.compile(r"\s*(T|F|TRUE|FALSE)\s*(?:#(.*))?$", re.IGNORECASE | re.DOTALL)
_HIDDEN = {char: chr(0xE010 + i) for i, char in enumerate("~=#{}:\\")}
_SHOWN = {ord(hidden): char for char, hidden in _HIDDEN.items()}


@dataclass(frozen=True, slots=True)
class _Answer:
    sign: str
    text: str
    feedback: str
    weight: float

    @property
    def is_wholly_right(self) -> bool:
        """Whether it alone earns everything."""
        return self.sign == "=" and self.weight in (0.0, 100.0)


def looks_like_gift(text: str) -> bool:
    """Say whether a text has questions with answers in braces, by GIFT's signs."""
    start = text[:20_000]
    titled = bool(re.search(r"^::[^:\n]+::", start, re.MULTILINE))
    braced = re.findall(r"(?<!\\)\{\s*(?:[=~]|#-?\d|(?:T|F|TRUE|FALSE)\s*[}#])", start)
    return bool(braced) and (titled or "$CATEGORY:" in start or len(braced) > 1 or bool(re.search(r"\}\s*\Z", text)))


def read_gift(text: str) -> Found:
    """Read GIFT: choice, true or false, short answers, numbers, matching, essays."""
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    category = ""
    for line, block in _blocks(text):
        if block.lstrip().startswith("$CATEGORY:"):
            category = block.split(":", 1)[1].strip().replace("$course$", "").replace("/top/", "/").split("/")[-1]
            continue
        drafted = _draft(block, line, category)
        if isinstance(drafted, Draft):
            drafts.append(drafted)
        else:
            left.append((line, drafted))
    return Found(tuple(drafts), tuple(left))


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Part a text into questions: at empty lines outside of braces, without its comments."""
    block: list[str] = []
    start, open_braces = 1, 0
    for number, raw in enumerate([*text.split("\n"), ""], 1):
        line = _escaped(raw)
        if line.lstrip().startswith("//"):
            continue
        parted = not line.strip() or (block and line.lstrip().startswith(("::", "$CATEGORY:")))
        if parted and open_braces <= 0:
            if block:
                yield start, "\n".join(block)
            block, open_braces = [], 0
        if not line.strip() and open_braces <= 0:
            continue
        if not block:
            start = number
        block.append(line)
        open_braces += line.count("{") - line.count("}")
        if line.lstrip().startswith("$CATEGORY:"):
            yield start, line
            block, open_braces = [], 0
    if block:
        yield start, "\n".join(block)


def _escaped(line: str) -> str:
    """Hide what a backslash escapes."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else _HIDDEN.get(m[1], m[1]), line)


def _clean(text: str) -> str:
    markup = _FORMAT.match(text)
    text = _FORMAT.sub("", text).translate(_SHOWN).strip()
    if (markup and markup[1].lower() == "html") or re.search(
        r"</?(?:p|b|i|br|code|pre|strong|em|span|div|ul|li)\b", text
    ):
        text = "\n".join(line for line, _ in as_markdown(text.split("\n"), 1)).strip()
    return text


def _draft(block: str, line: int, category: str) -> Draft | str:
    titled = re.match(r"\s*::(.*?)::", block, re.DOTALL)
    body = block[titled.end() :] if titled else block
    opening, closing = body.find("{"), body.rfind("}")
    if opening < 0 or closing < opening:
        return "text without answers in braces"
    before, inner, after = body[:opening], body[opening + 1 : closing], body[closing + 1 :].strip()
    prompt = _clean(_with_gap(before.rstrip(), after) if after else before)
    inner, _, general = inner.partition("####")
    if not prompt:
        prompt = _clean(titled[1]) if titled else ""
    if not prompt:
        return "a question without words"
    topics = tags(_clean(category))
    return _answered(prompt, inner.strip(), _clean(general), line, topics)


def _with_gap(before: str, after: str) -> str:
    """Write a gap where the answers stood inside a sentence."""
    if not re.search(r"\w", after):
        return before if before.endswith(tuple(".?!:")) else f"{before} ____{after}"
    return f"{before} ____{'' if after[0] in '.,;:!?' else ' '}{after}"


def _answered(prompt: str, inner: str, general: str, line: int, topics: tuple[str, ...]) -> Draft:
    if truth := _TRUTH.fullmatch(inner):
        right = truth[1].upper().startswith("T")
        feedback = _clean((truth[2] or "").split("#")[-1])  # the second is for who was right
        truths = (Option("True", right), Option("False", not right))
        return Draft(prompt=prompt, line=line, options=truths, answer=general or feedback or None, topics=topics)
    if inner.startswith("#"):
        return Draft(prompt=prompt, line=line, answer=_number(inner[1:]), topics=topics)
    answers = _answers(inner)
    right_ones = [a for a in answers if a.is_wholly_right] or [a for a in answers if a.weight > 0]
    if any("->" in a.text for a in right_ones):
        pairs = [[_clean(side) for side in a.text.split("->", 1)] for a in right_ones if "->" in a.text]
        return Draft(prompt=prompt, line=line, answer="\n".join(f"- {a} → {b}" for a, b in pairs), topics=topics)
    if all(a.sign == "=" for a in answers):
        told = accepted([_clean(a.text) for a in right_ones]) or general
        return Draft(prompt=prompt, line=line, answer=told or None, topics=topics)
    options = tuple(
        Option(_clean(a.text), a in right_ones, "" if a in right_ones else _clean(a.feedback))
        for a in answers[:MOST_OPTIONS]
    )
    why = general or next((_clean(a.feedback) for a in right_ones if a.feedback), "")
    return Draft(prompt=prompt, line=line, options=options, answer=why or None, topics=topics)


def _answers(inner: str) -> list[_Answer]:
    pieces = re.split(r"([=~])", inner)
    found = []
    for sign, piece in zip(pieces[1::2], pieces[2::2], strict=False):
        weight = _WEIGHT.match(piece)
        text, _, feedback = _WEIGHT.sub("", piece).partition("#")
        if text.strip():
            found.append(_Answer(sign, text.strip(), feedback.strip(), float(weight[1]) if weight else 0.0))
    return found


def _number(inner: str) -> str | None:
    """Write `3:2`, `1..5` or `=1822:0` as an answer."""
    first = re.split(r"[~#]", inner.strip().lstrip("="))[0].split("=")[0].strip()
    return number_with_margin(_WEIGHT.sub("", first)) or None
