"""HTML as Markdown, line by line, so that one reader serves both and every line keeps its number."""

from __future__ import annotations

import re
from html.parser import HTMLParser

Numbered = list[tuple[str, int]]
"""Lines with their numbers in the source, counted from 1."""

_SKIPPED = frozenset({"script", "style", "iframe", "object", "svg", "noscript", "template", "head", "nav", "button"})
_PARAGRAPHS = frozenset(
    {
        "p",
        "div",
        "center",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "dl",
        "dd",
        "figure",
        "body",
        "html",
        "table",
        "form",
        "aside",
    }
)
_DROPPED = frozenset(
    {
        "tbody",
        "thead",
        "tfoot",
        "span",
        "font",
        "u",
        "sup",
        "sub",
        "kbd",
        "small",
        "big",
        "mark",
        "ins",
        "del",
        "a",
        "picture",
        "source",
        "label",
        "input",
        "abbr",
        "cite",
        "figcaption",
        "video",
        "meta",
        "link",
        "tt",
        "s",
        "strike",
        "wbr",
        "td",
        "th",
    }
)
_ENDS_ROW = frozenset({"ul", "ol", "li", "pre", "details", "summary", "dl", "dt", "blockquote", "hr", "table"})
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_ALONE = {"details": "<details>", "hr": "---"}
_DEEPEST = 20  # lists in lists and marks in marks that are still shown as such
_HEADING = re.compile(r"h[1-6]")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_HIDE = str.maketrans({"<": "\ue000", ">": "\ue001", "&": "\ue002"})
_SHOW = str.maketrans({"\ue000": "<", "\ue001": ">", "\ue002": "&"})
_BELOW = re.compile(r"\n[ \t]*(?:\n|(?:`{3}|~{3}|[-*+] |\d+[.)] ))")
FOLD = "\ue003"
"""Stands for the line ends inside a `<summary>`."""
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


def as_markdown(lines: list[str], first: int) -> Numbered:
    """Turn lines of HTML into Markdown; `first` is the number of the first line.

    `<details>`, `</details>` and `<summary>…</summary>` stay, each a block of its own. Scripts and styles
    are dropped, unknown tags stay as they stand.
    """
    writer = _Writer(first, indent=re.match(r"[ \t]*", lines[0]).group() if lines else "")  # type: ignore[union-attr]
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


def _folded(summary: str) -> str:
    """Write a summary as one line; what stands below its first paragraph, code or a list, follows a `FOLD`."""
    below = _BELOW.search(summary)
    first, more = (summary[: below.start()], summary[below.start() :]) if below else (summary, "")
    if not first.strip() or not more.strip():
        return " ".join(summary.split())
    return " ".join(first.split()) + FOLD + more.strip().replace("\n", FOLD)


class _Writer(HTMLParser):
    def __init__(self, first: int, indent: str) -> None:
        super().__init__(convert_charrefs=True)
        self._done: Numbered = []
        self._now = ""
        self._first = first
        self._indent = indent
        self._opened: list[tuple[str, int]] = []  # marks open in this line, with where they start
        self._skipping = ""
        self._summary: list[str] | None = None
        self._pre: list[str] | None = None
        self._summary_line = first
        self._lists: list[str] = []
        self._link: list[tuple[str, int]] = []
        self._in_row = False
        self._rows = 0  # of the table under way

    @property
    def _number(self) -> int:
        return self._first + self.getpos()[0] - 1

    def finish(self) -> Numbered:
        if self._pre is not None:
            self._end_pre()
        if self._summary is not None:
            self._end_summary()
        self._break()
        # A tag or comment that is kept as it stands may reach over lines.
        return [(line, number) for text, number in self._done for line in text.translate(_SHOW).split("\n")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipping:
            return
        if tag in _SKIPPED:
            self._skipping = tag
        elif self._pre is not None:
            return
        elif tag == "summary":
            self._paragraph()
            self._summary, self._summary_line = [], self._number
        else:
            self._unindent()
            self._start_inline(tag, attrs)

    def _start_inline(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._in_row and (tag in _ENDS_ROW or _HEADING.fullmatch(tag)):  # a table that only lays out a page
            self._in_row = False
            self._now = "" if not self._now.strip(" |") else self._now
        if tag in _MARKS:
            if len(self._opened) < _DEEPEST:
                self._opened.append((tag, self._length()))
        elif self._in_row and (tag == "br" or tag in _PARAGRAPHS):
            self._say(" ")
        elif tag == "br":
            self._say(" ") if self._summary is not None else self._break()
        elif tag == "img":
            self._picture(dict(attrs))
        elif tag == "a" and (href := dict(attrs).get("href")):
            self._link.append((href, self._length()))
        elif self._summary is None:
            self._start_block(tag)

    def _picture(self, given: dict[str, str | None]) -> None:
        picture = f"![{given.get('alt') or ''}]({given.get('src') or ''})"
        if self._link and self._link[-1][1] == self._length():
            self._say(f"[{picture}]({self._link.pop()[0]})")
        else:
            self._say(picture)

    def _unindent(self) -> None:
        """Forget the indentation of a tag: in HTML it means nothing, in Markdown code."""
        if self._summary is None and not self._now.strip():
            self._now = self._indent

    def _start_block(self, tag: str) -> None:
        if tag in _ALONE:
            self._alone(_ALONE[tag])
        elif tag in ("ul", "ol"):
            if not self._lists:
                self._paragraph()
            self._lists.append("- " if tag == "ul" else "1. ")
        elif tag == "li":
            self._break()
            self._say("  " * min(len(self._lists) - 1, _DEEPEST) + (self._lists[-1] if self._lists else "- "))
        elif tag == "tr":
            self._break()
            self._in_row, self._now = True, self._indent + "| "
        elif tag in _PARAGRAPHS or _HEADING.fullmatch(tag) or tag in ("dt", "pre", "blockquote"):
            self._start_paragraph(tag)
        elif tag not in _DROPPED:
            self._say(self.get_starttag_text() or "")

    def _start_paragraph(self, tag: str) -> None:
        self._paragraph()
        self._rows = 0 if tag == "table" else self._rows
        if _HEADING.fullmatch(tag):
            self._say(self._indent + "#" * int(tag[1]) + " ")
        elif tag == "dt":
            self._opened.append((tag, self._length()))
        elif tag == "pre":
            self._pre = []
        elif tag == "blockquote":
            self._say("> ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "hr", "img") or tag in _DROPPED or tag in _PARAGRAPHS:
            self.handle_starttag(tag, attrs)
        elif not self._skipping:
            self._say(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._skipping:
            self._skipping = "" if tag == self._skipping else self._skipping
        elif tag == "pre" and self._pre is not None:
            self._end_pre()
        elif self._pre is not None:
            return
        elif tag == "summary":
            self._end_summary()
        elif tag in _MARKS or tag == "dt":
            self._close(tag, _MARKS.get(tag, "**"))
        elif tag == "a":
            self._end_link()
        elif self._summary is None:
            self._end_block(tag)

    def _end_block(self, tag: str) -> None:
        self._rows = 0 if tag == "table" else self._rows
        if self._in_row:
            self._end_in_row(tag)
        elif tag == "details":
            self._alone("</details>")
        elif tag in ("ul", "ol"):
            self._lists = self._lists[:-1]
            if not self._lists:
                self._paragraph()
        elif tag in _PARAGRAPHS or tag == "blockquote" or _HEADING.fullmatch(tag):
            self._paragraph()

    def _end_in_row(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._say(" | ")
        elif tag in ("tr", "table"):
            cells = self._now.count(" | ")
            said, self._now = self._indent + " ".join(self._now.split()), ""
            self._in_row = False
            if cells and said.strip(" |"):
                self._done.append((said, self._number))
                self._done += [(self._indent + "|" + " --- |" * cells, self._number)] if not self._rows else []
                self._rows += 1
        elif tag in _PARAGRAPHS:
            self._say(" ")

    def handle_data(self, data: str) -> None:
        if self._skipping:
            return
        if self._pre is not None:
            self._pre.append(data)
            return
        if self._summary is not None:
            self._summary.append(data)
            return
        if self._in_row:
            self._now += data.replace("\n", " ").replace("|", "\\|")
            return
        if self._rows and not data.strip():
            return
        pieces = data.split("\n")
        number = self._number
        for i, piece in enumerate(pieces):
            if i:
                self._end_line(number + i - 1)
            self._now += piece

    def handle_comment(self, data: str) -> None:
        if not self._skipping and self._summary is None and self._pre is None:
            self._alone(f"<!--{data}-->")

    def _end_summary(self) -> None:
        if self._summary is not None:
            said, self._summary = _folded("".join(self._summary)), None
            self._opened = []
            self._done += [
                ("", self._summary_line),
                (f"{self._indent}<summary>{said}</summary>", self._summary_line),
                ("", self._number),
            ]

    def _end_pre(self) -> None:
        code, self._pre = "".join(self._pre or ()).strip("\n"), None
        last = self._number
        self._done += [(self._indent + "```", last)]
        self._done += [(self._indent + line, last) for line in code.split("\n")]
        self._done += [(self._indent + "```", last), ("", last)]

    def _end_link(self) -> None:
        if self._link:
            href, start = self._link.pop()
            said = self._cut(start)
            self._say(f"[{said}]({href})" if said.strip() else said)

    def _close(self, tag: str, mark: str) -> None:
        for i in reversed(range(len(self._opened))):
            opened, start = self._opened[i]
            if opened == tag:
                del self._opened[i:]
                said = self._cut(start)
                core = said.strip()
                plain = not core or (mark != "`" and "*" in core)
                self._say(said if plain else said.replace(core, f"{mark}{core}{mark}", 1))
                return

    def _length(self) -> int:
        return len(self._now) if self._summary is None else len("".join(self._summary))

    def _cut(self, start: int) -> str:
        """Take back what was said since a point of this line."""
        if self._summary is not None:
            whole = "".join(self._summary)
            self._summary = [whole[:start]]
            return whole[start:]
        said, self._now = self._now[start:], self._now[:start]
        return said

    def _say(self, text: str) -> None:
        if self._summary is not None:
            self._summary.append(text)
        else:
            self._now += text

    def _end_line(self, number: int) -> None:
        """Finish a line; marks left open in it are forgotten: they never reach over lines."""
        self._done.append((self._now.rstrip(), number))
        self._now = ""
        self._opened = []
        self._link = [(href, 0) for href, _ in self._link]

    def _break(self) -> None:
        if self._now.strip():
            self._end_line(self._number)
        self._now = ""
        self._opened = []
        self._link = [(href, 0) for href, _ in self._link]

    def _paragraph(self) -> None:
        self._break()
        if self._done and self._done[-1][0]:
            self._done.append(("", self._number))

    def _alone(self, text: str) -> None:
        self._paragraph()
        self._done += [(self._indent + text, self._number), ("", self._number)]
