"""One file of questions: what it is, by its name and its first lines, and which reader reads it."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from content.model import Source
from content.readers.decoding import NotTextError, decode
from content.readers.drafts import Found, settle
from content.readers.native.bank import read_bank
from content.readers.page.markdown import read_markdown
from content.readers.page.notebooks import read_notebook
from content.readers.quizzes.cloze import looks_like_cloze, read_cloze
from content.readers.quizzes.gift import looks_like_gift, read_gift
from content.readers.quizzes.moodle import read_moodle
from content.readers.quizzes.plain import looks_like_aiken, looks_like_trivia, read_aiken, read_trivia
from content.readers.quizzes.qti import read_qti
from content.readers.quizzes.xml_values import tree
from content.readers.reading import LeftOut, Reading
from content.readers.records.sql import read_sql
from content.readers.records.structured import read_json, read_toml, read_yaml
from content.readers.records.tables import looks_like_table, read_table
from content.readers.rewriting.latex import from_latex
from content.readers.rewriting.mediawiki import from_mediawiki, looks_like_mediawiki
from content.readers.rewriting.notations import cards, dashed_cards, from_asciidoc, from_org
from content.readers.rewriting.restructured import from_restructured
from content.readers.wordlists import words


def read_xml(text: str) -> Found:
    """Read XML that holds questions: Moodle's, and IMS QTI."""
    root = tree(text)
    if isinstance(root, tuple):
        return Found(left_out=(root,))
    if root.tag == "quiz":
        return read_moodle(root, text)
    if root.tag == "questestinterop" or root.find(".//itemBody") is not None:
        try:
            return read_qti(root, text)
        except RecursionError:
            return Found(left_out=((1, "not read: nested too deep"),))
    return Found(left_out=((1, f"XML that is no quiz known here: <{root.tag}>"),))


LARGEST = 32 * 1024 * 1024
"""Bytes of one file; a larger one is no bank written by people."""
MOST_LINES = 500_000
"""Lines, or tags, of one file."""
_META = re.compile(r"^`[a-z0-9-]+` · (?:junior|mid|senior)\b", re.MULTILINE)
_BY_SUFFIX: dict[str, Callable[[str], Found]] = {
    ".json": read_json,
    ".jsonl": read_json,
    ".ndjson": read_json,
    ".yml": read_yaml,
    ".yaml": read_yaml,
    ".toml": read_toml,
    ".sql": read_sql,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".gift": read_gift,
    ".xml": read_xml,
}
_NOTATIONS: dict[str, Callable[[str], str]] = {
    ".adoc": from_asciidoc,
    ".asciidoc": from_asciidoc,
    ".org": from_org,
    ".rst": from_restructured,
    ".wiki": from_mediawiki,
    ".mediawiki": from_mediawiki,
    ".mw": from_mediawiki,
    ".tex": from_latex,
}
_XML = re.compile(r"<(?:\?xml|quiz|(?:\w+:)?(?:questestinterop|assessmentItem))\b")
_PROGRAMS = frozenset(
    words(
        """
        .py .js .mjs .cjs .ts .jsx .tsx .java .c .h .cc .cpp .hpp .cs .go .rs .rb .php .pl .sh .bash .zsh .ps1 .kt .kts
        .swift .scala .clj .ex .exs .erl .hs .lua .r .dart .css .scss .less .vue .svelte .lock .log .ini .cfg .conf .bat
        """
    )
)
_MARKDOWN = frozenset({".md", ".mdx", ".markdown", ".mdown", ".mkd", ".qmd", ".rmd"})
_HTML = frozenset({".html", ".htm", ".xhtml"})


def read_file(path: Path, bank: str = "", taken: set[str] | None = None) -> Reading:
    """Read one file; what cannot be read is left out with the reason."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            return _nothing(path, "not a regular file")
        if about.st_size > LARGEST:
            return _nothing(path, f"not read: {about.st_size // 2**20} MB, and {LARGEST // 2**20} MB is the limit")
        decoded = decode(path.read_bytes())
    except NotTextError as error:
        return _nothing(path, f"not read: {error}")
    except OSError as error:
        return _nothing(path, f"not read: {error.strerror or error}")
    if not decoded.text.strip():
        return _nothing(path, "an empty file")
    for mark, what in (("\n", "lines"), ("<", "tags")):
        if (count := decoded.text.count(mark)) > MOST_LINES:
            return _nothing(path, f"not read: {count:,} {what}, and {MOST_LINES:,} is the limit")
    reading = _read_text(decoded.text, path, bank, taken)
    left = list(reading.left_out)
    if decoded.note:
        left.insert(0, LeftOut(Source(str(path), 1), decoded.note))
    if not reading.questions and not left:
        left.append(LeftOut(Source(str(path), 1), "no question found"))
    return Reading(reading.questions, tuple(left))


def _nothing(path: Path, why: str) -> Reading:
    return Reading((), (LeftOut(Source(str(path), 1), why),))


def _read_text(text: str, path: Path, bank: str, taken: set[str] | None) -> Reading:
    if is_native(text):
        return _native(text, path)
    return settle(_found(text, path), path, bank, taken)


def is_native(text: str) -> bool:
    """Say whether a text is a bank in our own format: it has a title and meta lines."""
    return bool(_META.search(text)) and bool(re.search(r"^# \S", text, re.MULTILINE))


def _native(text: str, path: Path) -> Reading:
    bank, faults = read_bank(text, path)
    left = tuple(LeftOut(fault.source, fault.what) for fault in faults)
    return Reading(bank.questions if bank else (), left)


def _found(text: str, path: Path) -> Found:
    suffix = path.suffix.lower()
    if suffix in _PROGRAMS:
        return Found(left_out=((1, f"not read: {suffix} files are programs or settings"),))
    if reader := _BY_SUFFIX.get(suffix):
        return reader(text)
    if suffix in _HTML:
        return read_markdown(text, path, is_html=True)
    if suffix == ".ipynb":
        return read_notebook(text, path)
    if notation := _NOTATIONS.get(suffix):
        return read_markdown(notation(text), path)
    carded, other = cards(text)
    if carded:
        found = read_table(carded)
        return replace(found, left_out=(*found.left_out, (other, "text beside the cards"))) if other else found
    if suffix not in _MARKDOWN and (reader := _by_look(text)):
        return reader(text)
    if suffix not in _MARKDOWN and looks_like_mediawiki(text):
        return read_markdown(from_mediawiki(text), path)
    if suffix == ".txt" and (carded := dashed_cards(text)):
        return read_table(carded)
    return read_markdown(text, path)


def _by_look(text: str) -> Callable[[str], Found] | None:
    """Recognise a text by what stands in it."""
    start = text.lstrip()
    if looks_like_trivia(text):
        return read_trivia
    if looks_like_aiken(text):
        return read_aiken
    if looks_like_gift(text):
        return read_gift
    if _XML.match(start):
        return read_xml
    if looks_like_cloze(text):
        return read_cloze
    if start[:1] in "[{" and re.match(r"[\[{]\s*[\[{\"\]}]", start):
        return read_json
    if re.match(r"<(?:!doctype|html|body|div|h\d|dl)\b", start, re.IGNORECASE):
        return _read_hypertext
    return read_table if looks_like_table(text) else None


def _read_hypertext(text: str) -> Found:
    return read_markdown(text, Path("page.html"), is_html=True)
