"""What tools put between Markdown lines to fold or to check an answer, rewritten line by line."""

from __future__ import annotations

import re

from content.readers.rewriting.written import Numbered

_TO_SHOW = re.compile(r"\s*(?:hide|show|view|see|reveal) (?:the )?(?:answer|solution)\s*", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s*")
_NUMBER = re.compile(r"\s*\d{1,3}[.)]\s+")
_SHORTCODE = re.compile(
    r"\s*\{\{[<%]\s*(?P<end>/)?\s*(?:details|expand|spoiler|collapse|accordion)\b(?P<about>[^{}]*?)/?[%>]\}\}\s*"
)
_BOXED = re.compile(r"(?:!!!|\?\?\?\+?)\s+(?P<kind>[\w-]+)[^\"]*(?:\"(?P<title>[^\"]*)\")?\s*")
_IN_BOX = " " * 4
_QUOTED = re.compile(r"\"([^\"]*)\"")
_ASKED = re.compile(r"\?\[(?P<asked>.+)\](?:\((?:single|multiple)\))?\s*")
_BOX = re.compile(r"-(?=\[[ xX]\])")
_TYPE = re.compile(r"Type:\s*(?:MC|MA|MR|TF|T|E|F|FMB|BLANK)\s*")
_QUIZ = re.compile(r"\s*<(?P<end>/)?quiz\b[^<>]*>\s*")


def without_tools(numbered: Numbered) -> Numbered:
    """Rewrite `Hide Answer` between the lines of a copied page, folds of Hugo, boxes and quizzes of MkDocs."""
    text = "\n".join(line for line, _ in numbered)
    if "\n!!! " in text or "\n??? " in text or "\n???+ " in text:
        numbered = _unboxed(numbered)
    if "{{" in text:
        numbered = [(_unfolded(line), number) for line, number in numbered]
    if "<quiz" in text:
        numbered = _unquizzed(numbered)
    if "\n?[" in text:
        numbered = [(_BOX.sub("- ", _ASKED.sub(r"**Q:** \g<asked>", line)), number) for line, number in numbered]
    if "Type:" in text:
        numbered = [("" if _TYPE.fullmatch(line) else line, number) for line, number in numbered]
    return _shown(numbered) if sum(bool(_TO_SHOW.fullmatch(line)) for line, _ in numbered) > 1 else numbered


def _unboxed(numbered: Numbered) -> Numbered:
    """Write the boxes of MkDocs, `??? question "What is …?"`, as a labelled paragraph and what stands in them."""
    kept: Numbered = []
    inside = False
    for line, number in numbered:
        box = _BOXED.fullmatch(line)
        inside = bool(box) or (inside and (not line.strip() or line.startswith(_IN_BOX)))
        if box:
            title = box["title"] if box["title"] is not None else box["kind"].capitalize()
            label = f"**Q:** {title}" if box["kind"] == "question" and box["title"] else f"**{title}:**"
            kept += [("", number), (label if title else "", number), ("", number)]
        else:
            kept.append((line.removeprefix(_IN_BOX) if inside else line, number))
    return kept


def _unfolded(line: str) -> str:
    code = _SHORTCODE.fullmatch(line)
    if code is None:
        return line
    title = _QUOTED.search(code["about"])
    return "</details>" if code["end"] else f"<details><summary>{title[1] if title else ''}</summary>"


def _unquizzed(numbered: Numbered) -> Numbered:
    kept: Numbered = []
    begun = False
    for line, number in numbered:
        if mark := _QUIZ.fullmatch(line):
            begun = not mark["end"]
            kept.append(("", number))
            continue
        kept.append((f"**Q:** {line.strip()}" if begun and line.strip() else line, number))
        begun = begun and not line.strip()
    return kept


def _shown(numbered: Numbered) -> Numbered:
    """Mark the line above each `Hide Answer` as a question, and that line as the label of its answer."""
    kept = list(numbered)
    for at, (line, number) in enumerate(numbered):
        if not at or not _TO_SHOW.fullmatch(line):
            continue
        kept[at] = ("Answer:", number)
        asked, above = numbered[at - 1]
        kept[at - 1] = (f"Q: {_NUMBER.sub('', asked, count=1)}", above)
        if at > 1 and _BARE_NUMBER.fullmatch(numbered[at - 2][0]):
            kept[at - 2] = ("", numbered[at - 2][1])
    return kept
