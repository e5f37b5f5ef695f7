"""JSON, JSON lines and YAML: lists of records, questions with their answers, categories of either."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from content.model import Level
from content.readers.drafts import Draft, Found
from content.readers.levels import level_named, names_only_a_level
from content.readers.likeness import ASKS, likeness
from content.readers.records.chats import turns
from content.readers.records.record import draft_of
from content.readers.records.roles import Role, are_telling, asks, role_of, roles_of
from content.readers.records.values import spelled_out, text_of
from content.readers.topics import topic_of
from content.readers.yaml_values import Lined, UnreadableError, documents

_MOST = 2_000_000  # values looked at
_DEEPEST = 40
_GENERIC = re.compile(
    r"questions?|results?|data|items?|quiz(?:zes)?|list|all|cards|notes|entries|records|flashcards|rows|content|payload|"
    r"docs|values|main|default|params|fields|attributes|properties|node|main ?entity|@graph|"
    r"(?:q|qn|que|questions?|items?|cards?|entry|record|id|no|quiz)?[-_. #]?\d+[a-z]?|[0-9a-f-]{16,}",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"[^\W\d]{0,12}[-_. #]?\d+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ABOUT = ("title", "name", "topic", "category", "subject", "section", "theme", "quizTitle", "deck")
_SETTINGS = re.compile(
    r"[A-Z_]+|\$?(?:schema|version|id|meta|metadata|author|description|license|created|updated|date|url|source|lang|language|count|total|response_code|settings|config)"
)


def read_json(text: str) -> Found:
    """Read a JSON file, or one JSON value a line."""
    try:
        value = json.loads(text)
    except RecursionError:
        return Found(left_out=((1, "not read: nested too deep"),))
    except ValueError as error:
        return _json_lines(text, error)
    return _Walk(LinesOfStrings(text)).read([(value, 1)])


def read_toml(text: str) -> Found:
    """Read a TOML file."""
    try:
        value = tomllib.loads(text)
    except RecursionError:
        return Found(left_out=((1, "not read: nested too deep"),))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        return Found(left_out=((int(at[1]) if at else 1, f"not TOML: {str(error).partition(' (')[0]}"),))
    return _Walk(LinesOfStrings(text)).read([(value, 1)])


def read_yaml(text: str) -> Found:
    """Read a YAML file; nothing it names is constructed."""
    try:
        values = documents(text)
    except UnreadableError as error:
        return Found(left_out=((error.line, error.why),))
    return _Walk(None).read([(value, 1) for value in values])


def _json_lines(text: str, error: ValueError) -> Found:
    values: list[tuple[object, int]] = []
    left: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                values.append((json.loads(line), number))
            except (ValueError, RecursionError):
                left.append((number, "not a JSON value"))
    if not values or len(left) > len(values) or not all(isinstance(value, (dict, list)) for value, _ in values):
        broken = error if isinstance(error, json.JSONDecodeError) else None
        return Found(left_out=((broken.lineno if broken else 1, f"not JSON: {broken.msg if broken else error}"),))
    found = _Walk(None).read(values)
    return replace(found, left_out=(*left, *found.left_out))


class LinesOfStrings:
    """Finds the line a text stands in; it is asked in the order of the file."""

    def __init__(self, text: str) -> None:
        self._found: dict[str, Iterator[int]] = {}
        self._line = 1
        lines: dict[str, list[int]] = {}
        for number, line in enumerate(text.split("\n"), 1):  # a string of JSON never reaches over a line
            for spelled in _STRING.findall(line):
                lines.setdefault(_unspelled(spelled), []).append(number)
        self._found = {said: iter(numbers) for said, numbers in lines.items()}

    def line_of(self, text: str) -> int:
        """Say in which line a text stands, or the line of the last one found."""
        self._line = next(self._found.get(text, iter(())), self._line)
        return self._line


def _unspelled(spelled: str) -> str:
    try:
        return str(json.loads(spelled, strict=False)) if "\\" in spelled else spelled[1:-1]
    except ValueError:  # TOML knows escapes that JSON does not
        return spelled[1:-1]


@dataclass(frozen=True, slots=True)
class _Around:
    """What the names above a record say of it."""

    topics: tuple[str, ...] = ()
    level: Level | None = None


class _Walk:
    def __init__(self, lines: LinesOfStrings | None) -> None:
        self._lines = lines
        self._steps = 0
        self._drafts: list[Draft] = []
        self._left: list[tuple[int, str]] = []

    def read(self, values: Sequence[tuple[object, int]]) -> Found:
        try:
            for value, line in values:
                self._value(value, line, _Around(), 0)
        except UnreadableError as error:
            return Found(left_out=((error.line, error.why),))
        return Found(tuple(self._drafts), tuple(self._left))

    def _value(self, value: object, line: int, around: _Around, depth: int) -> None:
        self._steps += 1
        if self._steps > _MOST:
            raise UnreadableError(line, f"not read: more than {_MOST:,} values")
        line = getattr(value, "line", line)
        if depth > _DEEPEST:
            self._left.append((line, "not read: nested too deep"))
        elif isinstance(value, list):
            self._list(value, line, around, depth)
        elif isinstance(value, dict):
            self._mapping(value, line, around, depth)

    def _list(self, values: list[object], line: int, around: _Around, depth: int) -> None:
        texts = [value for value in values if isinstance(value, str)]
        if len(texts) == len(values) > 0 and sum(likeness(t) >= ASKS for t in texts) >= 0.6 * len(texts):
            for text in texts:
                self._add({"question": text}, self._line(text, line), around)
            return
        for value in values:
            if isinstance(value, list) and _is_pair(value):
                self._add({"question": value[0], "answer": value[1]}, self._line(value[0], line), around)
            else:
                self._value(value, line, around, depth + 1)

    def _mapping(self, value: dict[str, object], line: int, around: _Around, depth: int) -> None:
        inner = [key for key, one in value.items() if _holds_records(key, one)]
        if not inner and _is_blank(value):
            told = (one for one in value.values() if isinstance(one, str) and " " in one)  # else the question before it
            self._left.append((self._line(next(told, "\0"), line), "a question without words"))
        elif not inner and _is_record(flat := _flat(value)):
            self._add(flat, line, around)
        elif columns := turns(value) or _columns(value):
            for question, answer in columns:
                self._add({"question": question, "answer": answer}, self._line(question, line), around)
        elif not inner and (_answers_by_question(value) or _records_by_question(value)):
            self._by_question(value, line, around)
        else:
            self._inside(value, line, around, depth)

    def _by_question(self, value: dict[str, object], line: int, around: _Around) -> None:
        """Read a mapping whose keys ask: to each an answer, or the fields of a record."""
        for question, told in value.items():
            if _SETTINGS.fullmatch(question):
                continue
            at = value.lines.get(question, line) if isinstance(value, Lined) else self._line(question, line)
            self._add({"question": question, **(told if isinstance(told, dict) else {"answer": told})}, at, around)
        if isinstance(value, Lined):
            self._left += [(again, f"asked before, in line {value.lines[question]}") for question, again in value.again]

    def _inside(self, value: dict[str, object], line: int, around: _Around, depth: int) -> None:
        about = next((text_of(value[key]) for key in _ABOUT if text_of(value.get(key))), "")
        mine = tuple(filter(None, (topic_of(about),)))
        for key, one in value.items():
            if isinstance(one, (dict, list)):
                counted = isinstance(one, dict) and _COUNTED.fullmatch(str(key))
                named = () if counted or _GENERIC.fullmatch(str(key)) else tuple(filter(None, (topic_of(str(key)),)))
                at = value.lines.get(key, line) if isinstance(value, Lined) else line
                level = level_named(str(key)) if names_only_a_level(str(key)) else None
                inner = _Around((*named, *mine, *around.topics), level or around.level)
                self._value(one, at, inner, depth + 1)

    def _add(self, record: Mapping[str, object], line: int, around: _Around) -> None:
        topics = tuple(dict.fromkeys(around.topics))
        raw = text_of_question(record, raw=True)
        draft = draft_of(spelled_out(record), line, topics)
        if isinstance(draft, str):
            self._left.append((line, draft))
            return
        draft = replace(draft, level=draft.level or around.level)
        if self._lines is not None:
            draft = replace(draft, line=self._lines.line_of(raw))
        self._drafts.append(draft)

    def _line(self, text: object, line: int) -> int:
        return line if self._lines is None or not isinstance(text, str) else self._lines.line_of(text)


def text_of_question(record: Mapping[str, object], *, raw: bool = False) -> str:
    """Take the text of a record's question; `raw`: as it stands in the file."""
    for name in roles_of(record).get(Role.QUESTION, ()):
        value = record[name]
        if isinstance(value, list):
            value = value[0] if value and isinstance(value[0], str) else ""
        if text_of(value):
            return str(value) if raw else text_of(value)
    return ""


def _is_record(value: Mapping[str, object]) -> bool:
    """Say whether a mapping is a question with its parts, and not just anything with a title."""
    roles = roles_of(value)
    text = text_of_question(value) if asks(roles) else ""
    return bool(text) and (are_telling(roles) or likeness(text) >= ASKS)


def _is_blank(value: Mapping[str, object]) -> bool:
    """Say whether a mapping is a question whose words are missing, so that its options are no questions either."""
    roles = roles_of(value)
    names = roles.get(Role.QUESTION, ())
    told = Role.ANSWER in roles or Role.OPTIONS in roles
    return told and bool(names) and not any(str(value[name]).strip() for name in names)


def _flat(value: dict[str, object]) -> dict[str, object]:
    """Lay a question that is itself a mapping, `{stem: …, choices: […]}`, beside what stands around it."""
    value = {key: _without_type(one) for key, one in value.items()}
    for name in roles_of(value).get(Role.QUESTION, ()):
        inner = value[name]
        if isinstance(inner, dict) and text_of_question(inner):
            return {**inner, **{key: one for key, one in value.items() if key != name}}
        if isinstance(inner, dict) and text_of(inner.get("en")):  # of several languages
            return {**value, name: inner["en"]}
    return value


def _without_type(value: object) -> object:
    """Take the text out of JSON-LD, `{"@type": "Answer", "text": …}`."""
    return value["text"] if isinstance(value, dict) and "@type" in value and text_of(value.get("text")) else value


def _is_pair(value: list[object]) -> bool:
    return (
        len(value) in (2, 3)
        and isinstance(value[0], str)
        and text_of(value[1]) != ""
        and not isinstance(value[1], (list, dict))
    )


def _holds_records(key: str, value: object) -> bool:
    """Say whether a value holds questions of its own and is no part of one: its options, say."""
    role = role_of(key)
    if role in (Role.OPTIONS, Role.ANSWER, Role.CORRECT, Role.WRONG, Role.TOPICS, Role.HINT):
        return False
    return isinstance(value, list) and any(isinstance(one, dict) and asks(roles_of(one)) for one in value[:5])


def _columns(value: Mapping[str, object]) -> list[tuple[str, object]]:
    """Read `{questions: […], answers: […]}` row by row."""
    roles = roles_of(value)
    questions = _first_list(value, roles.get(Role.QUESTION, ()))
    answers = _first_list(value, roles.get(Role.ANSWER, ()))
    if not questions or len(questions) != len(answers) or not all(isinstance(q, str) for q in questions):
        return []
    return [(str(question), answer) for question, answer in zip(questions, answers, strict=True)]


def _first_list(value: Mapping[str, object], names: Sequence[str]) -> list[object]:
    for name in names:
        found = value[name]
        if isinstance(found, list):
            return found
    return []


def _answers_by_question(value: Mapping[str, object]) -> bool:
    """Say whether a mapping gives each question its answer: `What is …?: [this, that]`."""
    pairs = [(k, v) for k, v in value.items() if not _SETTINGS.fullmatch(str(k))]
    plain = [(k, v) for k, v in pairs if _is_answer(v)]
    if len(plain) < 2 or len(plain) < 0.8 * len(pairs):
        return False
    asking = sum(likeness(str(k)) >= ASKS for k, _ in plain)
    worded = sum(len(str(k).split()) > 2 for k, _ in plain)
    listed = sum(isinstance(v, list) for _, v in plain)
    return asking >= 0.4 * len(plain) or worded >= 0.7 * len(plain) or (listed >= 0.8 * len(plain) and len(plain) > 2)


def _records_by_question(value: Mapping[str, object]) -> bool:
    """Say whether a mapping gives each question what belongs to it: `What is …?: {a: …, b: …, correct: a}`."""
    told = [key for key, one in value.items() if isinstance(one, dict) and _tells(roles_of(one))]
    return (
        len(told) > 1
        and 5 * len(told) >= 4 * len(value)
        and 2 * sum(likeness(key) >= ASKS for key in told) >= len(told)
    )


def _tells(roles: Mapping[Role, list[str]]) -> bool:
    return Role.QUESTION not in roles and not roles.keys().isdisjoint(
        (Role.ANSWER, Role.OPTION, Role.OPTIONS, Role.CORRECT)
    )


def _is_answer(value: object) -> bool:
    if isinstance(value, list):
        return bool(value) and all(not isinstance(one, (dict, list)) for one in value)
    return not isinstance(value, dict) and text_of(value) != ""
