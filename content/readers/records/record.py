"""A record with named fields as a question: a row of a table, an object of JSON, a mapping of YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from content.model import Kind, Level, Option
from content.readers.drafts import Draft
from content.readers.labels import Part, part_named
from content.readers.levels import level_named
from content.readers.noise import is_pending
from content.readers.records.roles import Role, option_sign, roles_of
from content.readers.records.values import accepted, listed, text_of
from content.readers.topics import tags

_TRUE = frozenset({"true", "yes", "1", "correct", "right", "y", "x", "t"})
_LETTER = re.compile(r"\(?(?:(?:option|choice|answer|opt)[\s_-]*)?(?P<letter>[a-j])\)?[.):]?", re.IGNORECASE)
_LETTERED = re.compile(r"\(?[A-Ja-j][.):]\s+(?=\S)")
_SEPARATED = re.compile(r"\s*(?:[,;|&/]|\band\b)\s*", re.IGNORECASE)
_BEHAVIORAL = re.compile(r"behaviou?ral|hr\b|soft skills?", re.IGNORECASE)
_ONLY_A_LINK = re.compile(r"\W*\[[^\[\]]*\]\([^()]*\)\W*")
_WHOLLY_BOLD = re.compile(r"\A(\*\*|__)([^*_]+)\1\Z")
_CLOZE = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.DOTALL)


def draft_of(record: Mapping[str, object], line: int, topics: Sequence[str] = ()) -> Draft | str:
    """Make a draft of a record; a string says why it is none."""
    roles = roles_of(record)
    written = {name for role in (Role.OPTIONS, Role.CORRECT, Role.WRONG) for name in roles.get(role, ())}
    record = {name: listed(value) if name in written else value for name, value in record.items()}
    prompt = _first(record, roles.get(Role.QUESTION, ()))
    if not prompt:
        return "a record without a question"
    prompt, cloze = _uncovered(_WHOLLY_BOLD.sub(r"\2", prompt))
    code = _code(record, roles.get(Role.CODE, ()), prompt)
    options = _options(record, roles) or _truth(record, roles)
    answer = None if options and Role.EXPLANATION in roles else _answer(record, roles, options)
    explanation = _first(record, roles.get(Role.EXPLANATION, ())) or None
    if options or answer is None:
        answer = explanation or (answer if not options or not _names_option(answer, options) else None)
    elif explanation and explanation != answer:
        answer = f"{answer}\n\n{explanation}"
    given = [record[name] for name in roles.get(Role.TOPICS, ())]
    return Draft(
        prompt=prompt if not code else f"{prompt}\n\n{code}",
        line=line,
        answer=_with_points(answer or cloze, record, roles),
        options=options,
        kind=Kind.BEHAVIORAL if not options and _BEHAVIORAL.search(" ".join(_texts(given))) else None,
        level=_level(record, roles),
        topics=tuple(dict.fromkeys((*tags(given), *topics))),
        hint="\n".join(_texts([record[n] for n in roles.get(Role.HINT, ())])),
        mistakes=tuple(_texts([record[n] for n in roles.get(Role.MISTAKES, ())])),
        follow_ups=tuple(_texts([record[n] for n in roles.get(Role.FOLLOW_UPS, ())])),
    )


def _texts(values: Sequence[object]) -> list[str]:
    found: list[str] = []
    for value in values:
        if isinstance(value, (list, tuple)):
            found += _texts(value)
        elif isinstance(value, dict):
            found += _texts(list(value.values()))
        elif text := text_of(value):
            found.append(text)
    return found


def _first(record: Mapping[str, object], names: Sequence[str]) -> str:
    for name in names:
        value = record[name]
        if isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = "\n".join(value)
        if text := text_of(value):
            return text
    return ""


def _uncovered(prompt: str) -> tuple[str, str | None]:
    """Cover what a cloze deletion hides, and say what it hides."""
    hidden = [found[0] for found in _CLOZE.findall(prompt)]
    if not hidden:
        return prompt, None
    return _CLOZE.sub(lambda m: f"[{m[2] or '…'}]", prompt), ", ".join(hidden)


def _code(record: Mapping[str, object], names: Sequence[str], prompt: str) -> str:
    code = "\n".join(_texts([record[name] for name in names]))
    if not code or code in prompt:
        return ""
    return code if "```" in code else f"```\n{code}\n```"


def _options(record: Mapping[str, object], roles: Mapping[Role, list[str]]) -> tuple[Option, ...]:
    """Find the options of a record and mark the right ones."""
    signs, texts, marked = _listed_options(record, roles)
    right = [record[name] for name in roles.get(Role.CORRECT, ())]
    if Role.WRONG in roles:
        wrong = _texts([record[name] for name in roles[Role.WRONG]])
        good = _texts(right) or _texts([record[name] for name in roles.get(Role.ANSWER, ())])
        options = [Option(text, correct=True) for text in good] + [Option(text, correct=False) for text in wrong]
        return tuple(sorted(options, key=lambda option: option.text.casefold()))  # or the first would always be right
    if len(texts) < 2:
        return ()
    chosen = marked or _chosen(
        right
        or [
            record[n]
            for n in roles.get(Role.ANSWER, ())
            if not isinstance(record[n], (dict, list)) or Role.OPTIONS in roles
        ],
        signs,
        texts,
    )
    return tuple(Option(text, i in chosen) for i, text in enumerate(texts))


def _truth(record: Mapping[str, object], roles: Mapping[Role, list[str]]) -> tuple[Option, ...]:
    """Offer true and false where one of them is said to be right."""
    said = [text_of(record[name]).lower() for name in roles.get(Role.CORRECT, ())]
    if said not in (["true"], ["false"]):
        return ()
    return Option("True", said == ["true"]), Option("False", said == ["false"])


def _listed_options(
    record: Mapping[str, object], roles: Mapping[Role, list[str]]
) -> tuple[list[str], list[str], set[int]]:
    """List options with their signs (`a`, `1`) and those that say themselves that they are right."""
    pairs: list[tuple[str, object]] = []
    for name in roles.get(Role.OPTIONS, ()) or _answers_that_are_options(record, roles):
        pairs += _pairs(record[name])
    for name in roles.get(Role.OPTION, ()):
        pairs.append((option_sign(name), record[name]))
    signs: list[str] = []
    texts: list[str] = []
    marked: set[int] = set()
    for sign, value in pairs:
        text, right = _option(value)
        if text:
            if right:
                marked.add(len(texts))
            signs.append(sign.lower())
            texts.append(text)
    return signs, texts, marked


def _answers_that_are_options(record: Mapping[str, object], roles: Mapping[Role, list[str]]) -> list[str]:
    """Take `answers` for options, where they are objects or something else says which is right."""
    found = []
    for name in roles.get(Role.ANSWER, ()):
        value = record[name]
        if (
            isinstance(value, list)
            and len(value) > 1
            and (Role.CORRECT in roles or all(isinstance(v, dict) for v in value))
        ) or (isinstance(value, dict) and len(value) > 1):
            found.append(name)
    return found


def _pairs(value: object) -> list[tuple[str, object]]:
    if isinstance(value, str):
        separator = next((s for s in ("|", "\n", ";") if s in value), ",")
        value = [piece.strip() for piece in value.split(separator)]
    if isinstance(value, dict):
        return [(option_sign(str(key)) or str(key), one) for key, one in value.items()]
    if isinstance(value, list):
        if len(value) == 1 and isinstance(value[0], dict) and not _is_option(value[0]):
            return _pairs(value[0])
        return [
            (str(one.get("id", one.get("label", one.get("key", "")))) if isinstance(one, dict) else "", one)
            for one in value
        ]
    return []


def _is_option(value: Mapping[str, object]) -> bool:
    return any(isinstance(one, bool) for one in value.values()) or any(
        key in value for key in ("text", "option", "answer", "content", "value", "label")
    )


def _option(value: object) -> tuple[str, bool]:
    if not isinstance(value, dict):
        text = text_of(value)
        return (_LETTERED.sub("", text, count=1) if _LETTERED.match(text) else text), False
    names = (
        "text",
        "option",
        "answer",
        "content",
        "value",
        "label",
        "name",
        "title",
        "answer_text",
        "optionText",
        "choice",
        "body",
    )
    text = next((text_of(value[name]) for name in names if text_of(value.get(name))), "")
    flags = [
        text_of(one).lower() in _TRUE
        for key, one in value.items()
        if re.search(r"correct|right|true|answer$", key, re.IGNORECASE)
        and not re.search(r"text|wrong|incorrect", key, re.IGNORECASE)
        and text_of(one).lower() in (*_TRUE, "false", "no", "0")
    ]
    return text, any(flags)


def _chosen(right: Sequence[object], signs: Sequence[str], texts: Sequence[str]) -> set[int]:
    """Find the options something names: by words, letter, index or `answer_a_correct: true`."""
    chosen: set[int] = set()
    for value in right:
        if isinstance(value, dict):
            chosen |= {
                i
                for i, sign in enumerate(signs)
                if any(
                    text_of(flag).lower() == "true"
                    for key, flag in value.items()
                    if re.search(rf"(?:^|[_ -]){re.escape(sign)}(?:[_ -]|$)", key.lower())
                )
            }
        elif isinstance(value, (list, tuple)):
            chosen |= set().union(*(_named(one, signs, texts) for one in value)) if value else set()
        else:
            chosen |= _named(value, signs, texts)
    return chosen


def _named(value: object, signs: Sequence[str], texts: Sequence[str]) -> set[int]:
    """Find the option a value names: by its words, its sign, its letter or its place."""
    said = text_of(value)
    same = {i for i, text in enumerate(texts) if text.casefold() == said.casefold()}
    if same or not said:
        return same
    if said.lower() in signs:
        return {signs.index(said.lower())}
    if said.isdigit():
        based = 0 if isinstance(value, int) or "0" in signs or said == "0" else 1
        return {int(said) - based} & set(range(len(texts)))
    if letter := _LETTER.fullmatch(said):
        return {ord(letter["letter"].lower()) - ord("a")} & set(range(len(texts)))
    return _named_by_part(said, signs, texts)


def _named_by_part(said: str, signs: Sequence[str], texts: Sequence[str]) -> set[int]:
    """Find options named as `B) text` or as `A, C`."""
    if _LETTERED.match(said):
        return _named(_LETTERED.sub("", said, count=1), signs, texts) or _named(said[:2].strip("(.):"), signs, texts)
    pieces = _SEPARATED.split(said)
    found = [_named(piece, signs, texts) for piece in pieces] if len(pieces) > 1 else []
    return set().union(*found) if found and all(found) else set()


def _names_option(answer: str | None, options: Sequence[Option]) -> bool:
    """Say whether an answer only says which option is right."""
    if answer is None or len(answer) < 3:
        return True
    words = {option.text.casefold() for option in options}
    named = (
        piece.casefold() in words or piece.isdigit() or _LETTER.fullmatch(piece) for piece in _SEPARATED.split(answer)
    )
    return answer.casefold() in words or all(named)


def _answer(record: Mapping[str, object], roles: Mapping[Role, list[str]], options: Sequence[Option]) -> str | None:
    values = [record[name] for name in (*roles.get(Role.ANSWER, ()), *roles.get(Role.CORRECT, ()))]
    for value in values:
        texts = _texts([value])
        if (
            texts
            and not (len(texts) == 1 and (part_named(texts[0]) is Part.ANSWER or _ONLY_A_LINK.fullmatch(texts[0])))
            and not (texts[0][0].isalpha() and len(texts[0]) > 4 and is_pending(texts[0]))
        ):
            return None if options and len(texts) > 1 else _one_or_more(texts)
    return None


def _one_or_more(texts: Sequence[str]) -> str:
    """Write several accepted answers as one: the first, and what else is right; long ones as a list."""
    if len(texts) > 1 and any(len(text) > 60 for text in texts):
        return "\n".join(f"- {text}" for text in texts)
    return accepted(texts)


def _with_points(answer: str | None, record: Mapping[str, object], roles: Mapping[Role, list[str]]) -> str | None:
    """Add what is good to hear to an answer."""
    points = _texts([record[name] for name in roles.get(Role.POINTS, ())])
    listed = "\n".join(f"- {point}" for point in points)
    if not listed:
        return answer
    return f"{answer}\n\nGood to hear:\n\n{listed}" if answer else listed


def _level(record: Mapping[str, object], roles: Mapping[Role, list[str]]) -> Level | None:
    for name in roles.get(Role.LEVEL, ()):
        if level := level_named(text_of(record[name]), from_zero="expertise" in name.lower()):
            return level
    return None
