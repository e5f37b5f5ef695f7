"""HTML as Markdown, line by line, so that one reader serves both and every line keeps its number."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from content.readers.rewriting.written import Lines, Numbered
from content.readers.wordlists import words

_SKIPPED = frozenset({"script", "style", "iframe", "object", "svg", "noscript", "template", "head", "nav"})
_PARAGRAPHS = frozenset(
    words(
        """
        p div center section article header footer main dl dd figure body html table form aside
        """
    )
)
_DROPPED = frozenset(
    words(
        """
        tbody thead tfoot span font u sup sub kbd small big mark ins del a picture source label input
        abbr cite figcaption video meta link tt s strike wbr td th
        """
    )
)
_ENDS_ROW = frozenset({"ul", "ol", "li", "pre", "details", "summary", "dl", "dt", "blockquote", "hr", "table"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_ALONE = {"details": "<details>", "hr": "---"}
_DEEPEST = 20  # lists in lists that are still shown as such
_HEADING = re.compile(r"h[1-6]")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HIDE = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
_SHOW = str.maketrans({"\ue000": "<", "\ue001": ">", "\ue002": "&", "\r": " "})  # `&#13;` would end a line for Markdown
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_SPACES = re.compile(r"\s+")


def as_markdown(lines: list[str], first: int) -> Numbered:
    """Turn lines of HTML into Markdown; `first` is the number of the first line.

    `<details>`, `</details>` and `<summary>…</summary>` stay, each a block of its own. Scripts and styles
    are dropped, unknown tags stay as they stand.
    """
    opening = lines[0] if lines else ""
    writer = _Writer(first, indent=opening[: len(opening) - len(opening.lstrip(" \t"))])
    writer.feed(_without_open_comment("\n".join(_shielded(lines))))
    writer.close()
    return writer.finish()


def _without_open_comment(text: str) -> str:
    """Cut a text at a comment that never ends: the parser would look for its end again and again."""
    opened = text.find("<!--", text.rfind("-->") + 1)
    return text if opened < 0 else text[:opened]


def _shielded(lines: list[str]) -> list[str]:
    """Hide what is code from the HTML parser."""
    shielded, fence = [], ""
    for line in lines:
        mark = _FENCE.match(line)
        if fence:
            shielded.append(line.translate(_HIDE))
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
            shielded.append(line.translate(_HIDE))
        else:
            shielded.append(_CODE_SPAN.sub(lambda m: m[0].translate(_HIDE), line) if "`" in line else line)
    return shielded


class _Writer(HTMLParser):
    def __init__(self, first: int, indent: str) -> None:
        super().__init__(convert_charrefs=True)
        self._first = first
        self._out = Lines(indent)
        self._skipping = ""
        self._pre: list[str] | None = None
        self._lists: list[str] = []
        self._in_row = False
        self._in_heading = False
        self._rows = 0  # of the table under way

    @property
    def _number(self) -> int:
        return self._first + self.getpos()[0] - 1

    def finish(self) -> Numbered:
        if self._pre is not None:
            self._end_pre()
        self._out.end_summary(self._number)
        self._out.break_off(self._number)
        # A tag or comment that is kept as it stands may reach over lines.
        return [(line, number) for text, number in self._out.done for line in text.translate(_SHOW).split("\n")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            return
        if tag in _SKIPPED or (tag == "button" and (self._out.in_summary or self._in_row)):
            self._skipping = tag
        elif self._pre is not None:
            return
        elif tag == "summary":
            self._out.begin_summary(self._number)
        else:
            self._unindent()
            self._start_inline(tag, attrs)

    def _start_inline(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._in_row and (tag in _ENDS_ROW or _HEADING.fullmatch(tag)):  # a table that only lays out a page
            self._in_row = False
            self._out.now = "" if not self._out.now.strip(" |") else self._out.now
        if tag in _MARKS:
            self._out.open(tag)
        elif self._in_row and (tag == "br" or tag in _PARAGRAPHS):
            self._out.say(" ")
        elif tag == "br":
            self._out.say(" ") if self._out.in_summary else self._out.break_off(self._number)
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag == "a" and (href := dict(attrs).get("href")):
            self._out.open_link(href)
        elif not self._out.in_summary:
            self._start_block(tag)

    def _picture(self, given: dict[str, str | None]) -> None:
        picture = f"![{given.get('alt') or ''}]({given.get('src') or ''})"
        self._out.picture(picture)

    def _unindent(self) -> None:
        """Forget the indentation of a tag: in HTML it means nothing, in Markdown code."""
        if not self._out.in_summary and not self._out.now.strip():
            self._out.now = self._out.indent

    def _start_block(self, tag: str) -> None:
        if tag in _ALONE:
            self._out.alone(_ALONE[tag], self._number)
        elif tag in ("ul", "ol"):
            if not self._lists:
                self._out.end_paragraph(self._number)
            self._lists.append("- " if tag == "ul" else "1. ")
        elif tag == "li":
            self._out.break_off(self._number)
            self._out.say("  " * min(len(self._lists) - 1, _DEEPEST) + (self._lists[-1] if self._lists else "- "))
        elif tag == "tr":
            self._out.break_off(self._number)
            self._in_row, self._out.now = True, self._out.indent + "| "
        elif tag in _PARAGRAPHS or _HEADING.fullmatch(tag) or tag in ("dt", "pre", "blockquote"):
            self._start_paragraph(tag)
        elif tag == "button":
            if not self._in_heading:
                self._out.end_paragraph(self._number)
                self._out.open(tag)
        elif tag not in _DROPPED:
            self._out.say(self.get_starttag_text() or "")

    def _start_paragraph(self, tag: str) -> None:
        self._out.end_paragraph(self._number)
        self._rows = 0 if tag == "table" else self._rows
        if _HEADING.fullmatch(tag):
            self._in_heading = True
            self._out.say(self._out.indent + "#" * int(tag[1]) + " ")
        elif tag == "dt":
            self._out.open(tag)
        elif tag == "pre":
            self._pre = []
        elif tag == "blockquote":
            self._out.say("> ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr", "img") or tag in _DROPPED or tag in _PARAGRAPHS:
            self.handle_starttag(tag, attrs)
        elif not self._skipping:
            self._out.say(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
        elif tag == "pre" and self._pre is not None:
            self._end_pre()
        elif self._pre is not None:
            return
        elif tag == "summary":
            self._out.end_summary(self._number)
        elif tag in _MARKS or tag == "dt":
            self._out.close(tag, _MARKS.get(tag, "**"))
        elif tag == "a":
            self._out.end_link()
        elif not self._out.in_summary:
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        self._rows = 0 if tag == "table" else self._rows
        if self._in_row:
            self._end_in_row(tag)
        elif tag == "button":
            if not self._in_heading:
                self._end_button()
        elif tag == "details":
            self._out.alone("</details>", self._number)
        elif tag in ("ul", "ol"):
            self._lists = self._lists[:-1]
            if not self._lists:
                self._out.end_paragraph(self._number)
        elif tag in _PARAGRAPHS or tag == "blockquote" or _HEADING.fullmatch(tag):
            self._in_heading = False
            self._out.end_paragraph(self._number)

    def _end_button(self) -> None:
        """Keep what is written on a button if it asks: what it unfolds answers."""
        if self._out.now.rstrip().endswith("?"):
            self._out.close("button", "**")
        else:
            self._out.now = ""
        self._out.end_paragraph(self._number)

    def _end_in_row(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._out.say(" | ")
        elif tag in ("tr", "table"):
            cells = self._out.now.count(" | ")
            said, self._out.now = self._out.indent + " ".join(self._out.now.split()), ""
            self._in_row = False
            if cells and said.strip(" |"):
                self._out.done.append((said, self._number))
                self._out.done += [(self._out.indent + "|" + " --- |" * cells, self._number)] if not self._rows else []
                self._rows += 1
        elif tag in _PARAGRAPHS:
            self._out.say(" ")

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._pre is not None:
            self._pre.append(data)
            return
        if self._out.in_summary:
            self._out.say(data)
            return
        if self._in_row:
            self._out.now += data.replace("\n", " ").replace("|", "\\|")
            return
        if self._rows and not data.strip():
            return
        if self._in_heading:  # one line, however it is written
            self._out.now += _SPACES.sub(" ", data if self._out.now.strip("# ") else data.lstrip())
            return
        pieces = data.split("\n")
        number = self._number
        for i, piece in enumerate(pieces):
            if i:
                self._out.end_line(number + i - 1)
            self._out.now += piece

    def handle_comment(self, data: str) -> None:
        if not self._skipping and not self._out.in_summary and self._pre is None:
            self._out.alone(f"<!--{data}-->", self._number)

    def _end_pre(self) -> None:
        code, self._pre = "".join(self._pre or ()).strip("\n"), None
        last = self._number
        self._out.done += [(self._out.indent + "```", last)]
        self._out.done += [(self._out.indent + line, last) for line in code.split("\n")]
        self._out.done += [(self._out.indent + "```", last), ("", last)]
