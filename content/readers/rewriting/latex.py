"""Exams written for LaTeX's `exam` class, rewritten as Markdown line for line."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"(?<!\\)%.*")
_SETTING = re.compile(r"\s*(?:\[[^\]]*\])?(?:\{[^{}]*\})?\s*")
_QUESTION = re.compile(r"\s*\\(?:titled)?question\b\s*(?:\{(?P<title>[^{}]*)\})?\s*(?:\[[^\]]*\])?\s*(?P<asked>.*)")
_PART = re.compile(r"\s*\\(?:sub)*part\b\s*(?:\[[^\]]*\])?\s*(?P<asked>.*)")
_CHOICE = re.compile(r"\s*\\(?P<right>[Cc]orrect)?[cC]hoice\b\s*(?P<text>.*)")
_BEGIN = re.compile(r"\s*\\begin\{(?P<name>\w+\*?)\}(?P<rest>.*)")
_END = re.compile(r"\s*\\end\{(?P<name>\w+\*?)\}\s*")
_CODE = frozenset({"verbatim", "lstlisting", "minted", "Verbatim", "alltt"})
_TOLD = frozenset({"solution", "solutionorbox", "solutionorlines", "EnvFullwidth", "answer"})
_SECTION = re.compile(r"\s*\\(?:section|subsection|fullwidth|part|chapter)\*?\{(?P<title>[^{}]*)\}\s*")
_MARKS = (
    (re.compile(r"\\(?:texttt|verb|lstinline|code)\{([^{}]*)\}"), r"`\1`"),
    (re.compile(r"\\verb([|!+])(.*?)\1"), r"`\2`"),
    (re.compile(r"\\(?:emph|textit)\{([^{}]*)\}"), r"*\1*"),
    (re.compile(r"\\textbf\{([^{}]*)\}"), r"**\1**"),
    (re.compile(r"\\(?:text\w*|mbox|url)\{([^{}]*)\}"), r"\1"),
    (
        re.compile(
            r"\\(?:vspace|hspace|vfill|newpage|label|index|droptotalpoints|makeemptybox|fillwithlines)\*?(?:\{[^{}]*\})*"
        ),
        "",
    ),
    (re.compile(r"\\fillin(?:\[[^\]]*\])?(?:\[[^\]]*\])?"), "____"),
    (re.compile(r"\\\\(?:\[[^\]]*\])?"), ""),
    (re.compile(r"\\([%&#_{}$])"), r"\1"),
    (re.compile(r"``|''"), '"'),
    (re.compile(r"~"), " "),
)


def looks_like_exam(text: str) -> bool:
    """Say whether a text is an exam: questions marked as such."""
    return bool(re.search(r"^[ \t]*\\(?:titled)?question\b", text, re.MULTILINE)) and "\\begin{questions}" in text


def from_latex(text: str) -> str:
    """Rewrite an exam; what stands outside of its questions is left out. A text that is no exam becomes empty."""
    return "\n".join(_rewritten(text.split("\n"))) if looks_like_exam(text) else ""


def _rewritten(lines: list[str]) -> Iterator[str]:
    code = ""
    asking = False
    for line in lines:
        begins, ends = _BEGIN.match(line), _END.match(line)
        if code:
            code = "" if ends and ends["name"] == code else code
            yield line if code else "```"
        elif begins and begins["name"] in _CODE:
            code = begins["name"]
            yield "```"
        elif begins or ends:
            name = begins["name"] if begins else ends["name"] if ends else ""
            asking = begins is not None if name == "questions" else asking
            told = begins and begins["name"] in _TOLD
            yield _answer(begins["rest"]) if begins and told else ""
        elif section := _SECTION.match(line):
            yield f"## {_plain(section['title'])}"
        else:
            yield _line(line) if asking else ""


def _answer(rest: str) -> str:
    said = _plain(re.sub(r"\\end\{\w+\}", "", _SETTING.sub("", rest, count=1)))
    return f"#### Answer: {said}" if said else "#### Answer"


def _line(line: str) -> str:
    if found := _QUESTION.match(line):
        return f"### Q. {_plain(found['asked'] or found['title'])}"
    if found := _CHOICE.match(line):
        return f"- [{'x' if found['right'] else ' '}] {_plain(found['text'])}"
    if found := _PART.match(line):
        return f"- {_plain(found['asked'])}"
    return re.sub(r"^\s*\\item\s*", "- ", _plain(line, strip=False))


def _plain(text: str, *, strip: bool = True) -> str:
    text = _COMMENT.sub("", text)
    for pattern, written in _MARKS:
        text = pattern.sub(written, text)
    return text.strip() if strip else text
