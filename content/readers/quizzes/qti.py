"""IMS QTI, what learning platforms exchange: items of version 1.2, 2 and 3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from xml.etree import ElementTree as ET

from content.model import Option
from content.readers.drafts import MOST_OPTIONS, Draft, Found
from content.readers.quizzes.xml_values import from_html, lines_of
from content.readers.records.values import accepted
from content.readers.topics import topic_of
from content.readers.wordlists import words

_TEXTS = frozenset({"mattext", "mat_formattedtext", "matemtext"})
_FEEDBACK = frozenset({"feedbackInline", "feedbackBlock", "modalFeedback", "rubricBlock"})
_GAPS = frozenset({"textEntryInteraction", "inlineChoiceInteraction"})
_INSIDE_ITEMS = frozenset({"presentation", "resprocessing", "itemfeedback", "itemBody", "responseDeclaration"})
_MOST_CONDITIONS = 400
_WRONG = ("incorrect", "wrong", "false", "neg")
_HTML = frozenset(
    words("p div span pre code b i em strong ul ol li table tr td th tbody thead img br h1 h2 h3 h4 blockquote")
)
_GAP_ALONE = re.compile(r"(?<=[?.:!])\s+____$")


def read_qti(root: ET.Element, text: str) -> Found:
    """Read choice, true or false, gaps, short answers, essays, order and pairs."""
    drafts: list[Draft] = []
    left: list[tuple[int, str]] = []
    topics: tuple[str, ...] = ()
    lines = lines_of(text, "item|assessmentItem|qti-assessment-item")
    for element in _outside(root, lambda e: e.tag in _INSIDE_ITEMS):
        if element.tag in ("assessment", "section", "assessmentTest"):
            topics = tuple(filter(None, (topic_of(element.get("title") or ""),))) or topics
        if element.tag not in ("item", "assessmentItem"):
            continue
        line = next(lines, 1)
        old = element.tag == "item"
        drafted = _old_item(element, line, topics) if old else _item(element, line, topics)
        if isinstance(drafted, Draft):
            drafts.append(drafted)
        else:
            left.append((line, drafted))
    return Found(tuple(drafts), tuple(left))


def _outside(root: ET.Element, skips: Callable[[ET.Element], bool]) -> Iterator[ET.Element]:
    """Walk a tree in order, without what is to be skipped and what stands in it."""
    stack = [root]
    while stack:
        element = stack.pop()
        yield element
        stack += [child for child in reversed(element) if not skips(child)]


def _written(element: ET.Element) -> str:
    """Write what stands in an element as Markdown."""
    inside = (ET.tostring(child, encoding="unicode", method="html") for child in element)
    return from_html(escape(element.text or "") + "".join(inside))


# version 1.2


def _is_response(element: ET.Element) -> bool:
    return element.tag.startswith("response_") and element.tag != "response_label"


def _old_item(item: ET.Element, line: int, topics: tuple[str, ...]) -> Draft | str:
    presentation = item.find("presentation")
    if presentation is None:
        return "an item that presents nothing"
    around = list(_outside(presentation, _is_response))
    responses = [e for parent in around for e in parent if _is_response(e)]
    prompt = _said(around)
    if not prompt:
        return "a question without words"
    if not responses:
        return "a text that asks nothing"
    conditions = [e for e in islice(item.iter("respcondition"), _MOST_CONDITIONS) if _earns(e)]
    right = list(dict.fromkeys(value for condition in conditions for value in _named(condition)))
    told = _old_feedback(item, conditions)
    labels = [
        [(label.get("ident", ""), _said(label.iter())) for label in response.iter("response_label")]
        for response in responses
    ]
    if len(responses) > 1 and any(text for label in labels for _, text in label):
        pairs = [
            (_said(_outside(response, lambda e: e.tag == "response_label")), offered)
            for response, offered in zip(responses, labels, strict=True)
        ]
        told = "\n".join(f"- {a} → {text}" for a, offered in pairs for ident, text in offered if ident in right and a)
        return Draft(prompt=prompt, line=line, answer=told or None, topics=topics)
    options = tuple(Option(text, ident in right) for ident, text in labels[0][:MOST_OPTIONS] if text)
    if len(options) < 2:
        told = "\n\n".join(filter(None, (accepted(right), told)))
        options = ()
    return Draft(prompt=prompt, line=line, options=options, answer=told or None, topics=topics)


def _said(elements: Iterable[ET.Element]) -> str:
    """Write the texts among some elements as Markdown."""
    return "\n\n".join(filter(None, (from_html(e.text or "") for e in elements if e.tag in _TEXTS)))


def _earns(condition: ET.Element) -> bool:
    """Say whether a condition gives points."""
    return any(_is_positive(given.text or "") for given in condition.iter("setvar"))


def _is_positive(text: str) -> bool:
    try:
        return float(text) > 0
    except ValueError:
        return bool(text.strip()) and not text.lower().endswith((".min", "false"))


def _named(condition: ET.Element) -> list[str]:
    """Take the values a condition wants, those it denies left out."""
    wanted = _outside(condition, lambda e: e.tag == "not")
    return [text for e in wanted if e.tag == "varequal" and (text := (e.text or "").strip())]


def _old_feedback(item: ET.Element, conditions: Sequence[ET.Element]) -> str:
    """Take what is said to everybody, or to who was right."""
    linked = {show.get("linkrefid", "") for condition in conditions for show in condition.iter("displayfeedback")}
    told = {said.get("ident", ""): _said(said.iter()) for said in item.iter("itemfeedback")}
    good = [t for ident, t in told.items() if t and (ident in linked or ident.startswith(("general", "correct")))]
    return good[0] if good else ""


# versions 2 and 3


def _item(item: ET.Element, line: int, topics: tuple[str, ...]) -> Draft | str:
    body = item.find("itemBody")
    asked = [] if body is None else [e for e in body.iter() if e.tag.endswith("Interaction")]
    if body is None or not asked:
        return "a text that asks nothing"
    if len(asked) > 1 and not all(e.tag in _GAPS for e in asked):
        return f"{len(asked)} questions in one item"
    declared = {e.get("identifier", ""): _right(e) for e in item.iter("responseDeclaration")}
    right = [declared.get(e.get("responseIdentifier", ""), []) for e in asked]
    whys = {e.get("identifier", ""): _why(e) for e in asked[0].iter("simpleChoice")}
    told = _feedback(item, {value for values in right for value in values})
    _prune(body, lambda e: e.tag in _FEEDBACK)
    choices = {e.get("identifier", ""): _written(e) for e in body.iter() if _is_choice(e)}
    options: tuple[Option, ...] = ()
    if asked[0].tag == "choiceInteraction":
        said = ((choices[i], i in right[0], why) for i, why in list(whys.items())[:MOST_OPTIONS])
        options = tuple(Option(text, correct, "" if correct else why) for text, correct, why in said if text)
    else:
        told = "\n\n".join(filter(None, (_answer(asked[0].tag, right, choices), told)))
    prompt = _prompt(body, asked) or (item.get("title") or "").strip()
    if not prompt:
        return "a question without words"
    return Draft(prompt=prompt, line=line, options=options, answer=told or None, topics=topics)


def _right(declared: ET.Element) -> list[str]:
    """Take the values that are right, and those that earn something where any text may be written."""
    given = [(value.text or "").strip() for right in declared.iter("correctResponse") for value in right.iter("value")]
    if given and declared.get("baseType") != "string":
        return given
    earning = [e.get("mapKey", "") for e in declared.iter("mapEntry") if _is_positive(e.get("mappedValue", ""))]
    return list(dict.fromkeys(filter(None, (*given, *earning))))


def _answer(asked: str, right: list[list[str]], choices: dict[str, str]) -> str:
    """Write what is right as an order, as pairs, or as what belongs into each gap."""
    named = [[" → ".join(choices.get(name, name) for name in _names(value, choices)) for value in of] for of in right]
    if asked == "orderInteraction":
        return "\n".join(f"{number}. {text}" for number, text in enumerate(named[0], 1))
    if any("→" in text for text in named[0]):
        return "\n".join(f"- {text}" for text in named[0])
    return accepted(named[0]) if len(named) == 1 else ", ".join(texts[0] for texts in named if texts)


def _names(value: str, choices: dict[str, str]) -> list[str]:
    """Split a pair of choices; anything else is one value."""
    names = value.split()
    return names if len(names) == 2 and set(names) <= set(choices) else [value]


def _feedback(item: ET.Element, right: set[str]) -> str:
    """Take what is said to everybody, or to who was right."""
    for said in item.iter("modalFeedback"):
        name = said.get("identifier") or ""
        if (name in right or not any(word in name.lower() for word in _WRONG)) and (text := _written(said)):
            return text
    return ""


def _why(choice: ET.Element) -> str:
    return next((_written(said) for said in choice.iter() if said.tag in _FEEDBACK), "")


def _is_choice(element: ET.Element) -> bool:
    return element.tag.endswith(("Choice", "gapText", "hottext"))


def _prune(root: ET.Element, drops: Callable[[ET.Element], bool]) -> None:
    """Take elements off a tree; what follows them stays."""
    for parent in list(root.iter()):
        kept: list[ET.Element] = []
        for child in parent:
            if not drops(child):
                kept.append(child)
            elif kept:
                kept[-1].tail = (kept[-1].tail or "") + (child.tail or "")
            else:
                parent.text = (parent.text or "") + (child.tail or "")
        parent[:] = kept


def _prompt(body: ET.Element, asked: list[ET.Element]) -> str:
    """Write what an item says beside its choices, with a gap where something is to be written."""
    _prune(body, lambda e: _is_choice(e) and e.tag != "hottext")
    for element in asked:
        if element.tag in _GAPS:
            element.text = "____"
    for element in body.iter():
        if element.tag not in _HTML:
            element.tag = "span" if element.tag in _GAPS or element.tag == "hottext" else "div"
    return _GAP_ALONE.sub("", _written(body))
