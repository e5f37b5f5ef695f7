"""Rules on Markdown that would not show as it was meant, and on what it refers to."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.check.flaws import Flaw
from content.model import Question
from content.text import plain

_LEFT_OVER = re.compile(r"\*\*|__|`|\]\(")
_ADDRESS = re.compile(r"https?://[^\s/]+|mailto:\S+@\S+", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:(?:previous|preceding) question|questions? \d+)\b", re.IGNORECASE)
_AROUND = re.compile(r"\b(?:(?:see|as|shown|mentioned|described|listed) (?:above|below)|the above)\b", re.IGNORECASE)
_WITH_CODE = ("the prompt", "the answer")
"""What is above or below may be part of these; a hint or a follow-up is shown alone."""
_SEE = re.compile(r"\b(?:see|question|compare|cf\.)\s+`(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)`", re.IGNORECASE)


def markup(question: Question, ids: Container[str]) -> Iterator[Flaw]:
    """Find broken Markdown and references that lead nowhere, in every text of a question."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    for name, text in _texts(question):
        for rule, what in _broken(text, parser):
            yield Flaw(f"{rule}: in {name}, {what}", text)
        said = plain(text)
        if found := _OTHER.search(said) or (name not in _WITH_CODE and _AROUND.search(said)):
            yield Flaw(f"dead-reference: in {name}, '{found[0]}' points at what is not shown with it", text)
        for seen in _SEE.finditer(text):
            if seen["id"] not in ids:
                yield Flaw(f"dead-id: in {name}, no question has the id `{seen['id']}`", text)


def _texts(question: Question) -> Iterator[tuple[str, str]]:
    yield "the prompt", question.prompt
    yield "the answer", question.answer or ""
    yield "the hint", question.hint
    for point in question.points:
        for text in (point.cue, point.claim, *point.also, *point.wrong):
            yield f"the point '{point.cue}'", text
    for number, option in enumerate(question.options, 1):
        yield f"option {number}", option.text
        yield f"the why of option {number}", option.why
    lists = {
        "Listen for": question.listen_for,
        "Red flags": question.red_flags,
        "Mistakes": question.mistakes,
        "Follow-ups": question.follow_ups,
    }
    for name, texts in lists.items():
        for text in texts:
            yield name, text


def _broken(text: str, parser: MarkdownIt) -> Iterator[tuple[str, str]]:
    lines = text.split("\n")
    for token in parser.parse(text):
        if token.type == "fence" and token.map and not _closed(token, lines[token.map[1] - 1]):
            yield "open-fence", "a code block is never closed"
        elif token.type == "html_block":
            yield "html", f"'{token.content.splitlines()[0]}' is HTML, which is not read; put code in backticks"
        yield from _broken_line(token.children or ())


def _broken_line(tokens: list[Token] | tuple[Token, ...]) -> Iterator[tuple[str, str]]:
    for at, token in enumerate(tokens):
        if token.type == "html_inline":
            yield "html", f"'{token.content}' is HTML, which is not read; put code in backticks"
        elif token.type == "link_open" and tokens[at + 1].type == "link_close":
            yield "empty-link", "a link has no words"
        elif token.type == "text" and (left := _LEFT_OVER.search(token.content)):
            yield "left-over", f"'{left[0]}' would show as it stands"
        if token.type in ("link_open", "image"):
            address = str(token.attrGet("href") or token.attrGet("src") or "")
            if not address:
                yield "empty-link", "a link has no address"
            elif not _ADDRESS.match(address):
                yield "dead-link", f"'{address}' leads nowhere from a chat"


def _closed(fence: Token, last: str) -> bool:
    stripped = last.strip().lstrip("> ")
    return len(stripped) >= len(fence.markup) and not stripped.strip(fence.markup[0])
