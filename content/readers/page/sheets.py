"""The lines below a prompt, each with the part of the question it belongs to, told by labels."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt

from content.model import Level
from content.readers.labels import Part, part_named, split_label
from content.readers.levels import level_named, names_only_a_level
from content.readers.noise import Noise, is_only_links, noise
from content.readers.page.layout import Block, layout
from content.readers.rewriting.unwrapping import Page

_TAGS = re.compile(r"\(?\s*([^()]*?)\s*\)?$")
_FACTS = (Part.LEVEL, Part.TOPICS, Part.META)
_TEXTS = (Part.ANSWER, Part.EXPLANATION, Part.HINT)
_TO_CLICK = re.compile(r"\b(?:click|show|see|view|reveal|expand|open|toggle|here)\b", re.IGNORECASE)
_BOLD_LEAD = re.compile(r"(\*\*|__)([^*_]{2,40})\1\s*(?![a-z])(.*)")
_SHORT_ANSWER = re.compile(
    r"(?:(?P<word>ans)\s*\d*[*_]*\s*[:：.)–-](?=[\s*_])|a\s*\d*[*_]*\s*[:：]|a\d+[*_]*[.)](?=[\s*_])|(?P<paren>a[.)]\*\*|a\)(?=\s)))"
    r"\s*(?P<text>.*)",
    re.IGNORECASE,
)

_SENTENCE = re.compile(r"\w{2}\.(?:\s|\\?$)")
_LONGEST_FACTS = 100  # characters of a line
_MODEL = re.compile(
    r"\W*(?:an? |the )?(?:model|sample|example|suggested|ideal|strong|good|great|possible)\b", re.IGNORECASE
)
_RIGHT_ONES = re.compile(r"\W*(?:correct|right) (?:answers?|options?|choices?)[\s:*_]*$", re.IGNORECASE)
_WRONG_ONES = re.compile(r"\W*(?:incorrect|wrong|other) (?:answers?|options?|choices?)[\s:*_]*$", re.IGNORECASE)
_MAY_LABEL = re.compile(r"[:：*_<]|\s[–—-]\s|[Aa]\)\s")
_SECOND_LETTER = re.compile(r"\W*b\W*[.:)]", re.IGNORECASE)


class Sheet:
    """A body under way: which lines are kept, what each is part of, which facts its labels tell."""

    def __init__(self, page: Page, blocks: list[Block] | None, parser: MarkdownIt) -> None:
        self.lines = list(page.lines)
        self.blocks = layout(page, parser) if blocks is None else blocks
        self.parts: list[Part | None] = [None] * (len(self.lines) + 1)
        self.dropped: set[int] = set()
        self.level: Level | None = None
        self.topics: tuple[str, ...] = ()
        self.noises: list[tuple[Noise, int]] = []
        """What was taken out, each with its line number."""
        self._page = page
        self._answering = False
        self._told: set[int] = set()  # lines whose part their own paragraph told
        self._label()
        if Part.PROMPT in self.parts and not {Part.ANSWER, Part.EXPLANATION} & set(self.parts):
            self._read_prompt_as_answer()
        self._drop_links()
        self._drop_noise()

    # labels

    def _label(self) -> None:
        part: Part | None = None
        beginning = {block.start: block for block in self.blocks}
        for number in range(len(self.lines)):
            block = beginning.get(number)
            if block is not None:
                part = self._part_from(block, part)
            if number not in self._told:
                self.parts[number] = part

    def _part_from(self, block: Block, part: Part | None) -> Part | None:
        """Say what part begins with a block."""
        if block.kind in ("open", "close", "comment"):
            self.dropped.update(range(block.start, block.end))
            if block.kind == "comment":
                self._comment(block)
        elif block.kind == "summary":
            return self._summary(block, part)
        elif block.kind == "heading":
            return self._heading(block, part)
        elif block is self.blocks[0] and (level := _level_among_facts(block.text)):
            self.level = self.level or level
            self.dropped.update(range(block.start, block.end))
        elif block.kind in ("paragraph", "item"):
            return self._paragraph(block, part)
        return part

    def _comment(self, block: Block) -> None:
        named, rest = split_label(block.text)
        if named in _FACTS:
            self._fact(named, rest, from_zero="expertise" in block.text.lower())

    def _summary(self, block: Block, part: Part | None) -> Part | None:
        named, rest = split_label(block.text)
        self.dropped.update(range(block.start, block.end))
        if named in (None, Part.BODY, Part.PROMPT):
            if not _TO_CLICK.search(block.text):
                first, _, more = block.text.partition("\n")
                self._keep(block.start, f"**{first.strip('*')}**" + (f"\n{more}" if more else ""))
            return part
        if rest:
            self._keep(block.start, rest)
        return named

    def _heading(self, block: Block, part: Part | None) -> Part | None:
        named, rest = split_label(block.text)
        if named is None or named is Part.BODY:
            aside = (Part.HINT, Part.FOLLOW_UPS, Part.MISTAKES, Part.OPTIONS)
            return Part.ANSWER if part in aside else part
        self.dropped.update(range(block.start, block.end))
        if rest and named in _FACTS:
            self._fact(named, rest)
            return part
        if rest:
            self._keep(block.start, rest)
        return named

    def _paragraph(self, block: Block, part: Part | None) -> Part | None:
        """Read the labels that begin the lines of a paragraph: `**Answer:** …`."""
        said = block.text.split("\n")
        lettered = block.kind == "item" or any(_SECOND_LETTER.match(line) for line in said)
        for number, line in enumerate(said, block.start):
            named, rest = _label_of(line, alone=len(said) == 1)
            if named is Part.TOPICS and _SENTENCE.search(rest):  # it speaks of tags
                named = None
            if named is Part.ANSWER and part is Part.ANSWER and self._answering:
                named = None  # a solution inside an answer
            if named is Part.PROMPT and self._answering:
                named = None  # the task of a story that is the answer
            short = _SHORT_ANSWER.match(line.strip().lstrip("*_")) if named is Part.ANSWER else None
            if short and ((lettered and not short["word"]) or (short["paren"] and self._has_second_letter())):
                named, rest = None, line
            if named in _FACTS and (rest or block.kind == "item"):
                self._fact(named, rest)
                self.dropped.add(number)
                continue
            if named is not None and named is not Part.BODY:
                part = named
                self.dropped.add(number)
                if block.quoted:
                    self._unquote(number)
                if rest:
                    self._keep(number, rest)
            self.parts[number] = part
            self._answering = part is Part.ANSWER and (self._answering or bool(line.strip()))
        self._told.update(range(block.start, block.start + len(said)))
        return part

    def _has_second_letter(self) -> bool:
        """Say whether `B.` begins a line, so that `A.` is an option and no answer."""
        return any(_SECOND_LETTER.match(line) for line in self.lines)

    def _unquote(self, number: int) -> None:
        """Take the marks off a quotation that is labelled as the answer."""
        while number < len(self.lines) and self.lines[number].lstrip().startswith(">"):
            self.lines[number] = re.sub(r"^\s*>\s?", "", self.lines[number])
            number += 1

    def _fact(self, named: Part | None, said: str, *, from_zero: bool = False) -> None:
        said = re.sub(r"[*_`]+", "", said).strip()
        if named is Part.LEVEL:
            self.level = level_named(_TAGS.sub(r"\1", said), from_zero=from_zero) or self.level
        elif named is Part.TOPICS:
            found = (topic.strip(" #()") for topic in re.split(r"[,;/|]|\s#", said))
            self.topics += tuple(topic for topic in found if topic)

    def _keep(self, number: int, text: str) -> None:
        self.dropped.discard(number)
        self.lines[number] = text

    def _read_prompt_as_answer(self) -> None:
        """Take `Problem:` and `Context:` for parts of the answer, where nothing else is called the answer."""
        for number, part in enumerate(self.parts[:-1]):
            if part is Part.PROMPT:
                self.parts[number] = None
                if number in self.dropped or self.lines[number] != self._page.lines[number]:
                    self._keep(number, self._page.lines[number])

    def shows_model(self) -> bool:
        """Say whether the answer is called one of several, or the best: `Sample answer`, `Model answer`."""
        first = next((number for number, part in enumerate(self.parts) if part is Part.ANSWER), None)
        return first is not None and bool(_MODEL.match(self._page.lines[first]))

    def tells_apart(self) -> bool:
        """Say whether the right options stand below one label and the wrong ones below another."""
        labels = [self._page.lines[number] for number in sorted(self.dropped) if number < len(self._page.lines)]
        return any(_RIGHT_ONES.match(label) for label in labels) and any(_WRONG_ONES.match(label) for label in labels)

    def answer_line(self) -> int:
        """Give the number of the line an answer begins in: the first that is kept and says something."""
        kept = (n for n, line in enumerate(self.lines) if line.strip() and n not in self.dropped)
        return self._page.numbers[next(kept, 0)]

    # noise: what is shown to nobody

    def _drop_links(self) -> None:
        """Drop what stands below a heading and is nothing but links, the heading with it."""
        heads = [block for block in self.blocks if block.kind == "heading" and not block.depth]
        ends = [*(block.start for block in heads), len(self.lines)][1:]
        for head, end in zip(heads, ends, strict=bool(heads)):
            below = [self.lines[at] for at in range(head.end, end) if self.lines[at].strip(" -*_")]
            if below and all(is_only_links(line) for line in below):
                self.dropped.update(range(head.start, end))

    def _drop_noise(self) -> None:
        for block in self.blocks:
            if block.kind not in ("paragraph", "item", "heading") or block.start in self.dropped:
                continue
            if self.lines[block.start] != self._page.lines[block.start]:
                continue
            kind = noise(block.text)
            if kind is None or (block.kind == "item" and kind in (Noise.PENDING, Noise.ADVERTISEMENT)):
                continue
            self.noises.append((kind, self._page.numbers[block.start]))
            self.dropped.update(range(block.start, block.end))


def _level_among_facts(text: str) -> Level | None:
    """Read a line of facts that names a level among them: `🟢 Beginner | Multiple Choice`."""
    facts = re.split(r"\s[|·•]\s", text) if len(text) < _LONGEST_FACTS and "\n" not in text else ()
    return next((level_named(fact) for fact in facts if names_only_a_level(fact)), None) if len(facts) > 1 else None


def _label_of(line: str, *, alone: bool) -> tuple[Part | None, str]:
    """Say which part a line opens, and what it goes on to say; `alone`: it is all of its paragraph."""
    said = line.strip().rstrip("\\")
    if len(said) > 30 and not _MAY_LABEL.search(said, 0, 80):
        return None, line
    bold = said.startswith(("**", "__", "*", "_", "<b>"))
    named, rest = split_label(re.sub(r"</?(?:b|strong|i|em)>", "", said))
    if named is None and (lead := _BOLD_LEAD.match(said)):
        named, rest = part_named(lead[2]), lead[3]
        named = named if named in _TEXTS else None
    if named is None and (short := _SHORT_ANSWER.match(said.lstrip("*_"))):
        return Part.ANSWER, short["text"].lstrip("*_ ")
    if named is not None and not (rest or bold or ":" in said or "：" in said):
        return (named, "") if alone and named in _TEXTS and len(said) < 30 else (None, line)
    if rest.count("**") % 2:
        rest = (rest.removeprefix("**") if rest.startswith("**") else rest.removesuffix("**")).strip()
    return named, rest
