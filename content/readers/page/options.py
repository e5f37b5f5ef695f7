"""The options of a multiple-choice question inside its body, and which of them are right."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from content.model import Option
from content.readers.page.layout import Block
from content.readers.page.prompts import without_source

_BOX = re.compile(r"\[(?P<mark>[ xX✓✔√]?)\]\s*(?P<text>.*)", re.DOTALL)
_LETTER = re.compile(
    r"^(?P<before>(?:[*_]{1,3}|✅|✔️?|☑️?)?)\s*[(\[]?(?P<letter>[A-Ja-j])(?:(?P<end>[.):\]]|"
    r"\s*[-–](?=\s))[*_]{0,3}[):.]?\s*|[*_]{1,3}[):.]\s*)(?P<text>\S.*)",
    re.DOTALL,
)
_RIGHT = re.compile(
    r"(?:✅|✔️?|☑️?|[(\[]\s*(?:correct|right|correct answer|answer)\s*[)\]]|(?:<+-+|←)\s*correct.*|"
    r"\*\*\s*correct\s*\*\*)\s*",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r".*\S\s*(?:✅|✔️?|☑️?|[(\[]\s*(?:correct|right|correct answer|answer)\s*[)\]]|(?:<+-+|←)\s*correct\W*)\s*",
    re.IGNORECASE | re.DOTALL,
)
_WRONG = re.compile(r"(?:❌|✗|✖️?|[(\[]\s*(?:incorrect|wrong)\s*[)\]])\s*", re.IGNORECASE)
_ALL_BOLD = re.compile(r"(\*\*|__)(?P<text>(?:(?!\1).)+)\1\s*[.;,]?", re.DOTALL)
_OFFERS = re.compile(
    r"\b(?:(?:which|what)(?: \w+)? of (?:the following|these)|"
    r"(?:select|choose|pick|check) (?:all|one|two|three|the (?:correct|right|true|false|best))\b)|"
    r"下列|以下(?:哪|选项)|\bquais? das? seguintes|\bcu[aá]l(?:es)? de l[ao]s siguientes",
    re.IGNORECASE,
)
_NAMES_RIGHT = re.compile(r"\s*[(（]\s*(?P<letters>[A-H](?:\s*[,，、]?\s*[A-H])*)\s*[)）](?P<end>\s*[.。?？:：]?\s*$)?")
_LETTER_LINE = re.compile(
    r"(?:[-*+]\s+)?[(\[]?(?P<letter>[A-Ja-j])[)\].]?(?:\s*[-–—:]\s*(?P<mark>correct|right))?\W*", re.IGNORECASE
)
_FEW = 2  # lines
_LONGEST = 200  # characters of an option that nothing but the words of the prompt announces
_SAYS = (
    r"(?:(?:the |correct |right )*(?:answers?|ans|options?|choices?|solution|key|correct)\b(?: (?:is|are))?"
    r"\s*[:：.\-–]*\s*)"
)
_LETTERS = re.compile(
    rf"^[\W_]*(?:{_SAYS})?[\W_]*(?:options?\s*)?[(\[*_`]*(?P<letters>[A-Ja-j](?:\s*(?:,|and|&|/|;|"
    rf"\+)\s*[A-Ja-j]\b)*)"
    r"(?=\s*$|[).:\]*_`,]|\s[–-]\s)(?!['’])",
    re.IGNORECASE,
)
_FIGURE = re.compile(
    r"^[\W_]*(?:(?:the |correct |right )*(?:answers?|ans|options?)\b(?: (?:is|"
    r"are))?\s*[:.\-–]*\s*)?[\W_]*(?:option\s*)?(?P<figure>\d)(?=$|[\s).:*_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A run of options in a body."""

    options: tuple[Option, ...]
    lettered: bool
    """Whether an answer may name them by letter or number."""
    start: int
    end: int
    """Lines from the first option to the end of the last."""


@dataclass(frozen=True, slots=True)
class _Unit:
    text: str
    right: bool
    start: int
    end: int
    sign: str


def find_options(blocks: Sequence[Block], lines: Sequence[str], aside: Container[int], prompt: str) -> Found | None:
    """Find options: `- [x]`, `- A:`, `A)`, `(a)`, or the list below a prompt that offers one; None if there are none.

    `aside` holds the lines that belong to something else: an answer below its label.
    """
    boxes = _boxes([block for block in blocks if block.start not in aside])
    if len(boxes) > 1:
        return _gathered(boxes, blocks, lines, lettered=True)
    letters = [unit for block in blocks for unit in _letters(block, aside)]
    run = _sequence(letters)
    if len(run) > 1:
        return _gathered(run, blocks, lines, lettered=True)
    plain = [block for block in blocks if block.start not in aside]
    marked = sum(bool(_MARKED.fullmatch(block.text)) for block in plain if block.kind == "item" and block.depth == 1)
    found = listed_options(plain, lines) if marked or _OFFERS.search(prompt) else None
    if found is None or (not marked and _is_told(found, plain)):
        return None
    return found if sum(option.correct for option in found.options) == marked else None


def _is_told(found: Found, blocks: Sequence[Block]) -> bool:
    """Say whether a list below a prompt that offers one tells rather than is to be chosen from."""
    introduced = any(block.kind == "paragraph" and block.start < found.start for block in blocks)
    return introduced or any(len(option.text) > _LONGEST for option in found.options)


def listed_options(blocks: Sequence[Block], lines: Sequence[str]) -> Found | None:
    """Take the first plain list as options: for a body whose answer names one of its items."""
    runs: dict[int, list[_Unit]] = {}
    for block in blocks:
        if block.kind == "item" and block.depth == 1 and block.text:
            sign = str(block.number or "")
            runs.setdefault(block.run, []).append(_unit(block.text, block.start, block.close, sign))
    first = next(iter(runs.values()), [])
    return _gathered(first, blocks, lines, lettered=bool(first[0].sign)) if 2 <= len(first) <= 8 else None


def _boxes(blocks: Sequence[Block]) -> list[_Unit]:
    """Find the items with a box; in a list that has it before the right ones only, the others too."""
    boxed = {block.run: True for block in blocks if _box(block)}
    for block in blocks:
        if (unit := _box(block)) and not unit.right:
            boxed[block.run] = False
    found = []
    for block in blocks:
        if unit := _box(block):
            found.append(unit)
        elif block.kind == "item" and block.depth == 1 and block.text and boxed.get(block.run):
            found.append(_Unit(block.text, right=False, start=block.start, end=block.close, sign="["))
    return found


def _box(block: Block) -> _Unit | None:
    if block.kind != "item" or block.depth != 1 or not (found := _BOX.match(block.text)):
        return None
    text = found["text"].strip()
    lettered = _LETTER.match(text)
    if lettered and lettered["end"]:
        text = lettered["text"]
    return _Unit(text, bool(found["mark"].strip()), block.start, block.close, "[")


def _letters(block: Block, aside: Container[int]) -> list[_Unit]:
    """Find the lettered lines of an item or paragraph."""
    if block.kind not in ("item", "paragraph") or block.depth > 1 or block.quoted:
        return []
    lines = block.text.split("\n")
    told = next((i for i in range(len(lines)) if block.start + i in aside), len(lines))
    lines = lines[:told]
    begins = [i for i, line in enumerate(lines) if _LETTER.match(line.strip())]
    if not begins or (block.kind == "item" and begins[0] != 0):
        return []
    units = []
    for begin, following in zip(begins, [*begins[1:], len(lines)], strict=True):
        found = _LETTER.match("\n".join(line.strip() for line in lines[begin:following]).rstrip("\\ "))
        if found:
            whole = block.kind == "item" and following == len(lines) and told == following
            last = block.close if whole else block.start + following
            bold = bool(
                found["before"].strip("_* ")
                or (found["before"] == "*" and "*" not in found["text"])  # the star of a plain text, not of italics
                or (found["before"].startswith("**") and found["text"].rstrip().endswith("**"))
            )
            text = found["text"].strip()
            if found["before"].startswith("**") and text.count("**") % 2:
                text = text.removesuffix("**")
            elif all_bold := _ALL_BOLD.fullmatch(text):
                text, bold = all_bold["text"], True
            unit = _unit(text, block.start + begin, last, found["letter"])
            units.append(_Unit(unit.text, unit.right or bold, unit.start, unit.end, unit.sign))
    return units


def _unit(text: str, start: int, end: int, sign: str) -> _Unit:
    right = bool(_RIGHT.search(text)) and not _WRONG.search(text)
    return _Unit(_WRONG.sub("", _RIGHT.sub("", text)).strip(), right, start, end, sign)


def _sequence(units: Sequence[_Unit]) -> list[_Unit]:
    """Take the first run A, B, C … in order."""
    run: list[_Unit] = []
    for unit in units:
        wanted = chr(ord("a") + len(run))
        if unit.sign.lower() == wanted:
            run.append(unit)
        elif len(run) > 1:
            break
        elif unit.sign.lower() == "a":
            run = [unit]
    return run


def _gathered(units: Sequence[_Unit], blocks: Sequence[Block], lines: Sequence[str], *, lettered: bool) -> Found:
    """Give each option the code that stands below it, up to the next."""
    options = []
    last = units[-1].end
    trailing = any(_code_between(blocks, a.end, b.start) for a, b in itertools.pairwise(units))
    for i, unit in enumerate(units):
        until = units[i + 1].start if i + 1 < len(units) else unit.end
        if i + 1 == len(units) and trailing:
            until = next((b.end for b in blocks if b.start >= unit.end and b.kind == "code"), unit.end)
            last = max(last, until)
        below = "\n".join(lines[unit.start + 1 + unit.text.count("\n") : until]).strip("\n")
        text = unit.text if not below.strip() else _with_code(unit.text, below)
        options.append(Option(without_source(text), unit.right))  # a source behind one option gives it away
    if all(option.correct for option in options) and units[0].sign != "[":  # what marks every option marks none
        options = [Option(option.text, correct=False) for option in options]
    return Found(tuple(options), lettered, units[0].start, last)


def _code_between(blocks: Sequence[Block], start: int, end: int) -> bool:
    return any(block.kind == "code" and start <= block.start < end for block in blocks)


def _with_code(text: str, below: str) -> str:
    lines = below.split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return f"{text}\n\n" + "\n".join(line[indent:] for line in lines)


def choose(found: Found, answer: str) -> tuple[Option, ...] | None:
    """Mark the options an answer names by letter, number or their own words; None if it names none."""
    first = next((line for line in answer.split("\n") if line.strip()), "").strip().lstrip("> ")
    named = _named_line_by_line(answer) if found.lettered else set()
    if named:
        pass
    elif found.lettered and (letters := _LETTERS.match(first)):
        named = {ord(c) - ord("a") for c in re.sub(r"\band\b", " ", letters["letters"].lower()) if c.isalpha()}
    elif found.lettered and (figure := _FIGURE.match(first)):
        named = {int(figure["figure"]) - 1}
    if not named or max(named) >= len(found.options):
        named = _by_words(found, first)
    if not named:
        return None
    return tuple(Option(option.text, i in named, option.why) for i, option in enumerate(found.options))


def _named_line_by_line(answer: str) -> set[int]:
    """Read letters an answer begins with, one a line: all of them, or those marked as correct."""
    letters = _letter_lines(answer)
    marked = [line for line in letters if line["mark"]] or letters
    return {ord(line["letter"].lower()) - ord("a") for line in marked}


def _letter_lines(answer: str) -> list[re.Match[str]]:
    lines = (_LETTER_LINE.fullmatch(line.strip()) for line in answer.strip().split("\n"))
    found = [line for line in itertools.takewhile(bool, lines) if line]
    return found if len(found) >= _FEW else []


def named_in_prompt(prompt: str, options: tuple[Option, ...]) -> tuple[str, tuple[Option, ...]]:
    """Mark the options that the prompt itself names, `Which is no type? ( D )`, and take their letters out of it."""
    found = _NAMES_RIGHT.search(prompt)
    named = {ord(c) - ord("A") for c in found["letters"] if c.isalpha()} if found else set()
    if found is None or not options or any(o.correct for o in options) or max(named) >= len(options):
        return prompt, options
    rest = found["end"] if found["end"] is not None else " ( )" + prompt[found.end() :]
    return prompt[: found.start()] + rest.rstrip(), tuple(
        Option(option.text, i in named, option.why) for i, option in enumerate(options)
    )


def _by_words(found: Found, first: str) -> set[int]:
    said = _bare(
        re.sub(
            r"^[\W_]*(?:(?:the |correct |right )*(?:answers?|ans)\b(?: (?:is|are))?\s*[:.\-–]*)",
            "",
            first,
            flags=re.IGNORECASE,
        )
    )
    return {i for i, option in enumerate(found.options) if said and said == _bare(option.text)}


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+|[^\w\s*_`.]", text.lower()))


def explained(found: Found, answer: str) -> str:
    """Take `B`, `Answer: B)` or the words of an option off the front of an explanation."""
    if found.lettered and (letters := _letter_lines(answer)):
        return "\n".join(answer.strip().split("\n")[len(letters) :]).strip()
    first, newline, others = answer.strip().partition("\n")
    named = _LETTERS.match(first) if found.lettered else None
    tail = first[named.end() :].lstrip(" )].:,*_`–-") if named else first
    if any(_bare(tail) == _bare(option.text) for option in found.options):
        tail = ""
    if tail.count("**") % 2:
        tail = tail.removesuffix("**")
    return (tail + newline + others).strip()
