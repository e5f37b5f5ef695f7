"""The prompt inside a heading, item or line: without its number, its level and the marks around it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.model import Level
from content.readers.levels import Signs, level_of_circle, take_level
from content.readers.likeness import ASKS, likeness

_LINK = re.compile(r"!?\[([^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\](?:\([^)]*\)|\[[^\]]*\])")
_SOURCE = re.compile(
    r"(?:\s*[(\[]?\[(?:src|source|ref|reference|link|answer|solution)s?\s?\d*\]?\]?\([^)]*\)[\])]?"
    r"|\s*[(\[]\s*\d{1,3}\s*(?:marks?|points?|pts)\s*[)\]])+\s*$",
    re.IGNORECASE,
)
"""What stands behind a question: where it or its answer comes from, `[[src](…)]`; what it is worth, `(2 marks)`."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKER = re.compile(
    r"(?:interview |sample |practice )?(?:questions?|que|ques|quest|q|(?:exercise|problem|task)(?=\W*\d)"
    r"|pregunta|frage|вопрос|pergunta|câu hỏi|hỏi|câu|问题?|問|(?P<speaker>interviewer|recruiter|hiring manager))"
    r"(?![^\W\d_])"
    r"(?:\s*(?:no)?[.#:]?\s*(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})\s*(?:(?:of|/)\s*\d+)?)?"
    r"\s*(?P<end>[.:)\]–—-]+|(?=\s|$))\s*",
    re.IGNORECASE,
)
_BELOW_A_SUBJECT = re.compile(
    r"[^\W\d_][\w .#+&/]{0,24}\s*[-–—:|]\s+question\s+(?P<number>\d{1,4})(?P<end>\s*[-–—:.]\s+)", re.IGNORECASE
)
"""`Queues - Question 4 - What …`."""
_ORDINAL = re.compile(r"第\s*(?P<number>\d{1,4})\s*[题題問问](?P<end>[.:：)、\s]*)")
_NUMBER = re.compile(
    r"[(\[#№]?(?:no\.? ?)?(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})"
    r"(?P<end>\s*[.:)\]]+(?!\d)|\s+[–—-](?=\s)|\.?(?=\s))\s*(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_REMARKS = re.compile(r"(?:(?:\w[\w'’]*,? ?){1,3}[.!]\s+)+(?=\S)")
"""What is said before asking: `Good. Thank you. How …`."""
_SUBJECT = re.compile(r"\[(?P<tag>[A-Za-z][\w .+#/&-]{0,24})\]\s*[:–—-]?\s+(?=\S)")
_TRAILING = re.compile(r"(?:\s+\*{2,}|\s*(?:\{#[\w-]+\}|#+|¶|\\|🔗|⬆️?|↑|↥|✅|☑️?|❓|❔|☝️?|🔼))+$")
_KEYCAP = re.compile(r"^(?:(\d)\ufe0f?\u20e3)+")
_CODE = re.compile(r"(`+[^`]+`+)")
_PROJECT = re.compile(
    r"(?:key |side |capstone )?(?:project|case study)\s+#?(?:\d{1,2}[a-z]?|[A-Z])"
    r"\s*[:.–—-]\s*(?P<title>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 2_000
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a heading, item or line asks."""

    text: str
    """Rough: without markup, to be judged; `polish` makes the prompt."""
    raw: str
    """Markdown, without number and level."""
    number: tuple[int, ...] = ()
    marked: bool = False
    """Whether it says that it is a question: `Q1:`, `Question 3.`."""
    bare: bool = False
    """Whether the number stands there without a dot or bracket, so that it may belong to the sentence."""
    level: Level | None = None
    subject: str = ""
    """`[Python]` in front of it."""
    likeness: float = 0.0
    project: str = ""
    """`Project 2: …`: a piece of work to be walked through."""

    @property
    def asks(self) -> bool:
        """Whether it looks like a question by its words alone."""
        return self.likeness >= ASKS


def ask(markdown: str, signs: Signs, *, bare_numbers: bool = False) -> Asked:
    """Take a heading, item or line apart; `bare_numbers`: a number without a dot counts the question too."""
    whole = _unbolded(without_tags(markdown).strip())
    raw = _unlinked(_bare_of_ornament(whole))
    raw, level = take_level(_TRAILING.sub("", _SOURCE.sub("", raw)), signs)
    raw = _unbolded(_TRAILING.sub("", raw))
    marked, bare = False, False
    number: tuple[int, ...] = ()
    named = _MARKER.match(raw)
    marker = named or _ORDINAL.match(raw) or _BELOW_A_SUBJECT.match(raw)
    if marker and (marker["number"] or marker["end"]):
        raw, marked, number = raw[marker.end() :], True, _figures(marker["number"])
    elif (found := _NUMBER.match(raw)) and (found["end"].strip() or bare_numbers or "." in found["number"]):
        raw, number, bare = _unbolded(found["rest"]), _figures(found["number"]), not found["end"].strip()
        again = _MARKER.match(raw)
        if again and again["end"]:
            raw, marked = raw[again.end() :], True
    raw, later = take_level(_TRAILING.sub("", _unbolded(_bare_of_ornament(raw))), signs)
    subject = _SUBJECT.match(raw)
    if subject and not raw.startswith("[ ]"):
        raw = raw[subject.end() :]
    text = rough(raw)
    asking = likeness(text)
    if named and named["speaker"]:  # not all an interviewer says is a question
        marked = asking >= ASKS
        raw, text = _REMARKS.sub("", raw), _REMARKS.sub("", text)
    project = _PROJECT.fullmatch(text)
    return Asked(
        text,
        raw,
        number,
        marked,
        bare,
        level or later or level_of_circle(whole, signs),
        subject["tag"] if subject else "",
        asking,
        project["title"] if project else "",
    )


def without_source(text: str) -> str:
    """Take off where a text or its answer comes from, if it says more than that."""
    return _SOURCE.sub("", text) or text


def without_tags(markdown: str) -> str:
    """Write HTML in a line as Markdown, outside of code."""
    if "<" not in markdown:
        return markdown
    pieces = _CODE.split(markdown)
    return "".join(piece if i % 2 else _TAG.sub(_tag_mark, piece) for i, piece in enumerate(pieces))


def _tag_mark(tag: re.Match[str]) -> str:
    """Keep what HTML in a line means: code and bold; a line break is a space."""
    name = re.sub(r"[^a-z]", "", tag[0].lower().split(" ")[0])
    return {"code": "`", "b": "", "strong": "", "br": " "}.get(name, "" if name in _KNOWN else tag[0])


_KNOWN = frozenset(
    {"a", "i", "em", "u", "span", "font", "div", "p", "sup", "sub", "kbd", "small", "img", "center", "h"}
)


def _unlinked(text: str) -> str:
    """Take off a link a line begins with: its number may stand in there."""
    link = _LINK.match(text) if text.startswith("[") else None
    return link[1] + text[link.end() :] if link else text


def _figures(number: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in number.split(".")) if number else ()


def _bare_of_ornament(text: str) -> str:
    """Strip emoji and other pictures from the start, and a keycap number into digits."""
    text = text.lstrip()
    if keycap := _KEYCAP.match(text):
        return re.sub(r"\D", "", keycap[0]) + ". " + text[keycap.end() :].lstrip(" .:)")
    text = re.sub(r"^(?:\[[⬆↑↥🔝^]\ufe0f?\]\([^)]*\)|:[a-z_]+:(?!:))\s*", "", text)
    at = 0
    while at < len(text) and (
        text[at] in " \t•▪*·" or unicodedata.category(text[at]) in ("So", "Cf", "Mn", "Me", "Sk")
    ):
        if text[at] in "`*" and not text.startswith("* ", at):
            break
        at += 1
    return text[at:]


def _unbolded(text: str) -> str:
    """Take off bold or italics that span a whole line, and the bold around a marker: `**Q1:** What …`."""
    text = text.strip()
    for mark in ("***", "**", "__", "*", "_"):
        if (
            text.startswith(mark)
            and text.endswith(mark)
            and len(text) > 2 * len(mark)
            and mark not in text[len(mark) : -len(mark)]
        ):
            return text[len(mark) : -len(mark)].strip()
    lead = re.match(
        r"(\*\*|__)\s*((?:(?:q(?:uestion)?|interviewer|recruiter|hiring manager|pregunta|frage|вопрос|pergunta|"
        r"câu hỏi|hỏi)\s*\.?\s*\d*|\d+(?:\.\d+)*)"
        r"\s*[.:)]*)\s*\1\s*[.:)]?\s*",
        text,
        re.IGNORECASE,
    )
    if lead:
        return f"{lead[2].rstrip(' .:)')}: {text[lead.end() :]}"
    split = re.match(
        r"(\*\*|__)((?:q(?:uestion)?\s*\.?\s*\d*|\d+(?:\.\d+)*)\s*[.:)]+)\s*(.+)\1(.*)",
        text,
        re.IGNORECASE | re.DOTALL,
    )
    if split and split[1] not in split[3]:  # **1. What is** X?
        return f"{split[2]} {split[1]}{split[3]}{split[1]}{split[4]}" if split[4].strip() else f"{split[2]} {split[3]}"
    return text


def rough(markdown: str) -> str:
    """Reduce a line to its words, good enough to judge it by; of a very long one the beginning."""
    text = _LINK.sub(r"\1", markdown[:_LONGEST])
    text = re.sub(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`", "", text)
    return _SPACES.sub(" ", text).strip()


_EMPHASIS = tuple(f"{kind}_{end}" for kind in ("strong", "em", "s") for end in ("open", "close"))


def polish(markdown: str, parser: MarkdownIt, env: dict[str, object] | None = None) -> str:
    """Write a prompt as one line of Markdown: links are their words, pictures and tags are gone."""
    tokens = parser.parseInline(markdown, env if env is not None else {})
    children = tokens[0].children or [] if tokens else []
    said = "".join(_said(token) for token in children)
    return _SPACES.sub(" ", said).strip().strip("\u200b\u200d\ufeff ")


def inline_parser() -> MarkdownIt:
    """Make a parser for prompts; escapes stay visible, so that they can be written again."""
    return MarkdownIt("commonmark").enable("strikethrough").disable("text_join")


def _said(token: Token) -> str:
    kind = token.type
    if kind == "code_inline":
        return f"{token.markup}{_padded(token)}{token.markup}"
    if kind == "html_inline":
        return _tag_mark_of(token.content)
    if kind in ("softbreak", "hardbreak"):
        return " "
    if kind in ("text_special", *_EMPHASIS):
        return token.markup
    return token.content if kind == "text" else ""


def _padded(token: Token) -> str:
    return f" {token.content} " if token.content.startswith("`") or token.content.endswith("`") else token.content


def _tag_mark_of(tag: str) -> str:
    found = _TAG.fullmatch(tag)
    return _tag_mark(found) if found else ""
