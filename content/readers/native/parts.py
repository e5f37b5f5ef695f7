"""What stands below the headings of a native bank: texts, lists, key points, options."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from textwrap import dedent

from content.model import KeyPoint, Option, Source
from content.readers.page.blocks import Block, holds_comment
from content.readers.reading import Fault

_LEAD = re.compile(r"\*\*(?P<cue>.+?)\*\*(?P<claim>.*)", re.DOTALL)
_WEIGHT = re.compile(r"\s*\((?:[×x](?P<times>[1-9])|(?P<extra>extra))\)$")
_BOX = re.compile(r"\[(?P<mark>[ xX])\]\s+(?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading of its rank."""

    heading: Block
    body: tuple[Block, ...]
    end: int
    """Index of the line after its last."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing but comments stands in it."""
        return all(block.is_comment for block in self.body)

    def notes(self, word: str) -> tuple[str, ...]:
        """Take the comments that start with a word and a colon, without the two."""
        comments = (note for block in self.body for inner in block.walk() for note in inner.comments)
        return tuple(note.removeprefix(f"{word}:").strip() for note in comments if note.startswith(f"{word}:"))


class Page:
    """One file being read; it gathers the faults."""

    def __init__(self, text: str, path: PurePath) -> None:
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self.faults: list[Fault] = []
        self.asked: str | None = None  # the id of the question being read
        self.bank = path.stem
        self._titled = False
        self._path = str(path)
        self._lines = self.text.split("\n")

    @property
    def end(self) -> int:
        """Index of the line after the last."""
        return len(self._lines)

    def at(self, line: int) -> Source:
        """Name a line of this file, counted from 1."""
        return Source(self._path, line)

    def fault(self, line: int, what: str) -> None:
        """Note what is wrong, and go on."""
        self.faults.append(Fault(self.at(line), what, self.asked))

    def look_over(self, body: Sequence[Block]) -> None:
        """Note the headings, comments and fences that cannot be meant as they are written."""
        for block in (inner for outer in body for inner in outer.walk()):
            if block.kind == "heading":
                self._look_at_heading(block)
            elif block.kind == "html_block" and not block.is_comment:
                what = "a comment that is never closed" if block.text.startswith("<!--") else "HTML is not read"
                self.fault(block.line, f"{what}: {block.text.splitlines()[0]}")
            elif block.kind == "fence" and not self._is_closed(block):
                self.fault(block.line, "a code block that is never closed")
            elif block.kind == "paragraph" and holds_comment(block.text):
                self.fault(block.line, "a comment inside a sentence; give it lines of its own")

    def _look_at_heading(self, block: Block) -> None:
        rank = len(block.mark)
        if block.mark == "=":
            self.fault(block.line, f"a heading with a line under it; write '# {block.text}'")
        elif block.mark == "-":
            self.fault(block.line, f"the line under '{block.text}' makes it a heading; leave an empty line between")
        elif block.depth:
            self.fault(block.line, "a heading inside a list or quote")
        elif rank > 3:
            self.fault(block.line, f"a heading of rank {rank}; banks have #, ## and ###")
        elif rank == 1 and self._titled:
            self.fault(block.line, "a second # heading; a file is one bank")
        self._titled = self._titled or rank == 1

    def _is_closed(self, block: Block) -> bool:
        last = self._lines[block.end - 1].strip().lstrip("> ")
        mark = block.mark
        return block.end - block.start > 1 and last.startswith(mark) and not last.strip(mark[0])

    def split(self, body: Sequence[Block], rank: int, end: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
        """Cut a run of blocks at the headings of one rank: what stands before the first, the sections."""
        cuts = [i for i, block in enumerate(body) if block.kind == "heading" and block.mark == "#" * rank]
        if not cuts:
            return tuple(body), ()
        stops = [*cuts[1:], len(body)]
        ends = [*(body[cut].start for cut in cuts[1:]), end]
        sections = (
            Section(body[cut], tuple(body[cut + 1 : stop]), last)
            for cut, stop, last in zip(cuts, stops, ends, strict=True)
        )
        return tuple(body[: cuts[0]]), tuple(sections)

    def source_of(self, start: int, end: int) -> str:
        """Copy lines as they stand, without the indentation they share and the empty lines around them."""
        return dedent("\n".join(self._lines[start:end])).strip("\n")

    def markdown(self, section: Section) -> str:
        """Copy what stands in a section, without its comments."""
        hidden = {
            line
            for block in section.body
            for inner in block.walk()
            if inner.is_comment
            for line in range(inner.start, inner.end)
        }
        kept = (self._lines[i] for i in range(section.heading.end, section.end) if i not in hidden)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()

    def items(self, section: Section) -> tuple[str, ...]:
        """Read a list of texts."""
        found = []
        for item in self._listed(section.heading.text, section.body):
            text, notes = self._item(item)
            for note in notes:
                self.fault(note.line, f"'{section.heading.text}' has no lists inside its items")
            found.append(text)
        return tuple(filter(None, found))

    def points(self, section: Section) -> tuple[KeyPoint, ...]:
        """Read key points: a bold cue, a claim, and other wordings below it."""
        points = []
        for item in self._listed(section.heading.text, section.body):
            text, notes = self._item(item)
            also, wrong = self._notes(notes, ("or", "not"))
            if not (lead := _LEAD.fullmatch(text)):
                self.fault(item.line, "a key point starts with its cue in bold: - **Cue.** claim")
                continue
            cue, claim = lead["cue"].strip(" .:"), lead["claim"].lstrip(" .:-–—")
            weight = 1
            if marked := _WEIGHT.search(claim):
                weight = int(marked["times"] or 0)
                claim = claim[: marked.start()]
            if not claim or not cue:
                self.fault(item.line, f"a key point without {'a claim' if cue else 'a cue'}: {text}")
                continue
            points.append(KeyPoint(cue, claim, tuple(also), tuple(wrong), weight))
        return tuple(points)

    def options(self, section: Section) -> tuple[Option, ...]:
        """Read options: `[x]` or `[ ]`, a text, and why it is wrong."""
        options = []
        for item in self._listed(section.heading.text, section.body):
            text, notes = self._item(item)
            (why,) = self._notes(notes, ("why",))
            if not (box := _BOX.fullmatch(text)):
                self.fault(item.line, "an option starts with [x] or [ ] and has a text")
                continue
            options.append(Option(box["text"].strip(), box["mark"] != " ", " ".join(why)))
        return tuple(options)

    def _listed(self, name: str, body: Sequence[Block]) -> Iterator[Block]:
        for block in body:
            if block.kind == "bullet_list":
                yield from block.inside
            elif not block.is_comment:
                items = "'- [x] right' and '- [ ] wrong'" if name == "Options" else "items that start with -"
                self.fault(block.line, f"{block.name} has no place below '### {name}': it is a list of {items}")

    def _item(self, item: Block) -> tuple[str, tuple[Block, ...]]:
        """Split an item into its text and the items of the list inside it."""
        texts: list[str] = []
        notes: list[Block] = []
        for block in item.inside:
            if block.kind == "bullet_list":
                notes.extend(block.inside)
            elif block.kind == "paragraph":
                texts.append(block.folded)
            elif block.kind == "fence":
                texts.append(self.source_of(block.start, block.end))
            elif not block.is_comment:
                self.fault(block.line, f"{block.name} has no place in an item of a list")
        if not texts:
            self.fault(item.line, "an empty item")
        return "\n\n".join(texts), tuple(notes)

    def _notes(self, notes: Sequence[Block], words: tuple[str, ...]) -> tuple[list[str], ...]:
        """Sort the items of an inner list by the word they start with."""
        found: dict[str, list[str]] = {word: [] for word in words}
        for note in notes:
            text, inner = self._item(note)
            word, colon, said = text.partition(":")
            if word in words and colon and said.strip() and not inner:
                found[word].append(said.strip())
            else:
                self.fault(note.line, f"expected {' or '.join(f'{w}: …' for w in words)}, found '{text}'")
        return tuple(found.values())
