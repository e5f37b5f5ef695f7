"""A question from anywhere as a section of a native bank, which its reader takes without a fault."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.model import Kind, Option, Question
from content.readers.page.layout import Block, layout
from content.readers.rewriting.hypertext import as_markdown
from content.readers.rewriting.unwrapping import Page

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE_SPAN = re.compile(r"(`+[^`]+`+)")
_HEADING = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_TAG = re.compile(r"\s*<[a-zA-Z/!?]")
_TRIES = 4


def native_section(question: Question, id_: str) -> str:
    """Write one question below its `##`, with every part it has and no other."""
    heading, code = _prompt(question.prompt)
    answer = safe(question.answer or "")
    aside = question.kind in (Kind.KNOWLEDGE, Kind.CHOICE)
    if aside:  # these kinds have no such parts
        answer = "\n\n".join(filter(None, (answer, *_told(question))))
    parts = [f"## {heading}", *code, _meta(question, id_)]
    parts += _part("Options", _options(question.options) if question.kind is Kind.CHOICE else "")
    parts += _part("Why ask" if question.kind is Kind.REVERSE else "Answer", answer)
    if not aside:
        parts += _part("Listen for", _list(question.listen_for)) + _part("Red flags", _list(question.red_flags))
    parts += _part("Hint", safe(question.hint))
    parts += _part("Mistakes", _list(question.mistakes)) + _part("Follow-ups", _list(question.follow_ups))
    return "\n\n".join(parts) + "\n"


def _part(name: str, text: str) -> list[str]:
    return [f"### {name}", text] if text.strip() else []


def _told(question: Question) -> list[str]:
    told = {"Listen for:": question.listen_for, "Red flags:": question.red_flags}
    return [f"{name}\n\n{_list(items)}" for name, items in told.items() if items]


def _meta(question: Question, id_: str) -> str:
    topics = ", ".join(topic for topic in question.topics if topic)
    kind = "" if question.kind is Kind.KNOWLEDGE and topics not in tuple(Kind) else question.kind.value
    return " · ".join(filter(None, (f"`{id_}`", question.level.value, kind, topics)))


def _prompt(prompt: str) -> tuple[str, list[str]]:
    """Part a prompt into the one line of its heading and the code below it."""
    said: list[str] = []
    code: list[str] = []
    fence = ""
    for line in prompt.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            code[-1] += f"\n{line}"
            if mark and mark[1].startswith(fence):
                fence = ""
        elif mark:
            fence = mark[1]
            code.append(line.strip())
        else:
            said.append(line)
    if fence:
        code[-1] += f"\n{fence}"
    heading = " ".join(_COMMENT.sub(" ", " ".join(said)).split())
    return (heading + "\\" if heading.endswith("\\") else re.sub(r"(\s)(#+)$", r"\1\\\2", heading)) or "?", code


def _list(items: Sequence[str]) -> str:
    return "\n".join(f"- {one_line(item)}" for item in items if item.strip())


def one_line(text: str) -> str:
    """Write a text as one line that begins no block."""
    line = " ".join(_COMMENT.sub(" ", text).split())
    return re.sub(r"^(?=[#>+*-]\s|\d+[.)]\s|<|={3,}|`{3,}|~{3,}|-{3,})", r"\\", line)


def _options(options: Sequence[Option]) -> str:
    return "\n".join(_option(option) for option in options)


def _option(option: Option) -> str:
    heading, code = _prompt(option.text)
    lines = [f"- [{'x' if option.correct else ' '}] {heading}"]
    for block in code:
        lines += ["", *(f"  {line}".rstrip() for line in block.split("\n"))]
    if option.why and not option.correct:
        lines.append(f"  - why: {one_line(option.why)}")
    return "\n".join(lines)


def safe(text: str) -> str:
    """Write an answer so that no line of it is a heading, HTML, a comment or code without end."""
    text = _without_comments(text.strip("\n").rstrip())
    for _ in range(_TRIES):
        mended = _mended(text)
        if mended == text:
            break
        text = mended
    return text.strip()


def _without_comments(text: str) -> str:
    if "<!--" not in text:
        return text
    return "".join(p if i % 2 else _COMMENT.sub("", p) for i, p in enumerate(_CODE_SPAN.split(text)))


def _mended(text: str) -> str:
    lines = text.split("\n")
    page = Page(tuple(lines), tuple(range(1, len(lines) + 1)), {}, len(lines))
    mended: list[str] = []
    at = 0
    for block in layout(page):
        if block.start < at or block.kind in ("table", "rule"):
            continue
        mended += lines[at : block.start]
        mended += _mend(block, lines[block.start : block.end])
        at = block.end
    return "\n".join(mended + lines[at:])


def _mend(block: Block, lines: list[str]) -> list[str]:
    if block.kind in ("item", "paragraph"):
        return [_untagged(line) for line in lines]
    if block.kind == "heading":
        return [_HEADING.sub(_bold, lines[0]), *([""] if not block.depth else [])]
    if block.kind == "underlined":
        return [f"**{block.text.strip('*: ')}**", ""]
    if block.kind == "code":
        return _closed(block, lines)
    if block.kind == "summary":
        return [f"**{block.text.strip('*')}**", ""]
    if block.kind in ("open", "close", "comment"):
        return [""]
    rewritten = [line for line, _ in as_markdown(lines, 1)]
    lost = not any(line.strip() for line in rewritten)
    if lost or rewritten == lines or any(_TAG.match(line) for line in rewritten):
        return [re.sub(r"^(\s*)<", r"\1\\<", line) for line in lines]
    return rewritten


def _untagged(line: str) -> str:
    """Write what HTML marks in a line as Markdown, outside of code."""
    if "<" not in line:
        return line
    pieces = _CODE_SPAN.split(line)
    for i in range(0, len(pieces), 2):
        for tag, mark in (("i|em", "*"), ("b|strong", "**"), ("code|kbd|tt", "`")):
            pieces[i] = re.sub(rf"<({tag})>(\S|\S.*?\S)</\1>", rf"{mark}\2{mark}", pieces[i])
        pieces[i] = re.sub(r"</?(?:p|u|span|font|small|sup|sub|center|div|br|b|i|em|strong)\b[^<>]*>", "", pieces[i])
    return "".join(pieces)


def _bold(heading: re.Match[str]) -> str:
    said = heading[1].strip().strip("*").strip()
    return f"**{said}**" if said else ""


def _closed(block: Block, lines: list[str]) -> list[str]:
    """Close a fence, and fence what is code by its indentation alone."""
    if not block.mark:
        code = [re.sub(r"^(?: {4}|\t)", "", line) for line in lines]
        while code and not code[-1].strip():
            code.pop()
        return ["```", *code, "```", ""] if not block.depth else lines
    closed = block.moved(-block.start).is_closed(lines)
    return lines if closed else [*lines, re.match(r"[\s>]*", lines[0])[0] + block.mark]  # type: ignore[index]
