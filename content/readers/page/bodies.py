"""What stands below a prompt: options, the answer, hints and the rest, each in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from content.model import Level, Option
from content.readers.labels import Part
from content.readers.likeness import ASKS, likeness
from content.readers.noise import Noise, heads_resources, is_only_links, is_pending
from content.readers.page.options import Found, choose, explained, find_options, listed_options
from content.readers.page.prompts import rough
from content.readers.page.sheets import Sheet

_IN_ANSWER = (Part.ANSWER, Part.EXPLANATION)
_TOLD = (*_IN_ANSWER, Part.HINT, Part.FOLLOW_UPS, Part.MISTAKES)
_RULE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,}|<br ?/?>|\*|)\s*")
_HEADING = re.compile(r"#{1,6}\s")
_SHOWS_CODE = re.compile(
    r"\b(?:output|following|below|this (?:code|snippet|query|function|program|class|expression)|code snippet|"
    r"given (?:code|the)|printed|logged)\b|:$|输出|打印|结果",
    re.IGNORECASE,
)
_ASKS_ABOUT_CODE = re.compile(
    r"\b(?:outputs?|print(?:s|ed)?|logs?|logged|result|following|below|code snippet|given (?:code|the)|"
    r"this (?:code|snippet|query|function|program|class|expression)|return(?:s|ed)?|evaluate|happens?|"
    r"wrong with|bug)\b|:$|salida|вывед|输出|打印|代码|结果",
    re.IGNORECASE,
)
_GOES_ON_ASKING = re.compile(
    r"[?？]|\b(?:you (?:are|have|get|see|notice|need)|your (?:team|company|service|boss|manager|app\w*|task)|given|"
    r"suppose|assume|imagine|consider|we (?:have|are|run)|the following)\b",
    re.IGNORECASE,
)
_HEADING_BELOW = re.compile(r"^#{2,6}\s", re.MULTILINE)
_SAYS_WHAT = re.compile(r"\b(?:is|are|means?|refers?|allows?|lets?|happens?|provides?|helps?|do|does|can|keeps?)\b")
_WORD = re.compile(r"[^\W_]+")
_ASKING_WORDS = frozenset({"what", "how", "why", "when", "which", "where", "who", "the", "does", "and", "are", "you"})
_LONG_SCENE = 100  # words
_LONG_LEAD = 25  # words
_FENCED = re.compile(r"(`{3,}|~{3,}).*?\1", re.DOTALL)


@dataclass(slots=True)
class Body:
    """A body taken apart."""

    prompt: str = ""
    """What belongs to the question below its first line: code, details."""
    answer: str = ""
    options: tuple[Option, ...] = ()
    hint: str = ""
    mistakes: tuple[str, ...] = ()
    follow_ups: tuple[str, ...] = ()
    listen_for: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()
    level: Level | None = None
    topics: tuple[str, ...] = ()
    noises: list[tuple[Noise, int]] = field(default_factory=list)
    """What was taken out, each with its line number."""
    labelled: bool = False
    """Whether the answer stands below a label."""


def take_apart(sheet: Sheet, prompt: str, *, asks_below: bool = False) -> Body:
    """Take apart what stands below a prompt; `asks_below`: below a heading that only counts, as in `Question 3`."""
    return _Taker(sheet, prompt, asks_below=asks_below).body()


class _Taker:
    def __init__(self, sheet: Sheet, prompt: str, *, asks_below: bool) -> None:
        self._sheet = sheet
        self._prompt = prompt
        self._asks_below = asks_below
        self._body = Body(level=sheet.level, topics=sheet.topics, noises=sheet.noises)

    def body(self) -> Body:
        sheet = self._sheet
        aside = {number for number, part in enumerate(sheet.parts) if part in _TOLD}
        found = find_options(sheet.blocks, sheet.lines, aside, self._prompt)
        texts = self._texts(found)
        if found and not (_are_options(found, texts) and not self._lists_points(found, texts.get(None, ""))):
            found, texts = None, self._texts(None)
        self._body.labelled = Part.ANSWER in texts
        lead = texts.pop(None, "")
        asked = ""
        if self._asks_below:
            asked, _, lead = lead.partition("\n\n")
            self._prompt = rough(asked)
        if not found and sheet.tells_apart():
            self._body.options = (
                *(Option(text, correct=True) for text in _items(texts.pop(Part.ANSWER, ""))),
                *(Option(text, correct=False) for text in _items(texts.pop(Part.MISTAKES, ""))),
            )
            self._body.prompt = lead
        elif found:
            self._choose(found, texts, lead)
        else:
            self._place_lead(lead, texts)
        self._body.prompt = _joined(asked, self._body.prompt)
        self._fill(texts)
        return self._body

    def _lists_points(self, found: Found, lead: str) -> bool:
        """Say whether lettered lines below a question that asks by itself go on telling what stands before them."""
        told = _FENCED.sub("", lead)
        unmarked = not any(option.correct for option in found.options)
        return unmarked and self._prompt.endswith(("?", "？")) and len(told.split()) > _LONG_LEAD and "?" not in told

    def _texts(self, found: Found | None) -> dict[Part | None, str]:
        """Gather the lines of each part; what follows options explains them."""
        sheet = self._sheet
        gathered: dict[Part | None, list[str]] = {}
        code = {n for block in sheet.blocks if block.kind == "code" for n in range(block.start, block.end)}
        for number, line in enumerate(sheet.lines):
            if found and found.start <= number < found.end:
                continue
            part = sheet.parts[number]
            if found and part is None and number >= found.end:
                part = Part.EXPLANATION
            kept = gathered.setdefault(part, [])
            if number not in sheet.dropped and (line.strip() or number in code):
                kept.append(line)
            elif kept and kept[-1].strip():
                kept.append("")
        texts = {part: _tidy(lines) for part, lines in gathered.items()}
        return {part: text for part, text in texts.items() if text or part is Part.ANSWER}

    def _choose(self, found: Found, texts: dict[Part | None, str], lead: str) -> None:
        """Find the right options, and keep what explains them."""
        body = self._body
        body.options = found.options
        body.prompt = _joined(texts.pop(Part.PROMPT, ""), lead)
        answer = texts.pop(Part.ANSWER, "")
        more = texts.pop(Part.EXPLANATION, "")
        for said in (answer, more):
            if said and (chosen := choose(found, _unquoted(said))):
                body.options = chosen
                break
        if any(option.correct for option in body.options):
            answer = explained(found, _unquoted(answer))
            more = more if answer else explained(found, _unquoted(more))
        body.answer = _joined(answer, more)
        if _is_only_resources(body.answer):
            body.answer = ""

    def _place_lead(self, lead: str, texts: dict[Part | None, str]) -> None:
        """Decide whether what stands before any label asks or answers."""
        body = self._body
        if Part.ANSWER in texts and (texts[Part.ANSWER] or not lead):
            self._listed(lead, texts)
            if not body.options:
                told = lead if self._is_told(lead) else ""
                body.prompt = _joined(texts.pop(Part.PROMPT, ""), "" if told else lead)
                texts[Part.ANSWER] = _joined(told, texts[Part.ANSWER])
            return
        if Part.PROMPT in texts and not lead:
            body.prompt = texts.pop(Part.PROMPT)
            return
        asked, answered = self._code_asked_about(lead)
        body.prompt = _joined(texts.pop(Part.PROMPT, ""), asked)
        texts[Part.ANSWER] = _joined(answered, texts.get(Part.ANSWER, ""))

    def _is_told(self, lead: str) -> bool:
        """Say whether what stands before a labelled answer tells, too, and does not go on asking.

        It does below a prompt that asks by itself, if it explains what was asked, has headings of its own, is
        long, or stands before a sample that only shows how to say it.
        """
        if likeness(rough(self._prompt)) < ASKS or _GOES_ON_ASKING.search(lead) or self._prompt.endswith(":"):
            return False
        if "```" in lead and _ASKS_ABOUT_CODE.search(self._prompt):
            return False
        long = len(lead.split()) > _LONG_SCENE or bool(_HEADING_BELOW.search(lead))
        return long or self._explains(lead) or ("```" not in lead and self._sheet.shows_model())

    def _explains(self, lead: str) -> bool:
        """Say whether a text begins by saying of its prompt's subject what it is or does: `A lock is …`."""
        opening = _WORD.findall(lead.split("\n", maxsplit=1)[0].lower())[:6]
        asked = {word for word in _WORD.findall(rough(self._prompt).lower()) if len(word) > 2} - _ASKING_WORDS
        said = [word for word in opening if len(word) > 2]
        return bool(said) and said[0] in asked and bool(_SAYS_WHAT.search(lead.split("\n", maxsplit=1)[0]))

    def _listed(self, lead: str, texts: dict[Part | None, str]) -> None:
        """Take a plain list as options if the answer is one of its items."""
        if not lead or len(texts.get(Part.ANSWER, "")) > 200:
            return
        sheet = self._sheet
        found = listed_options([b for b in sheet.blocks if sheet.parts[b.start] is None], sheet.lines)
        chosen = choose(found, texts[Part.ANSWER]) if found else None
        if found and chosen:
            self._body.options = chosen
            asked = self._texts(found).get(None, "")
            self._body.prompt = _joined(texts.pop(Part.PROMPT, ""), asked)
            texts[Part.ANSWER] = ""

    def _code_asked_about(self, lead: str) -> tuple[str, str]:
        """Split off the code a prompt asks about, where it shows it or more stands below it."""
        sheet = self._sheet
        first = next((b for b in sheet.blocks if b.kind == "code" and b.start not in sheet.dropped), None)
        if first is None or not first.mark or not _ASKS_ABOUT_CODE.search(self._prompt):
            return "", lead
        code = _tidy(sheet.lines[first.start : first.end])
        after = lead.removeprefix(code).strip()
        asked = lead.startswith(code) and (after or _SHOWS_CODE.search(self._prompt))
        return (code, after) if asked else ("", lead)

    def _fill(self, texts: dict[Part | None, str]) -> None:
        body = self._body
        if not body.answer:
            body.answer = _joined(texts.pop(Part.ANSWER, ""), texts.pop(Part.EXPLANATION, ""))
        body.hint = texts.get(Part.HINT, "")
        body.mistakes = _items(texts.get(Part.MISTAKES, ""))
        body.follow_ups = _items(texts.get(Part.FOLLOW_UPS, ""))
        body.listen_for = _items(texts.get(Part.LISTEN_FOR, ""))
        body.red_flags = _items(texts.get(Part.RED_FLAGS, ""))
        if Part.WHY_ASK in texts:
            body.answer = _joined(texts[Part.WHY_ASK], body.answer)
        pending = any(kind is Noise.PENDING for kind, _ in body.noises)
        if is_pending(body.answer) or (pending and _says_nothing(body.answer)):
            body.answer = ""
        elif body.answer and all(is_only_links(line) for line in body.answer.split("\n") if line.strip()):
            body.answer = ""
            body.noises.append((Noise.STUB, self._sheet.answer_line()))


def _are_options(found: Found, texts: dict[Part | None, str]) -> bool:
    """Say whether lettered lines are options: one is said to be right, or nothing else stands there."""
    if any(option.correct for option in found.options):
        return True
    said = [texts.get(part, "") for part in (*_IN_ANSWER, Part.HINT)]
    if any(choose(found, _unquoted(text)) for text in said if text):
        return True
    return not any(said) and all(len(option.text) < 200 for option in found.options)


def _joined(*texts: str) -> str:
    return "\n\n".join(text for text in texts if text)


def _tidy(lines: Sequence[str]) -> str:
    """Join lines, without the rules and empty lines at either end."""
    first, last = 0, len(lines)
    while first < last and _RULE.fullmatch(lines[first]):
        first += 1
    while first < last and _RULE.fullmatch(lines[last - 1]):
        last -= 1
    return "\n".join(line.rstrip() for line in lines[first:last])


def _unquoted(text: str) -> str:
    """Take the marks of a quotation off, if all of it is one."""
    lines = text.split("\n")
    if all(line.startswith(">") or not line.strip() for line in lines):
        return "\n".join(re.sub(r"^\s*>\s?", "", line) for line in lines).strip()
    return text


def _items(text: str) -> tuple[str, ...]:
    """Split a list into its items; a paragraph is an item too."""
    if not text:
        return ()
    pieces = re.split(r"^(?:[-*+]|\d+[.)])\s+|\n\s*\n(?=\S)", text, flags=re.MULTILINE)
    return tuple(" ".join(piece.split()) for piece in pieces if piece.strip())


def _says_nothing(answer: str) -> bool:
    """Say whether only headings and links are left."""
    return _is_only_resources("\n".join(line for line in answer.split("\n") if not _HEADING.match(line)))


def _is_only_resources(answer: str) -> bool:
    """Say whether only links are left."""
    lines = [line.strip(" -*+") for line in answer.split("\n") if line.strip()]
    return all(heads_resources(line) or is_only_links(line) for line in lines)
